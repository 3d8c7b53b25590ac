//! A refund: part of a payment, given back.
//!
//! Refunds live inside their payment, so that its version guards their sum.

pub mod state;

use strum::IntoStaticStr;
use time::Date;

pub use self::state::{RefundState, RefundStep};
use crate::money::Amount;
use crate::{RefundId, StaffId, Timestamp};

/// Money given back, or being given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Its name, and the source of the PSP's idempotency key.
    pub id: RefundId,
    /// How much, at least a penny.
    pub amount: Amount,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// How far it has come.
    pub state: RefundState,
    /// The day it left the service's payouts.
    pub settled_on: Option<Date>,
    /// Which member of staff asked for it; nobody, where the service did.
    pub issued_by: Option<Issuer>,
}

/// A member of staff who moves money, with the address they had then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// Their name in our records.
    pub staff: StaffId,
    /// Their address.
    pub email: String,
}

/// A refund's state as services see it (as in GOV.UK Pay).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum RefundStatus {
    /// Asked for; the PSP has not said how it ended.
    Submitted,
    /// Given back.
    Success,
    /// Not given back; the amount is available again.
    Error,
}

impl Refund {
    /// The public status.
    pub fn status(&self) -> RefundStatus {
        self.state.status()
    }

    /// Whether its amount is taken from what is left to refund.
    pub fn holds_its_amount(&self) -> bool {
        match self.status() {
            RefundStatus::Submitted | RefundStatus::Success => true,
            RefundStatus::Error => false,
        }
    }
}

impl RefundStatus {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether it can still change.
    pub fn finished(self) -> bool {
        !matches!(self, Self::Submitted)
    }
}
