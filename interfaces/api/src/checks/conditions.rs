//! What can be wrong with a value. Each is a sentence about what a row found.

use domain::card::holder;
use serde_json::Value;

use super::table::Found;
use crate::contract::Kind;

/// The characters that the firewall of old took for an attack.
const FORBIDDEN: [char; 3] = ['<', '>', '|'];

pub(super) fn is_missing(found: &Found<'_>) -> bool {
    found.value.is_none_or(Value::is_null)
}

pub(super) fn is_missing_or_blank(found: &Found<'_>) -> bool {
    is_missing(found) || is_blank(found)
}

pub(super) fn is_null_or_blank(found: &Found<'_>) -> bool {
    is_null(found) || is_blank(found)
}

/// Sent, but as a blank text.
pub(super) fn is_blank(found: &Found<'_>) -> bool {
    text(found).is_some_and(|text| text.trim().is_empty())
}

pub(super) fn is_null(found: &Found<'_>) -> bool {
    found.value.is_some_and(Value::is_null)
}

/// Something else than the contract's type; null passes.
pub(super) fn is_mistyped(found: &Found<'_>) -> bool {
    found
        .value
        .is_some_and(|value| !value.is_null() && !found.kind.has_type_of(value))
}

pub(super) fn is_null_or_mistyped(found: &Found<'_>) -> bool {
    is_null(found) || is_mistyped(found)
}

pub(super) fn is_null_blank_or_mistyped(found: &Found<'_>) -> bool {
    is_null_or_blank(found) || is_mistyped(found)
}

/// A word that is none of the contract's.
pub(super) fn is_no_choice(found: &Found<'_>) -> bool {
    match (found.kind, text(found)) {
        (Kind::Choice(words), Some(text)) => !words.contains(&text),
        _ => false,
    }
}

pub(super) fn is_mistyped_or_forbidden(found: &Found<'_>) -> bool {
    is_mistyped(found) || text(found).is_some_and(|text| text.contains(FORBIDDEN))
}

pub(super) fn is_too_long(found: &Found<'_>) -> bool {
    match (found.kind, text(found)) {
        (
            Kind::Text {
                max_length: Some(longest),
                ..
            },
            Some(text),
        ) => utf16_length(text) > *longest,
        _ => false,
    }
}

pub(super) fn is_too_short_or_long(found: &Found<'_>) -> bool {
    is_too_short(found) || is_too_long(found)
}

fn is_too_short(found: &Found<'_>) -> bool {
    match (found.kind, text(found)) {
        (
            Kind::Text {
                min_length: Some(shortest),
                ..
            },
            Some(text),
        ) => utf16_length(text) < *shortest,
        _ => false,
    }
}

pub(super) fn is_too_small(found: &Found<'_>) -> bool {
    match (found.kind, number(found)) {
        (
            Kind::Integer {
                minimum: Some(smallest),
                ..
            },
            Some(number),
        ) => number < *smallest,
        _ => false,
    }
}

pub(super) fn is_too_large(found: &Found<'_>) -> bool {
    match (found.kind, number(found)) {
        (
            Kind::Integer {
                maximum: Some(largest),
                ..
            },
            Some(number),
        ) => number > *largest,
        _ => false,
    }
}

/// A text with as many digits as only a card number has.
pub(super) fn looks_like_a_card_number(found: &Found<'_>) -> bool {
    text(found).is_some_and(holder::looks_like_card_number)
}

/// A text that is as many digits as a security code has.
pub(super) fn looks_like_a_security_code(found: &Found<'_>) -> bool {
    text(found).is_some_and(holder::looks_like_security_code)
}

/// How long a text is as clients of the API count: in UTF-16 code units.
pub(super) fn utf16_length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn text<'a>(found: &Found<'a>) -> Option<&'a str> {
    found.value.and_then(Value::as_str)
}

fn number(found: &Found<'_>) -> Option<i64> {
    found.value.and_then(Value::as_i64)
}
