//! Why a telephone payment was not recorded.

use application::payments::report::ReportPaymentError;

use super::SYSTEM_ERROR;
use super::body::{self, contact, plain, system_error};
use crate::generated::public::RecordTelephonePaymentFailure;
use crate::settings::ApiSettings;

pub(crate) fn record(
    error: ReportPaymentError,
    settings: &ApiSettings,
) -> RecordTelephonePaymentFailure {
    use RecordTelephonePaymentFailure as Failure;
    match error {
        ReportPaymentError::NotAllowed => Failure::Forbidden(plain(
            "P0930",
            format!(
                "Access to this resource is not enabled for this account. {}",
                contact(settings)
            ),
        )),
        ReportPaymentError::KeyInUse(_) => Failure::Conflict(body::key_in_use()),
        ReportPaymentError::Store(error) => {
            Failure::InternalServerError(system_error("P0198", &error))
        }
    }
}

/// The idempotency key stands for a payment of another kind.
pub(crate) fn no_report() -> RecordTelephonePaymentFailure {
    RecordTelephonePaymentFailure::InternalServerError(plain("P0198", SYSTEM_ERROR))
}
