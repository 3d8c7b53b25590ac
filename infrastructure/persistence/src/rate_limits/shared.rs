//! Requests counted by PostgreSQL, for any number of replicas.
//!
//! One statement counts and answers, so the row's lock makes callers follow one
//! another. It runs on connections of its own: however busy the others are, counting
//! does not wait for them, nor they for it.

use std::time::Duration;

use async_trait::async_trait;
use domain::ports::{RateLimits, StoreError};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, FromQueryResult, Statement};

use crate::connect::postgres;
use crate::failure::failed;
use crate::{ConnectError, DatabaseSettings};

/// The database reads its clock once the row is locked, so windows follow one another
/// by one clock for all replicas. A window that lies ahead of that clock is over too:
/// the clock was set back.
const COUNT: &str = "
INSERT INTO rate_windows AS present (bucket, began_at, requests)
VALUES ($1, clock_timestamp(), 1)
ON CONFLICT (bucket) DO UPDATE SET (began_at, requests) = (
    SELECT
        CASE WHEN lasts THEN present.began_at ELSE now END,
        CASE WHEN lasts THEN present.requests + 1 ELSE 1 END
    FROM (
        SELECT now, present.began_at <= now AND now < present.began_at + $2 * interval '1 ms' AS lasts
        FROM (SELECT clock_timestamp() AS now OFFSET 0) AS clock
        OFFSET 0
    ) AS judged
)
RETURNING requests";

/// Rows that nobody has counted in for longer than any window lasts.
const REMOVE_STALE: &str =
    "DELETE FROM rate_windows WHERE began_at < clock_timestamp() - interval '1 hour'";

/// Counts requests in an unlogged table of PostgreSQL.
///
/// The table has one row for each bucket, which is used again for every window: four
/// for each account that ever called. Those unused for an hour go when a process
/// starts, and all of them when the server crashes.
#[derive(Clone, Debug)]
pub struct SharedRateLimits {
    connections: DatabaseConnection,
}

#[derive(FromQueryResult)]
struct Counted {
    requests: i64,
}

impl SharedRateLimits {
    /// Opens connections of its own to the migrated database; [`ConnectError::Url`]
    /// where it is not PostgreSQL.
    pub async fn connect(settings: &DatabaseSettings) -> Result<Self, ConnectError> {
        if !settings.is_postgres() {
            return Err(ConnectError::Url);
        }
        let connections = postgres::open_for_rate_limits(settings).await?;
        if let Err(error) = connections.execute_unprepared(REMOVE_STALE).await {
            tracing::warn!(%error, "stale rate limits were not removed");
        }
        Ok(Self { connections })
    }

    /// Ends its connections, once what runs on them has ended.
    pub async fn close(&self) {
        if let Err(error) = self.connections.close_by_ref().await {
            tracing::warn!(%error, "a connection that counts requests did not close");
        }
    }
}

#[async_trait]
impl RateLimits for SharedRateLimits {
    async fn admit(&self, bucket: &str, limit: u32, window: Duration) -> Result<bool, StoreError> {
        let millis = window.as_secs_f64() * 1_000.0;
        let values = [bucket.into(), millis.into()];
        let count = Statement::from_sql_and_values(DbBackend::Postgres, COUNT, values);
        let counted = Counted::find_by_statement(count)
            .one(&self.connections)
            .await
            .map_err(failed)?;
        Ok(counted.is_some_and(|counted| counted.requests <= i64::from(limit)))
    }
}
