//! Which page a payment is on, and what may be done there (as in GOV.UK Pay).

use domain::payment::{PaymentData, PaymentState};

/// Something the paying user asks of a payment by visiting an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// See the card form.
    SeeCardForm,
    /// Submit it.
    SubmitCard,
    /// Wait for the bank.
    AwaitBank,
    /// See the confirm page, or confirm.
    Confirm,
    /// Wait for the capture.
    AwaitCapture,
    /// Cancel.
    Cancel,
}

impl Action {
    /// Whether a payment that stands like this is the place for it.
    pub(crate) fn fits(self, state: &PaymentState) -> bool {
        use PaymentState as S;
        match self {
            Self::SeeCardForm | Self::SubmitCard => matches!(state, S::Created | S::Started),
            Self::AwaitBank => matches!(
                state,
                S::AuthorisationQueued | S::Authorising(_) | S::ChallengeSubmitted(_)
            ),
            Self::Confirm => matches!(state, S::Authorised(_)),
            Self::AwaitCapture => matches!(state, S::Capturing(..)),
            Self::Cancel => matches!(state, S::Started | S::Authorised(_)),
        }
    }
}

/// The address at which a payment goes on; for a finished one, the address that
/// says how it ended.
pub(crate) fn next_page(payment: &PaymentData) -> String {
    let page = match &payment.state {
        PaymentState::AuthorisationQueued
        | PaymentState::Authorising(_)
        | PaymentState::ChallengeSubmitted(_) => "/auth_waiting",
        PaymentState::ChallengeRequired(_) => "/3ds_required",
        PaymentState::Authorised(_) => "/confirm",
        PaymentState::Capturing(..) => "/capture_waiting",
        PaymentState::Created
        | PaymentState::Reported
        | PaymentState::Started
        | PaymentState::Capturable(_)
        | PaymentState::CaptureRequested(_)
        | PaymentState::CaptureSubmitted(_)
        | PaymentState::Captured(..)
        | PaymentState::CaptureFailed(_)
        | PaymentState::Cancelling(..)
        | PaymentState::CancelSubmitted(..)
        | PaymentState::Cancelled(..)
        | PaymentState::Declined(_)
        | PaymentState::AuthorisationFailed(_) => "",
    };
    format!("/card_details/{}{page}", payment.id)
}
