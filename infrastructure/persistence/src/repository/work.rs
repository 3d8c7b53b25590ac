//! Work to be done.

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::StoreError;
use domain::ports::repositories::WorkQueue;
use domain::work::{Work, WorkKind};
use sea_orm::sea_query::{Expr, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::entity::work::{Column, Entity};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::stored;
use crate::mapping::work::{Subject, from_row, subject, to_row};
use crate::unit_of_work::Unit;

#[async_trait]
impl WorkQueue for Unit {
    async fn schedule(&mut self, work: &Work) -> Result<(), StoreError> {
        // Not one upsert: that would lock the row even where nothing changes, and
        // units that schedule the same recurring work would wait for each other.
        let one_per_kind = OnConflict::columns([Column::Kind, Column::Payment, Column::Refund])
            .do_nothing()
            .to_owned();
        let added = Entity::insert(to_row(work).into_active_model())
            .on_conflict(one_per_kind)
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        if added > 0 {
            return Ok(());
        }
        let due_at = work.due_at.as_millis();
        Entity::update_many()
            .col_expr(Column::DueAt, Expr::val(due_at))
            .filter(of_kind(&work.kind))
            .filter(Column::DueAt.gt(due_at))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn claim(
        &mut self,
        now: Timestamp,
        until: Timestamp,
        limit: u64,
    ) -> Result<Vec<Work>, StoreError> {
        let free = Condition::any()
            .add(Column::LeasedUntil.is_null())
            .add(Column::LeasedUntil.lte(now.as_millis()));
        // SQLite knows no row locks and needs none: its units follow one another.
        let rows = Entity::find()
            .filter(Column::DueAt.lte(now.as_millis()))
            .filter(free)
            .order_by_asc(Column::DueAt)
            .order_by_asc(Column::Id)
            .limit(limit)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(&self.transaction)
            .await
            .map_err(failed)?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        Entity::update_many()
            .col_expr(Column::LeasedUntil, Expr::val(until.as_millis()))
            .filter(Column::Id.is_in(rows.iter().map(|row| row.id.as_str())))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        rows.iter()
            .map(|row| {
                Ok(Work {
                    leased_until: Some(until),
                    ..from_row(row)?
                })
            })
            .collect()
    }

    async fn find(&mut self, kind: &WorkKind) -> Result<Option<Work>, StoreError> {
        let row = first(
            Entity::find()
                .filter(of_kind(kind))
                .all(&self.transaction)
                .await,
        )?;
        Ok(row.as_ref().map(from_row).transpose()?)
    }

    async fn finish(&mut self, work: &Work) -> Result<(), StoreError> {
        Entity::delete_many()
            .filter(still(work))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn put_off(
        &mut self,
        work: &Work,
        due_at: Timestamp,
        attempts: u32,
    ) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::DueAt, Expr::val(due_at.as_millis()))
            .col_expr(Column::Attempts, Expr::val(stored(attempts)))
            .col_expr(Column::LeasedUntil, Expr::val(None::<i64>))
            .filter(still(work))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }
}

/// The work as it was claimed: gone, or changed, once somebody else has it.
fn still(work: &Work) -> Condition {
    let lease = match work.leased_until {
        Some(until) => Column::LeasedUntil.eq(until.as_millis()),
        None => Column::LeasedUntil.is_null(),
    };
    Condition::all()
        .add(Column::Id.eq(work.id.as_str()))
        .add(lease)
}

fn of_kind(kind: &WorkKind) -> Condition {
    let Subject {
        kind,
        payment,
        refund,
    } = subject(kind);
    Condition::all()
        .add(Column::Kind.eq(kind))
        .add(Column::Payment.eq(payment))
        .add(Column::Refund.eq(refund))
}
