//! One case per row of the table, in its order.

mod details;
mod modes;
mod properties;

use domain::payment::metadata::MetadataValue;
use domain::payment::{AuthorisationMode, Language};
use serde_json::{Value, json};

use super::*;
use crate::checks::Culprit;
use crate::checks::table::kind_at;
use crate::contract::{Contracted, Kind, Raw};

/// A good body with one member replaced, or taken out.
fn body_with(member: &str, value: Option<Value>) -> Value {
    let mut body = json!({
        "amount": 2600,
        "reference": "R",
        "description": "D",
        "return_url": "https://service.example.org/done",
    });
    let members = body.as_object_mut().unwrap();
    match value {
        Some(value) => members.insert(member.to_owned(), value),
        None => members.remove(member),
    };
    body
}

fn parse_text(body: &str, key: Option<&str>) -> Result<CreatePayment, Violation> {
    let parameters = CreatePaymentParameters {
        idempotency_key: Raw::new(key.map(str::to_owned)),
    };
    let refusals = ExtraRefusals::default();
    parse(
        Body::read(body.as_bytes()),
        &parameters,
        refusals,
        Mode::Test,
    )
}

fn violation(body: &Value) -> Option<Violation> {
    parse_text(&body.to_string(), None).err()
}

fn refused(fault: Fault, culprit: Culprit, code: &'static str, words: &str) -> Option<Violation> {
    Some(Violation {
        fault,
        culprit,
        code,
        description: words.to_owned().into(),
    })
}

fn missing(field: &'static str) -> Option<Violation> {
    let words = format!("Missing mandatory attribute: {field}");
    refused(Fault::Malformed, Culprit::Field(field), "P0101", &words)
}

fn malformed(field: &'static str, words: &str) -> Option<Violation> {
    let words = format!("Invalid attribute value: {field}. {words}");
    refused(Fault::Malformed, Culprit::Field(field), "P0102", &words)
}

fn not_allowed(field: &'static str, words: &str) -> Option<Violation> {
    let words = format!("Invalid attribute value: {field}. {words}");
    refused(Fault::NotAllowed, Culprit::Field(field), "P0102", &words)
}

#[test]
fn every_row_is_about_a_member_of_the_contract() {
    for row in TABLE.rows {
        let kind = kind_at(CreateCardPaymentRequest::SCHEMA, row.member);
        assert!(kind.is_some(), "{}", row.member);
    }
}

#[test]
fn a_body_must_be_json() {
    let unreadable = refused(
        Fault::Malformed,
        Culprit::Unnamed,
        "P0197",
        "Unable to parse JSON",
    );
    let blocked =
        "Request blocked by security rules. Please consult API documentation for more information.";
    for (body, expected) in [
        (
            "",
            refused(Fault::Malformed, Culprit::Unnamed, "P0920", blocked),
        ),
        ("null", unreadable.clone()),
        ("abc", unreadable.clone()),
        ("{\"amount\": 1,", unreadable.clone()),
        ("[]", missing("amount")),
        ("\"text\"", missing("amount")),
        ("7", missing("amount")),
        ("{}", missing("amount")),
    ] {
        assert_eq!(parse_text(body, None).err(), expected, "{body}");
    }
}

#[test]
fn amounts_are_whole_numbers_of_32_bits() {
    let number = || malformed("amount", NUMBER);
    for (amount, expected) in [
        (None, missing("amount")),
        (Some("null"), missing("amount")),
        (Some("\"100\""), number()),
        (Some("27.55"), number()),
        (Some("100.0"), number()),
        (Some("1e3"), number()),
        (Some("2147483648"), number()),
        (Some("99999999999999999999999"), number()),
        (Some("{}"), number()),
        (Some("true"), number()),
        (
            Some("-1"),
            not_allowed("amount", "Must be greater than or equal to 1"),
        ),
        (Some("0"), None),
        (Some("10000000"), None),
        (
            Some("10000001"),
            not_allowed("amount", "Must be less than or equal to 10000000"),
        ),
        (
            Some("2147483647"),
            not_allowed("amount", "Must be less than or equal to 10000000"),
        ),
    ] {
        let value = amount.map(|text| serde_json::from_str(text).unwrap());
        assert_eq!(
            violation(&body_with("amount", value)),
            expected,
            "{amount:?}"
        );
    }
}

