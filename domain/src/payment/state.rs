//! Where a payment stands, and the one table of what may follow what.
//!
//! A state carries exactly the data that exists in it: a captured payment
//! without a PSP reference cannot be written down.

use strum::{EnumDiscriminants, IntoStaticStr};
use time::Date;

use super::step::Step;
use crate::OperationId;
use crate::operation::{OrderCode, PspReference};

/// Everything a payment can be. The public words are in [`super::status`].
#[derive(Clone, Debug, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(name(StateName), vis(pub))]
#[strum_discriminants(derive(
    Hash,
    PartialOrd,
    Ord,
    IntoStaticStr,
    strum::EnumIter,
    strum::EnumString
))]
#[strum_discriminants(strum(serialize_all = "snake_case"))]
#[strum_discriminants(doc = "The bare name of a [`PaymentState`].")]
pub enum PaymentState {
    /// The service asked for it; nobody has come to pay yet.
    Created,
    /// Taken elsewhere, by telephone say, and reported to us.
    Reported,
    /// The paying user opened the payment pages.
    Started,
    /// To be authorised on a stored card, without the paying user.
    AuthorisationQueued,
    /// The PSP is being asked, or was asked and has not answered usably.
    Authorising(Attempt),
    /// The issuer wants the paying user to prove who they are (3-D Secure).
    ChallengeRequired(Attempt),
    /// The challenge's answer is with the PSP.
    ChallengeSubmitted(Attempt),
    /// The bank said yes; the paying user has yet to confirm.
    Authorised(Authorisation),
    /// Confirmed, and waiting for the service to capture it.
    Capturable(Authorisation),
    /// To be captured as soon as the PSP will.
    CaptureRequested(CaptureAttempts),
    /// The PSP is being asked to capture.
    Capturing(CaptureAttempts, OperationId),
    /// The PSP accepted the capture and will say when it is done.
    CaptureSubmitted(Authorisation),
    /// The money is taken.
    Captured(Authorisation, Date),
    /// The PSP would not capture, and we have stopped asking.
    CaptureFailed(Authorisation),
    /// The PSP is being asked to release the money.
    Cancelling(Authorisation, CancelledBy),
    /// The PSP accepted the cancellation and will say when it is done.
    CancelSubmitted(Authorisation, CancelledBy),
    /// Ended without money taken.
    Cancelled(CancelledBy, CleanUp),
    /// The bank, or a rule of the account, said no.
    Declined(DeclineReason),
    /// The PSP definitely failed to authorise.
    AuthorisationFailed(CleanUp),
}

/// One try at an authorisation, fixed before the PSP is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The operation, whose id is the PSP's idempotency key.
    pub operation: OperationId,
    /// The name under which the PSP can be asked about it.
    pub order_code: OrderCode,
}

/// Money that the PSP holds for us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorisation {
    /// Our name for it at the PSP.
    pub order_code: OrderCode,
    /// The PSP's name for it.
    pub psp_reference: PspReference,
}

/// An authorisation that is being captured, and how often that has failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptureAttempts {
    /// What is captured.
    pub authorisation: Authorisation,
    /// Tries that the PSP has not accepted so far.
    pub failed: u32,
}

/// Who ended a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, strum::EnumString, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum CancelledBy {
    /// The paying user pressed Cancel.
    PayingUser,
    /// The service asked, by API or through its staff.
    Service,
    /// Nobody finished it in time.
    Expiry,
}

/// Why a payment was declined. Services and paying users are not told which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, strum::EnumString, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum DeclineReason {
    /// The issuing bank refused, and did not say whether it might not another time.
    RefusedByBank,
    /// The issuing bank refused, and may not another time.
    RefusedForNow,
    /// The issuing bank refused, and will for ever.
    RefusedForGood,
    /// Our own rules refused before the PSP was asked.
    RefusedByAccount,
    /// The PSP cancelled the authorisation itself.
    CancelledByPsp,
}

impl DeclineReason {
    /// Whether the same card may be tried again, where the bank has said.
    pub fn can_retry(self) -> Option<bool> {
        match self {
            Self::RefusedForNow => Some(true),
            Self::RefusedForGood => Some(false),
            Self::RefusedByBank | Self::RefusedByAccount | Self::CancelledByPsp => None,
        }
    }
}

