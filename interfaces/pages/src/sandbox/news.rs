//! What has just been done on the sandbox's page, and why something was not.

use domain::dispute::DisputeError;

/// News for whoever pressed the button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum News {
    Moved,
    NotMoved,
    Reset,
    Disputed,
    DisputeMoved,
    NoSuchPayment,
    NotCaptured,
    NotDisputable,
    DisputedAlready,
    NoSuchDispute,
    WrongDisputeStatus,
    UnknownChoice,
    PaidOut,
}

impl News {
    /// What the page says.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::Moved => "The clock has moved, and what fell due is done.",
            Self::NotMoved => {
                "The clock has not moved. Enter whole numbers that come to ten years at most."
            }
            Self::Reset => "Every payment is deleted.",
            Self::Disputed => "The payment is disputed. Its service has seven days to answer.",
            Self::DisputeMoved => "The dispute has moved on.",
            Self::NoSuchPayment => "Nothing has changed: there is no payment with that payment_id.",
            Self::NotCaptured => {
                "Nothing has changed: only a payment whose money was taken can be disputed. Pay, then move the clock forward."
            }
            Self::NotDisputable => "Nothing has changed: a payment of nothing cannot be disputed.",
            Self::DisputedAlready => {
                "Nothing has changed: the payment has a dispute that is open or lost."
            }
            Self::NoSuchDispute => "Nothing has changed: the payment has no undecided dispute.",
            Self::WrongDisputeStatus => {
                "Nothing has changed: the dispute is there already, or decided."
            }
            Self::UnknownChoice => "Nothing has changed: choose one of the choices.",
            Self::PaidOut => {
                "Everything that was taken, refunded or lost in disputes is settled as of today."
            }
        }
    }

    /// Where the page says it; the payment, if there was one, is filled in again.
    pub(super) fn address(self, payment: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new("/sandbox?".to_owned());
        query.append_pair("news", self.into());
        if !payment.is_empty() {
            query.append_pair("payment", payment);
        }
        query.finish()
    }

    /// Why a dispute was left as it was.
    pub(super) fn of(error: DisputeError) -> Self {
        match error {
            DisputeError::NotCaptured => Self::NotCaptured,
            DisputeError::Amount => Self::NotDisputable,
            DisputeError::DisputedAlready => Self::DisputedAlready,
            DisputeError::NoSuchDispute => Self::NoSuchDispute,
            DisputeError::WrongStatus => Self::WrongDisputeStatus,
        }
    }
}
