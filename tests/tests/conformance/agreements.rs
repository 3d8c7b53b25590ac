//! Agreements: made, looked at, set up by a payment, cancelled.

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;

use crate::row::{Area, Row, Tally, error, get, invalid, missing, post, post_text};
use crate::world::World;

const AGREEMENTS: &str = "/v1/agreements";

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(as_sent(world)).await;
    tally.run(lived(world).await).await;
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

async fn lived(world: &World) -> Area {
    let made = world.api.post(AGREEMENTS, &good()).await;
    let fresh = made.at("/agreement_id").as_str().unwrap().to_owned();
    let made = world.api.post(AGREEMENTS, &good()).await;
    let active = made.at("/agreement_id").as_str().unwrap().to_owned();
    world.captured(json!({ "set_up_agreement": active })).await;

    let at = |id: &str| format!("{AGREEMENTS}/{id}");
    let cancel = |id: &str| Sent::new("POST", &format!("{AGREEMENTS}/{id}/cancel"));
    let looks = |status: &str| {
        json!({
            "agreement_id": "<id>",
            "reference": "AGR-7",
            "description": "Permit, monthly",
            "status": status,
            "created_date": "<instant>",
        })
    };
    let with_card = |status: &str| {
        let mut agreement = looks(status);
        agreement["payment_instrument"] = json!({
            "type": "card",
            "created_date": "<instant>",
            "card_details": {
                "last_digits_card_number": "4242",
                "first_digits_card_number": "424242",
                "cardholder_name": "Ade Okafor",
                "expiry_date": "11/39",
                "billing_address": {
                    "line1": "3 Harbour Road",
                    "line2": "Flat 2",
                    "postcode": "SW1A 1AA",
                    "city": "Northport",
                    "country": "GB",
                },
                "card_brand": "Visa",
                "card_type": "credit",
            },
        });
        agreement
    };
    let mut identified = looks("created");
    identified["user_identifier"] = json!("user-3fb81274");
    let mut cancelled = with_card("cancelled");
    cancelled["cancelled_date"] = json!("<instant>");
    let not_active = || error("P2501", "Cancellation of agreement failed");
    let api = &world.api;
    let rows = vec![
        Row::new(
            "one is made",
            api,
            post(AGREEMENTS, &good()),
            201,
            looks("created"),
        )
        .header("location", None),
        Row::new(
            "one is made for somebody",
            api,
            post(AGREEMENTS, &with("user_identifier", json!("user-3fb81274"))),
            201,
            identified,
        ),
        Row::new(
            "one without a card",
            api,
            get(at(&fresh)),
            200,
            looks("created"),
        ),
        Row::new(
            "one with a card",
            api,
            get(at(&active)),
            200,
            with_card("active"),
        ),
        Row::new(
            "one that does not exist",
            api,
            get(at("hu20sqlact5260q2nanm0q8u93")),
            404,
            error("P2200", "Not found"),
        ),
        Row::new(
            "another account's",
            &world.stranger.api,
            get(at(&active)),
            404,
            error("P2200", "Not found"),
        ),
        Row::new(
            "cancelling one without a card",
            api,
            cancel(&fresh),
            400,
            not_active(),
        ),
        Row::new(
            "cancelling one that does not exist",
            api,
            cancel("hu20sqlact5260q2nanm0q8u93"),
            404,
            error("P2500", "Not found"),
        ),
        Row::new(
            "cancelling another account's",
            &world.stranger.api,
            cancel(&active),
            404,
            error("P2500", "Not found"),
        ),
        Row::new(
            "cancelling one with a card",
            api,
            cancel(&active),
            204,
            Value::Null,
        ),
        Row::new(
            "cancelling it once more",
            api,
            cancel(&active),
            400,
            not_active(),
        ),
        Row::new(
            "one that was cancelled",
            api,
            get(at(&active)),
            200,
            cancelled,
        ),
    ];
    Area {
        name: "agreements, through their life",
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
