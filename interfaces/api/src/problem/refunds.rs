//! Why a refund was not made or found.

use application::refunds::create::CreateRefundError;
use application::refunds::get::GetRefundError;
use application::searching::SearchError;
use domain::Refund;
use domain::payment::RefundError;
use domain::refund::RefundStatus;

use super::body::{self, plain, system_error};
use super::{NO_SUCH_PAGE, NOT_FOUND, SYSTEM_ERROR};
use crate::contract::Json;
use crate::generated::public::{
    CreateRefundFailure, GetPaymentRefundFailure, GetPaymentRefundsFailure, RequestError,
    SearchRefundsFailure,
};
use crate::settings::ApiSettings;

/// A caller who does not say what it believes is available is answered, about a payment that
/// cannot be found or read, as if it had looked at the payment first.
pub(crate) fn create(
    error: CreateRefundError,
    says_what_is_available: bool,
    settings: &ApiSettings,
) -> CreateRefundFailure {
    use CreateRefundError as E;
    use CreateRefundFailure as Failure;
    let code = |of_refund, of_payment| match says_what_is_available {
        true => of_refund,
        false => of_payment,
    };
    match error {
        E::KeyInUse(_) => Failure::Conflict(body::key_in_use()),
        E::NotFound => Failure::NotFound(plain(code("P0600", "P0200"), NOT_FOUND)),
        E::AccountDisabled => Failure::Forbidden(body::disabled(settings)),
        E::Refused(RefundError::Disputed) => Failure::BadRequest(plain(
            "P0603",
            "The payment is disputed and cannot be refunded",
        )),
        E::Refused(RefundError::NotAvailable(availability)) => {
            Failure::BadRequest(not_available(availability.word()))
        }
        E::Refused(RefundError::Mismatch) => {
            Failure::PreconditionFailed(plain("P0604", "Refund amount available mismatch."))
        }
        E::Refused(RefundError::AboveAvailable) => {
            Failure::BadRequest(not_available("amount_not_available"))
        }
        E::Store(error) => {
            Failure::InternalServerError(system_error(code("P0698", "P0298"), &error))
        }
    }
}

/// A refund that the PSP refused has failed, although it is on record.
pub(crate) fn made(made: Result<Refund, GetRefundError>) -> Result<Refund, CreateRefundFailure> {
    use CreateRefundFailure as Failure;
    let refund =
        made.map_err(|error| Failure::InternalServerError(system_error("P0698", &error)))?;
    match refund.status() {
        RefundStatus::Submitted | RefundStatus::Success => Ok(refund),
        RefundStatus::Error => Err(Failure::InternalServerError(plain("P0698", SYSTEM_ERROR))),
    }
}

pub(crate) fn get(error: GetRefundError) -> GetPaymentRefundFailure {
    use GetPaymentRefundFailure as Failure;
    match error {
        GetRefundError::NotFound => Failure::NotFound(plain("P0700", NOT_FOUND)),
        GetRefundError::Store(error) => Failure::InternalServerError(system_error("P0798", &error)),
    }
}

pub(crate) fn list(error: GetRefundError) -> GetPaymentRefundsFailure {
    use GetPaymentRefundsFailure as Failure;
    match error {
        GetRefundError::NotFound => Failure::NotFound(plain("P0800", NOT_FOUND)),
        GetRefundError::Store(error) => Failure::InternalServerError(system_error("P0898", &error)),
    }
}

pub(crate) fn search(error: SearchError) -> SearchRefundsFailure {
    use SearchRefundsFailure as Failure;
    match error {
        SearchError::NoSuchPage => Failure::NotFound(plain("P1100", NO_SUCH_PAGE)),
        SearchError::Store(error) => Failure::InternalServerError(system_error("P1898", &error)),
    }
}

fn not_available(status: &str) -> Json<RequestError> {
    plain(
        "P0603",
        format!("The payment is not available for refund. Payment refund status: {status}"),
    )
}
