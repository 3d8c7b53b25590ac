//! The checks of `authorisePayment`. What is wrong with the form of a member names it; what is
//! wrong with the card does not (as in GOV.UK Pay).
//!
//! The body holds a whole card: it goes into the domain's secrets here, and no refusal quotes it.

use domain::card::{CardDetails, CardNumber, Expiry, Holder, SecurityCode};
use serde_json::Value;

use super::conditions::{
    is_missing_or_blank, is_mistyped, is_too_long, is_too_short_or_long, looks_like_a_card_number,
    looks_like_a_security_code,
};
use super::table::Answer::{Missing, Type, Value as NotAllowed};
use super::table::{Codes, Table, row};
use super::violation::unnamed;
use super::{Fault, Violation};
use crate::contract::Body;
use crate::generated::public::AuthorisationRequest;

const STRING: &str = "Must be of type String";
const MONTH: &str = "Must be a valid date with the format MM/YY";

#[rustfmt::skip]
const TABLE: Table = Table {
    codes: Codes { missing: "P0101", mistyped: "P0102", not_allowed: "P0102", unreadable: "P0197" },
    misshapen: Fault::NotAllowed,
    rows: &[
        row("one_time_token",  is_mistyped,              Type(STRING)),
        row("card_number",     is_mistyped,              Type(STRING)),
        row("cvc",             is_mistyped,              Type(STRING)),
        row("expiry_date",     is_mistyped,              Type(STRING)),
        row("cardholder_name", is_mistyped,              Type(STRING)),
        row("one_time_token",  is_missing_or_blank,      Missing),
        row("card_number",     is_missing_or_blank,      Missing),
        row("cvc",             is_missing_or_blank,      Missing),
        row("expiry_date",     is_missing_or_blank,      Missing),
        row("cardholder_name", is_missing_or_blank,      Missing),
        row("card_number",     is_too_short_or_long,     NotAllowed("Must be between 12 and 19 characters long")),
        row("cvc",             is_too_short_or_long,     NotAllowed("Must be between 3 and 4 characters long")),
        row("expiry_date",     is_too_short_or_long,     NotAllowed(MONTH)),
        row("cardholder_name", is_too_long,              NotAllowed("Must be less than or equal to 255 characters long")),
        // A card number or a security code in the wrong member would be kept and shown.
        row("cardholder_name", looks_like_a_card_number, NotAllowed("Must not be a card number")),
        row("cardholder_name", looks_like_a_security_code, NotAllowed("Must not be a security code")),
    ],
};

/// Checks a request and turns it into the token and the card.
pub(crate) fn parse(body: Body<AuthorisationRequest>) -> Result<(String, CardDetails), Violation> {
    let document = TABLE.read(body)?;
    if !document.is_object() {
        return Err(TABLE.unreadable());
    }
    TABLE.examine::<AuthorisationRequest>(&document)?;
    let text = |member: &str| {
        let value = document.get(member).and_then(Value::as_str);
        value.unwrap_or_default()
    };
    let number = digits(text("card_number"))
        .and_then(|digits| CardNumber::parse(digits).ok())
        .ok_or_else(|| unnamed("card_number", "Must be a valid card number"))?;
    let security_code = digits(text("cvc"))
        .and_then(|digits| SecurityCode::parse(digits, None).ok())
        .ok_or_else(|| unnamed("cvc", "Must contain numbers only"))?;
    let expiry = month(text("expiry_date")).ok_or_else(|| unnamed("expiry_date", MONTH))?;
    let card = CardDetails {
        number,
        expiry,
        security_code,
        holder: Holder::stored(text("cardholder_name").trim()),
        billing_address: None,
    };
    Ok((text("one_time_token").to_owned(), card))
}

/// Programs send digits alone; spaces are for people.
fn digits(text: &str) -> Option<&str> {
    text.bytes().all(|b| b.is_ascii_digit()).then_some(text)
}