/// Whether money that the PSP may hold for an ended payment was released.
#[derive(Clone, Debug, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(name(CleanUpName), derive(IntoStaticStr, strum::EnumString))]
#[strum_discriminants(strum(serialize_all = "snake_case"))]
#[strum_discriminants(doc = "The bare name of a [`CleanUp`].")]
pub enum CleanUp {
    /// The PSP never held any.
    NotNeeded,
    /// The PSP may hold some: ask, and release what there is.
    Due(Attempt),
    /// Released.
    Done,
    /// The PSP would not release it; the hold lapses by itself.
    Failed,
}

/// A step that the present state does not permit. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a payment that is {from} cannot {step}", from = <&str>::from(from), step = <&str>::from(step))]
pub struct IllegalTransition {
    /// The state it is in.
    pub from: StateName,
    /// The step that was refused.
    pub step: super::step::StepName,
}

impl PaymentState {
    /// The whole life cycle, one arm per permitted move.
    ///
    /// The last arm refuses everything else, so a new state permits nothing
    /// until someone adds an arm for it.
    pub fn after(&self, step: &Step) -> Result<Self, IllegalTransition> {
        use PaymentState as S;
        Ok(match (self, step) {
            (S::Created, Step::Start) => S::Started,
            (S::Created, Step::QueueAuthorisation) => S::AuthorisationQueued,
            (S::Created | S::Started | S::AuthorisationQueued, Step::SubmitCard(attempt)) => {
                S::Authorising(attempt.clone())
            }
            (S::Created | S::Started | S::Reported, Step::Decline(reason)) => S::Declined(*reason),
            (S::Created | S::Started, Step::Cancel(by)) => S::Cancelled(*by, CleanUp::NotNeeded),
            (S::Reported, Step::SubmitCapture(Some(reported))) => {
                S::CaptureSubmitted(reported.clone())
            }
            (S::Reported, Step::FailAuthorisation) => S::AuthorisationFailed(CleanUp::NotNeeded),

            (
                S::Authorising(_) | S::ChallengeRequired(_) | S::ChallengeSubmitted(_),
                Step::Authorise(authorisation),
            ) => S::Authorised(authorisation.clone()),
            (
                S::Authorising(_) | S::ChallengeRequired(_) | S::ChallengeSubmitted(_),
                Step::Decline(reason),
            ) => S::Declined(*reason),
            (S::Authorising(_) | S::ChallengeSubmitted(_), Step::FailAuthorisation) => {
                S::AuthorisationFailed(CleanUp::NotNeeded)
            }
            (S::Authorising(attempt) | S::ChallengeSubmitted(attempt), Step::LoseAuthorisation) => {
                S::AuthorisationFailed(CleanUp::Due(attempt.clone()))
            }
            (S::Authorising(attempt) | S::ChallengeSubmitted(attempt), Step::RequireChallenge) => {
                S::ChallengeRequired(attempt.clone())
            }
            (S::ChallengeRequired(_), Step::SubmitChallenge(attempt)) => {
                S::ChallengeSubmitted(attempt.clone())
            }
            (
                S::Authorising(attempt)
                | S::ChallengeRequired(attempt)
                | S::ChallengeSubmitted(attempt),
                Step::Cancel(by),
            ) => S::Cancelled(*by, CleanUp::Due(attempt.clone())),

            (S::Authorised(authorisation), Step::AwaitService) => {
                S::Capturable(authorisation.clone())
            }
            (S::Authorised(authorisation) | S::Capturable(authorisation), Step::RequestCapture) => {
                S::CaptureRequested(CaptureAttempts {
                    authorisation: authorisation.clone(),
                    failed: 0,
                })
            }
            (S::Authorised(authorisation), Step::BeginCancel(by)) => {
                S::Cancelling(authorisation.clone(), *by)
            }
            (
                S::Capturable(authorisation),
                Step::BeginCancel(by @ (CancelledBy::Service | CancelledBy::Expiry)),
            ) => S::Cancelling(authorisation.clone(), *by),

            (S::CaptureRequested(attempts), Step::BeginCapture(operation)) => {
                S::Capturing(attempts.clone(), operation.clone())
            }
            (S::Capturing(attempts, _), Step::PostponeCapture) => {
                S::CaptureRequested(CaptureAttempts {
                    authorisation: attempts.authorisation.clone(),
                    failed: attempts.failed.saturating_add(1),
                })
            }
            (S::Capturing(attempts, _), Step::SubmitCapture(None)) => {
                S::CaptureSubmitted(attempts.authorisation.clone())
            }
            (
                S::CaptureRequested(attempts) | S::Capturing(attempts, _),
                Step::ConfirmCapture(on),
            ) => S::Captured(attempts.authorisation.clone(), *on),
            (S::CaptureRequested(attempts) | S::Capturing(attempts, _), Step::AbandonCapture) => {
                S::CaptureFailed(attempts.authorisation.clone())
            }
            (S::CaptureSubmitted(authorisation), Step::ConfirmCapture(on)) => {
                S::Captured(authorisation.clone(), *on)
            }
            (S::CaptureSubmitted(authorisation), Step::AbandonCapture) => {
                S::CaptureFailed(authorisation.clone())
            }

            (S::Cancelling(authorisation, by), Step::SubmitCancel) => {
                S::CancelSubmitted(authorisation.clone(), *by)
            }
            (S::Cancelling(_, by) | S::CancelSubmitted(_, by), Step::FinishCancel(released)) => {
                S::Cancelled(*by, released.as_clean_up())
            }
            (S::Cancelled(by, CleanUp::Due(_)), Step::CleanUp(outcome)) => {
                S::Cancelled(*by, outcome.as_clean_up())
            }
            (S::AuthorisationFailed(CleanUp::Due(_)), Step::CleanUp(outcome)) => {
                S::AuthorisationFailed(outcome.as_clean_up())
            }

            (from, step) => {
                return Err(IllegalTransition {
                    from: from.name(),
                    step: step.name(),
                });
            }
        })
    }

