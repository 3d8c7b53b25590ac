//! What can be wrong with what another system says of a payment.

use domain::card::Expiry;
use domain::payment::report::ReportedCode;
use serde_json::Value;

use crate::checks::dates;
use crate::checks::table::Found;

pub(super) fn is_no_instant(found: &Found<'_>) -> bool {
    text(found).is_some_and(|text| dates::parse(text).is_none())
}

pub(super) fn is_no_month(found: &Found<'_>) -> bool {
    text(found).is_some_and(|text| text.len() != 5 || Expiry::parse_short(text).is_err())
}

pub(super) fn is_not_four_digits(found: &Found<'_>) -> bool {
    text(found).is_some_and(|text| !are_digits(text, 4))
}

pub(super) fn is_not_six_digits(found: &Found<'_>) -> bool {
    text(found).is_some_and(|text| !are_digits(text, 6))
}

/// Something else than a success without a code, or a failure with one.
pub(super) fn is_no_outcome(found: &Found<'_>) -> bool {
    let Some(outcome) = found.value.filter(|value| !value.is_null()) else {
        return false;
    };
    let member = |name: &str| outcome.get(name).filter(|value| !value.is_null());
    let sound = match (member("status").and_then(Value::as_str), member("code")) {
        (Some("success"), None) => true,
        (Some("failed"), Some(Value::String(code))) => code.parse::<ReportedCode>().is_ok(),
        _ => false,
    };
    !sound || !member("supplemental").is_none_or(Value::is_object)
}

fn text<'a>(found: &Found<'a>) -> Option<&'a str> {
    found.value.and_then(Value::as_str)
}

fn are_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}
