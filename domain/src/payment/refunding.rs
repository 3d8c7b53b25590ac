//! What can be given back of a payment, and giving it back.
//!
//! Refunds live inside the payment, so its version guards their sum.

use super::Payment;
use super::event::Change;
use super::state::PaymentState;
use crate::money::Amount;
use crate::refund::state::IllegalRefundStep;
use crate::refund::{Issuer, Refund, RefundState, RefundStep};
use crate::{RefundId, Timestamp};

/// What can be refunded, as `refund_summary.status` says it (as in GOV.UK Pay).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefundAvailability {
    /// Perhaps later.
    Pending,
    /// No.
    Unavailable,
    /// Yes.
    Available,
    /// All of it is given back.
    Full,
}

/// Why a refund was not begun. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundError {
    /// The payment can't be refunded at present.
    #[error("the payment is not available for refund")]
    NotAvailable(RefundAvailability),
    /// The cardholder wants the money back by way of the bank.
    #[error("the payment is disputed")]
    Disputed,
    /// What the caller believed was left is not what is left.
    #[error("the amount available has changed")]
    Mismatch,
    /// More than is left.
    #[error("the refund is above the amount available")]
    AboveAvailable,
}

/// Why a refund's step was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundStepError {
    /// The payment has no such refund.
    #[error("the payment has no such refund")]
    NoSuchRefund,
    /// Its state does not permit the step.
    #[error(transparent)]
    Illegal(#[from] IllegalRefundStep),
}

impl Payment {
    /// Begins a refund, guarded by what the caller believes is left; `None`
    /// leaves the guard to the payment's version.
    pub fn request_refund(
        &mut self,
        id: RefundId,
        amount: Amount,
        believed_available: Option<i64>,
        now: Timestamp,
    ) -> Result<(), RefundError> {
        self.permit_refund(amount, believed_available)?;
        self.begin_refund(id, amount, None, now);
        Ok(())
    }

    /// Begins a refund that a member of staff asked for, guarded by what they believe
    /// is left.
    pub fn issue_refund(
        &mut self,
        id: RefundId,
        amount: Amount,
        by: Issuer,
        believed_available: i64,
        now: Timestamp,
    ) -> Result<(), RefundError> {
        self.permit_refund(amount, Some(believed_available))?;
        self.begin_refund(id, amount, Some(by), now);
        Ok(())
    }

    pub(super) fn begin_refund(
        &mut self,
        id: RefundId,
        amount: Amount,
        issued_by: Option<Issuer>,
        now: Timestamp,
    ) {
        let refund = Refund {
            id,
            amount,
            created_at: now,
            state: RefundState::Requested,
            settled_on: None,
            issued_by,
        };
        self.record(
            Change::Refunded {
                refund: refund.id.clone(),
                amount,
                status: refund.status(),
            },
            now,
        );
        self.data.refunds.push(refund);
    }

    /// Whether so much can be given back now.
    pub(super) fn permit_refund(
        &self,
        amount: Amount,
        believed_available: Option<i64>,
    ) -> Result<(), RefundError> {
        let available = self.amount_available();
        if self.is_disputed() {
            return Err(RefundError::Disputed);
        }
        match self.refund_availability() {
            RefundAvailability::Available => {}
            other => return Err(RefundError::NotAvailable(other)),
        }
        if believed_available.is_some_and(|believed| believed != available.minor()) {
            return Err(RefundError::Mismatch);
        }
        if amount > available {
            return Err(RefundError::AboveAvailable);
        }
        Ok(())
    }

    /// Takes a step of one refund, or refuses and changes nothing.
    pub fn take_refund(
        &mut self,
        id: &RefundId,
        step: &RefundStep,
        now: Timestamp,
    ) -> Result<(), RefundStepError> {
        let refund = self
            .data
            .refunds
            .iter_mut()
            .find(|refund| refund.id == *id)
            .ok_or(RefundStepError::NoSuchRefund)?;
        let before = refund.status();
        refund.state = refund.state.after(step)?;
        let (amount, status) = (refund.amount, refund.status());
        if status != before {
            self.record(
                Change::Refunded {
                    refund: id.clone(),
                    amount,
                    status,
                },
                now,
            );
        }
        Ok(())
    }

    /// The payment's refund of this name.
    pub fn refund(&self, id: &RefundId) -> Option<&Refund> {
        self.data.refunds.iter().find(|refund| refund.id == *id)
    }

    /// What refunds have taken so far, in pence.
    pub fn amount_refunded(&self) -> i64 {
        Amount::sum(
            self.data
                .refunds
                .iter()
                .filter(|refund| refund.holds_its_amount())
                .map(|refund| refund.amount),
        )
    }

    /// What is left to refund, whether or not it can be refunded at present. What waits
    /// for approval is not.
    pub fn amount_available(&self) -> Amount {
        let taken = self.amount_refunded() + self.amount_awaiting_approval();
        Amount::from_minor(self.total().minor() - taken).unwrap_or(Amount::ZERO)
    }

    /// Whether a refund can be asked for. No wildcard: a new state must choose.
    pub fn refund_availability(&self) -> RefundAvailability {
        match &self.data.state {
            PaymentState::Captured(..) if self.is_disputed() => RefundAvailability::Unavailable,
            PaymentState::Captured(..) if self.amount_available() > Amount::ZERO => {
                RefundAvailability::Available
            }
            PaymentState::Captured(..) => RefundAvailability::Full,
            PaymentState::Created
            | PaymentState::Reported
            | PaymentState::Started
            | PaymentState::Authorising(_)
            | PaymentState::ChallengeRequired(_)
            | PaymentState::ChallengeSubmitted(_)
            | PaymentState::Authorised(_)
            | PaymentState::CaptureRequested(_)
            | PaymentState::Capturing(..)
            | PaymentState::CaptureSubmitted(_) => RefundAvailability::Pending,
            PaymentState::AuthorisationQueued
            | PaymentState::Capturable(_)
            | PaymentState::CaptureFailed(_)
            | PaymentState::Cancelling(..)
            | PaymentState::CancelSubmitted(..)
            | PaymentState::Cancelled(..)
            | PaymentState::Declined(_)
            | PaymentState::AuthorisationFailed(_) => RefundAvailability::Unavailable,
        }
    }
}

impl RefundAvailability {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Unavailable => "unavailable",
            Self::Available => "available",
            Self::Full => "full",
        }
    }
}