    /// The state's bare name.
    pub fn name(&self) -> StateName {
        StateName::from(self)
    }

    /// Whether no step leads out of this state.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Captured(..) | Self::CaptureFailed(_) | Self::Declined(_) => true,
            Self::Cancelled(_, clean_up) | Self::AuthorisationFailed(clean_up) => {
                !matches!(clean_up, CleanUp::Due(_))
            }
            Self::Created
            | Self::Reported
            | Self::Started
            | Self::AuthorisationQueued
            | Self::Authorising(_)
            | Self::ChallengeRequired(_)
            | Self::ChallengeSubmitted(_)
            | Self::Authorised(_)
            | Self::Capturable(_)
            | Self::CaptureRequested(_)
            | Self::Capturing(..)
            | Self::CaptureSubmitted(_)
            | Self::Cancelling(..)
            | Self::CancelSubmitted(..) => false,
        }
    }

    /// The PSP's own name for the payment, once it has given one.
    pub fn psp_reference(&self) -> Option<&PspReference> {
        self.authorisation()
            .map(|authorisation| &authorisation.psp_reference)
    }

    /// The authorisation, while the state still has one.
    pub fn authorisation(&self) -> Option<&Authorisation> {
        match self {
            Self::Authorised(authorisation)
            | Self::Capturable(authorisation)
            | Self::CaptureSubmitted(authorisation)
            | Self::Captured(authorisation, _)
            | Self::CaptureFailed(authorisation)
            | Self::Cancelling(authorisation, _)
            | Self::CancelSubmitted(authorisation, _) => Some(authorisation),
            Self::CaptureRequested(attempts) | Self::Capturing(attempts, _) => {
                Some(&attempts.authorisation)
            }
            Self::Created
            | Self::Reported
            | Self::Started
            | Self::AuthorisationQueued
            | Self::Authorising(_)
            | Self::ChallengeRequired(_)
            | Self::ChallengeSubmitted(_)
            | Self::Cancelled(..)
            | Self::Declined(_)
            | Self::AuthorisationFailed(_) => None,
        }
    }
}
