//! Payments with their parts. Saving is publishing: the row, its refunds, approvals
//! and disputes, and the events go into one transaction.

mod parts;

use async_trait::async_trait;
use domain::dispute::DisputeStatus;
use domain::payment::state::StateName;
use domain::ports::StoreError;
use domain::ports::repositories::Payments;
use domain::refund::state::RefundStateName;
use domain::{AccountId, Payment, PaymentId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Func, IntoColumnRef, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use crate::aggregate::{Parts, one_with_parts, with_parts};
use crate::counters::Counted;
use crate::entity::payments::{ActiveModel, Column, Entity, Model};
use crate::entity::{disputes, events, refunds};
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
        self.added
            .one(&payment.account, Counted::Payments, payment.id.as_str());
        self.known.insert(payment.id.clone(), Parts::default());
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
        let payment = one_with_parts(&self.transaction, row).await?;
        self.know(&payment);
        Ok(payment)
    }

    async fn look_at(&mut self, id: &PaymentId) -> Result<Option<Payment>, StoreError> {
        let row = first(Entity::find_by_id(id.as_str()).all(&self.transaction).await)?;
        one_with_parts(&self.transaction, row).await
    }

    async fn reported(
        &mut self,
        account: &AccountId,
        provider_id: &str,
    ) -> Result<Option<Payment>, StoreError> {
        let row = first(
            Entity::find()
                .filter(Column::Account.eq(account.as_str()))
                .filter(Column::ReportProviderId.eq(provider_id))
                .all(&self.transaction)
                .await,
        )?;
        let payment = one_with_parts(&self.transaction, row).await?;
        self.know(&payment);
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

    async fn unsettled(&mut self, limit: u64) -> Result<Vec<Payment>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Id.in_subquery(with_unsettled_money(limit)))
            .all(&self.transaction)
            .await
            .map_err(failed)?;
        let payments = with_parts(&self.transaction, rows).await?;
        self.know(&payments);
        Ok(payments)
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
        let payments = with_parts(&self.transaction, rows).await?;
        self.know(&payments);
        Ok(payments)
    }
}

impl Unit {
    /// Writes what a payment's row does not hold: changed parts, new events.
    async fn publish(&mut self, payment: &mut Payment) -> Result<(), StoreError> {
        self.save_parts(payment).await?;
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

    fn know<'a>(&mut self, payments: impl IntoIterator<Item = &'a Payment>) {
        for payment in payments {
            self.known.insert(payment.id.clone(), Parts::of(payment));
        }
    }
}

/// The names of up to `limit` payments that money was not paid out of, or taken from
/// payouts for. Each part is said as its index says it.
fn with_unsettled_money(limit: u64) -> SelectStatement {
    let captured = StateName::Captured;
    let given_back = RefundStateName::Succeeded;
    let mut captured = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(literally(Column::State, captured))
        .and_where(Column::SettledOn.is_null())
        .to_owned();
    let refunded = Query::select()
        .column(refunds::Column::Payment)
        .from(refunds::Entity)
        .and_where(literally(refunds::Column::State, given_back))
        .and_where(refunds::Column::SettledOn.is_null())
        .to_owned();
    let lost = Query::select()
        .column(disputes::Column::Payment)
        .from(disputes::Entity)
        .and_where(literally(disputes::Column::Status, DisputeStatus::Lost))
        .and_where(disputes::Column::SettledOn.is_null())
        .to_owned();
    captured
        .union(UnionType::Distinct, refunded)
        .union(UnionType::Distinct, lost)
        .limit(limit)
        .to_owned()
}

/// An equation whose word is part of the statement. SQLite must see it there to know
/// that a partial index has all rows for which it holds.
fn literally(column: impl IntoColumnRef, name: impl Into<&'static str>) -> Expr {
    Expr::col(column).eq(Expr::cust(format!("'{}'", name.into())))
}

/// What may change in a payment's life; the rest of its row never does.
fn changes(row: Model) -> ActiveModel {
    ActiveModel {
        updated_at: Set(row.updated_at),
        email: Set(row.email),
        email_lower: Set(row.email_lower),
        prefilled: Set(row.prefilled),
        has_card: Set(row.has_card),
        card_first_six: Set(row.card_first_six),
        card_last_four: Set(row.card_last_four),
        card_expiry: Set(row.card_expiry),
        card_holder: Set(row.card_holder),
        card_holder_lower: Set(row.card_holder_lower),
        card_brand: Set(row.card_brand),
        card_type: Set(row.card_type),
        card_address: Set(row.card_address),
        surcharge: Set(row.surcharge),
        stored_card: Set(row.stored_card),
        report: Set(row.report),
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
        settled_on: Set(row.settled_on),
        has_personal_data: Set(row.has_personal_data),
        refunds: Set(row.refunds),
        approvals: Set(row.approvals),
        disputes: Set(row.disputes),
        events: Set(row.events),
        version: Set(row.version),
        ..ActiveModel::default()
    }
}
