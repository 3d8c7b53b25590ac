//! The journeys that are interrupted.

pub mod mishap;
mod requests;
pub mod walker;

use std::str::FromStr;

use domain::payment::{PaymentState, Status};
use domain::{Payment, Refund};
use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

pub use self::walker::{End, Walker};

/// What the payments are over, in pence.
pub const AMOUNT: i64 = 2_000;
/// What is given back of them.
pub const REFUND: i64 = 700;

/// A journey, named for the part of it that is interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Journey {
    /// From nothing to an authorised payment.
    Authorise,
    /// The PSP's answer is lost, and asked for later.
    Resolve,
    /// The service cancels while the PSP is being asked, and the PSP says yes.
    CancelMeanwhile,
    /// The paying user confirms, and the money is taken.
    Capture,
    /// The paying user confirms, and the service captures.
    CaptureDelayed,
    /// The service cancels.
    CancelByService,
    /// The paying user cancels.
    CancelByPayingUser,
    /// Nobody confirms in time.
    Expire,
    /// Part of the money is given back.
    Refund,
    /// The service makes a payment, and repeats its request by an idempotency key.
    CreateByKey,
    /// The service gives money back, and repeats its request by an idempotency key.
    RefundByKey,
    /// From nothing to a payment whose card the service sent.
    SendCard,
    /// The paying user confirms a payment that sets an agreement up.
    SetUp,
    /// A payment on an agreement, from nothing to its money.
    Recurring,
    /// The service reports a payment by telephone, and repeats its report.
    Report,
    /// What happened to a payment is told: to two endpoints, and to who paid.
    Tell,
}

impl Journey {
    /// Where its part begins: what leads there is walked by other journeys.
    fn begins_at(self, payment: Option<&Payment>) -> bool {
        let state = payment.map(|payment| &payment.state);
        match self {
            Self::Authorise
            | Self::CreateByKey
            | Self::SendCard
            | Self::Recurring
            | Self::Report => true,
            Self::Resolve | Self::CancelMeanwhile => {
                matches!(state, Some(PaymentState::Started))
            }
            Self::Refund | Self::RefundByKey => {
                matches!(state, Some(PaymentState::Captured(..)))
            }
            Self::Tell => payment.is_some_and(|payment| {
                !payment.refunds.is_empty() && payment.refunds.iter().all(is_finished)
            }),
            Self::Capture
            | Self::CaptureDelayed
            | Self::CancelByService
            | Self::CancelByPayingUser
            | Self::Expire
            | Self::SetUp => matches!(state, Some(PaymentState::Authorised(_))),
        }
    }

    /// Whether its client, who was not answered, repeats the request of this moment
    /// without looking at what became of it.
    fn is_repeated_at(self, payment: Option<&Payment>) -> bool {
        match self {
            Self::CreateByKey | Self::Report => true,
            Self::RefundByKey => {
                payment.is_some_and(|payment| matches!(payment.state, PaymentState::Captured(..)))
            }
            Self::Authorise
            | Self::Resolve
            | Self::CancelMeanwhile
            | Self::Capture
            | Self::CaptureDelayed
            | Self::CancelByService
            | Self::CancelByPayingUser
            | Self::Expire
            | Self::Refund
            | Self::SendCard
            | Self::SetUp
            | Self::Recurring
            | Self::Tell => false,
        }
    }

    /// Whether a card is on its way to the PSP in its part, and is lost for good
    /// when the process dies before the PSP saw it.
    pub fn takes_a_card(self) -> bool {
        match self {
            Self::Authorise
            | Self::Resolve
            | Self::CancelMeanwhile
            | Self::SendCard
            | Self::Recurring => true,
            Self::Capture
            | Self::CaptureDelayed
            | Self::CancelByService
            | Self::CancelByPayingUser
            | Self::Expire
            | Self::Refund
            | Self::CreateByKey
            | Self::RefundByKey
            | Self::SetUp
            | Self::Report
            | Self::Tell => false,
        }
    }

    /// What services see at its end.
    pub fn destination(self) -> Status {
        match self {
            Self::CreateByKey => Status::Created,
            Self::Authorise | Self::Resolve => Status::Submitted,
            Self::Capture
            | Self::CaptureDelayed
            | Self::Refund
            | Self::RefundByKey
            | Self::SendCard
            | Self::SetUp
            | Self::Recurring
            | Self::Report
            | Self::Tell => Status::Success,
            Self::CancelByService | Self::CancelMeanwhile => Status::CancelledByService,
            Self::CancelByPayingUser => Status::CancelledByPayingUser,
            Self::Expire => Status::Expired,
        }
    }

    /// The word on the child's command line.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Whether a refund has come to its end.
fn is_finished(refund: &Refund) -> bool {
    refund.status().finished()
}

impl FromStr for Journey {
    type Err = anyhow::Error;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::iter()
            .find(|journey| journey.word() == word)
            .ok_or_else(|| anyhow::anyhow!("there is no journey `{word}`"))
    }
}
