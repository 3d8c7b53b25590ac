//! Opening a database. Which kind it is decides here and nowhere else how it is
//! opened; what is said to it afterwards is the same for both.

pub(crate) mod postgres;
mod sqlite;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::ports::StoreError;
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use secrecy::ExposeSecret;

use crate::DatabaseSettings;
use crate::cached::KeyCache;
use crate::failure::{Failure, failed};

/// A connection that rested longer than this is tried before it is used.
const TRUSTED_IDLE: Duration = Duration::from_secs(30);

/// What makes a snapshot of a transaction on PostgreSQL. On SQLite each is one.
const SNAPSHOT: &str = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; \
                        SET LOCAL plan_cache_mode = force_custom_plan";

/// An open database; every port that keeps something. Copies share its connections.
#[derive(Clone)]
pub struct Database {
    writer: DatabaseConnection,
    readers: DatabaseConnection,
    pub(crate) keys: Arc<KeyCache>,
}

/// Why a database was not opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The URL is for neither SQLite nor PostgreSQL, or is no URL.
    #[error("the database URL must begin with sqlite: or postgres:// and be well formed")]
    Url,
    /// The folder that should hold the SQLite file is not there.
    #[error("the database folder {} does not exist", .0.display())]
    NoFolder(PathBuf),
    /// It did not answer.
    #[error("the database cannot be opened")]
    Unreachable(#[source] domain::ports::Source),
}

impl From<DbErr> for ConnectError {
    fn from(error: DbErr) -> Self {
        Self::Unreachable(Box::new(Failure::of(&error)))
    }
}

/// Opens the database. A SQLite file is made where there is none; its folder must exist.
pub async fn connect(settings: &DatabaseSettings) -> Result<Database, ConnectError> {
    let url = settings.url.expose_secret();
    let (writer, readers) = if url.starts_with("sqlite:") {
        sqlite::open(url, settings).await?
    } else if settings.is_postgres() {
        postgres::open(url, settings).await?
    } else {
        return Err(ConnectError::Url);
    };
    Ok(Database {
        writer,
        readers,
        keys: Arc::default(),
    })
}

impl Database {
    /// Ends every connection, once what runs on it has ended.
    pub async fn close(&self) {
        for connection in [&self.readers, &self.writer] {
            if let Err(error) = connection.close_by_ref().await {
                tracing::warn!(%error, "a database connection did not close");
            }
        }
    }

    /// Where reads for display go.
    pub(crate) fn readers(&self) -> &DatabaseConnection {
        &self.readers
    }

    /// A transaction that only reads, all of it as of one moment. What it asks is
    /// planned for the very values asked for: what suits one account's thousand
    /// payments does not suit another's million.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, StoreError> {
        let transaction = self.readers.begin().await.map_err(failed)?;
        if transaction.get_database_backend() == DbBackend::Postgres {
            transaction
                .execute_unprepared(SNAPSHOT)
                .await
                .map_err(failed)?;
        }
        Ok(transaction)
    }

    /// A transaction that may write. On SQLite it holds the one right to write
    /// from its first moment, so it can't fail half way for want of it.
    pub(crate) async fn transaction(&self) -> Result<DatabaseTransaction, StoreError> {
        self.writer
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await
            .map_err(failed)
    }
}

/// What both kinds of database have in common. The real address is put in place
/// by a closure, which the driver's traces cannot print, unlike a URL.
fn common_options(placeholder: &str, settings: &DatabaseSettings) -> ConnectOptions {
    let mut options = ConnectOptions::new(placeholder);
    options
        .acquire_timeout(settings.acquire_timeout)
        .test_before_acquire(false)
        .test_before_acquire_if_idle_for(TRUSTED_IDLE)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}
