//! PostgreSQL: one pool for reading and writing, with limits on the server's
//! side too, so that a lost client holds no lock for long.

use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::{DatabaseConnection, SqlxPostgresConnector};

use super::{ConnectError, common_options};
use crate::DatabaseSettings;

/// The name administrators see in `pg_stat_activity`.
const APPLICATION_NAME: &str = "bursar";
/// How long an open transaction may do nothing before the server ends it.
const IDLE_IN_TRANSACTION: Duration = Duration::from_secs(30);
/// How long a connection that nobody needs is kept.
const IDLE_TIMEOUT: Duration = Duration::from_secs(10 * 60);
/// How long a connection is used before it is replaced.
const LIFETIME_MAX: Duration = Duration::from_secs(30 * 60);

/// Opens the pool; the same connections read and write.
pub(super) async fn open(
    url: &str,
    settings: &DatabaseSettings,
) -> Result<(DatabaseConnection, DatabaseConnection), ConnectError> {
    let options: PgConnectOptions = url.parse().map_err(|_| ConnectError::Url)?;
    let options = options
        .application_name(APPLICATION_NAME)
        .options([
            ("statement_timeout", millis(settings.statement_timeout)),
            (
                "idle_in_transaction_session_timeout",
                millis(IDLE_IN_TRANSACTION),
            ),
        ])
        .disable_statement_logging();
    let mut pool = common_options("postgres://localhost", settings);
    pool.max_connections(settings.connections_max.max(1))
        .min_connections(1)
        .idle_timeout(IDLE_TIMEOUT)
        .max_lifetime(LIFETIME_MAX)
        .map_sqlx_postgres_opts(move |_| options.clone());
    let connections = SqlxPostgresConnector::connect(pool).await?;
    Ok((connections.clone(), connections))
}

fn millis(duration: Duration) -> String {
    duration.as_millis().to_string()
}
