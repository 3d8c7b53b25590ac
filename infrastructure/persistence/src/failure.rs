//! What a failed statement means to the core.

use domain::ports::StoreError;
use sea_orm::{DbErr, RuntimeErr, sqlx};

/// SQLSTATEs and SQLite result codes that say that another was first: a unique
/// key is taken, a serialisation failed, a deadlock was broken, a read snapshot
/// went out of date.
const STALE: &[&str] = &["23505", "40001", "40P01", "2067", "1555", "517"];

/// PostgreSQL's SQLSTATE of a statement that it was told to end.
const GAVE_UP_WAITING: &str = "57014";

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

/// Whether a statement was ended because it took longer than it may.
pub(crate) fn gave_up_waiting(error: &DbErr) -> bool {
    code(error).is_some_and(|code| code == GAVE_UP_WAITING)
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
