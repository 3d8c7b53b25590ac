//! What may happen to a payment. Whether it may happen *now* is the transition
//! table's answer, [`PaymentState::after`](super::state::PaymentState::after).

use strum::{EnumDiscriminants, IntoStaticStr};
use time::Date;

use super::state::{Attempt, Authorisation, CancelledBy, CleanUp, DeclineReason};
use crate::OperationId;

/// Something that happens to a payment.
#[derive(Clone, Debug, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(
    name(StepName),
    derive(
        Hash,
        PartialOrd,
        Ord,
        IntoStaticStr,
        strum::EnumIter,
        strum::EnumString
    )
)]
#[strum_discriminants(strum(serialize_all = "snake_case"))]
#[strum_discriminants(doc = "The bare name of a [`Step`].")]
pub enum Step {
    /// The paying user opens the payment pages.
    Start,
    /// The payment joins the queue of those authorised on a stored card.
    QueueAuthorisation,
    /// The card goes to the PSP.
    SubmitCard(Attempt),
    /// The issuer asks the paying user to prove who they are.
    RequireChallenge,
    /// The paying user's answer goes to the PSP.
    SubmitChallenge(Attempt),
    /// The bank says yes.
    Authorise(Authorisation),
    /// The bank, or a rule of the account, says no.
    Decline(DeclineReason),
    /// The PSP definitely fails.
    FailAuthorisation,
    /// The PSP knows nothing of the authorisation, long after it was asked.
    LoseAuthorisation,
    /// A delayed payment, confirmed, waits for its service.
    AwaitService,
    /// The payment is to be captured.
    RequestCapture,
    /// The capture goes to the PSP.
    BeginCapture(OperationId),
    /// The PSP did not take the capture; it will be tried again.
    PostponeCapture,
    /// The PSP accepts the capture. For a reported payment: with the
    /// authorisation that was taken elsewhere.
    SubmitCapture(Option<Authorisation>),
    /// The PSP has captured, on this day.
    ConfirmCapture(Date),
    /// The capture is given up.
    AbandonCapture,
    /// The payment ends before the PSP is known to hold money.
    Cancel(CancelledBy),
    /// The payment ends, and the PSP must release what it holds.
    BeginCancel(CancelledBy),
    /// The PSP accepts the cancellation.
    SubmitCancel,
    /// The cancellation at the PSP came to an end.
    FinishCancel(Released),
    /// What an ended payment may have left at the PSP is settled.
    CleanUp(Released),
}

/// How releasing money at the PSP ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, strum::EnumString, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Released {
    /// There was nothing to release.
    NotNeeded,
    /// It is released.
    Done,
    /// The PSP would not.
    Failed,
}

impl Released {
    /// The clean-up this leaves a payment with.
    pub fn as_clean_up(self) -> CleanUp {
        match self {
            Self::NotNeeded => CleanUp::NotNeeded,
            Self::Done => CleanUp::Done,
            Self::Failed => CleanUp::Failed,
        }
    }
}

impl Step {
    /// The step's bare name.
    pub fn name(&self) -> StepName {
        StepName::from(self)
    }
}
