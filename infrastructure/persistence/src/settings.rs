//! What an operator can say about the database.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

/// Most connections to PostgreSQL by default.
const CONNECTIONS_MAX: u32 = 16;
/// Most connections that read a SQLite file by default, beside the one that writes.
const READERS_MAX: u32 = 4;
/// How long a unit or a query waits for a connection by default.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long PostgreSQL lets one statement run by default.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(15);

/// Where the database is and how much of it may be used.
#[derive(Clone, Debug)]
pub struct DatabaseSettings {
    /// `sqlite:PATH`, `sqlite::memory:` or `postgres://…`. Secret, because it may
    /// hold a password.
    pub url: SecretString,
    /// Most connections to PostgreSQL. SQLite ignores it.
    pub connections_max: u32,
    /// Most connections that read a SQLite file. PostgreSQL ignores it.
    pub readers_max: u32,
    /// How long a unit or a query waits for a connection before it gives up.
    pub acquire_timeout: Duration,
    /// How long PostgreSQL lets one statement run. SQLite ignores it.
    pub statement_timeout: Duration,
}

impl DatabaseSettings {
    /// The usual settings for the database at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: SecretString::from(url.into()),
            connections_max: CONNECTIONS_MAX,
            readers_max: READERS_MAX,
            acquire_timeout: ACQUIRE_TIMEOUT,
            statement_timeout: STATEMENT_TIMEOUT,
        }
    }

    /// Whether they are for PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        let url = self.url.expose_secret();
        url.starts_with("postgres://") || url.starts_with("postgresql://")
    }
}
