//! Agreements: made, looked at, set up by a payment, cancelled.

mod lived;

use serde_json::{Value, json};

use crate::row::{Area, Row, Tally, blocked, error, invalid, missing, post, post_text};
use crate::world::World;

const AGREEMENTS: &str = "/v1/agreements";

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(as_sent(world)).await;
    tally.run(lived::area(world).await).await;
}

fn good() -> Value {
    json!({ "reference": "AGR-7", "description": "Permit, monthly" })
}

fn with(member: &str, value: Value) -> Value {
    let mut body = good();
    body[member] = value;
    body
}

fn as_sent(world: &World) -> Area {
    let mut rows = Vec::new();
    let mut row = |rule: String, body: &Value, status: u16, expected: Value| {
        let sent = post(AGREEMENTS, body);
        rows.push(Row::new(rule, &world.api, sent, status, expected));
    };
    for member in ["reference", "description"] {
        let mut without = good();
        without.as_object_mut().unwrap().remove(member);
        row(
            format!("{member} is absent"),
            &without,
            400,
            missing(member, "P2101"),
        );
        for blank in [json!(null), json!(""), json!(" ")] {
            row(
                format!("{member} is {blank}"),
                &with(member, blank),
                400,
                missing(member, "P2101"),
            );
        }
        for wrong in [
            json!(7),
            json!({}),
            json!("a<b"),
            json!("a>b"),
            json!("a|b"),
        ] {
            row(
                format!("{member} is {wrong}"),
                &with(member, wrong),
                400,
                invalid(member, "P2102", "Must be a valid string format"),
            );
        }
        row(
            format!("{member} has 256 characters"),
            &with(member, json!("x".repeat(256))),
            422,
            too_long(member),
        );
    }
    for wrong in [json!(7), json!({}), json!(true)] {
        row(
            format!("user_identifier is {wrong}"),
            &with("user_identifier", wrong),
            400,
            invalid("user_identifier", "P2102", "Field must be a string"),
        );
    }
    for wrong in [String::new(), "x".repeat(256)] {
        row(
            format!("user_identifier has {} characters", wrong.len()),
            &with("user_identifier", json!(wrong)),
            422,
            too_long("user_identifier"),
        );
    }
    let empty = post_text(AGREEMENTS, "");
    rows.push(Row::new(
        "the body is empty",
        &world.api,
        empty,
        400,
        blocked(),
    ));
    for text in ["null", "abc", "{"] {
        rows.push(Row::new(
            format!("the body is {text}"),
            &world.api,
            post_text(AGREEMENTS, text),
            400,
            error("P2197", "Unable to parse JSON"),
        ));
    }
    for text in ["[]", "7", "\"x\""] {
        rows.push(Row::new(
            format!("the body is {text}"),
            &world.api,
            post_text(AGREEMENTS, text),
            400,
            missing("reference", "P2101"),
        ));
    }
    rows.push(Row::new(
        "agreements are not permitted",
        &world.plain.api,
        post(AGREEMENTS, &good()),
        422,
        error(
            "P0942",
            "Recurring card payments are currently disabled for this service. Contact support with your error code - https://www.payments.service.gov.uk/support/",
        ),
    ));
    Area {
        name: "create agreement, as sent",
        rows,
    }
}

fn too_long(member: &str) -> Value {
    invalid(
        member,
        "P0102",
        "Must be less than or equal to 255 characters length",
    )
}
