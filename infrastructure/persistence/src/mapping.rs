//! Between rows and the domain: pure functions, no database.
//!
//! Reading is strict: a row that says something no program of ours can have
//! written is [`Impossible`], never repaired and never a panic.

pub(crate) mod accounts;
pub(crate) mod agreements;
pub(crate) mod approvals;
pub(crate) mod audit;
pub(crate) mod card;
pub(crate) mod claims;
pub(crate) mod credentials;
pub(crate) mod day;
pub(crate) mod deliveries;
pub(crate) mod disputes;
pub(crate) mod emails;
pub(crate) mod endpoints;
pub(crate) mod events;
pub(crate) mod exchanges;
pub(crate) mod facts;
pub(crate) mod hex;
pub(crate) mod invitations;
pub(crate) mod metadata;
pub(crate) mod operations;
pub(crate) mod passkeys;
pub(crate) mod payments;
pub(crate) mod people;
pub(crate) mod refunds;
pub(crate) mod report;
pub(crate) mod services;
pub(crate) mod sessions;
pub(crate) mod staff;
mod staff_messages;
pub(crate) mod state;
pub(crate) mod tokens;
pub(crate) mod work;

#[cfg(test)]
pub(crate) mod samples;

use std::str::FromStr;

use domain::ports::StoreError;
use domain::{Amount, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A stored value that makes no sense. It names the place, never the value,
/// which may be personal data.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{row}: the stored {column} says something impossible")]
pub(crate) struct Impossible {
    column: &'static str,
    row: String,
}

impl Impossible {
    pub(crate) fn new(column: &'static str) -> Self {
        Self {
            column,
            row: "a row".to_owned(),
        }
    }

    /// The same, with the row's name.
    pub(crate) fn in_row(self, table: &str, id: &str) -> Self {
        Self {
            row: format!("{table} {id}"),
            ..self
        }
    }
}

impl From<Impossible> for StoreError {
    fn from(impossible: Impossible) -> Self {
        Self::Corrupt(Box::new(impossible))
    }
}

/// A name that the domain writes as a word.
pub(crate) fn word(name: impl Into<&'static str>) -> String {
    name.into().to_owned()
}

/// A name, from its word.
pub(crate) fn named<T: FromStr>(column: &'static str, word: &str) -> Result<T, Impossible> {
    word.parse().map_err(|_| Impossible::new(column))
}

/// What must be there.
pub(crate) fn present<T>(column: &'static str, value: Option<T>) -> Result<T, Impossible> {
    value.ok_or_else(|| Impossible::new(column))
}

pub(crate) fn amount(minor: i64) -> Result<Amount, Impossible> {
    Amount::from_minor(minor).map_err(|_| Impossible::new("amount"))
}

/// What a value object makes of its text.
pub(crate) fn sound<T, E>(column: &'static str, parsed: Result<T, E>) -> Result<T, Impossible> {
    parsed.map_err(|_| Impossible::new(column))
}

/// A count, as every column keeps counts.
pub(crate) fn stored(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

/// A count, as the domain keeps it.
pub(crate) fn count<T: TryFrom<i64>>(column: &'static str, stored: i64) -> Result<T, Impossible> {
    stored.try_into().map_err(|_| Impossible::new(column))
}

/// A text from outside, in which anything may stand, without the one character that
/// PostgreSQL cannot keep.
pub(crate) fn keepable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

pub(crate) fn instant(millis: Option<i64>) -> Option<Timestamp> {
    millis.map(Timestamp::from_millis)
}

pub(crate) fn millis(instant: Option<Timestamp>) -> Option<i64> {
    instant.map(Timestamp::as_millis)
}

/// JSON text of a value whose every key is a string, so that writing cannot fail.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

pub(crate) fn from_json<T: DeserializeOwned>(
    column: &'static str,
    text: &str,
) -> Result<T, Impossible> {
    serde_json::from_str(text).map_err(|_| Impossible::new(column))
}
