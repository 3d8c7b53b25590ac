//! Of two mistakes, the one that is told: each member against the one that is
//! looked at next, then what is sent against its limits.

use serde_json::{Value, json};

use super::{create, good};
use crate::row::{Area, Row, error, invalid, missing};
use crate::world::World;

pub(super) fn area(world: &World) -> Area {
    let mut rows = Vec::new();
    let mistakes = mistakes();
    for pair in mistakes.windows(2) {
        let [(member, wrong, status, expected), (next, next_wrong, ..)] = pair else {
            continue;
        };
        let mut body = good();
        let members = body.as_object_mut().unwrap();
        members.insert((*next).to_owned(), next_wrong.clone());
        members.insert((*member).to_owned(), wrong.clone());
        rows.push(Row::new(
            format!("{member} is told before {next}"),
            &world.api,
            create(&body),
            *status,
            expected.clone(),
        ));
    }
    for (first, then, status, expected) in [
        (
            json!({ "metadata": 7 }),
            json!({ "amount": -1 }),
            422,
            invalid(
                "metadata",
                "P0102",
                "Must be an object of JSON key-value pairs",
            ),
        ),
        (
            json!({ "email": 7 }),
            json!({ "reference": "x".repeat(256) }),
            400,
            invalid("email", "P0102", "Field must be a string"),
        ),
        (
            json!({ "reference": "x".repeat(256) }),
            json!({ "return_url": null }),
            422,
            invalid(
                "reference",
                "P0102",
                "Must be less than or equal to 255 characters length",
            ),
        ),
        (
            json!({ "return_url": "nowhere" }),
            json!({ "moto": true, "amount": 0 }),
            422,
            error(
                "P0102",
                "Invalid attribute value: return_url. Must be a valid URL format",
            ),
        ),
    ] {
        let mut body = good();
        let members = body.as_object_mut().unwrap();
        members.extend(then.as_object().unwrap().clone());
        members.extend(first.as_object().unwrap().clone());
        rows.push(Row::new(
            format!("{first} is told before {then}"),
            &world.api,
            create(&body),
            status,
            expected,
        ));
    }
    let leaves = [
        "cardholder_name",
        "line1",
        "line2",
        "city",
        "postcode",
        "country",
    ];
    for (index, first) in leaves.into_iter().enumerate() {
        let mut address = serde_json::Map::new();
        for leaf in leaves.get(index.max(1)..).unwrap_or_default() {
            address.insert((*leaf).to_owned(), json!(7));
        }
        let mut details = json!({ "billing_address": address });
        if first == "cardholder_name" {
            details["cardholder_name"] = json!(7);
        }
        let mut body = good();
        body["prefilled_cardholder_details"] = details;
        rows.push(Row::new(
            format!("{first} is told before what comes after it"),
            &world.api,
            create(&body),
            400,
            invalid(first, "P0102", "Field must be a string"),
        ));
    }
    Area {
        name: "create payment, order",
        rows,
    }
}

/// One mistake for each member, in the order in which they are told.
fn mistakes() -> Vec<(&'static str, Value, u16, Value)> {
    let flag = "Must be true or false";
    vec![
        ("amount", json!(null), 400, missing("amount", "P0101")),
        ("reference", json!(null), 400, missing("reference", "P0101")),
        (
            "description",
            json!(null),
            400,
            missing("description", "P0101"),
        ),
        (
            "return_url",
            json!(7),
            400,
            invalid("return_url", "P0102", "Must be a valid URL format"),
        ),
        ("moto", json!(null), 400, invalid("moto", "P0102", flag)),
        (
            "authorisation_mode",
            json!("external"),
            422,
            invalid(
                "authorisation_mode",
                "P0102",
                "Must be one of web, moto_api, agreement",
            ),
        ),
        (
            "agreement_id",
            json!("x"),
            400,
            error("P0104", "Unexpected attribute: agreement_id"),
        ),
        (
            "agreement_payment_type",
            json!(null),
            400,
            invalid(
                "agreement_payment_type",
                "P0102",
                "Must be one of instalment, recurring, unscheduled",
            ),
        ),
        (
            "language",
            json!(null),
            400,
            invalid("language", "P0102", "Must be \"en\" or \"cy\""),
        ),
        (
            "delayed_capture",
            json!(null),
            400,
            invalid("delayed_capture", "P0102", flag),
        ),
        (
            "email",
            json!(7),
            400,
            invalid("email", "P0102", "Field must be a string"),
        ),
        (
            "prefilled_cardholder_details",
            json!({ "cardholder_name": 7 }),
            400,
            invalid("cardholder_name", "P0102", "Field must be a string"),
        ),
        (
            "metadata",
            json!(7),
            422,
            invalid(
                "metadata",
                "P0102",
                "Must be an object of JSON key-value pairs",
            ),
        ),
        (
            "internal",
            json!({ "source": 7 }),
            400,
            invalid(
                "source",
                "P0102",
                "Accepted values are only CARD_PAYMENT_LINK, CARD_AGENT_INITIATED_MOTO",
            ),
        ),
    ]
}
