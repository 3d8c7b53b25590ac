//! Events to be handed on: the outbox side of the audit trail.

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::StoreError;
use domain::ports::repositories::{Events, StoredEvent};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::events::{Column, Entity};
use crate::entity::payments;
use crate::failure::failed;
use crate::mapping::events::from_row;
use crate::unit_of_work::Unit;

#[async_trait]
impl Events for Unit {
    async fn undispatched(&mut self, limit: u64) -> Result<Vec<StoredEvent>, StoreError> {
        // PostgreSQL waits for whoever holds one of these rows, then looks at it again and
        // passes over it if it was marked, before it counts how many there are.
        let rows = Entity::find()
            .filter(Column::DispatchedAt.is_null())
            .order_by_asc(Column::Sequence)
            .limit(limit)
            .lock_exclusive()
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
        let this_one = Expr::col((Entity, Column::Payment));
        let account = Query::select()
            .column(payments::Column::Account)
            .from(payments::Entity)
            .and_where(payments::Column::Id.into_expr().eq(this_one))
            .to_owned();
        Entity::update_many()
            .col_expr(Column::DispatchedAt, Expr::val(now.as_millis()))
            .col_expr(
                Column::Account,
                Expr::SubQuery(None, Box::new(account.into())),
            )
            .filter(Column::Sequence.is_in(events.iter().map(|event| event.sequence)))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }
}
