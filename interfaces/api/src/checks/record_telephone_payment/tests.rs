//! One case per row of the table.

use domain::card::Brand;
use domain::payment::report::{ReportedCode, ReportedOutcome};
use proptest::prelude::{prop_assert_ne, proptest};
use serde_json::{Value, json};

use super::*;
use crate::checks::table::kind_at;
use crate::checks::{Culprit, arbitrary};
use crate::contract::{Contracted, Raw};

fn body_with(member: &str, value: Option<Value>) -> String {
    let mut body = json!({
        "amount": 4200,
        "reference": "CALL-1",
        "description": "Bulky waste",
        "processor_id": "ivr-1",
        "provider_id": "0093",
        "payment_outcome": { "status": "success" },
    });
    let members = body.as_object_mut().unwrap();
    match value {
        Some(value) => members.insert(member.to_owned(), value),
        None => members.remove(member),
    };
    body.to_string()
}

fn parse_text(body: &str) -> Result<ReportPayment, Violation> {
    let parameters = RecordTelephonePaymentParameters {
        idempotency_key: Raw::new(None),
    };
    parse(Body::read(body.as_bytes()), &parameters)
}

fn refused(member: &str, value: Value) -> Option<Violation> {
    parse_text(&body_with(member, Some(value))).err()
}

fn violation(field: &'static str, code: &'static str, words: String) -> Option<Violation> {
    Some(Violation {
        fault: Fault::NotAllowed,
        culprit: Culprit::Field(field),
        code,
        description: words.into(),
    })
}

fn invalid(field: &'static str, words: &str) -> Option<Violation> {
    let words = format!("Invalid attribute value: {field}. {words}");
    violation(field, "P0102", words)
}

#[test]
fn every_row_is_about_a_member_of_the_contract() {
    for row in TABLE.rows {
        let kind = kind_at(CreateTelephonePaymentRequest::SCHEMA, row.member);
        assert!(kind.is_some(), "{}", row.member);
    }
}

#[test]
fn a_body_must_be_a_json_object() {
    for (body, code) in [
        ("", "P0920"),
        ("null", "P0197"),
        ("[]", "P0197"),
        ("{", "P0197"),
    ] {
        let refused = parse_text(body).unwrap_err();
        assert_eq!((refused.fault, refused.code), (Fault::Malformed, code));
    }
}

#[test]
fn six_members_are_needed() {
    for field in [
        "amount",
        "reference",
        "description",
        "processor_id",
        "provider_id",
        "payment_outcome",
    ] {
        let words = format!("Missing mandatory attribute: {field}");
        let missing = violation(field, "P0101", words);
        assert_eq!(parse_text(&body_with(field, None)).err(), missing);
        assert_eq!(refused(field, json!(null)), missing);
    }
}

#[test]
fn members_have_types() {
    assert_eq!(refused("amount", json!("1")), invalid("amount", NUMBER));
    assert_eq!(refused("amount", json!(1.5)), invalid("amount", NUMBER));
    for field in [
        "reference",
        "description",
        "created_date",
        "authorised_date",
        "processor_id",
        "provider_id",
        "auth_code",
        "card_type",
        "name_on_card",
        "email_address",
        "card_expiry",
        "last_four_digits",
        "first_six_digits",
        "telephone_number",
    ] {
        assert_eq!(refused(field, json!(7)), invalid(field, STRING), "{field}");
        assert_eq!(refused(field, json!({})), invalid(field, STRING), "{field}");
    }
}

#[test]
fn values_have_limits() {
    let long = |limit| format!("Must be less than or equal to {limit} characters length");
    for (field, longest) in [
        ("reference", 255),
        ("description", 255),
        ("processor_id", 255),
        ("provider_id", 255),
        ("auth_code", 255),
        ("name_on_card", 255),
        ("email_address", 254),
        ("telephone_number", 255),
    ] {
        assert_eq!(refused(field, json!("x".repeat(longest))), None);
        let words = long(longest);
        assert_eq!(
            refused(field, json!("x".repeat(longest + 1))),
            invalid(field, &words)
        );
    }
    assert_eq!(refused("reference", json!("a<b>|c")), None);
    let least = "Must be greater than or equal to 1";
    let most = "Must be less than or equal to 10000000";
    assert_eq!(refused("amount", json!(-1)), invalid("amount", least));
    assert_eq!(
        refused("amount", json!(10_000_001)),
        invalid("amount", most)
    );
    assert_eq!(
        refused("name_on_card", json!("4242424242424242")),
        invalid("name_on_card", "Must not be a card number")
    );
}

