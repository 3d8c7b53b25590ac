//! Events to be handed on: the outbox side of the audit trail.

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::StoreError;
use domain::ports::repositories::{Events, StoredEvent};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::events::{Column, Entity};
use crate::failure::failed;
use crate::mapping::events::from_row;
use crate::unit_of_work::Unit;

#[async_trait]
impl Events for Unit {
    async fn undispatched(&mut self, limit: u64) -> Result<Vec<StoredEvent>, StoreError> {
        let rows = Entity::find()
            .filter(Column::DispatchedAt.is_null())
            .order_by_asc(Column::Sequence)
            .limit(limit)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(&self.transaction)
            .await
            .map_err(failed)?;
        rows.iter().map(|row| Ok(from_row(row)?)).collect()
    }

    async fn dispatched(
        &mut self,
        events: &[StoredEvent],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if events.is_empty() {
            return Ok(());
        }
        Entity::update_many()
            .col_expr(Column::DispatchedAt, Expr::val(now.as_millis()))
            .filter(Column::Sequence.is_in(events.iter().map(|event| event.sequence)))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }
}
