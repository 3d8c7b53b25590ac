//! The request as it is sent, member by member, and the card itself.

use serde_json::{Value, json};

use super::{AUTH, good};
use crate::row::{Area, Row, blocked, error, invalid, missing, post, post_text};
use crate::world::World;

const NOBODYS: &str = "2d0ea3b1-5dd3-4ad6-8bb5-6a9ab4d2c7a0";

pub(super) fn area(world: &World) -> Area {
    let nobody = world.server.without_key();
    let mut rows = Vec::new();
    let mut row = |rule: String, body: Value, expected: Value| {
        let sent = post(AUTH, &body);
        rows.push(Row::new(rule, &nobody, sent, 422, expected));
    };
    for member in [
        "one_time_token",
        "card_number",
        "cvc",
        "expiry_date",
        "cardholder_name",
    ] {
        let mut without = good(NOBODYS);
        without.as_object_mut().unwrap().remove(member);
        row(
            format!("{member} is absent"),
            without,
            missing(member, "P0101"),
        );
        row(
            format!("{member} is null"),
            with(member, json!(null)),
            missing(member, "P0101"),
        );
        row(
            format!("{member} is a number"),
            with(member, json!(7)),
            invalid(member, "P0102", "Must be of type String"),
        );
    }
    for member in ["one_time_token", "cardholder_name"] {
        row(
            format!("{member} is blank"),
            with(member, json!("  ")),
            missing(member, "P0101"),
        );
    }
    for wrong in ["42424242424", "42424242424242424242"] {
        row(
            format!("a card number of {} digits", wrong.len()),
            with("card_number", json!(wrong)),
            invalid(
                "card_number",
                "P0102",
                "Must be between 12 and 19 characters long",
            ),
        );
    }
    for wrong in ["12", "12345"] {
        row(
            format!("a security code of {} digits", wrong.len()),
            with("cvc", json!(wrong)),
            invalid("cvc", "P0102", "Must be between 3 and 4 characters long"),
        );
    }
    for wrong in ["1/39", "11/2039", "1139"] {
        row(
            format!("an expiry date of {wrong}"),
            with("expiry_date", json!(wrong)),
            invalid(
                "expiry_date",
                "P0102",
                "Must be a valid date with the format MM/YY",
            ),
        );
    }
    row(
        "a name of 256 characters".to_owned(),
        with("cardholder_name", json!("x".repeat(256))),
        invalid(
            "cardholder_name",
            "P0102",
            "Must be less than or equal to 255 characters long",
        ),
    );
    // What only the card itself tells comes without the field's name.
    for (member, value, message) in [
        (
            "card_number",
            "4242424242424241",
            "Must be a valid card number",
        ),
        ("cvc", "12a", "Must contain numbers only"),
        (
            "expiry_date",
            "13/39",
            "Must be a valid date with the format MM/YY",
        ),
        (
            "expiry_date",
            "aa/bb",
            "Must be a valid date with the format MM/YY",
        ),
        ("expiry_date", "01/20", "Must be a valid date in the future"),
    ] {
        row(
            format!("{member} is {value}"),
            with(member, json!(value)),
            error(
                "P0102",
                format!("Invalid attribute value: {member}. {message}"),
            ),
        );
    }
    for (text, expected) in [
        ("", blocked()),
        ("{", error("P0197", "Unable to parse JSON")),
        ("abc", error("P0197", "Unable to parse JSON")),
        ("null", error("P0197", "Unable to parse JSON")),
        ("[]", error("P0197", "Unable to parse JSON")),
    ] {
        let rule = format!("the body is {text:?}");
        rows.push(Row::new(
            rule,
            &nobody,
            post_text(AUTH, text),
            400,
            expected,
        ));
    }
    Area {
        name: "authorise payment, as sent",
        rows,
    }
}

fn with(member: &str, value: Value) -> Value {
    let mut body = good(NOBODYS);
    body[member] = value;
    body
}
