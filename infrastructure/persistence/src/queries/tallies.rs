//! How much was paid and given back, hour by hour, as the database sums it up.

use domain::ports::StoreError;
use domain::ports::queries::{PaymentTally, RefundTally, Tallies};
use domain::refund::state::RefundStateName;
use domain::{AccountId, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
};

use crate::Database;
use crate::entity::{payments, refunds};
use crate::failure::failed;
use crate::mapping::{Impossible, count, named, word};
use crate::queries::condition::created;

/// How long an hour is, in the unit of the columns.
const HOUR_MILLIS: i64 = 60 * 60 * 1_000;
/// The hours since the epoch. Spelt out, so that what is grouped by is what is shown.
const HOUR: &str = "created_at / 3600000";

#[derive(FromQueryResult)]
struct PaymentsRow {
    hour: i64,
    status: String,
    brand: Option<String>,
    number: i64,
    total: i64,
}

#[derive(FromQueryResult)]
struct RefundsRow {
    hour: i64,
    number: i64,
    total: i64,
}

impl Database {
    /// What the account took and gave back in this span.
    pub(super) async fn tallied(
        &self,
        account: &AccountId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Tallies, StoreError> {
        let snapshot = self.snapshot().await?;
        let payments = payments_tallied(&snapshot, account, from, to).await?;
        let refunds = refunds_tallied(&snapshot, account, from, to).await?;
        snapshot.commit().await.map_err(failed)?;
        let payments = payments.into_iter().map(read_payments);
        let refunds = refunds.into_iter().map(read_refunds);
        let mut tallies = Tallies {
            payments: payments.collect::<Result<_, _>>()?,
            refunds: refunds.collect::<Result<_, _>>()?,
        };
        tallies.payments.sort();
        tallies.refunds.sort();
        Ok(tallies)
    }
}

async fn payments_tallied(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<PaymentsRow>, StoreError> {
    use payments::{Column, Entity};
    let surcharge = Func::coalesce([Expr::col(Column::Surcharge), Expr::cust("0")]);
    Entity::find()
        .select_only()
        .column_as(Expr::cust(HOUR), "hour")
        .column_as(Column::Status, "status")
        .column_as(Column::CardBrand, "brand")
        .column_as(Expr::cust("COUNT(*)"), "number")
        .column_as(sum(Expr::col(Column::Amount).add(surcharge)), "total")
        .filter(Column::Account.eq(account.as_str()))
        .filter(created(Column::CreatedAt, Some(from), Some(to)))
        .group_by(Expr::cust(HOUR))
        .group_by(Column::Status)
        .group_by(Column::CardBrand)
        .into_model()
        .all(connection)
        .await
        .map_err(failed)
}

async fn refunds_tallied(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<RefundsRow>, StoreError> {
    use refunds::{Column, Entity};
    Entity::find()
        .select_only()
        .column_as(Expr::cust(HOUR), "hour")
        .column_as(Expr::cust("COUNT(*)"), "number")
        .column_as(sum(Expr::col(Column::Amount)), "total")
        .filter(Column::Account.eq(account.as_str()))
        .filter(Column::State.eq(word(RefundStateName::Succeeded)))
        .filter(created(Column::CreatedAt, Some(from), Some(to)))
        .group_by(Expr::cust(HOUR))
        .into_model()
        .all(connection)
        .await
        .map_err(failed)
}

/// A sum of whole numbers, which is no whole number to PostgreSQL.
fn sum(of: Expr) -> Expr {
    of.sum().cast_as("BIGINT")
}

fn read_payments(row: PaymentsRow) -> Result<PaymentTally, Impossible> {
    Ok(PaymentTally {
        hour: hour(row.hour),
        status: named("status", &row.status)?,
        brand: row.brand,
        count: count("number", row.number)?,
        total: row.total,
    })
}

fn read_refunds(row: RefundsRow) -> Result<RefundTally, Impossible> {
    Ok(RefundTally {
        hour: hour(row.hour),
        count: count("number", row.number)?,
        total: row.total,
    })
}

fn hour(since_epoch: i64) -> Timestamp {
    Timestamp::from_millis(since_epoch.saturating_mul(HOUR_MILLIS))
}
