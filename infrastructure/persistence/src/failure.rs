//! What a failed statement means to the core.

use domain::ports::StoreError;
use sea_orm::{DbErr, RuntimeErr, sqlx};

/// SQLSTATEs and SQLite result codes that say that another was first: a unique
/// key is taken, a serialisation failed, a deadlock was broken, a read snapshot
/// went out of date.
const STALE: &[&str] = &["23505", "40001", "40P01", "2067", "1555", "517"];

/// What the database said, as text alone. Its own error can show the values of
/// the row it refused, which may be personal data; its message never does.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn of(error: &DbErr) -> Self {
        Self(error.to_string())
    }
}

/// What a database's error means.
pub(crate) fn failed(error: DbErr) -> StoreError {
    match code(&error) {
        Some(code) if STALE.contains(&code.as_str()) => StoreError::Stale,
        _ => StoreError::Unavailable(Box::new(Failure::of(&error))),
    }
}

fn code(error: &DbErr) -> Option<String> {
    let (DbErr::Conn(RuntimeErr::SqlxError(cause))
    | DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return None;
    };
    match cause.as_ref() {
        sqlx::Error::Database(error) => error.code().map(std::borrow::Cow::into_owned),
        _ => None,
    }
}
