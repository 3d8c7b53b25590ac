//! Webhook endpoints, what they are told, and every try to tell them.

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::webhooks::Webhooks;
use domain::webhook::{Delivery, DeliveryStatus, EndpointStatus, Failing, WebhookEndpoint};
use domain::{AccountId, DeliveryId, Timestamp, WebhookId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LockType, OnConflict, Query};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, Order, QueryFilter, QuerySelect,
};

use crate::deliveries::one_with_attempts;
use crate::entity::webhook_endpoints::{ActiveModel, Column, Entity, Model};
use crate::entity::{webhook_attempts, webhook_deliveries};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::deliveries::{attempt_rows, to_row};
use crate::mapping::{count, endpoints, millis, stored, word};
use crate::queries::endpoints_of;
use crate::unit_of_work::Unit;

/// How many deliveries one statement adds, for it can have no more than so many values.
const ADDED_MAX: usize = 1_000;
/// How deliveries are held, to which attempts may go on referring.
const HOLD: LockType = LockType::NoKeyUpdate;

#[async_trait]
impl Webhooks for Unit {
    async fn add(&mut self, endpoint: &mut WebhookEndpoint) -> Result<(), StoreError> {
        Entity::insert(endpoints::to_row(endpoint).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        endpoint.version = endpoint.version.saturating_add(1);
        Ok(())
    }

    async fn get(&mut self, id: &WebhookId) -> Result<Option<WebhookEndpoint>, StoreError> {
        let row = first(Entity::find_by_id(id.as_str()).all(&self.transaction).await)?;
        Ok(row.as_ref().map(endpoints::from_row).transpose()?)
    }

    async fn of_account(
        &mut self,
        account: &AccountId,
    ) -> Result<Vec<WebhookEndpoint>, StoreError> {
        endpoints_of(&self.transaction, account).await
    }

    async fn save(&mut self, endpoint: &mut WebhookEndpoint) -> Result<(), StoreError> {
        let mut changes = changes(endpoints::to_row(endpoint));
        if endpoint.failing.is_none() {
            changes.failed_attempts = Set(None);
            changes.failing_since = Set(None);
        }
        let saved = first(
            Entity::update_many()
                .set(changes)
                .filter(Column::Id.eq(endpoint.id.as_str()))
                .filter(Column::Version.eq(stored(endpoint.version)))
                .exec_with_returning(&self.transaction)
                .await,
        )?;
        let saved = saved.ok_or(StoreError::Stale)?;
        endpoint.failing = endpoints::failing(&saved)?;
        endpoint.version = endpoint.version.saturating_add(1);
        Ok(())
    }

    async fn attempted(
        &mut self,
        id: &WebhookId,
        succeeded: bool,
        now: Timestamp,
    ) -> Result<Option<Failing>, StoreError> {
        let this = Entity::update_many().filter(Column::Id.eq(id.as_str()));
        if succeeded {
            // One that does not fail is not written, and so holds up nobody.
            this.col_expr(Column::FailedAttempts, Expr::val(None::<i64>))
                .col_expr(Column::FailingSince, Expr::val(None::<i64>))
                .filter(Column::FailedAttempts.is_not_null())
                .exec(&self.transaction)
                .await
                .map_err(failed)?;
            return Ok(None);
        }
        let so_far = Func::coalesce([Expr::col(Column::FailedAttempts), Expr::val(0_i64)]);
        let since = Func::coalesce([Expr::col(Column::FailingSince), Expr::val(now.as_millis())]);
        let failing = first(
            this.col_expr(Column::FailedAttempts, Expr::from(so_far).add(1))
                .col_expr(Column::FailingSince, since.into())
                .exec_with_returning(&self.transaction)
                .await,
        )?;
        let failing = failing.as_ref().map(endpoints::failing).transpose()?;
        Ok(failing.flatten())
    }

    async fn disable(&mut self, id: &WebhookId) -> Result<bool, StoreError> {
        let disabled = Entity::update_many()
            .col_expr(Column::Status, Expr::val(word(EndpointStatus::Disabled)))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::Id.eq(id.as_str()))
            .filter(Column::Status.eq(word(EndpointStatus::Active)))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(disabled.rows_affected == 1)
    }

