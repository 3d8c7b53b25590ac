//! The rules of metadata: every one that is broken is told, in one sentence after another.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::conditions::utf16_length;
use super::table::Found;
use crate::contract::Kind;

/// The longest name of a pair, which OpenAPI 3.0 cannot say.
const KEY_LENGTH_MAX: usize = 30;

pub(super) fn breaks_a_rule(found: &Found<'_>) -> bool {
    !broken(found).is_empty()
}

pub(super) fn broken_rules(found: &Found<'_>) -> String {
    broken(found).join(". ")
}

fn broken(found: &Found<'_>) -> Vec<String> {
    let Some(pairs) = found.value.and_then(Value::as_object) else {
        return Vec::new();
    };
    let (pairs_max, value_length_max) = limits(found.kind);
    let rules = [
        (
            pairs.len() > pairs_max,
            format!("Cannot have more than {pairs_max} key-value pairs"),
        ),
        (
            pairs
                .keys()
                .any(|key| !(1..=KEY_LENGTH_MAX).contains(&utf16_length(key))),
            format!("Keys must be between 1 and {KEY_LENGTH_MAX} characters long"),
        ),
        (
            pairs
                .values()
                .any(|value| value.is_array() || value.is_object()),
            "Values must be of type String, Boolean or Number".to_owned(),
        ),
        (
            pairs
                .values()
                .any(|value| printed_length(value) > value_length_max),
            format!("Values must be no greater than {value_length_max} characters long"),
        ),
        (
            pairs.values().any(Value::is_null),
            "Must not have null values".to_owned(),
        ),
        (
            has_twins(pairs),
            "Must have case insensitive unique keys".to_owned(),
        ),
    ];
    rules
        .into_iter()
        .filter_map(|(broken, words)| broken.then_some(words))
        .collect()
}

/// The most pairs, and the longest value, that the contract allows.
fn limits(kind: &Kind) -> (usize, usize) {
    let Kind::Map {
        max_properties,
        values,
    } = kind
    else {
        return (usize::MAX, usize::MAX);
    };
    let value_length = values.iter().find_map(|value| match value {
        Kind::Text { max_length, .. } => *max_length,
        _ => None,
    });
    (
        max_properties.unwrap_or(usize::MAX),
        value_length.unwrap_or(usize::MAX),
    )
}

/// How long a scalar is in print; nested values and nulls have rules of their own.
fn printed_length(value: &Value) -> usize {
    match value {
        Value::String(text) => utf16_length(text),
        Value::Number(number) => number.to_string().len(),
        Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_) => 0,
    }
}

fn has_twins(pairs: &Map<String, Value>) -> bool {
    let distinct: HashSet<_> = pairs.keys().map(|key| key.to_lowercase()).collect();
    distinct.len() < pairs.len()
}
