//! What a service knows of the paying user, and what it attaches for itself.

use serde_json::{Value, json};

use super::*;

#[test]
fn an_email_is_any_text() {
    for (value, expected) in [
        (json!(null), None),
        (json!(""), None),
        (json!("not an address"), None),
        (json!(7), malformed("email", STRING)),
        (json!("a\0b"), malformed("email", STRING)),
        (json!("x".repeat(254)), None),
        (
            json!("x".repeat(255)),
            not_allowed(
                "email",
                "Must be less than or equal to 254 characters length",
            ),
        ),
    ] {
        let body = body_with("email", Some(value.clone()));
        assert_eq!(violation(&body), expected, "{value}");
    }
}

#[test]
fn prefilled_details_are_named_by_their_leaf() {
    for (leaf, longest) in [
        ("line1", Some(255)),
        ("line2", Some(255)),
        ("city", Some(255)),
        ("postcode", Some(25)),
        ("country", None),
    ] {
        let with = |value: Value| {
            let address = json!({ "billing_address": { leaf: value } });
            violation(&body_with("prefilled_cardholder_details", Some(address)))
        };
        assert_eq!(with(json!(7)), malformed(leaf, STRING));
        assert_eq!(with(json!(null)), None);
        if let Some(longest) = longest {
            let words = format!("Must be less than or equal to {longest} characters length");
            assert_eq!(with(json!("x".repeat(longest))), None);
            assert_eq!(
                with(json!("x".repeat(longest + 1))),
                not_allowed(leaf, &words)
            );
        } else {
            assert_eq!(with(json!("x".repeat(1000))), None);
        }
    }
    let name = |value: Value| {
        let details = json!({ "cardholder_name": value });
        violation(&body_with("prefilled_cardholder_details", Some(details)))
    };
    assert_eq!(name(json!(true)), malformed("cardholder_name", STRING));
    assert_eq!(name(json!(null)), None);
    assert_eq!(
        name(json!("x".repeat(256))),
        not_allowed(
            "cardholder_name",
            "Must be less than or equal to 255 characters length"
        )
    );
}

#[test]
fn prefilled_details_that_are_no_object_are_ignored() {
    for details in [
        json!(null),
        json!("text"),
        json!([1]),
        json!({ "billing_address": 7, "cardholder_name": null }),
        json!({ "billing_address": null }),
    ] {
        let body = body_with("prefilled_cardholder_details", Some(details.clone()));
        assert_eq!(violation(&body), None, "{details}");
    }
}

#[test]
fn a_country_of_other_than_two_letters_is_dropped() {
    for (country, expected) in [("GB", Some("GB")), ("GBR", None), ("", None), ("G", None)] {
        let details = json!({ "billing_address": { "line1": "1", "country": country } });
        let body = body_with("prefilled_cardholder_details", Some(details));
        let wanted = parse_text(&body.to_string(), None).unwrap();
        let address = wanted.prefilled.unwrap().billing_address.unwrap();
        assert_eq!(address.country.as_deref(), expected);
    }
}

#[test]
fn metadata_has_rules() {
    let pairs = |count: usize| -> Value {
        (0..count)
            .map(|n| (format!("k{n}"), json!("v")))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    for (value, words) in [
        (json!({}), None),
        (json!({ "a": "x", "b": 1.50, "c": true }), None),
        (pairs(15), None),
        (json!(null), Some("Value must not be null")),
        (json!([]), Some("Must be an object of JSON key-value pairs")),
        (
            json!("x"),
            Some("Must be an object of JSON key-value pairs"),
        ),
        (pairs(16), Some("Cannot have more than 15 key-value pairs")),
        (
            json!({ "": 1 }),
            Some("Keys must be between 1 and 30 characters long"),
        ),
        (
            json!({ "k".repeat(31): 1 }),
            Some("Keys must be between 1 and 30 characters long"),
        ),
        (
            json!({ "a": {} }),
            Some("Values must be of type String, Boolean or Number"),
        ),
        (
            json!({ "a": [] }),
            Some("Values must be of type String, Boolean or Number"),
        ),
        (
            json!({ "a": "v".repeat(101) }),
            Some("Values must be no greater than 100 characters long"),
        ),
        (json!({ "a": null }), Some("Must not have null values")),
        (
            json!({ "a": 1, "A": 2 }),
            Some("Must have case insensitive unique keys"),
        ),
        (
            json!({ "": null }),
            Some("Keys must be between 1 and 30 characters long. Must not have null values"),
        ),
    ] {
        let body = body_with("metadata", Some(value.clone()));
        let expected = words.and_then(|words| not_allowed("metadata", words));
        assert_eq!(violation(&body), expected, "{value}");
    }
}

#[test]
fn delayed_capture_is_true_or_false_and_not_null() {
    for (value, expected) in [
        (None, None),
        (Some(json!(true)), None),
        (
            Some(json!(null)),
            malformed("delayed_capture", TRUE_OR_FALSE),
        ),
        (
            Some(json!("true")),
            malformed("delayed_capture", TRUE_OR_FALSE),
        ),
        (Some(json!(0)), malformed("delayed_capture", TRUE_OR_FALSE)),
    ] {
        let body = body_with("delayed_capture", value.clone());
        assert_eq!(violation(&body), expected, "{value:?}");
    }
}