#[test]
fn dates_cards_and_digits_have_forms() {
    let instant =
        |field: &str| format!("Field [{field}] must be a valid ISO-8601 time and date format");
    let brands = "Field [card_type] must be either master-card, visa, maestro, diners-club, \
                  american-express or jcb";
    let month = "Field [card_expiry] must have valid MM/YY";
    let four = "Field [last_four_digits] must be exactly 4 digits";
    let six = "Field [first_six_digits] must be exactly 6 digits";
    for (field, good, bad, words) in [
        (
            "created_date",
            "2026-03-02T10:41:00Z",
            "2026-03-02",
            &*instant("created_date"),
        ),
        (
            "authorised_date",
            "2026-03-02T10:41:00+01:00",
            "2026-03-02T10:41:00",
            &*instant("authorised_date"),
        ),
        ("card_type", "master-card", "discover", brands),
        ("card_expiry", "11/29", "13/29", month),
        ("card_expiry", "01/29", "1/29", month),
        ("card_expiry", "01/29", "1/2029", month),
        ("last_four_digits", "0042", "042", four),
        ("last_four_digits", "0042", "42424", four),
        ("first_six_digits", "424242", "42424x", six),
    ] {
        assert_eq!(refused(field, json!(good)), None, "{good}");
        assert_eq!(refused(field, json!(null)), None, "{field}");
        assert_eq!(refused(field, json!(bad)), invalid(field, words), "{bad}");
    }
}

#[test]
fn an_outcome_is_a_success_or_a_failure_with_a_code() {
    let bad = || invalid("payment_outcome", OUTCOME);
    for (outcome, expected) in [
        (json!({ "status": "success" }), None),
        (json!({ "status": "success", "code": null }), None),
        (json!({ "status": "failed", "code": "P0010" }), None),
        (json!({ "status": "failed", "code": "P0030" }), None),
        (json!({ "status": "failed", "code": "P0050" }), None),
        (json!({ "status": "failed" }), bad()),
        (json!({ "status": "failed", "code": "P0020" }), bad()),
        (json!({ "status": "success", "code": "P0010" }), bad()),
        (json!({ "status": "Success" }), bad()),
        (json!({ "status": 7 }), bad()),
        (json!({}), bad()),
        (json!("success"), bad()),
        (json!({ "status": "success", "supplemental": 7 }), bad()),
        (
            json!({ "status": "success", "supplemental": { "error_code": 7 } }),
            invalid("error_code", STRING),
        ),
    ] {
        assert_eq!(
            refused("payment_outcome", outcome.clone()),
            expected,
            "{outcome}"
        );
    }
}

#[test]
fn a_good_body_becomes_what_the_service_reports() {
    let body = json!({
        "amount": 4200,
        "reference": "CALL-1",
        "description": "Bulky waste",
        "created_date": "2026-03-02T10:41:00Z",
        "processor_id": "ivr-1",
        "provider_id": "0093",
        "auth_code": "A71C09",
        "payment_outcome": {
            "status": "failed",
            "code": "P0010",
            "supplemental": { "error_code": "51", "error_message": "No" },
        },
        "card_type": "visa",
        "name_on_card": "Ada",
        "email_address": "ada@example.org",
        "card_expiry": "11/29",
        "last_four_digits": "4242",
        "first_six_digits": "424242",
        "telephone_number": "+44",
        "unknown": 7,
    });
    let wanted = parse_text(&body.to_string()).unwrap();
    assert_eq!(wanted.amount.minor(), 4200);
    assert_eq!(wanted.email.unwrap().as_str(), "ada@example.org");
    let card = wanted.card.unwrap();
    assert_eq!(card.brand, Some(Brand::Visa));
    assert_eq!(card.expiry.unwrap().to_string(), "11/29");
    let ReportedOutcome::Failed(failure) = wanted.report.outcome else {
        panic!("it failed");
    };
    assert_eq!(failure.code, ReportedCode::Declined);
    assert_eq!(failure.error_code.as_deref(), Some("51"));

    let little = parse_text(&body_with("unknown", None)).unwrap();
    assert_eq!(little.card, None);
    assert_eq!(little.report.outcome, ReportedOutcome::Success);
}

const NAMES: &[&str] = &[
    "amount",
    "reference",
    "description",
    "created_date",
    "processor_id",
    "provider_id",
    "payment_outcome",
    "status",
    "code",
    "supplemental",
    "error_code",
    "card_type",
    "name_on_card",
    "email_address",
    "card_expiry",
    "last_four_digits",
];

const WORDS: &[&str] = &[
    "2026-03-02T10:41:00Z",
    "success",
    "failed",
    "P0010",
    "visa",
    "11/29",
    "4242",
];

proptest! {
    /// The table refuses everything that the types behind it would refuse.
    #[test]
    fn nothing_passes_the_table_and_fails_behind_it(members in arbitrary::members(NAMES, WORDS)) {
        let mut body: Value = serde_json::from_str(&body_with("unknown", None)).unwrap();
        body.as_object_mut().unwrap().extend(members);
        let code = parse_text(&body.to_string()).err().map(|violation| violation.code);
        prop_assert_ne!(code, Some("P0197"));
    }
}
