//! A dispute: the cardholder asks their bank for the money back.
//!
//! Disputes live inside their payment, so that its version guards what may still
//! be refunded.

use strum::IntoStaticStr;
use time::Date;

use crate::money::Amount;
use crate::{DisputeId, Timestamp};

/// One dispute about a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Its name.
    pub id: DisputeId,
    /// How much is disputed.
    pub amount: Amount,
    /// What the PSP charges for it.
    pub fee: Option<Amount>,
    /// When the bank opened it.
    pub created_at: Timestamp,
    /// Until when the service can answer.
    pub evidence_due_at: Option<Timestamp>,
    /// What the cardholder says.
    pub reason: DisputeReason,
    /// How far it has come.
    pub status: DisputeStatus,
    /// The day its money left the service's payouts.
    pub settled_on: Option<Date>,
}

/// What a cardholder says is wrong (as in GOV.UK Pay).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, strum::EnumString, strum::EnumIter,
)]
#[strum(serialize_all = "snake_case")]
pub enum DisputeReason {
    /// A refund that was promised did not come.
    CreditNotProcessed,
    /// They paid twice.
    Duplicate,
    /// They did not pay at all.
    Fraudulent,
    /// None of the others.
    General,
    /// They got nothing for it.
    ProductNotReceived,
    /// What they got was wrong.
    ProductUnacceptable,
    /// They had ended the subscription.
    SubscriptionCanceled,
    /// They do not know the payment.
    Unrecognised,
    /// The bank says nothing that fits.
    Other,
}

/// How far a dispute has come (as in GOV.UK Pay).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, strum::EnumString, strum::EnumIter,
)]
#[strum(serialize_all = "snake_case")]
pub enum DisputeStatus {
    /// The service may answer.
    NeedsResponse,
    /// The bank is deciding.
    UnderReview,
    /// The cardholder keeps the money.
    Lost,
    /// The service keeps the money.
    Won,
}

/// Why a dispute was not opened or moved on. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisputeError {
    /// Only money that was taken can be disputed.
    #[error("the payment is not captured")]
    NotCaptured,
    /// More than was paid, or nothing.
    #[error("the amount cannot be disputed")]
    Amount,
    /// Another dispute about the payment is open or was lost.
    #[error("the payment is disputed already")]
    DisputedAlready,
    /// The payment has no such dispute.
    #[error("the payment has no such dispute")]
    NoSuchDispute,
    /// It is decided, or cannot go back.
    #[error("the dispute cannot move there")]
    WrongStatus,
}

impl DisputeReason {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl DisputeStatus {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether a dispute may go from here to there.
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::NeedsResponse => next != Self::NeedsResponse,
            Self::UnderReview => matches!(next, Self::Lost | Self::Won),
            Self::Lost | Self::Won => false,
        }
    }
}

impl Dispute {
    /// What it means for the service's payouts, in pence: below nothing once it
    /// is lost; `None` while nobody knows.
    pub fn net_amount(&self) -> Option<i64> {
        match self.status {
            DisputeStatus::Lost => Some(-(self.amount.minor() + self.fee.map_or(0, Amount::minor))),
            DisputeStatus::NeedsResponse | DisputeStatus::UnderReview | DisputeStatus::Won => None,
        }
    }

    /// Whether the payment's money is out of the service's hands on its account.
    pub fn holds_the_payment(&self) -> bool {
        self.status != DisputeStatus::Won
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;
    use crate::id::ID_LENGTH;

    #[test]
    fn a_dispute_moves_forward_and_stops_when_it_is_decided() {
        use DisputeStatus::{Lost, NeedsResponse, UnderReview, Won};
        for (from, may_become) in [
            (NeedsResponse, vec![UnderReview, Lost, Won]),
            (UnderReview, vec![Lost, Won]),
            (Lost, vec![]),
            (Won, vec![]),
        ] {
            let found = DisputeStatus::iter().filter(|next| from.may_become(*next));
            assert_eq!(found.collect::<Vec<_>>(), may_become, "{from:?}");
        }
    }

    #[test]
    fn only_a_lost_dispute_costs_anything_and_only_a_won_one_frees() {
        let pence = |minor| Amount::from_minor(minor).unwrap();
        for (status, fee, net_amount, holds) in [
            (DisputeStatus::NeedsResponse, Some(15), None, true),
            (DisputeStatus::UnderReview, Some(15), None, true),
            (DisputeStatus::Lost, Some(15), Some(-115), true),
            (DisputeStatus::Lost, None, Some(-100), true),
            (DisputeStatus::Won, Some(15), None, false),
        ] {
            let dispute = Dispute {
                id: DisputeId::from_random([1; ID_LENGTH]),
                amount: pence(100),
                fee: fee.map(pence),
                created_at: Timestamp::from_millis(0),
                evidence_due_at: None,
                reason: DisputeReason::General,
                status,
                settled_on: None,
            };
            assert_eq!(dispute.net_amount(), net_amount);
            assert_eq!(dispute.holds_the_payment(), holds);
        }
    }
}
