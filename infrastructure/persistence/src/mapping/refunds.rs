//! Refunds and their rows.

use domain::operation::PspReference;
use domain::refund::state::RefundStateName;
use domain::refund::{Refund, RefundState};
use domain::{Payment, RefundId, Timestamp};

use super::approvals::{issuer, issuer_columns};
use super::{Impossible, amount, day, named, present, stored, word};
use crate::entity::refunds::Model;

/// The row of a payment's refund at this place among its refunds, from 0.
pub(crate) fn to_row(payment: &Payment, place: usize, refund: &Refund) -> Model {
    let psp_reference = match &refund.state {
        RefundState::Submitted(reference) | RefundState::Succeeded(reference) => Some(reference),
        RefundState::Requested | RefundState::Failed => None,
    };
    let (issued_by, issued_by_email) = issuer_columns(refund.issued_by.as_ref());
    Model {
        id: refund.id.as_str().to_owned(),
        account: payment.account.as_str().to_owned(),
        payment: payment.id.as_str().to_owned(),
        position: stored(place.saturating_add(1)),
        amount: refund.amount.minor(),
        created_at: refund.created_at.as_millis(),
        state: word(refund.state.name()),
        psp_reference: psp_reference.map(|reference| reference.as_str().to_owned()),
        settled_on: refund.settled_on.map(day::to_text),
        issued_by,
        issued_by_email,
    }
}

pub(crate) fn from_row(row: Model) -> Result<Refund, Impossible> {
    let read = |row: &Model| {
        let reference =
            || present("psp_reference", row.psp_reference.clone()).map(PspReference::given);
        let state = match named("state", &row.state)? {
            RefundStateName::Requested => RefundState::Requested,
            RefundStateName::Submitted => RefundState::Submitted(reference()?),
            RefundStateName::Succeeded => RefundState::Succeeded(reference()?),
            RefundStateName::Failed => RefundState::Failed,
        };
        Ok(Refund {
            id: present("id", RefundId::parse(&row.id))?,
            amount: amount(row.amount)?,
            created_at: Timestamp::from_millis(row.created_at),
            state,
            settled_on: day::settled_on(row.settled_on.as_deref())?,
            issued_by: issuer(
                "issued_by",
                row.issued_by.as_deref(),
                row.issued_by_email.clone(),
            )?,
        })
    };
    read(&row).map_err(|e: Impossible| e.in_row("refund", &row.id))
}
