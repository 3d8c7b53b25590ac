//! Answers without what differs from run to run, and without the order of what has
//! none.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde_json::Value;

/// What differs from run to run, and its name in a table.
static CHANGING: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    [
        (r"http://127\.0\.0\.1:\d+", "<here>"),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "<instant>"),
        (r"\b\d{4}-\d\d-\d\d\b", "<date>"),
        (r"\b[0-9a-v]{26}\b", "<id>"),
        (r"\(ID [0-9a-f]{16}\)", "(ID <incident>)"),
    ]
    .map(|(pattern, name)| (Regex::new(pattern).unwrap(), name))
    .into()
});

static UUID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b").unwrap()
});

/// A text with names for what differs from run to run.
pub(crate) fn steady(text: &str) -> String {
    let name = |text: String, (pattern, name): &(Regex, &str)| {
        pattern.replace_all(&text, *name).into_owned()
    };
    CHANGING.iter().fold(numbered(text), name)
}

/// The same with a name for each UUID, so that the same ones can be told from others:
/// `<uuid>` for the first, `<uuid 2>` for the next.
fn numbered(text: &str) -> String {
    let mut seen: Vec<String> = Vec::new();
    let name = |found: &Captures<'_>| {
        let uuid = &found[0];
        let known = seen.iter().position(|known| known == uuid);
        let place = known.unwrap_or_else(|| {
            seen.push(uuid.to_owned());
            seen.len() - 1
        });
        match place {
            0 => "<uuid>".to_owned(),
            later => format!("<uuid {}>", later + 1),
        }
    };
    UUID.replace_all(text, name).into_owned()
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
