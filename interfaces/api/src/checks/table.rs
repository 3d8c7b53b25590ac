//! How a table of checks is written and run: in order, stopping at the first row that refuses.

use std::borrow::Cow;

use poem_openapi::types::ParseFromJSON;
use serde_json::Value;

use crate::contract::{Body, Contracted, Kind, ObjectSchema, Sent};

/// Why a request is refused before its use case is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Whether it answers 400 or 422.
    pub(crate) fault: Fault,
    /// The member or header to name, and which of the two it is.
    pub(crate) culprit: Culprit,
    /// The error code.
    pub(crate) code: &'static str,
    /// The exact words.
    pub(crate) description: Cow<'static, str>,
}

/// What kind of mistake it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The request cannot be understood: 400.
    Malformed,
    /// It can, and is not allowed: 422.
    NotAllowed,
}

/// What the answer points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Culprit {
    /// The member of this name.
    Field(&'static str),
    /// The header of this name.
    Header(&'static str),
    /// Nothing that the answer names.
    Unnamed,
}

/// The codes with which an operation answers a bad body.
pub(crate) struct Codes {
    pub(crate) missing: &'static str,
    pub(crate) invalid: &'static str,
    pub(crate) unreadable: &'static str,
}

/// The checks of one body.
pub(crate) struct Table {
    pub(crate) codes: Codes,
    pub(crate) rows: &'static [Row],
}

/// One check: where, what is wrong there, and what to say.
pub(crate) struct Row {
    /// The way to the member, with dots between names; the answer names the last of them.
    pub(crate) member: &'static str,
    /// Whether what was found is refused.
    pub(crate) refuses: fn(&Found<'_>) -> bool,
    /// What to answer.
    pub(crate) answer: Answer,
}

/// What a row answers when it refuses.
pub(crate) enum Answer {
    /// 400, the member is missing.
    Missing,
    /// 400, the member is not of the right type.
    Type(&'static str),
    /// 422, the value is not allowed. `{limit}` stands for the contract's upper limit.
    Value(&'static str),
    /// 422, in words that depend on what was found.
    Words(fn(&Found<'_>) -> String),
}

/// What a row looks at.
pub(crate) struct Found<'a> {
    /// The value, if the member is there.
    pub(crate) value: Option<&'a Value>,
    /// What the contract says of it.
    pub(crate) kind: &'a Kind,
}

/// A row.
pub(crate) const fn row(
    member: &'static str,
    refuses: fn(&Found<'_>) -> bool,
    answer: Answer,
) -> Row {
    Row {
        member,
        refuses,
        answer,
    }
}

impl Table {
    /// Runs the checks of a body and hands back its JSON.
    pub(crate) fn check<T: Contracted>(&self, body: Body<T>) -> Result<Value, Violation> {
        let document = match body.sent {
            Sent::Nothing => return Err(nothing_sent()),
            Sent::Unreadable | Sent::Json(Value::Null) => return Err(self.unreadable()),
            Sent::Json(document) => document,
        };
        for row in self.rows {
            // A row about a member that the contract does not have can never refuse; a test
            // makes sure that there are none.
            if let Some(kind) = kind_at(T::SCHEMA, row.member) {
                let value = value_at(&document, row.member);
                self.apply(row, &Found { value, kind })?;
            }
        }
        Ok(document)
    }

    /// Turns checked JSON into the contract's type.
    pub(crate) fn parse<T: ParseFromJSON>(&self, document: Value) -> Result<T, Violation> {
        // The checks leave nothing that the type refuses; property tests hold them to it.
        T::parse_from_json(Some(document)).map_err(|_| self.unreadable())
    }

    pub(crate) fn unreadable(&self) -> Violation {
        Violation {
            fault: Fault::Malformed,
            culprit: Culprit::Unnamed,
            code: self.codes.unreadable,
            description: "Unable to parse JSON".into(),
        }
    }

    fn apply(&self, row: &Row, found: &Found<'_>) -> Result<(), Violation> {
        if !(row.refuses)(found) {
            return Ok(());
        }
        let name = row.member.rsplit('.').next().unwrap_or(row.member);
        let invalid = |words: &str| format!("Invalid attribute value: {name}. {words}");
        let (fault, code, description) = match row.answer {
            Answer::Missing => (
                Fault::Malformed,
                self.codes.missing,
                format!("Missing mandatory attribute: {name}"),
            ),
            Answer::Type(words) => (Fault::Malformed, self.codes.invalid, invalid(words)),
            Answer::Value(words) => (
                Fault::NotAllowed,
                self.codes.invalid,
                invalid(&words.replace("{limit}", &found.limit())),
            ),
            Answer::Words(words) => (
                Fault::NotAllowed,
                self.codes.invalid,
                invalid(&words(found)),
            ),
        };
        Err(Violation {
            fault,
            culprit: Culprit::Field(name),
            code,
            description: description.into(),
        })
    }
}

impl Found<'_> {
    /// The upper limit of the contract, in digits.
    fn limit(&self) -> String {
        match self.kind {
            Kind::Text {
                max_length: Some(length),
                ..
            } => length.to_string(),
            Kind::Integer {
                maximum: Some(maximum),
                ..
            } => maximum.to_string(),
            _ => String::new(),
        }
    }
}

fn nothing_sent() -> Violation {
    Violation {
        fault: Fault::Malformed,
        culprit: Culprit::Unnamed,
        code: "P0920",
        description: "Request blocked by security rules. Please consult API documentation for more information.".into(),
    }
}

/// What the contract says of the member at the end of this way.
pub(crate) fn kind_at(schema: &'static ObjectSchema, way: &str) -> Option<&'static Kind> {
    match way.split_once('.') {
        None => schema.member(way).map(|member| &member.kind),
        Some((first, rest)) => match schema.member(first)?.kind {
            Kind::Object(inner) => kind_at(inner, rest),
            _ => None,
        },
    }
}

fn value_at<'a>(document: &'a Value, way: &str) -> Option<&'a Value> {
    way.split('.')
        .try_fold(document, |value, name| value.as_object()?.get(name))
}
