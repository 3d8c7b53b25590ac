//! The body as it is sent, member by member: what is missing or mistyped.

use serde_json::{Value, json};

use super::{create, with, without};
use crate::row::{Area, Row, error, invalid, missing};
use crate::world::World;

const NUMBER: &str = "Must be a valid numeric format";
const TEXT: &str = "Must be a valid string format";
const URL: &str = "Must be a valid URL format";
const FLAG: &str = "Must be true or false";
const STRING: &str = "Field must be a string";
const MODES: &str = "Must be one of web, moto_api, agreement";
const TYPES: &str = "Must be one of instalment, recurring, unscheduled";
const LANGUAGES: &str = "Must be \"en\" or \"cy\"";
const PAIRS: &str = "Must be an object of JSON key-value pairs";
const SOURCES: &str = "Accepted values are only CARD_PAYMENT_LINK, CARD_AGENT_INITIATED_MOTO";

pub(super) fn area(world: &World) -> Area {
    let mut rows = Vec::new();
    let mut row = |rule: String, body: Value, status: u16, expected: Value| {
        rows.push(Row::new(rule, &world.api, create(&body), status, expected));
    };

    for member in ["amount", "reference", "description"] {
        row(
            format!("{member} is absent"),
            without(member),
            400,
            missing(member, "P0101"),
        );
        row(
            format!("{member} is null"),
            with(json!({ member: null })),
            400,
            missing(member, "P0101"),
        );
    }
    for wrong in [
        json!("100"),
        json!(27.55),
        json!(100.0),
        json!(true),
        json!({}),
        json!([1]),
        json!(2_147_483_648_i64),
        json!(-2_147_483_649_i64),
    ] {
        row(
            format!("amount is {wrong}"),
            with(json!({ "amount": wrong })),
            400,
            invalid("amount", "P0102", NUMBER),
        );
    }
    for member in ["reference", "description"] {
        for blank in ["", " ", "\t\n"] {
            row(
                format!("{member} is {blank:?}"),
                with(json!({ member: blank })),
                400,
                missing(member, "P0101"),
            );
        }
        for wrong in [json!(7), json!(true), json!({}), json!(["x"])] {
            row(
                format!("{member} is {wrong}"),
                with(json!({ member: wrong })),
                400,
                invalid(member, "P0102", TEXT),
            );
        }
        for character in ["<", ">", "|"] {
            row(
                format!("{member} contains {character}"),
                with(json!({ member: format!("a{character}b") })),
                400,
                invalid(member, "P0102", TEXT),
            );
        }
    }
    for wrong in [json!(7), json!(false), json!({}), json!([])] {
        row(
            format!("return_url is {wrong}"),
            with(json!({ "return_url": wrong })),
            400,
            invalid("return_url", "P0102", URL),
        );
    }
    for member in ["moto", "delayed_capture"] {
        for wrong in [json!(null), json!("true"), json!(1), json!({})] {
            row(
                format!("{member} is {wrong}"),
                with(json!({ member: wrong })),
                400,
                invalid(member, "P0102", FLAG),
            );
        }
    }
    for wrong in [json!(null), json!(""), json!(" "), json!(7), json!({})] {
        row(
            format!("authorisation_mode is {wrong}"),
            with(json!({ "authorisation_mode": wrong })),
            400,
            invalid("authorisation_mode", "P0102", MODES),
        );
    }
    for wrong in ["external", "WEB", "other"] {
        row(
            format!("authorisation_mode is {wrong}"),
            with(json!({ "authorisation_mode": wrong })),
            422,
            invalid("authorisation_mode", "P0102", MODES),
        );
    }
    for any in [json!("x"), json!(null), json!(7)] {
        row(
            format!("agreement_id is {any} in a web payment"),
            with(json!({ "agreement_id": any })),
            400,
            error("P0104", "Unexpected attribute: agreement_id"),
        );
    }
    for blank in [json!(null), json!(""), json!("  ")] {
        row(
            format!("agreement_id is {blank} in a payment on an agreement"),
            with(json!({ "authorisation_mode": "agreement", "agreement_id": blank })),
            400,
            missing("agreement_id", "P0101"),
        );
    }
    row(
        "agreement_id is 7 in a payment on an agreement".to_owned(),
        with(json!({ "authorisation_mode": "agreement", "agreement_id": 7 })),
        400,
        invalid("agreement_id", "P0102", TEXT),
    );
    for wrong in [json!(null), json!(""), json!(7)] {
        row(
            format!("agreement_payment_type is {wrong}"),
            with(json!({ "agreement_payment_type": wrong })),
            400,
            invalid("agreement_payment_type", "P0102", TYPES),
        );
    }
    row(
        "agreement_payment_type without an agreement".to_owned(),
        with(json!({ "agreement_payment_type": "recurring" })),
        400,
        error("P0104", "Unexpected attribute: agreement_payment_type"),
    );
    row(
        "agreement_payment_type is another word".to_owned(),
        with(json!({ "set_up_agreement": "a".repeat(26), "agreement_payment_type": "monthly" })),
        422,
        invalid("agreement_payment_type", "P0102", TYPES),
    );
    row(
        "agreement_payment_type is another word, and goes with nothing".to_owned(),
        with(json!({ "agreement_payment_type": "monthly" })),
        400,
        error("P0104", "Unexpected attribute: agreement_payment_type"),
    );
    for (member, value) in [
        ("agreement_id", "x"),
        ("agreement_payment_type", "recurring"),
    ] {
        row(
            format!("{member} in a payment by moto_api"),
            with(json!({ "authorisation_mode": "moto_api", member: value })),
            400,
            error("P0104", format!("Unexpected attribute: {member}")),
        );
    }
    let mut misspelt = without("amount");
    misspelt["Amount"] = json!(14_500);
    row(
        "names in other letters are other names".to_owned(),
        misspelt,
        400,
        missing("amount", "P0101"),
    );
    for wrong in [json!(null), json!(""), json!(" "), json!(7)] {
        row(
            format!("language is {wrong}"),
            with(json!({ "language": wrong })),
            400,
            invalid("language", "P0102", LANGUAGES),
        );
    }
    for wrong in ["fr", "EN", "Cy"] {
        row(
            format!("language is {wrong}"),
            with(json!({ "language": wrong })),
            422,
            invalid("language", "P0102", LANGUAGES),
        );
    }
    for wrong in [json!(7), json!(false), json!({})] {
        row(
            format!("email is {wrong}"),
            with(json!({ "email": wrong })),
            400,
            invalid("email", "P0102", STRING),
        );
    }
    row(
        "cardholder_name is no text".to_owned(),
        with(json!({ "prefilled_cardholder_details": { "cardholder_name": 7 } })),
        400,
        invalid("cardholder_name", "P0102", STRING),
    );
    for member in ["line1", "line2", "city", "postcode", "country"] {
        let address = json!({ "billing_address": { member: 7 } });
        row(
            format!("{member} is no text"),
            with(json!({ "prefilled_cardholder_details": address })),
            400,
            invalid(member, "P0102", STRING),
        );
    }
    for wrong in [json!("x"), json!(7), json!([])] {
        row(
            format!("metadata is {wrong}"),
            with(json!({ "metadata": wrong })),
            422,
            invalid("metadata", "P0102", PAIRS),
        );
    }
    row(
        "metadata is null".to_owned(),
        with(json!({ "metadata": null })),
        422,
        invalid("metadata", "P0102", "Value must not be null"),
    );
    for (wrong, message) in metadata() {
        row(
            format!("metadata: {message}"),
            with(json!({ "metadata": wrong })),
            422,
            invalid("metadata", "P0102", message),
        );
    }
    for (wrong, status) in [
        (json!(7), 400),
        (json!(null), 400),
        (json!("CARD_API"), 400),
        (json!("CARD_EXTERNAL_TELEPHONE"), 400),
        (json!("OTHER"), 422),
    ] {
        row(
            format!("internal.source is {wrong}"),
            with(json!({ "internal": { "source": wrong } })),
            status,
            invalid("source", "P0102", SOURCES),
        );
    }
    row(
        "a web payment without return_url".to_owned(),
        without("return_url"),
        400,
        error("P0101", "Missing mandatory attribute: return_url"),
    );
    for blank in [json!(null), json!("")] {
        row(
            format!("return_url is {blank} in a web payment"),
            with(json!({ "return_url": blank })),
            400,
            error("P0101", "Missing mandatory attribute: return_url"),
        );
    }
    for wrong in [
        "nowhere",
        "javascript:alert(1)",
        "ftp://example.org/",
        "https://",
        "//example.org/",
    ] {
        row(
            format!("return_url is {wrong}"),
            with(json!({ "return_url": wrong })),
            422,
            error(
                "P0102",
                "Invalid attribute value: return_url. Must be a valid URL format",
            ),
        );
    }
    Area {
        name: "create payment, as sent",
        rows,
    }
}

fn metadata() -> Vec<(Value, &'static str)> {
    let many: serde_json::Map<String, Value> =
        (0..16).map(|n| (format!("key{n}"), json!(n))).collect();
    let sized = "Keys must be between 1 and 30 characters long";
    let typed = "Values must be of type String, Boolean or Number";
    vec![
        (json!(many), "Cannot have more than 15 key-value pairs"),
        (json!({ "": 1 }), sized),
        (json!({ "k".repeat(31): 1 }), sized),
        (json!({ "key": {} }), typed),
        (json!({ "key": [] }), typed),
        (
            json!({ "key": "v".repeat(101) }),
            "Values must be no greater than 100 characters long",
        ),
        (json!({ "key": null }), "Must not have null values"),
        (
            json!({ "key": 1, "KEY": 2 }),
            "Must have case insensitive unique keys",
        ),
    ]
}
