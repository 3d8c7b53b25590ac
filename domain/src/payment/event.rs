//! What happened to a payment: its audit trail, and what others are told of.

use time::Date;

use super::approval::ApprovalOutcome;
use super::status::Status;
use super::step::Step;
use crate::dispute::DisputeStatus;
use crate::money::Amount;
use crate::refund::RefundStatus;
use crate::{DisputeId, PaymentId, RefundId, Timestamp};

/// One thing that happened, in the order it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The payment it happened to.
    pub payment: PaymentId,
    /// Its place among the payment's events, from 1.
    pub position: u32,
    /// When.
    pub at: Timestamp,
    /// What.
    pub change: Change,
}

/// What an [`Event`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The payment came into being.
    Created,
    /// It took a step, and services now see this status.
    Stepped(Step, Status),
    /// One of its refunds changed.
    Refunded {
        /// Which.
        refund: RefundId,
        /// How much it gives back.
        amount: Amount,
        /// What services now see of it.
        status: RefundStatus,
    },
    /// A member of staff asked a colleague to approve a refund.
    ApprovalAsked {
        /// The name that the refund has once it is approved.
        refund: RefundId,
        /// How much it would give back.
        amount: Amount,
    },
    /// That was decided, or it lapsed.
    ApprovalDecided {
        /// Which.
        refund: RefundId,
        /// How much it would give back.
        amount: Amount,
        /// How.
        outcome: ApprovalOutcome,
    },
    /// A dispute about it was opened or moved on.
    Disputed {
        /// Which.
        dispute: DisputeId,
        /// How much is disputed.
        amount: Amount,
        /// Where it now stands.
        status: DisputeStatus,
    },
    /// What had moved for good was paid out, on this day.
    Settled(Date),
    /// The paying user's personal data was removed at the end of its retention.
    Redacted,
}
