//! E-mails.

use async_trait::async_trait;
use domain::email::{EmailStateName, OutgoingEmail};
use domain::ports::StoreError;
use domain::ports::emails::Emails;
use domain::{EmailId, Timestamp};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, Order, QueryFilter};

use crate::entity::emails::{Column, Entity};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::emails::{from_row, to_row};
use crate::mapping::word;
use crate::unit_of_work::Unit;

#[async_trait]
impl Emails for Unit {
    async fn add(&mut self, email: &OutgoingEmail) -> Result<(), StoreError> {
        Entity::insert(to_row(email).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn get(&mut self, id: &EmailId) -> Result<Option<OutgoingEmail>, StoreError> {
        let row = first(Entity::find_by_id(id.as_str()).all(&self.transaction).await)?;
        Ok(row.map(from_row).transpose()?)
    }

    async fn save(&mut self, email: &OutgoingEmail) -> Result<(), StoreError> {
        let row = to_row(email);
        Entity::update_many()
            .col_expr(Column::State, Expr::val(row.state))
            .col_expr(Column::EndedAt, Expr::val(row.ended_at))
            .col_expr(Column::Attempts, Expr::val(row.attempts))
            .col_expr(Column::LastFailure, Expr::val(row.last_failure))
            .filter(Column::Id.eq(row.id))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        let old = Condition::all()
            .add(Column::WrittenAt.lt(before.as_millis()))
            .add(Column::State.ne(word(EmailStateName::Waiting)));
        let oldest = Query::select()
            .column(Column::Id)
            .from(Entity)
            .cond_where(old)
            .order_by(Column::WrittenAt, Order::Asc)
            .order_by(Column::Id, Order::Asc)
            .limit(limit)
            .to_owned();
        let removed = Entity::delete_many()
            .filter(Column::Id.in_subquery(oldest))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(removed.rows_affected)
    }
}
