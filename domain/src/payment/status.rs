//! The public words for where a payment stands (as in GOV.UK Pay).

use strum::IntoStaticStr;

use super::state::{CancelledBy, PaymentState};

/// A payment's state as services see it.
///
/// `failed` is one word for three outcomes on the wire, told apart by their code.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    IntoStaticStr,
    strum::EnumString,
    strum::EnumIter,
)]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Nobody has come to pay yet.
    Created,
    /// The paying user is entering card details, or the PSP is being asked.
    Started,
    /// Authorised, not yet confirmed by the paying user.
    Submitted,
    /// Confirmed, waiting for the service to capture.
    Capturable,
    /// Paid.
    Success,
    /// Refused.
    Declined,
    /// Not finished in time.
    Expired,
    /// Ended by the paying user.
    CancelledByPayingUser,
    /// Ended by the service.
    CancelledByService,
    /// The PSP failed.
    Error,
}

impl Status {
    /// The public status of a state. No wildcard: a new state must choose its word.
    pub fn of(state: &PaymentState) -> Self {
        match state {
            PaymentState::Created | PaymentState::Reported => Self::Created,
            PaymentState::Started
            | PaymentState::AuthorisationQueued
            | PaymentState::Authorising(_)
            | PaymentState::ChallengeRequired(_)
            | PaymentState::ChallengeSubmitted(_) => Self::Started,
            PaymentState::Authorised(_) => Self::Submitted,
            PaymentState::Capturable(_) => Self::Capturable,
            PaymentState::CaptureRequested(_)
            | PaymentState::Capturing(..)
            | PaymentState::CaptureSubmitted(_)
            | PaymentState::Captured(..) => Self::Success,
            PaymentState::Declined(_) => Self::Declined,
            PaymentState::Cancelling(_, by)
            | PaymentState::CancelSubmitted(_, by)
            | PaymentState::Cancelled(by, _) => match by {
                CancelledBy::PayingUser => Self::CancelledByPayingUser,
                CancelledBy::Service => Self::CancelledByService,
                CancelledBy::Expiry => Self::Expired,
            },
            PaymentState::CaptureFailed(_) | PaymentState::AuthorisationFailed(_) => Self::Error,
        }
    }

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Started => "started",
            Self::Submitted => "submitted",
            Self::Capturable => "capturable",
            Self::Success => "success",
            Self::Declined | Self::Expired | Self::CancelledByPayingUser => "failed",
            Self::CancelledByService => "cancelled",
            Self::Error => "error",
        }
    }

    /// Every status that goes by this word; empty when no status does.
    pub fn named(word: &str) -> Vec<Self> {
        use strum::IntoEnumIterator;
        Self::iter()
            .filter(|status| status.word() == word)
            .collect()
    }

    /// Whether the paying user's journey is over.
    pub fn finished(self) -> bool {
        match self {
            Self::Created | Self::Started | Self::Submitted | Self::Capturable => false,
            Self::Success
            | Self::Declined
            | Self::Expired
            | Self::CancelledByPayingUser
            | Self::CancelledByService
            | Self::Error => true,
        }
    }

    /// The code and message of an unsuccessful end.
    pub fn failure(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Created | Self::Started | Self::Submitted | Self::Capturable | Self::Success => {
                None
            }
            Self::Declined => Some(("P0010", "Payment method rejected")),
            Self::Expired => Some(("P0020", "Payment expired")),
            Self::CancelledByPayingUser => Some(("P0030", "Payment was cancelled by the user")),
            Self::CancelledByService => Some(("P0040", "Payment was cancelled by the service")),
            Self::Error => Some(("P0050", "Payment provider returned an error")),
        }
    }
}
