//! What services can be told of (as in GOV.UK Pay).

use strum::IntoStaticStr;

use crate::payment::state::CancelledBy;
use crate::payment::{Change, Step};
use crate::refund::RefundStatus;

/// A kind of thing that happens to a payment.
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
pub enum EventType {
    /// Understood, and never told (as in GOV.UK Pay).
    CardPaymentStarted,
    /// The payment is to be captured.
    CardPaymentSucceeded,
    /// The PSP has captured it.
    CardPaymentCaptured,
    /// Money was given back.
    CardPaymentRefunded,
    /// It was declined, failed, or was cancelled.
    CardPaymentFailed,
    /// It was not finished in time.
    CardPaymentExpired,
}

impl EventType {
    /// The name on the wire.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Every kind that a service can ask to be told of.
    pub fn offered() -> impl Iterator<Item = Self> {
        use strum::IntoEnumIterator;
        Self::iter().filter(|event| *event != Self::CardPaymentStarted)
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::CardPaymentStarted => "Payment started",
            Self::CardPaymentSucceeded => "Payment succeeded",
            Self::CardPaymentCaptured => "Payment captured",
            Self::CardPaymentRefunded => "Payment refunded",
            Self::CardPaymentFailed => "Payment failed",
            Self::CardPaymentExpired => "Payment expired",
        }
    }

    /// What a change is told as, if services are told of it. Only the step that enters an
    /// end counts, so a payment's end is told once.
    pub fn of(change: &Change) -> Option<Self> {
        match change {
            Change::Stepped(step, _) => Self::of_step(step),
            Change::Refunded {
                status: RefundStatus::Success,
                ..
            } => Some(Self::CardPaymentRefunded),
            Change::Created
            | Change::Refunded { .. }
            | Change::ApprovalAsked { .. }
            | Change::ApprovalDecided { .. }
            | Change::Disputed { .. }
            | Change::Settled(_)
            | Change::Redacted => None,
        }
    }

    fn of_step(step: &Step) -> Option<Self> {
        match step {
            // A reported payment skips the request.
            Step::RequestCapture | Step::SubmitCapture(Some(_)) => Some(Self::CardPaymentSucceeded),
            Step::ConfirmCapture(_) => Some(Self::CardPaymentCaptured),
            Step::Decline(_) | Step::FailAuthorisation | Step::LoseAuthorisation => {
                Some(Self::CardPaymentFailed)
            }
            Step::Cancel(by) | Step::BeginCancel(by) => Some(match by {
                CancelledBy::PayingUser | CancelledBy::Service => Self::CardPaymentFailed,
                CancelledBy::Expiry => Self::CardPaymentExpired,
            }),
            Step::Start
            | Step::QueueAuthorisation
            | Step::SubmitCard(_)
            | Step::RequireChallenge
            | Step::SubmitChallenge(_)
            | Step::Authorise(_)
            | Step::AwaitService
            | Step::BeginCapture(_)
            | Step::PostponeCapture
            | Step::SubmitCapture(None)
            | Step::AbandonCapture
            | Step::SubmitCancel
            | Step::FinishCancel(_)
            | Step::CleanUp(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;
    use time::macros::date;

    use super::*;
    use crate::payment::state::DeclineReason;
    use crate::payment::status::Status;

    #[test]
    fn ends_are_told_by_the_step_that_enters_them() {
        use EventType as E;
        for (step, expected) in [
            (Step::Start, None),
            (Step::RequestCapture, Some(E::CardPaymentSucceeded)),
            (Step::SubmitCapture(None), None),
            (
                Step::ConfirmCapture(date!(2026 - 11 - 22)),
                Some(E::CardPaymentCaptured),
            ),
            (
                Step::Decline(DeclineReason::RefusedByAccount),
                Some(E::CardPaymentFailed),
            ),
            (Step::FailAuthorisation, Some(E::CardPaymentFailed)),
            (Step::LoseAuthorisation, Some(E::CardPaymentFailed)),
            (
                Step::BeginCancel(CancelledBy::Service),
                Some(E::CardPaymentFailed),
            ),
            (
                Step::Cancel(CancelledBy::PayingUser),
                Some(E::CardPaymentFailed),
            ),
            (
                Step::Cancel(CancelledBy::Expiry),
                Some(E::CardPaymentExpired),
            ),
            (Step::SubmitCancel, None),
            (Step::AbandonCapture, None),
        ] {
            let change = Change::Stepped(step.clone(), Status::Created);
            assert_eq!(EventType::of(&change), expected, "{step:?}");
        }
    }

    #[test]
    fn all_but_one_are_offered_under_the_names_of_the_wire() {
        let offered: Vec<_> = EventType::offered().map(EventType::word).collect();

        assert_eq!(
            offered,
            [
                "card_payment_succeeded",
                "card_payment_captured",
                "card_payment_refunded",
                "card_payment_failed",
                "card_payment_expired",
            ]
        );
        assert_eq!(EventType::iter().count(), offered.len() + 1);
    }
}