fn month(text: &str) -> Option<Expiry> {
    match text.as_bytes() {
        [m1, m2, b'/', y1, y2] if [m1, m2, y1, y2].iter().all(|b| b.is_ascii_digit()) => {
            Expiry::parse_short(text).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::Culprit;
    use crate::checks::table::kind_at;
    use crate::contract::Contracted;

    fn body_with(member: &str, value: Option<Value>) -> String {
        let mut body = json!({
            "one_time_token": "7c0f2d64-0b1e-4c55-8a7b-2f9d6c3e1a50",
            "card_number": "4242424242424242",
            "cvc": "123",
            "expiry_date": "11/29",
            "cardholder_name": "Ada Lovelace",
        });
        let members = body.as_object_mut().unwrap();
        match value {
            Some(value) => members.insert(member.to_owned(), value),
            None => members.remove(member),
        };
        body.to_string()
    }

    fn refused(body: &str) -> Option<Violation> {
        parse(Body::read(body.as_bytes())).err()
    }

    fn violation(culprit: Culprit, code: &'static str, words: String) -> Option<Violation> {
        Some(Violation {
            fault: Fault::NotAllowed,
            culprit,
            code,
            description: words.into(),
        })
    }

    fn named(field: &'static str, words: &str) -> Option<Violation> {
        let words = format!("Invalid attribute value: {field}. {words}");
        violation(Culprit::Field(field), "P0102", words)
    }

    #[test]
    fn every_row_is_about_a_member_of_the_contract() {
        for row in TABLE.rows {
            assert!(kind_at(AuthorisationRequest::SCHEMA, row.member).is_some());
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
            let found = refused(body).unwrap();
            assert_eq!((found.fault, found.code), (Fault::Malformed, code));
        }
    }

    #[test]
    fn every_member_is_needed_and_is_text() {
        for field in [
            "one_time_token",
            "card_number",
            "cvc",
            "expiry_date",
            "cardholder_name",
        ] {
            let words = format!("Missing mandatory attribute: {field}");
            let missing = violation(Culprit::Field(field), "P0101", words);
            for value in [None, Some(json!(null)), Some(json!("")), Some(json!(" "))] {
                assert_eq!(refused(&body_with(field, value)), missing);
            }
            let number = body_with(field, Some(json!(7)));
            assert_eq!(refused(&number), named(field, STRING));
        }
    }

    #[test]
    fn members_have_lengths() {
        for (field, value, words) in [
            (
                "card_number",
                "42424242424".to_owned(),
                "Must be between 12 and 19 characters long",
            ),
            (
                "card_number",
                "4".repeat(20),
                "Must be between 12 and 19 characters long",
            ),
            (
                "cvc",
                "12".to_owned(),
                "Must be between 3 and 4 characters long",
            ),
            (
                "cvc",
                "12345".to_owned(),
                "Must be between 3 and 4 characters long",
            ),
            ("expiry_date", "1/29".to_owned(), MONTH),
            ("expiry_date", "11/2029".to_owned(), MONTH),
            (
                "cardholder_name",
                "x".repeat(256),
                "Must be less than or equal to 255 characters long",
            ),
            (
                "cardholder_name",
                "4242 4242 4242 4242".to_owned(),
                "Must not be a card number",
            ),
            (
                "cardholder_name",
                " 918 ".to_owned(),
                "Must not be a security code",
            ),
        ] {
            let body = body_with(field, Some(json!(value)));
            assert_eq!(refused(&body), named(field, words), "{value}");
        }
    }

    #[test]
    fn what_is_wrong_with_the_card_names_no_member() {
        let number = "card_number. Must be a valid card number";
        let code = "cvc. Must contain numbers only";
        let month = "expiry_date. Must be a valid date with the format MM/YY";
        for (field, value, words) in [
            ("card_number", "4242424242424241", number),
            ("card_number", "4242 4242 4242 4242", number),
            ("card_number", "424242424242424x", number),
            ("cvc", "12x", code),
            ("cvc", "1 2 ", code),
            ("expiry_date", "13/29", month),
            ("expiry_date", "11-29", month),
            ("expiry_date", " 1/29", month),
        ] {
            let words = format!("Invalid attribute value: {words}");
            let expected = violation(Culprit::Unnamed, "P0102", words);
            let body = body_with(field, Some(json!(value)));
            assert_eq!(refused(&body), expected, "{value}");
        }
    }

    #[test]
    fn a_card_is_read_and_never_printed() {
        let body = body_with("unknown", None);
        let (token, card) = parse(Body::read(body.as_bytes())).unwrap();
        assert_eq!(token, "7c0f2d64-0b1e-4c55-8a7b-2f9d6c3e1a50");
        assert_eq!(card.number.last_four(), "4242");
        assert_eq!(card.holder.as_str(), "Ada Lovelace");
        assert!(!format!("{card:?}").contains("4242"));
    }
}
