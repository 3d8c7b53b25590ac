//! What was asked of PSPs, and what was said.

use async_trait::async_trait;
use domain::operation::{Exchange, Operation, OperationKind, OperationOutcome};
use domain::ports::StoreError;
use domain::ports::repositories::Operations;
use domain::{PaymentId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::entity::exchanges;
use crate::entity::operations::{Column, Entity};
use crate::failure::failed;
use crate::mapping::operations::{kind_columns, to_row};
use crate::mapping::{self, word};
use crate::unit_of_work::Unit;

#[async_trait]
impl Operations for Unit {
    async fn begin(&mut self, operation: &Operation) -> Result<(), StoreError> {
        Entity::insert(to_row(operation).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn end(
        &mut self,
        payment: &PaymentId,
        kind: &OperationKind,
        outcome: OperationOutcome,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (kind, refund) = kind_columns(kind);
        let of_refund = match refund {
            Some(refund) => Column::Refund.eq(refund),
            None => Column::Refund.is_null(),
        };
        Entity::update_many()
            .col_expr(Column::EndedAt, Expr::val(now.as_millis()))
            .col_expr(Column::Outcome, Expr::val(word(outcome)))
            .filter(Column::Payment.eq(payment.as_str()))
            .filter(Column::Kind.eq(kind))
            .filter(of_refund)
            .filter(Column::EndedAt.is_null())
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn heard(&mut self, exchange: &Exchange) -> Result<(), StoreError> {
        exchanges::Entity::insert(mapping::exchanges::to_row(exchange))
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }
}
