//! Puts payments together with their parts, refunds, approvals and disputes, which lie
//! in tables of their own.
//!
//! Payments are read first: should another unit save one in between, the parts
//! may be newer than the payment, and its version then refuses a save.

use std::collections::HashMap;

use domain::Payment;
use domain::dispute::Dispute;
use domain::payment::Approval;
use domain::ports::StoreError;
use domain::refund::Refund;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{approvals, disputes, payments, refunds};
use crate::failure::failed;
use crate::mapping::{self, Impossible};

/// Parts by the payments' names.
type OfPayments<T> = HashMap<String, Vec<T>>;

/// What a payment has in other tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// Oldest first.
    pub(crate) refunds: Vec<Refund>,
    /// Oldest first.
    pub(crate) approvals: Vec<Approval>,
    /// Oldest first.
    pub(crate) disputes: Vec<Dispute>,
}

impl Parts {
    /// The parts of a payment.
    pub(crate) fn of(payment: &Payment) -> Self {
        Self {
            refunds: payment.refunds.clone(),
            approvals: payment.approvals.clone(),
            disputes: payment.disputes.clone(),
        }
    }
}

/// The payments of these rows, in their order.
pub(crate) async fn with_parts(
    connection: &impl ConnectionTrait,
    rows: Vec<payments::Model>,
) -> Result<Vec<Payment>, StoreError> {
    let mut refunds = refunds_of(connection, those(&rows, |row| row.refunds)).await?;
    let mut approvals = approvals_of(connection, those(&rows, |row| row.approvals)).await?;
    let mut disputes = disputes_of(connection, those(&rows, |row| row.disputes)).await?;
    rows.into_iter()
        .map(|row| {
            let parts = Parts {
                refunds: refunds.remove(&row.id).unwrap_or_default(),
                approvals: approvals.remove(&row.id).unwrap_or_default(),
                disputes: disputes.remove(&row.id).unwrap_or_default(),
            };
            Ok(mapping::payments::from_row(row, parts)?)
        })
        .collect()
}

/// The payment of this row.
pub(crate) async fn one_with_parts(
    connection: &impl ConnectionTrait,
    row: Option<payments::Model>,
) -> Result<Option<Payment>, StoreError> {
    let payments = with_parts(connection, row.into_iter().collect()).await?;
    Ok(payments.into_iter().next())
}

/// The parts that a payment has in the store.
pub(crate) async fn stored_parts(
    connection: &impl ConnectionTrait,
    payment: &Payment,
) -> Result<Parts, StoreError> {
    let id = payment.id.as_str();
    let mut refunds = refunds_of(connection, vec![id]).await?;
    let mut approvals = approvals_of(connection, vec![id]).await?;
    let mut disputes = disputes_of(connection, vec![id]).await?;
    Ok(Parts {
        refunds: refunds.remove(id).unwrap_or_default(),
        approvals: approvals.remove(id).unwrap_or_default(),
        disputes: disputes.remove(id).unwrap_or_default(),
    })
}

/// The payments that have such parts.
fn those(rows: &[payments::Model], parts: impl Fn(&payments::Model) -> i64) -> Vec<&str> {
    rows.iter()
        .filter(|row| parts(row) > 0)
        .map(|row| row.id.as_str())
        .collect()
}

async fn refunds_of(
    connection: &impl ConnectionTrait,
    payments: Vec<&str>,
) -> Result<OfPayments<Refund>, StoreError> {
    if payments.is_empty() {
        return Ok(OfPayments::new());
    }
    let found = refunds::Entity::find()
        .filter(refunds::Column::Payment.is_in(payments))
        .order_by_asc(refunds::Column::Position)
        .all(connection)
        .await
        .map_err(failed)?;
    let parts = found
        .into_iter()
        .map(|row| (row.payment.clone(), mapping::refunds::from_row(row)));
    by_payment(parts)
}

async fn approvals_of(
    connection: &impl ConnectionTrait,
    payments: Vec<&str>,
) -> Result<OfPayments<Approval>, StoreError> {
    if payments.is_empty() {
        return Ok(OfPayments::new());
    }
    let found = approvals::Entity::find()
        .filter(approvals::Column::Payment.is_in(payments))
        .order_by_asc(approvals::Column::Position)
        .all(connection)
        .await
        .map_err(failed)?;
    let parts = found
        .into_iter()
        .map(|row| (row.payment.clone(), mapping::approvals::from_row(row)));
    by_payment(parts)
}

async fn disputes_of(
    connection: &impl ConnectionTrait,
    payments: Vec<&str>,
) -> Result<OfPayments<Dispute>, StoreError> {
    if payments.is_empty() {
        return Ok(OfPayments::new());
    }
    let found = disputes::Entity::find()
        .filter(disputes::Column::Payment.is_in(payments))
        .order_by_asc(disputes::Column::Position)
        .all(connection)
        .await
        .map_err(failed)?;
    let parts = found
        .into_iter()
        .map(|row| (row.payment.clone(), mapping::disputes::from_row(row)));
    by_payment(parts)
}

/// Parts under the payments that they belong to, in their order.
fn by_payment<T>(
    parts: impl Iterator<Item = (String, Result<T, Impossible>)>,
) -> Result<OfPayments<T>, StoreError> {
    let mut of_payments = OfPayments::new();
    for (payment, part) in parts {
        of_payments.entry(payment).or_default().push(part?);
    }
    Ok(of_payments)
}
