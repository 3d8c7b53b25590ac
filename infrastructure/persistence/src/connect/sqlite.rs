//! SQLite: one connection that writes, a few that only read.
//!
//! With several writers, some starve while others retry; with one, they queue.
//! Write-ahead logging lets the readers read meanwhile.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{DatabaseConnection, DbErr, SqlxSqliteConnector};

use super::{ConnectError, common_options};
use crate::DatabaseSettings;

/// How long a statement waits for another process that holds the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Page cache of the writing connection, in KiB (negative by SQLite's convention).
const WRITER_CACHE: &str = "-2000";
/// Page cache of each reading connection.
const READER_CACHE: &str = "-1000";

/// Opens the file for writing and for reading. A database in memory has one
/// connection for both, which is never given up.
pub(super) async fn open(
    url: &str,
    settings: &DatabaseSettings,
) -> Result<(DatabaseConnection, DatabaseConnection), ConnectError> {
    let options: SqliteConnectOptions = url.parse().map_err(|_| ConnectError::Url)?;
    let in_memory = url.contains(":memory:") || url.contains("mode=memory");
    if !in_memory {
        check_folder(options.get_filename())?;
    }
    let options = options
        .create_if_missing(true)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        // What redaction overwrites must not linger in the page.
        .pragma("secure_delete", "FAST")
        .disable_statement_logging();
    let writing = options
        .clone()
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", WRITER_CACHE);
    let writer = pool(writing, 1, settings).await?;
    if in_memory {
        return Ok((writer.clone(), writer));
    }
    let reading = options
        .pragma("query_only", "ON")
        .pragma("cache_size", READER_CACHE);
    let readers = pool(reading, settings.readers_max.max(1), settings).await?;
    Ok((writer, readers))
}

fn check_folder(file: &Path) -> Result<(), ConnectError> {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(ConnectError::NoFolder(folder.to_path_buf()))
        }
        _ => Ok(()),
    }
}

async fn pool(
    options: SqliteConnectOptions,
    connections_max: u32,
    settings: &DatabaseSettings,
) -> Result<DatabaseConnection, DbErr> {
    let mut pool = common_options("sqlite::memory:", settings);
    pool.max_connections(connections_max)
        .min_connections(1)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .map_sqlx_sqlite_opts(move |_| options.clone());
    SqlxSqliteConnector::connect(pool).await
}
