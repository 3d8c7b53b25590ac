//! What sandbox mode keeps: the built-in PSP's books, the clock's offset, and the
//! way to start over.

mod ledger;

use std::time::Duration;

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::sandbox::SandboxData;
use sea_orm::EntityTrait;
use sea_orm::IntoActiveModel;
use sea_orm::sea_query::OnConflict;

use crate::Database;
use crate::entity::{
    agreements, approvals, counters, disputes, emails, events, exchanges, idempotency_claims,
    operations, payments, refunds, sandbox_authorisations, sandbox_clock, sandbox_movements,
    tokens, webhook_attempts, webhook_deliveries, work,
};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::{count, stored};

/// The one row of the clock's table.
const CLOCK: i64 = 1;

#[async_trait]
impl SandboxData for Database {
    async fn reset(&self) -> Result<(), StoreError> {
        let transaction = self.transaction().await?;
        // Those that refer to others come first.
        macro_rules! empty {
            ($($table:ident)*) => {$(
                $table::Entity::delete_many().exec(&transaction).await.map_err(failed)?;
            )*};
        }
        empty!(sandbox_movements sandbox_authorisations work tokens operations exchanges events);
        empty!(webhook_attempts webhook_deliveries emails);
        empty!(disputes refunds approvals payments agreements idempotency_claims counters);
        transaction.commit().await.map_err(failed)
    }

    async fn clock_offset(&self) -> Result<Duration, StoreError> {
        let row = first(
            sandbox_clock::Entity::find_by_id(CLOCK)
                .all(self.readers())
                .await,
        )?;
        let offset = row.map_or(Ok(0), |row| count("offset_millis", row.offset_millis))?;
        Ok(Duration::from_millis(offset))
    }

    async fn set_clock_offset(&self, offset: Duration) -> Result<(), StoreError> {
        let row = sandbox_clock::Model {
            id: CLOCK,
            offset_millis: stored(offset.as_millis()),
        };
        let replaced = OnConflict::column(sandbox_clock::Column::Id)
            .update_column(sandbox_clock::Column::OffsetMillis)
            .to_owned();
        let transaction = self.transaction().await?;
        sandbox_clock::Entity::insert(row.into_active_model())
            .on_conflict(replaced)
            .exec_without_returning(&transaction)
            .await
            .map_err(failed)?;
        transaction.commit().await.map_err(failed)
    }
}
