//! Puts payments together with their refunds, which lie in a table of their own.
//!
//! Payments are read first: should another unit save one in between, the refunds
//! may be newer than the payment, and its version then refuses a save.

use std::collections::HashMap;

use domain::Payment;
use domain::ports::StoreError;
use domain::refund::Refund;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{payments, refunds};
use crate::failure::failed;
use crate::mapping;

/// The payments of these rows, in their order.
pub(crate) async fn with_refunds(
    connection: &impl ConnectionTrait,
    rows: Vec<payments::Model>,
) -> Result<Vec<Payment>, StoreError> {
    let mut refunds = refunds_of(connection, &rows).await?;
    rows.into_iter()
        .map(|row| {
            let own = refunds.remove(&row.id).unwrap_or_default();
            Ok(mapping::payments::from_row(row, own)?)
        })
        .collect()
}

/// The payment of this row.
pub(crate) async fn one_with_refunds(
    connection: &impl ConnectionTrait,
    row: Option<payments::Model>,
) -> Result<Option<Payment>, StoreError> {
    let payments = with_refunds(connection, row.into_iter().collect()).await?;
    Ok(payments.into_iter().next())
}

async fn refunds_of(
    connection: &impl ConnectionTrait,
    rows: &[payments::Model],
) -> Result<HashMap<String, Vec<Refund>>, StoreError> {
    let refunded: Vec<&str> = rows
        .iter()
        .filter(|row| row.refunds > 0)
        .map(|row| row.id.as_str())
        .collect();
    let mut refunds: HashMap<String, Vec<Refund>> = HashMap::new();
    if refunded.is_empty() {
        return Ok(refunds);
    }
    let found = refunds::Entity::find()
        .filter(refunds::Column::Payment.is_in(refunded))
        .order_by_asc(refunds::Column::Position)
        .all(connection)
        .await
        .map_err(failed)?;
    for row in found {
        let payment = row.payment.clone();
        let refund = mapping::refunds::from_row(row)?;
        refunds.entry(payment).or_default().push(refund);
    }
    Ok(refunds)
}
