//! How a table of checks is written and run: in order, stopping at the first row that refuses.

use poem_openapi::types::ParseFromJSON;
use serde_json::Value;

use super::violation::{self, Culprit, Fault, Violation};
use crate::contract::{Body, Contracted, Kind, ObjectSchema, Sent};

/// The checks of one body.
pub(crate) struct Table {
    /// What it answers with.
    pub(crate) codes: Codes,
    /// Whether members that are missing or of another type are 400, as bodies that are no JSON are,
    /// or 422, as values that are not allowed.
    pub(crate) misshapen: Fault,
    /// The checks, in order.
    pub(crate) rows: &'static [Row],
}

/// The codes with which an operation answers a bad body.
pub(crate) struct Codes {
    /// A member is missing.
    pub(crate) missing: &'static str,
    /// A member is not of its type.
    pub(crate) mistyped: &'static str,
    /// A value is not allowed.
    pub(crate) not_allowed: &'static str,
    /// The body is not JSON.
    pub(crate) unreadable: &'static str,
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
    /// The member is missing.
    Missing,
    /// The member is not of the right type.
    Type(&'static str),
    /// 422, the value is not allowed. `{limit}` stands for the contract's upper limit.
    Value(&'static str),
    /// 422, in words that depend on what was found.
    Words(fn(&Found<'_>) -> String),
    /// 400, the member does not go with others. The answer names it in its words alone.
    Unexpected,
}

/// What a row looks at.
pub(crate) struct Found<'a> {
    /// The value, if the member is there.
    pub(crate) value: Option<&'a Value>,
    /// What the contract says of it.
    pub(crate) kind: &'a Kind,
    /// All that was sent.
    pub(crate) document: &'a Value,
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
        let document = self.read(body)?;
        self.examine::<T>(&document)?;
        Ok(document)
    }

    /// The JSON of a body.
    pub(crate) fn read<T>(&self, body: Body<T>) -> Result<Value, Violation> {
        match body.sent {
            Sent::Nothing => Err(violation::blocked()),
            Sent::Unreadable | Sent::Json(Value::Null) => Err(self.unreadable()),
            Sent::Json(document) => Ok(document),
        }
    }

    /// Runs the checks of what a body said.
    pub(crate) fn examine<T: Contracted>(&self, document: &Value) -> Result<(), Violation> {
        for row in self.rows {
            // A row about a member that the contract does not have can never refuse; a test
            // makes sure that there are none.
            if let Some(kind) = kind_at(T::SCHEMA, row.member) {
                let value = value_at(document, row.member);
                self.apply(
                    row,
                    &Found {
                        value,
                        kind,
                        document,
                    },
                )?;
            }
        }
        Ok(())
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
        let codes = &self.codes;
        let name = row.member.rsplit('.').next().unwrap_or(row.member);
        let invalid = |words: &str| violation::invalid(name, words);
        let (fault, code, description) = match row.answer {
            Answer::Missing => (self.misshapen, codes.missing, violation::missing(name)),
            Answer::Type(words) => (self.misshapen, codes.mistyped, invalid(words)),
            Answer::Value(words) => (
                Fault::NotAllowed,
                codes.not_allowed,
                invalid(&words.replace("{limit}", &found.limit())),
            ),
            Answer::Words(words) => (Fault::NotAllowed, codes.not_allowed, invalid(&words(found))),
            Answer::Unexpected => return Err(violation::unexpected(name)),
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
