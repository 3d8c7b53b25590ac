//! What the checks of the sandbox's levers share. Their errors have no codes.

use std::str::FromStr;

use serde_json::Value;

use super::table::kind_at;
use super::{Culprit, Fault, Violation};
use crate::contract::{Body, Contracted, Kind, Sent};

/// The JSON of a body.
pub(super) fn read<T>(body: Body<T>) -> Result<Value, Violation> {
    match body.sent {
        Sent::Json(document) => Ok(document),
        Sent::Nothing | Sent::Unreadable => Err(malformed(
            Culprit::Unnamed,
            "the body is not JSON".to_owned(),
        )),
    }
}

/// A member that is there and not null.
pub(super) fn member<'a>(document: &'a Value, name: &str) -> Option<&'a Value> {
    document.get(name).filter(|value| !value.is_null())
}

/// A member that is one of the contract's words.
pub(super) fn word<T: Contracted, W: FromStr>(
    document: &Value,
    name: &'static str,
) -> Result<W, Violation> {
    let field = Culprit::Field(name);
    let Some(value) = member(document, name) else {
        return Err(malformed(field, format!("{name} is missing")));
    };
    let Some(text) = value.as_str() else {
        return Err(malformed(field, format!("{name} must be text")));
    };
    let words = match kind_at(T::SCHEMA, name) {
        Some(Kind::Choice(words)) => *words,
        _ => &[],
    };
    let known = words.contains(&text).then(|| text.parse().ok()).flatten();
    known.ok_or_else(|| not_allowed(field, format!("{name} must be one of {}", words.join(", "))))
}

/// 400.
pub(super) fn malformed(culprit: Culprit, words: String) -> Violation {
    Violation {
        fault: Fault::Malformed,
        culprit,
        code: "",
        description: words.into(),
    }
}

/// 422.
pub(super) fn not_allowed(culprit: Culprit, words: String) -> Violation {
    Violation {
        fault: Fault::NotAllowed,
        culprit,
        code: "",
        description: words.into(),
    }
}
