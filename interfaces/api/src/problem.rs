//! Why a use case did not do it, in the words of the contract: one exhaustive match each.

mod body;
pub(crate) mod sandbox;
mod violation;

use std::error::Error;

use application::payments::cancel::CancelPaymentError;
use application::payments::capture::CapturePaymentError;
use application::payments::create::CreatePaymentError;
use application::payments::events::GetEventsError;
use application::payments::get::GetPaymentError;
use application::payments::search::SearchPaymentsError;
use application::refunds::create::{CreateRefund, CreateRefundError};
use application::refunds::get::GetRefundError;
use domain::Refund;
use domain::payment::{RefundAvailability, RefundError};
use domain::refund::RefundStatus;

use self::body::{about_field, plain};
use crate::generated::public::{
    CancelPaymentFailure, CapturePaymentFailure, CreatePaymentFailure, CreateRefundFailure,
    GetPaymentEventsFailure, GetPaymentFailure, GetPaymentRefundFailure, GetPaymentRefundsFailure,
    SearchPaymentsFailure,
};
use crate::settings::ApiSettings;

const SYSTEM_ERROR: &str = "Downstream system error";
const NOT_FOUND: &str = "Not found";

pub(crate) fn create_payment(
    error: CreatePaymentError,
    settings: &ApiSettings,
) -> CreatePaymentFailure {
    use CreatePaymentFailure as Failure;
    let contact = body::contact(settings);
    match error {
        CreatePaymentError::AccountUnknown => Failure::InternalServerError(plain(
            "P0199",
            format!("There is an error with this account. {contact}"),
        )),
        CreatePaymentError::ReturnUrlNotHttps => Failure::UnprocessableContent(about_field(
            "return_url",
            "P0920",
            "Must begin with https:// for a live gateway account",
        )),
        CreatePaymentError::AccountNotConfigured => Failure::Forbidden(plain(
            "P0940",
            format!(
                "Account is not fully configured. Please refer to documentation to setup your \
                 account or {}",
                contact.replacen("Contact", "contact", 1)
            ),
        )),
        CreatePaymentError::AccountDisabled => {
            Failure::Forbidden(plain("P0941", body::disabled(settings)))
        }
        CreatePaymentError::ZeroNotAllowed => Failure::UnprocessableContent(about_field(
            "amount",
            "P0102",
            &format!(
                "Must be greater than or equal to 1. Refer to {}/making_payments/#amount",
                settings.documentation_url
            ),
        )),
        CreatePaymentError::Store(error) => {
            log(&error);
            Failure::InternalServerError(plain("P0198", SYSTEM_ERROR))
        }
    }
}

pub(crate) fn get_payment(error: GetPaymentError) -> GetPaymentFailure {
    match error {
        GetPaymentError::NotFound => GetPaymentFailure::NotFound(plain("P0200", NOT_FOUND)),
        GetPaymentError::Store(error) => {
            log(&error);
            GetPaymentFailure::InternalServerError(plain("P0298", SYSTEM_ERROR))
        }
    }
}

pub(crate) fn search_payments(error: SearchPaymentsError) -> SearchPaymentsFailure {
    match error {
        SearchPaymentsError::NoSuchPage => {
            SearchPaymentsFailure::NotFound(plain("P0402", "Page not found"))
        }
        SearchPaymentsError::Store(error) => {
            log(&error);
            SearchPaymentsFailure::InternalServerError(plain("P0498", SYSTEM_ERROR))
        }
    }
}

pub(crate) fn get_payment_events(error: GetEventsError) -> GetPaymentEventsFailure {
    match error {
        GetEventsError::NotFound => GetPaymentEventsFailure::NotFound(plain("P0300", NOT_FOUND)),
        GetEventsError::Store(error) => {
            log(&error);
            GetPaymentEventsFailure::InternalServerError(plain("P0398", SYSTEM_ERROR))
        }
    }
}

pub(crate) fn cancel_payment(error: CancelPaymentError) -> CancelPaymentFailure {
    use CancelPaymentFailure as Failure;
    let failed = "Cancellation of payment failed";
    match error {
        CancelPaymentError::NotFound => Failure::NotFound(plain("P0500", NOT_FOUND)),
        CancelPaymentError::TooLate => Failure::BadRequest(plain("P0501", failed)),
        CancelPaymentError::Race => Failure::Conflict(plain("P0502", failed)),
        CancelPaymentError::Store(error) => {
            log(&error);
            Failure::InternalServerError(plain("P0598", SYSTEM_ERROR))
        }
    }
}

