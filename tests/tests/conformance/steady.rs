//! Answers without what differs from run to run, and without the order of what has
//! none.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

/// What differs from run to run, and its name in a table.
static CHANGING: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    [
        (r"http://127\.0\.0\.1:\d+", "<here>"),
        (
            r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b",
            "<uuid>",
        ),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "<instant>"),
        (r"\b\d{4}-\d\d-\d\d\b", "<date>"),
        (r"\b[0-9a-v]{26}\b", "<id>"),
        (r"\(ID [0-9a-f]{16}\)", "(ID <incident>)"),
    ]
    .map(|(pattern, name)| (Regex::new(pattern).unwrap(), name))
    .into()
});

/// A text with names for what differs from run to run.
pub(crate) fn steady(text: &str) -> String {
    let name = |text: String, (pattern, name): &(Regex, &str)| {
        pattern.replace_all(&text, *name).into_owned()
    };
    CHANGING.iter().fold(text.to_owned(), name)
}

/// The same JSON with the query of every link in the order of the alphabet, since
/// it is a set of pairs.
pub(crate) fn canonical(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(canonical).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| match (name.as_str(), value) {
                ("href", Value::String(link)) => (name, sorted(&link).into()),
                (_, value) => (name, canonical(value)),
            })
            .collect(),
        other => other,
    }
}

fn sorted(link: &str) -> String {
    let Some((path, query)) = link.split_once('?') else {
        return link.to_owned();
    };
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_unstable();
    format!("{path}?{}", pairs.join("&"))
}