#[test]
fn references_and_descriptions_are_text_without_certain_characters() {
    for field in ["reference", "description"] {
        let long = || not_allowed(field, "Must be less than or equal to 255 characters length");
        let text = || malformed(field, TEXT);
        for (value, expected) in [
            (None, missing(field)),
            (Some(json!(null)), missing(field)),
            (Some(json!("")), missing(field)),
            (Some(json!(" \t")), missing(field)),
            (Some(json!(7)), text()),
            (Some(json!(["R"])), text()),
            (Some(json!("a<b")), text()),
            (Some(json!("a>b")), text()),
            (Some(json!("a|b")), text()),
            (Some(json!("a\0b")), text()),
            (Some(json!("a\"b\\c")), None),
            (Some(json!("https://example.org")), None),
            (Some(json!("x".repeat(255))), None),
            (Some(json!("x".repeat(256))), long()),
            // 128 characters beyond the basic plane are 256 code units.
            (Some(json!("\u{1F600}".repeat(127))), None),
            (Some(json!("\u{1F600}".repeat(128))), long()),
        ] {
            let body = body_with(field, value.clone());
            assert_eq!(violation(&body), expected, "{field}: {value:?}");
        }
    }
}

#[test]
fn a_return_url_has_errors_with_and_without_a_field() {
    let absent = refused(
        Fault::Malformed,
        Culprit::Unnamed,
        "P0101",
        "Missing mandatory attribute: return_url",
    );
    let bad = refused(
        Fault::NotAllowed,
        Culprit::Unnamed,
        "P0102",
        "Invalid attribute value: return_url. Must be a valid URL format",
    );
    let long = format!("https://example.org/{}", "x".repeat(1981));
    for (value, expected) in [
        (None, absent.clone()),
        (Some(json!(null)), absent.clone()),
        (Some(json!("")), absent.clone()),
        (Some(json!(7)), malformed("return_url", URL)),
        (Some(json!("example.org")), bad.clone()),
        (Some(json!("ftp://example.org")), bad.clone()),
        (Some(json!("http://localhost:3000//a")), None),
        (
            Some(json!(long)),
            not_allowed(
                "return_url",
                "Must be less than or equal to 2000 characters length",
            ),
        ),
    ] {
        let body = body_with("return_url", value.clone());
        assert_eq!(violation(&body), expected, "{value:?}");
    }
}

#[test]
fn the_earlier_row_wins() {
    // A later type before an earlier limit, body limits before the header, the header
    // before the return URL.
    for (body, expected) in [
        (
            json!({ "amount": 1, "reference": 7, "description": null }),
            malformed("reference", TEXT),
        ),
        (
            json!({ "amount": -1, "reference": "R", "description": "D", "email": 7 }),
            malformed("email", STRING),
        ),
        (
            json!({ "amount": -1, "reference": "R", "description": "D", "metadata": null }),
            not_allowed("metadata", "Value must not be null"),
        ),
        (
            json!({ "amount": -1, "reference": "R".repeat(256), "description": "D" }),
            not_allowed("amount", "Must be greater than or equal to 1"),
        ),
    ] {
        assert_eq!(violation(&body), expected, "{body}");
    }
    let without_url = body_with("return_url", None).to_string();
    let found = parse_text(&without_url, Some("")).unwrap_err();
    assert_eq!(found.culprit, Culprit::Header("Idempotency-Key"));
}

#[test]
fn a_good_body_becomes_what_the_service_wants() {
    let body = json!({
        "amount": 14500,
        "reference": "LIC-2291",
        "description": "Licence",
        "return_url": "https://service.example.org/done",
        "delayed_capture": true,
        "email": "ade@example.org",
        "metadata": { "z": 1.50, "a": "x", "m": false },
        "prefilled_cardholder_details": { "cardholder_name": "Ade", "billing_address": { "line1": "" } },
        "set_up_agreement": 7,
        "internal": 7,
        "unknown": { "members": "are ignored" },
    });
    let wanted = parse_text(&body.to_string(), None).unwrap();
    assert_eq!(wanted.amount.minor(), 14500);
    assert!(wanted.delayed_capture);
    assert!(!wanted.moto);
    assert_eq!(wanted.mode, AuthorisationMode::Web);
    assert_eq!(wanted.language, Language::English);
    assert_eq!(wanted.set_up_agreement, None);
    assert!(!wanted.typed_reference);
    assert_eq!(wanted.repeatable, None);
    assert_eq!(wanted.email.unwrap().as_str(), "ade@example.org");
    assert_eq!(
        wanted.metadata.pairs(),
        [
            ("z".to_owned(), MetadataValue::Number("1.5".to_owned())),
            ("a".to_owned(), MetadataValue::Text("x".to_owned())),
            ("m".to_owned(), MetadataValue::Bool(false)),
        ]
    );
    let prefilled = wanted.prefilled.unwrap();
    assert_eq!(prefilled.name.as_deref(), Some("Ade"));
    assert!(prefilled.billing_address.unwrap().is_empty());
}

#[test]
fn the_forbidden_characters_are_those_of_the_contract() {
    for field in ["reference", "description"] {
        let Some(Kind::Text { pattern, .. }) = kind_at(CreateCardPaymentRequest::SCHEMA, field)
        else {
            panic!("{field} is text");
        };
        assert_eq!(*pattern, Some("^[^<>|]*$"));
    }
}
