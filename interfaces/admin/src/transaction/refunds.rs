//! What was given back of a payment, by whom, and what waits for a colleague to approve.

use application::staff::transactions::Transaction;
use domain::payment::Approval;
use domain::ports::queries::TransactionStatus;
use domain::{Refund, StaffId, Timestamp};

use crate::london;
use crate::transactions::standing::Tag;

/// One refund of the payment.
pub(super) struct RefundRow {
    pub(super) id: String,
    pub(super) amount: String,
    pub(super) tag: Tag,
    pub(super) created: String,
    /// Who asked for it, and who approved.
    pub(super) people: Vec<String>,
}

/// A refund that waits for approval.
pub(crate) struct WaitingRefund {
    pub(crate) id: String,
    pub(crate) amount: String,
    pub(crate) asked_by: String,
    pub(crate) asked: String,
    pub(crate) lapses: String,
    /// The same, in short.
    pub(crate) lapses_short: String,
    /// What the visitor may do about it.
    pub(crate) duty: Duty,
}

/// What somebody may do about a refund that waits for approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duty {
    /// Approve or decline it.
    Decide,
    /// Take their own back.
    TakeBack,
    /// Nothing.
    Wait,
}

/// The refunds of a payment, newest first.
pub(super) fn of(transaction: &Transaction) -> Vec<RefundRow> {
    let payment = &transaction.payment;
    let newest_first = payment.refunds.iter().rev();
    newest_first
        .map(|refund| RefundRow::of(refund, payment.approval(&refund.id)))
        .collect()
}

impl RefundRow {
    fn of(refund: &Refund, approval: Option<&Approval>) -> Self {
        let issued = refund.issued_by.as_ref();
        let issued = issued.map(|issuer| format!("Asked for by {}", issuer.email));
        let decided = approval.and_then(|approval| approval.decision.as_ref());
        let approved = decided
            .and_then(|decision| decision.by.as_ref())
            .map(|by| format!("Approved by {}", by.email));
        Self {
            id: refund.id.to_string(),
            amount: refund.amount.to_string(),
            tag: Tag::of(TransactionStatus::of_refund(refund.status())),
            created: london::date_time(refund.created_at),
            people: issued.into_iter().chain(approved).collect(),
        }
    }
}

impl WaitingRefund {
    /// The refunds that wait for approval, as this person sees them, longest first.
    pub(crate) fn of_payment(
        approvals: &[Approval],
        me: &StaffId,
        may_approve: bool,
        now: Timestamp,
    ) -> Vec<Self> {
        let open = approvals.iter().filter(|approval| approval.is_open(now));
        open.map(|approval| Self {
            id: approval.refund.to_string(),
            amount: approval.amount.to_string(),
            asked_by: approval.asked_by.email.clone(),
            asked: london::date_time(approval.asked_at),
            lapses: london::date_time(approval.lapses_at()),
            lapses_short: london::short(approval.lapses_at()),
            duty: Duty::of(approval, me, may_approve),
        })
        .collect()
    }
}

impl Duty {
    /// What this person may do: nobody approves their own.
    pub(crate) fn of(approval: &Approval, me: &StaffId, may_approve: bool) -> Self {
        if approval.asked_by.staff == *me {
            Self::TakeBack
        } else if may_approve {
            Self::Decide
        } else {
            Self::Wait
        }
    }

    /// What a link says that leads to it; `None` where there is nothing to do.
    pub(crate) fn label(self) -> Option<&'static str> {
        match self {
            Self::Decide => Some("Approve or decline"),
            Self::TakeBack => Some("Take back"),
            Self::Wait => None,
        }
    }
}
