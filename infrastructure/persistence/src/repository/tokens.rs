//! Link tokens.

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::repositories::Tokens;
use domain::token::Token;
use domain::{PaymentId, Timestamp};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::entity::tokens::{Column, Entity};
use crate::failure::failed;
use crate::first::first;
use crate::mapping;
use crate::queries::newest_unused_token;
use crate::unit_of_work::Unit;

#[async_trait]
impl Tokens for Unit {
    async fn add(&mut self, token: &Token) -> Result<(), StoreError> {
        Entity::insert(mapping::tokens::to_row(token).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn get(&mut self, value: &Uuid) -> Result<Option<Token>, StoreError> {
        let row = first(
            Entity::find_by_id(value.to_string())
                .all(&self.transaction)
                .await,
        )?;
        Ok(row.as_ref().map(mapping::tokens::from_row).transpose()?)
    }

    async fn newest_unused(&mut self, payment: &PaymentId) -> Result<Option<Token>, StoreError> {
        newest_unused_token(&self.transaction, payment).await
    }

    async fn consume(&mut self, value: &Uuid, now: Timestamp) -> Result<bool, StoreError> {
        let consumed = Entity::update_many()
            .col_expr(Column::UsedAt, Expr::val(now.as_millis()))
            .filter(Column::Value.eq(value.to_string()))
            .filter(Column::UsedAt.is_null())
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(consumed.rows_affected == 1)
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        let old = Query::select()
            .column(Column::Value)
            .from(Entity)
            .and_where(Column::IssuedAt.lt(before.as_millis()))
            .limit(limit)
            .to_owned();
        let removed = Entity::delete_many()
            .filter(Column::Value.in_subquery(old))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(removed.rows_affected)
    }
}
