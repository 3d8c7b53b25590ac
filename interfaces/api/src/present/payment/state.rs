//! The state of a payment in public words.

use domain::Payment;
use domain::payment::{self, AuthorisationMode, Status};

use crate::generated::public::{PaymentState, PaymentStateStatus};

/// The state of a payment. Where the bank refused a payment on an agreement, it may have said
/// whether it will again.
pub(super) fn of(payment: &Payment) -> PaymentState {
    let can_retry = match (&payment.state, payment.mode) {
        (payment::PaymentState::Declined(reason), AuthorisationMode::Agreement) => {
            reason.can_retry()
        }
        _ => None,
    };
    PaymentState {
        can_retry,
        ..of_status(payment.status())
    }
}

/// What a status says by itself.
pub(in crate::present) fn of_status(status: Status) -> PaymentState {
    let (code, message) = status.failure().unzip();
    PaymentState {
        status: match status {
            Status::Created => PaymentStateStatus::Created,
            Status::Started => PaymentStateStatus::Started,
            Status::Submitted => PaymentStateStatus::Submitted,
            Status::Capturable => PaymentStateStatus::Capturable,
            Status::Success => PaymentStateStatus::Success,
            Status::Declined | Status::Expired | Status::CancelledByPayingUser => {
                PaymentStateStatus::Failed
            }
            Status::CancelledByService => PaymentStateStatus::Cancelled,
            Status::Error => PaymentStateStatus::Error,
        },
        finished: status.finished(),
        message: message.map(str::to_owned),
        code: code.map(str::to_owned),
        can_retry: None,
    }
}
