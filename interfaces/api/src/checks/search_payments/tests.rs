//! One case per parameter and limit.

use domain::Timestamp;
use domain::ports::queries::{Settled, Sheet};
use time::macros::date;

use super::*;
use crate::checks::{Culprit, Fault};
use crate::contract::Raw;

fn parse_pairs(pairs: &[(&str, &str)]) -> Result<PaymentSearch, String> {
    let value = |name: &str| {
        pairs
            .iter()
            .find_map(|(key, value)| (*key == name).then(|| (*value).to_owned()))
    };
    parse(&SearchPaymentsParameters {
        reference: Raw::new(value("reference")),
        state: Raw::new(value("state")),
        email: Raw::new(value("email")),
        card_brand: Raw::new(value("card_brand")),
        cardholder_name: Raw::new(value("cardholder_name")),
        first_digits_card_number: Raw::new(value("first_digits_card_number")),
        last_digits_card_number: Raw::new(value("last_digits_card_number")),
        from_date: Raw::new(value("from_date")),
        to_date: Raw::new(value("to_date")),
        from_settled_date: Raw::new(value("from_settled_date")),
        to_settled_date: Raw::new(value("to_settled_date")),
        agreement_id: Raw::new(value("agreement_id")),
        page: Raw::new(value("page")),
        display_size: Raw::new(value("display_size")),
    })
    .map_err(|violation| {
        assert_eq!(violation.fault, Fault::NotAllowed);
        assert_eq!(violation.culprit, Culprit::Unnamed);
        assert_eq!(violation.code, "P0401");
        violation.description.into_owned()
    })
}

const NAMES: [&str; 14] = [
    "state",
    "reference",
    "email",
    "card_brand",
    "from_date",
    "to_date",
    "page",
    "display_size",
    "first_digits_card_number",
    "last_digits_card_number",
    "from_settled_date",
    "to_settled_date",
    "cardholder_name",
    "agreement_id",
];

#[test]
fn nothing_given_is_the_first_page_of_everything() {
    assert_eq!(parse_pairs(&[]), Ok(PaymentSearch::default()));
    let blank = NAMES.map(|name| (name, " "));
    assert_eq!(parse_pairs(&blank), Ok(PaymentSearch::default()));
}

#[test]
fn what_is_given_narrows_the_search() {
    let search = parse_pairs(&[
        ("reference", "LIC-1"),
        ("email", "ada@"),
        ("state", "failed"),
        ("card_brand", "Master-Card"),
        ("cardholder_name", "Ada"),
        ("first_digits_card_number", "424242"),
        ("last_digits_card_number", "0042"),
        ("agreement_id", "anything"),
        ("from_date", "2016-01-25T13:23Z"),
        ("to_date", "2016-01-25T13:24Z"),
        ("from_settled_date", "2016-01-26"),
        ("to_settled_date", "2016-01-27"),
        ("page", "2"),
        ("display_size", "10"),
    ]);
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        search,
        Ok(PaymentSearch {
            reference: some("LIC-1"),
            email: some("ada@"),
            statuses: vec![
                Status::Declined,
                Status::Expired,
                Status::CancelledByPayingUser
            ],
            card_brand: some("master-card"),
            cardholder_name: some("Ada"),
            first_digits: some("424242"),
            last_digits: some("0042"),
            agreement: some("anything"),
            from: Some(Timestamp::from_millis(1_453_728_180_000)),
            to: Some(Timestamp::from_millis(1_453_728_240_000)),
            settled: Settled {
                from: Some(date!(2016 - 01 - 26)),
                to: Some(date!(2016 - 01 - 27)),
            },
            sheet: Sheet {
                page: 2,
                display_size: 10,
            },
        })
    );
}

#[test]
fn each_parameter_has_its_own_limits() {
    let long = |length| "x".repeat(length);
    for (name, value, good) in [
        ("reference", &*long(255), true),
        ("reference", &*long(256), false),
        ("reference", "a\0", false),
        ("email", &*long(254), true),
        ("email", &*long(255), false),
        ("card_brand", &*long(20), true),
        ("card_brand", &*long(21), false),
        ("cardholder_name", &*long(1000), true),
        ("cardholder_name", "a\0", false),
        ("agreement_id", "a\0", false),
        ("state", "created", true),
        ("state", "started", true),
        ("state", "submitted", true),
        ("state", "capturable", true),
        ("state", "success", true),
        ("state", "failed", true),
        ("state", "cancelled", true),
        ("state", "error", true),
        ("state", "Success", false),
        ("state", "declined", false),
        ("from_date", "2016-01-25", false),
        ("to_date", "2016-01-25T00:00:00+01:00", true),
        ("first_digits_card_number", "42424", false),
        ("first_digits_card_number", "42424x", false),
        ("first_digits_card_number", "4242424", false),
        ("last_digits_card_number", "424", false),
        ("last_digits_card_number", "42424", false),
        ("from_settled_date", "2016-02-30", false),
        ("from_settled_date", "2016-02-29", true),
        ("to_settled_date", "2016-01-25T00:00:00Z", false),
        ("page", "0", false),
        ("page", "-1", false),
        ("page", "1.0", false),
        ("page", "one", false),
        ("page", "2147483648", false),
        ("display_size", "500", true),
        ("display_size", "501", false),
        ("display_size", "0", false),
    ] {
        assert_eq!(
            parse_pairs(&[(name, value)]).is_ok(),
            good,
            "{name}={value}"
        );
    }
}

#[test]
fn all_bad_parameters_are_named_in_order() {
    let long = format!("{}\0", "x".repeat(255));
    let expected = format!(
        "Invalid parameters: {}. See Public API documentation for the correct data formats",
        NAMES.join(", ")
    );
    assert_eq!(
        parse_pairs(&NAMES.map(|name| (name, &*long))),
        Err(expected)
    );
}
