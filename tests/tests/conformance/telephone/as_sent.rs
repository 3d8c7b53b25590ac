//! The report as it is sent, member by member.

use serde_json::{Value, json};

use super::{NOTIFY, good, with, with_null, without};
use crate::row::{Area, Row, blocked, error, invalid, missing, post, post_text};
use crate::world::World;

pub(super) fn area(world: &World) -> Area {
    let mut rows = Vec::new();
    let mut row = |rule: String, body: Value, expected: Value| {
        rows.push(Row::new(
            rule,
            &world.api,
            post(NOTIFY, &body),
            422,
            expected,
        ));
    };
    let needed = [
        "amount",
        "reference",
        "description",
        "processor_id",
        "provider_id",
        "payment_outcome",
    ];
    for member in needed {
        let expected = || missing(member, "P0101");
        row(format!("{member} is absent"), without(member), expected());
        row(format!("{member} is null"), with_null(member), expected());
    }
    for wrong in [
        json!("1"),
        json!(1.5),
        json!(true),
        json!(2_147_483_648_i64),
    ] {
        row(
            format!("amount is {wrong}"),
            with(json!({ "amount": wrong })),
            invalid("amount", "P0102", "Must be a valid numeric format"),
        );
    }
    for member in [
        "reference",
        "description",
        "processor_id",
        "provider_id",
        "created_date",
        "authorised_date",
        "auth_code",
        "name_on_card",
        "email_address",
        "telephone_number",
        "card_type",
        "card_expiry",
        "last_four_digits",
        "first_six_digits",
    ] {
        row(
            format!("{member} is no text"),
            with(json!({ member: 7 })),
            invalid(member, "P0102", "Must be of type String"),
        );
    }
    for (amount, message) in [
        (-1, "Must be greater than or equal to 1"),
        (10_000_001, "Must be less than or equal to 10000000"),
    ] {
        row(
            format!("amount is {amount}"),
            with(json!({ "amount": amount })),
            invalid("amount", "P0102", message),
        );
    }
    for member in ["reference", "description"] {
        row(
            format!("{member} has 256 characters"),
            with(json!({ member: "x".repeat(256) })),
            invalid(
                member,
                "P0102",
                "Must be less than or equal to 255 characters length",
            ),
        );
    }
    for member in ["created_date", "authorised_date"] {
        let message = format!("Field [{member}] must be a valid ISO-8601 time and date format");
        for wrong in ["2026-03-02", "2026-03-02T10:41:00", "yesterday"] {
            row(
                format!("{member} is {wrong}"),
                with(json!({ member: wrong })),
                invalid(member, "P0102", &message),
            );
        }
    }
    for wrong in [
        json!({}),
        json!({ "status": "paid" }),
        json!({ "status": "failed" }),
        json!({ "status": "failed", "code": "P0020" }),
        json!({ "status": "failed", "code": "P0040" }),
        json!({ "status": "success", "code": "P0010" }),
    ] {
        row(
            format!("payment_outcome is {wrong}"),
            with(json!({ "payment_outcome": wrong })),
            invalid(
                "payment_outcome",
                "P0102",
                "Field [payment_outcome] must include a valid status and error code",
            ),
        );
    }
    for (member, wrong, message) in [
        (
            "card_type",
            &["discover", "Visa", "unionpay"][..],
            "Field [card_type] must be either master-card, visa, maestro, diners-club, american-express or jcb",
        ),
        (
            "card_expiry",
            &["13/29", "1/29", "11/2029", "1129"],
            "Field [card_expiry] must have valid MM/YY",
        ),
        (
            "last_four_digits",
            &["042", "42424", "42x2"],
            "Field [last_four_digits] must be exactly 4 digits",
        ),
        (
            "first_six_digits",
            &["42424", "4242424", "42424x"],
            "Field [first_six_digits] must be exactly 6 digits",
        ),
    ] {
        for wrong in wrong {
            row(
                format!("{member} is {wrong}"),
                with(json!({ member: wrong })),
                invalid(member, "P0102", message),
            );
        }
    }
    for (text, expected) in [
        ("", blocked()),
        ("{", error("P0197", "Unable to parse JSON")),
        ("[]", error("P0197", "Unable to parse JSON")),
        ("null", error("P0197", "Unable to parse JSON")),
    ] {
        let rule = format!("the body is {text:?}");
        rows.push(Row::new(
            rule,
            &world.api,
            post_text(NOTIFY, text),
            400,
            expected,
        ));
    }
    rows.push(Row::new(
        "telephone payments are not permitted",
        &world.plain.api,
        post(NOTIFY, &good()),
        403,
        error(
            "P0930",
            "Access to this resource is not enabled for this account. Contact support with your error code - https://www.payments.service.gov.uk/support/ .",
        ),
    ));
    Area {
        name: "telephone payment, as sent",
        rows,
    }
}
