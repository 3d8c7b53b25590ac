//! Work to be done.

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::StoreError;
use domain::ports::repositories::WorkQueue;
use domain::work::{Work, WorkGroup, WorkKind};
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::entity::work::{Column, Entity};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::stored;
use crate::mapping::work::{Key, from_row, group_word, key, to_row};
use crate::unit_of_work::Unit;

#[async_trait]
impl WorkQueue for Unit {
    async fn schedule(&mut self, work: &Work) -> Result<(), StoreError> {
        // Where there is such work, its row is written and so held whether it changes or
        // not. Else somebody could claim, do and finish the work while what it is wanted for
        // is not to be seen yet, and nobody would come again.
        let due_at = Expr::val(work.due_at.as_millis());
        let present = |column| Expr::col((Entity, column));
        let leased = present(Column::LeasedUntil).is_not_null();
        let wanted_at = earlier(present(Column::WantedAt), due_at.clone());
        let wanted_at = Expr::case(leased, wanted_at).finally(Expr::val(None::<i64>));
        let wanted_again = OnConflict::columns([Column::Kind, Column::Payment, Column::Subject])
            .value(Column::DueAt, earlier(present(Column::DueAt), due_at))
            .value(Column::WantedAt, wanted_at)
            .to_owned();
        Entity::insert(to_row(work).into_active_model())
            .on_conflict(wanted_again)
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn claim(
        &mut self,
        group: WorkGroup,
        now: Timestamp,
        until: Timestamp,
        limit: u64,
    ) -> Result<Vec<Work>, StoreError> {
        let free = Condition::any()
            .add(Column::LeasedUntil.is_null())
            .add(Column::LeasedUntil.lte(now.as_millis()));
        // SQLite knows no row locks and needs none: its units follow one another.
        let rows = Entity::find()
            .filter(Column::WorkGroup.eq(group_word(group)))
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
            .col_expr(Column::WantedAt, Expr::val(None::<i64>))
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
        let finished = Entity::delete_many()
            .filter(still(work))
            .filter(Column::WantedAt.is_null())
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        if finished.rows_affected > 0 {
            return Ok(());
        }
        Entity::update_many()
            .col_expr(Column::DueAt, Expr::col(Column::WantedAt))
            .col_expr(Column::Attempts, Expr::val(0_i64))
            .col_expr(Column::LeasedUntil, Expr::val(None::<i64>))
            .col_expr(Column::WantedAt, Expr::val(None::<i64>))
            .filter(still(work))
            .filter(Column::WantedAt.is_not_null())
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
        let due_at = earlier(Expr::col(Column::WantedAt), Expr::val(due_at.as_millis()));
        Entity::update_many()
            .col_expr(Column::DueAt, due_at)
            .col_expr(Column::Attempts, Expr::val(stored(attempts)))
            .col_expr(Column::LeasedUntil, Expr::val(None::<i64>))
            .col_expr(Column::WantedAt, Expr::val(None::<i64>))
            .filter(still(work))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }
}

/// The earlier of an instant that is stored, if there is one, and another.
fn earlier(stored: Expr, other: Expr) -> Expr {
    Expr::case(stored.clone().lt(other.clone()), stored)
        .finally(other)
        .into()
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
    let Key {
        kind,
        payment,
        subject,
    } = key(kind);
    Condition::all()
        .add(Column::Kind.eq(kind))
        .add(Column::Payment.eq(payment))
        .add(Column::Subject.eq(subject))
}
