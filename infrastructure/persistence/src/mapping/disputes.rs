//! Disputes and their rows.

use domain::dispute::Dispute;
use domain::{Amount, DisputeId, Payment, Timestamp};

use super::{Impossible, amount, day, instant, millis, named, present, stored, word};
use crate::entity::disputes::Model;

/// The row of a payment's dispute at this place among its disputes, from 0.
pub(crate) fn to_row(payment: &Payment, place: usize, dispute: &Dispute) -> Model {
    Model {
        id: dispute.id.as_str().to_owned(),
        account: payment.account.as_str().to_owned(),
        payment: payment.id.as_str().to_owned(),
        position: stored(place.saturating_add(1)),
        amount: dispute.amount.minor(),
        fee: dispute.fee.map(Amount::minor),
        created_at: dispute.created_at.as_millis(),
        evidence_due_at: millis(dispute.evidence_due_at),
        reason: word(dispute.reason),
        status: word(dispute.status),
        settled_on: dispute.settled_on.map(day::to_text),
    }
}

pub(crate) fn from_row(row: Model) -> Result<Dispute, Impossible> {
    let read = |row: &Model| {
        Ok(Dispute {
            id: present("id", DisputeId::parse(&row.id))?,
            amount: amount(row.amount)?,
            fee: row.fee.map(amount).transpose()?,
            created_at: Timestamp::from_millis(row.created_at),
            evidence_due_at: instant(row.evidence_due_at),
            reason: named("reason", &row.reason)?,
            status: named("status", &row.status)?,
            settled_on: day::settled_on(row.settled_on.as_deref())?,
        })
    };
    read(&row).map_err(|e: Impossible| e.in_row("dispute", &row.id))
}