    async fn add_deliveries(&mut self, deliveries: &[Delivery]) -> Result<(), StoreError> {
        use webhook_deliveries::Column;
        let once = OnConflict::columns([Column::Endpoint, Column::Payment, Column::Position])
            .do_nothing()
            .to_owned();
        for some in deliveries.chunks(ADDED_MAX) {
            let rows = some
                .iter()
                .map(|delivery| to_row(delivery).into_active_model());
            webhook_deliveries::Entity::insert_many(rows)
                .on_conflict(once.clone())
                .exec_without_returning(&self.transaction)
                .await
                .map_err(failed)?;
        }
        Ok(())
    }

    async fn delivery(&mut self, id: &DeliveryId) -> Result<Option<Delivery>, StoreError> {
        let row = first(
            webhook_deliveries::Entity::find_by_id(id.as_str())
                .lock(HOLD)
                .all(&self.transaction)
                .await,
        )?;
        let delivery = one_with_attempts(&self.transaction, row).await?;
        if let Some(delivery) = &delivery {
            self.tried
                .insert(delivery.id.clone(), delivery.attempts.len());
        }
        Ok(delivery)
    }

    async fn save_delivery(&mut self, delivery: &Delivery) -> Result<(), StoreError> {
        use webhook_deliveries::Column;
        let known = match self.tried.remove(&delivery.id) {
            Some(known) => known,
            None => self.stored_attempts(&delivery.id).await?,
        };
        let new = attempt_rows(delivery, known);
        let all = known.saturating_add(new.len());
        let saved = webhook_deliveries::Entity::update_many()
            .col_expr(Column::Status, Expr::val(word(delivery.status)))
            .col_expr(Column::Attempts, Expr::val(stored(all)))
            .col_expr(Column::NextAt, Expr::val(millis(delivery.next_at)))
            .col_expr(
                Column::ReplayedAfter,
                Expr::val(stored(delivery.replayed_after)),
            )
            .filter(Column::Id.eq(delivery.id.as_str()))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        if saved.rows_affected == 0 {
            return Ok(());
        }
        self.tried.insert(delivery.id.clone(), all);
        if new.is_empty() {
            return Ok(());
        }
        webhook_attempts::Entity::insert_many(
            new.into_iter().map(IntoActiveModel::into_active_model),
        )
        .exec_without_returning(&self.transaction)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn remove_deliveries_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<u64, StoreError> {
        use webhook_deliveries::Column;
        let old = Condition::all()
            .add(Column::CreatedAt.lt(before.as_millis()))
            .add(Column::Status.ne(word(DeliveryStatus::Pending)));
        let oldest = Query::select()
            .column(Column::Id)
            .from(webhook_deliveries::Entity)
            .cond_where(old.clone())
            .order_by(Column::CreatedAt, Order::Asc)
            .order_by(Column::Id, Order::Asc)
            .limit(limit)
            .to_owned();
        // Asked twice: one that is sent again at this moment is pending when it is looked at
        // to be removed. Attempts go with their delivery.
        let removed = webhook_deliveries::Entity::delete_many()
            .filter(Column::Id.in_subquery(oldest))
            .filter(old)
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(removed.rows_affected)
    }
}

impl Unit {
    /// How many attempts the store has of a delivery that was not read here.
    async fn stored_attempts(&self, id: &DeliveryId) -> Result<usize, StoreError> {
        let row = first(
            webhook_deliveries::Entity::find_by_id(id.as_str())
                .lock(HOLD)
                .all(&self.transaction)
                .await,
        )?;
        let attempts = row.map_or(0, |row| row.attempts);
        Ok(count("attempts", attempts)?)
    }
}

/// What staff may change of an endpoint; the rest of its row never does, but for what it
/// fails by.
fn changes(row: Model) -> ActiveModel {
    ActiveModel {
        url: Set(row.url),
        description: Set(row.description),
        events: Set(row.events),
        secrets: Set(row.secrets),
        status: Set(row.status),
        version: Set(row.version),
        ..ActiveModel::default()
    }
}