pub(crate) fn capture_payment(error: CapturePaymentError) -> CapturePaymentFailure {
    use CapturePaymentFailure as Failure;
    match error {
        CapturePaymentError::NotFound => Failure::NotFound(plain("P1000", NOT_FOUND)),
        CapturePaymentError::NotCapturable => {
            Failure::Conflict(plain("P1003", "Payment cannot be captured"))
        }
        CapturePaymentError::Store(error) => {
            log(&error);
            Failure::InternalServerError(plain("P1098", SYSTEM_ERROR))
        }
    }
}

/// A caller who does not say what it believes is available is answered, about a payment that
/// cannot be found or read, as if it had looked at the payment first.
pub(crate) fn create_refund(
    error: CreateRefundError,
    wanted: CreateRefund,
    settings: &ApiSettings,
) -> CreateRefundFailure {
    use CreateRefundFailure as Failure;
    match error {
        CreateRefundError::NotFound => Failure::NotFound(match wanted.believed_available {
            Some(_) => plain("P0600", NOT_FOUND),
            None => plain("P0200", NOT_FOUND),
        }),
        CreateRefundError::AccountDisabled => {
            Failure::Forbidden(plain("P0941", body::disabled(settings)))
        }
        CreateRefundError::Refused(RefundError::NotAvailable(availability)) => {
            Failure::BadRequest(not_available(match availability {
                RefundAvailability::Pending => "pending",
                RefundAvailability::Unavailable => "unavailable",
                RefundAvailability::Full => "full",
                // The domain refuses for another reason while the payment can be refunded.
                RefundAvailability::Available => "amount_not_available",
            }))
        }
        CreateRefundError::Refused(RefundError::Mismatch) => {
            Failure::PreconditionFailed(plain("P0604", "Refund amount available mismatch."))
        }
        CreateRefundError::Refused(RefundError::AboveAvailable) => {
            Failure::BadRequest(not_available("amount_not_available"))
        }
        CreateRefundError::Store(error) => {
            log(&error);
            Failure::InternalServerError(match wanted.believed_available {
                Some(_) => plain("P0698", SYSTEM_ERROR),
                None => plain("P0298", SYSTEM_ERROR),
            })
        }
    }
}

/// A refund that the PSP refused has failed, although it is on record.
pub(crate) fn refund_made(
    made: Result<Refund, GetRefundError>,
) -> Result<Refund, CreateRefundFailure> {
    let failed = || CreateRefundFailure::InternalServerError(plain("P0698", SYSTEM_ERROR));
    let refund = made.map_err(|error| {
        log(&error);
        failed()
    })?;
    match refund.status() {
        RefundStatus::Submitted | RefundStatus::Success => Ok(refund),
        RefundStatus::Error => Err(failed()),
    }
}

pub(crate) fn get_payment_refund(error: GetRefundError) -> GetPaymentRefundFailure {
    match error {
        GetRefundError::NotFound => GetPaymentRefundFailure::NotFound(plain("P0700", NOT_FOUND)),
        GetRefundError::Store(error) => {
            log(&error);
            GetPaymentRefundFailure::InternalServerError(plain("P0798", SYSTEM_ERROR))
        }
    }
}

pub(crate) fn get_payment_refunds(error: GetRefundError) -> GetPaymentRefundsFailure {
    match error {
        GetRefundError::NotFound => GetPaymentRefundsFailure::NotFound(plain("P0800", NOT_FOUND)),
        GetRefundError::Store(error) => {
            log(&error);
            GetPaymentRefundsFailure::InternalServerError(plain("P0898", SYSTEM_ERROR))
        }
    }
}

fn not_available(status: &str) -> crate::contract::Json<crate::generated::public::RequestError> {
    plain(
        "P0603",
        format!("The payment is not available for refund. Payment refund status: {status}"),
    )
}

fn log(error: &(dyn Error + 'static)) {
    tracing::error!(error, "a use case failed");
}

#[cfg(test)]
mod tests;
