//! Lengths and ranges, and the header: each at its limit and one beyond.

use serde_json::{Value, json};

use super::{create, good, with};
use crate::row::{Area, Row, field_error, invalid};
use crate::shown::web_payment;
use crate::world::World;

pub(super) fn area(world: &World) -> Area {
    let mut rows = Vec::new();
    let mut row = |rule: String, body: Value, expected: Value| {
        rows.push(Row::new(rule, &world.api, create(&body), 422, expected));
    };
    for (amount, message) in [
        (-1, "Must be greater than or equal to 1"),
        (10_000_001, "Must be less than or equal to 10000000"),
        (2_147_483_647, "Must be less than or equal to 10000000"),
    ] {
        row(
            format!("amount is {amount}"),
            with(json!({ "amount": amount })),
            invalid("amount", "P0102", message),
        );
    }
    for (member, most) in [("reference", 255), ("description", 255), ("email", 254)] {
        row(
            format!("{member} has {} characters", most + 1),
            with(json!({ member: "x".repeat(most + 1) })),
            too_long(member, most),
        );
    }
    // Lengths count UTF-16 code units: an astral character is two.
    row(
        "reference has 128 astral characters".to_owned(),
        with(json!({ "reference": "😀".repeat(128) })),
        too_long("reference", 255),
    );
    let url = format!("https://example.org/{}", "x".repeat(1_981));
    row(
        "return_url has 2001 characters".to_owned(),
        with(json!({ "return_url": url })),
        too_long("return_url", 2_000),
    );
    let name = json!({ "cardholder_name": "x".repeat(256) });
    row(
        "cardholder_name has 256 characters".to_owned(),
        with(json!({ "prefilled_cardholder_details": name })),
        too_long("cardholder_name", 255),
    );
    for (member, most) in [
        ("line1", 255),
        ("line2", 255),
        ("city", 255),
        ("postcode", 25),
    ] {
        let address = json!({ "billing_address": { member: "x".repeat(most + 1) } });
        row(
            format!("{member} has {} characters", most + 1),
            with(json!({ "prefilled_cardholder_details": address })),
            too_long(member, most),
        );
    }
    for length in [0, 1, 25, 27] {
        row(
            format!("set_up_agreement has {length} characters"),
            with(json!({ "set_up_agreement": "a".repeat(length) })),
            invalid(
                "set_up_agreement",
                "P0102",
                "Field [set_up_agreement] length must be 26",
            ),
        );
        if length == 0 {
            continue;
        }
        let mut body = with(json!({
            "authorisation_mode": "agreement",
            "agreement_id": "a".repeat(length),
        }));
        body.as_object_mut().unwrap().remove("return_url");
        row(
            format!("agreement_id has {length} characters"),
            body,
            invalid(
                "agreement_id",
                "P0102",
                "Field [agreement_id] length must be 26",
            ),
        );
    }
    rows.extend(keys(world));
    Area {
        name: "create payment, limits",
        rows,
    }
}

fn too_long(member: &str, most: usize) -> Value {
    let message = format!("Must be less than or equal to {most} characters length");
    invalid(member, "P0102", &message)
}

fn keys(world: &World) -> Vec<Row> {
    let sized = "Header [Idempotency-Key] can have a size between 1 and 255";
    let spelt = "Header [Idempotency-Key] can only contain alphanumeric characters and hyphens";
    [
        (String::new(), sized),
        ("k".repeat(256), sized),
        ("under_score".to_owned(), spelt),
        ("with space".to_owned(), spelt),
        ("a.b".to_owned(), spelt),
        ("é".to_owned(), spelt),
    ]
    .into_iter()
    .map(|(key, description)| {
        let mut expected = field_error("", "P0102", description);
        let members = expected.as_object_mut().unwrap();
        members.remove("field");
        members.insert("header".to_owned(), json!("Idempotency-Key"));
        let sent = create(&good()).header("idempotency-key", &key);
        Row::new(
            format!("the key is {key:?}"),
            &world.api,
            sent,
            422,
            expected,
        )
    })
    .chain(["k", "A-1", &"k".repeat(255)].map(|key| {
        let sent = create(&good()).header("idempotency-key", key);
        let rule = format!("a key of {} characters", key.len());
        Row::new(rule, &world.api, sent, 201, web_payment(json!({})))
    }))
    .collect()
}
