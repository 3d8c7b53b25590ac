//! PostgreSQL: one pool for reading and writing, with limits on the server's
//! side too, so that a lost client holds no lock for long.

use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::{DatabaseConnection, SqlxPostgresConnector};
use secrecy::ExposeSecret;

use super::{ConnectError, common_options};
use crate::DatabaseSettings;

/// The name administrators see in `pg_stat_activity`.
const APPLICATION_NAME: &str = "bursar";
/// The same, of the connections that count requests.
const RATE_LIMITS_NAME: &str = "bursar rate limits";
/// Most connections that count requests.
const RATE_LIMITS_CONNECTIONS: u32 = 4;
/// How long a request waits for one of them. Longer, and it is better counted here.
const RATE_LIMITS_ACQUIRE: Duration = Duration::from_secs(1);
/// How long counting a request may take.
const RATE_LIMITS_STATEMENT: Duration = Duration::from_secs(1);
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
    let options = options(url, APPLICATION_NAME, settings.statement_timeout)?;
    let mut pool = common_options("postgres://localhost", settings);
    pool.max_connections(settings.connections_max.max(1))
        .min_connections(1)
        .idle_timeout(IDLE_TIMEOUT)
        .max_lifetime(LIFETIME_MAX)
        .map_sqlx_postgres_opts(move |_| options.clone());
    let connections = SqlxPostgresConnector::connect(pool).await?;
    Ok((connections.clone(), connections))
}

/// Opens a pool for counting requests: small, quick to give up, and careless of what
/// a crash of the server would take.
pub(crate) async fn open_for_rate_limits(
    settings: &DatabaseSettings,
) -> Result<DatabaseConnection, ConnectError> {
    let url = settings.url.expose_secret();
    let options = options(url, RATE_LIMITS_NAME, RATE_LIMITS_STATEMENT)?
        .options([("synchronous_commit", "off")]);
    let mut pool = common_options("postgres://localhost", settings);
    pool.max_connections(RATE_LIMITS_CONNECTIONS)
        .min_connections(1)
        .acquire_timeout(RATE_LIMITS_ACQUIRE)
        .connect_timeout(settings.acquire_timeout)
        .idle_timeout(IDLE_TIMEOUT)
        .max_lifetime(LIFETIME_MAX)
        .map_sqlx_postgres_opts(move |_| options.clone());
    Ok(SqlxPostgresConnector::connect(pool).await?)
}

fn options(
    url: &str,
    name: &str,
    statement_timeout: Duration,
) -> Result<PgConnectOptions, ConnectError> {
    let options: PgConnectOptions = url.parse().map_err(|_| ConnectError::Url)?;
    Ok(options
        .application_name(name)
        .options([
            ("statement_timeout", millis(statement_timeout)),
            (
                "idle_in_transaction_session_timeout",
                millis(IDLE_IN_TRANSACTION),
            ),
            // Compiling a statement takes longer than any of ours runs.
            ("jit", "off".to_owned()),
        ])
        .disable_statement_logging())
}

fn millis(duration: Duration) -> String {
    duration.as_millis().to_string()
}
