//! Payments with their refunds. Saving is publishing: the row, the refunds and
//! the events go into one transaction.

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::repositories::Payments;
use domain::{Payment, PaymentId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Func, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use crate::aggregate::{one_with_refunds, with_refunds};
use crate::entity::payments::{ActiveModel, Column, Entity, Model};
use crate::entity::{events, refunds};
use crate::failure::failed;
use crate::first::first;
use crate::mapping;
use crate::unit_of_work::Unit;

#[async_trait]
impl Payments for Unit {
    async fn add(&mut self, payment: &mut Payment) -> Result<(), StoreError> {
        let row = mapping::payments::to_row(payment).into_active_model();
        Entity::insert(row)
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        self.publish(payment).await
    }

    async fn get(&mut self, id: &PaymentId) -> Result<Option<Payment>, StoreError> {
        // Whoever else wants to change the payment waits here for what this unit
        // makes of it, instead of losing the race when they save.
        let row = first(
            Entity::find_by_id(id.as_str())
                .lock_exclusive()
                .all(&self.transaction)
                .await,
        )?;
        let payment = one_with_refunds(&self.transaction, row).await?;
        self.know_refunds(&payment);
        Ok(payment)
    }

    async fn save(&mut self, payment: &mut Payment) -> Result<(), StoreError> {
        let row = mapping::payments::to_row(payment);
        let finished_at = row.finished_at;
        let mut update = Entity::update_many()
            .set(changes(row))
            .filter(Column::Id.eq(payment.id.as_str()))
            .filter(Column::Version.eq(mapping::stored(payment.version)));
        if let Some(now) = finished_at {
            let first = Func::coalesce([Expr::col(Column::FinishedAt), Expr::val(now)]);
            update = update.col_expr(Column::FinishedAt, first.into());
        }
        let updated = update.exec(&self.transaction).await.map_err(failed)?;
        if updated.rows_affected == 0 {
            return Err(StoreError::Stale);
        }
        self.publish(payment).await
    }

    async fn unredacted_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<Vec<Payment>, StoreError> {
        let rows = Entity::find()
            // Said as the index says it, or SQLite would not use the index.
            .filter(Expr::col(Column::HasPersonalData))
            .filter(Column::FinishedAt.lt(before.as_millis()))
            .order_by_asc(Column::FinishedAt)
            .order_by_asc(Column::Id)
            .limit(limit)
            .all(&self.transaction)
            .await
            .map_err(failed)?;
        let payments = with_refunds(&self.transaction, rows).await?;
        self.know_refunds(&payments);
        Ok(payments)
    }
}

impl Unit {
    /// Writes what a payment's row does not hold: changed refunds, new events.
    async fn publish(&mut self, payment: &mut Payment) -> Result<(), StoreError> {
        self.save_refunds(payment).await?;
        let events: Vec<_> = payment
            .unpublished()
            .iter()
            .map(mapping::events::to_row)
            .collect();
        events::Entity::insert_many(events)
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        payment.saved();
        Ok(())
    }

    async fn save_refunds(&mut self, payment: &Payment) -> Result<(), StoreError> {
        let known = self.known_refunds.get(&payment.id);
        let changed: Vec<_> = payment
            .refunds
            .iter()
            .enumerate()
            .filter(|(place, refund)| known.and_then(|known| known.get(*place)) != Some(*refund))
            .map(|(place, refund)| mapping::refunds::to_row(&payment.id, place, refund))
            .map(IntoActiveModel::into_active_model)
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        let moved_on = OnConflict::column(refunds::Column::Id)
            .update_columns([refunds::Column::State, refunds::Column::PspReference])
            .to_owned();
        refunds::Entity::insert_many(changed)
            .on_conflict(moved_on)
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        self.know_refunds([payment]);
        Ok(())
    }

    fn know_refunds<'a>(&mut self, payments: impl IntoIterator<Item = &'a Payment>) {
        for payment in payments {
            self.known_refunds
                .insert(payment.id.clone(), payment.refunds.clone());
        }
    }
}

/// What may change in a payment's life; the rest of its row never does.
fn changes(row: Model) -> ActiveModel {
    ActiveModel {
        updated_at: Set(row.updated_at),
        email: Set(row.email),
        prefilled: Set(row.prefilled),
        card_first_six: Set(row.card_first_six),
        card_last_four: Set(row.card_last_four),
        card_expiry: Set(row.card_expiry),
        card_holder: Set(row.card_holder),
        card_brand: Set(row.card_brand),
        card_type: Set(row.card_type),
        card_address: Set(row.card_address),
        status: Set(row.status),
        state: Set(row.state),
        operation: Set(row.operation),
        order_code: Set(row.order_code),
        psp_reference: Set(row.psp_reference),
        captures_failed: Set(row.captures_failed),
        captured_on: Set(row.captured_on),
        cancelled_by: Set(row.cancelled_by),
        decline_reason: Set(row.decline_reason),
        clean_up: Set(row.clean_up),
        capture_submitted_at: Set(row.capture_submitted_at),
        has_personal_data: Set(row.has_personal_data),
        refunds: Set(row.refunds),
        events: Set(row.events),
        version: Set(row.version),
        ..ActiveModel::default()
    }
}
