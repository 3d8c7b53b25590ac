//! Why a payment was not created, found, searched for, cancelled or captured.

use application::payments::cancel::CancelPaymentError;
use application::payments::capture::CapturePaymentError;
use application::payments::create::CreatePaymentError;
use application::payments::events::GetEventsError;
use application::payments::get::GetPaymentError;
use application::searching::SearchError;

use super::body::{self, about_field, contact, plain, system_error};
use super::{NO_SUCH_PAGE, NOT_FOUND};
use crate::generated::public::{
    CancelPaymentFailure, CapturePaymentFailure, CreatePaymentFailure, GetPaymentEventsFailure,
    GetPaymentFailure, SearchPaymentsFailure, SearchTransactionsFailure,
};
use crate::settings::ApiSettings;

pub(crate) fn create(error: CreatePaymentError, settings: &ApiSettings) -> CreatePaymentFailure {
    use CreatePaymentError as E;
    use CreatePaymentFailure as Failure;
    let about_agreement = |words| about_field("agreement_id", "P0102", words);
    match error {
        E::KeyInUse(_) => Failure::Conflict(body::key_in_use()),
        E::AccountUnknown => Failure::InternalServerError(plain(
            "P0199",
            format!("There is an error with this account. {}", contact(settings)),
        )),
        E::ReturnUrlNotHttps => Failure::UnprocessableContent(about_field(
            "return_url",
            "P0920",
            "Must begin with https:// for a live gateway account",
        )),
        E::AccountNotConfigured => Failure::Forbidden(plain(
            "P0940",
            format!(
                "Account is not fully configured. Please refer to documentation to setup your \
                 account or {}",
                contact(settings).replacen("Contact", "contact", 1)
            ),
        )),
        E::AccountDisabled => Failure::Forbidden(body::disabled(settings)),
        E::MotoApiNotAllowed => Failure::UnprocessableContent(plain(
            "P0195",
            "Using authorisation_mode of moto_api is not allowed for this account",
        )),
        E::MotoNotAllowed => Failure::UnprocessableContent(plain(
            "P0196",
            format!(
                "MOTO payments are not enabled for this account. Please contact support if you \
                 would like to process MOTO payments - {} .",
                settings.support_url
            ),
        )),
        E::CardNumberAsReference => Failure::BadRequest(plain(
            "P0105",
            "Card number entered in a payment link reference",
        )),
        E::RecurringDisabled => Failure::UnprocessableContent(body::recurring_disabled(settings)),
        E::AgreementMissing => {
            Failure::BadRequest(plain("P0101", "Missing mandatory attribute: agreement_id"))
        }
        E::Unexpected(member) => {
            Failure::BadRequest(plain("P0104", format!("Unexpected attribute: {member}")))
        }
        E::ZeroNotAllowed => Failure::UnprocessableContent(about_field(
            "amount",
            "P0102",
            &format!(
                "Must be greater than or equal to 1. Refer to {}/making_payments/#amount",
                settings.documentation_url
            ),
        )),
        E::NoSuchAgreement => Failure::BadRequest(about_agreement("Agreement does not exist")),
        E::AgreementNotActive => Failure::BadRequest(about_agreement("Agreement must be active")),
        E::Store(error) => Failure::InternalServerError(system_error("P0198", &error)),
    }
}

pub(crate) fn get(error: GetPaymentError) -> GetPaymentFailure {
    use GetPaymentFailure as Failure;
    match error {
        GetPaymentError::NotFound => Failure::NotFound(plain("P0200", NOT_FOUND)),
        GetPaymentError::Store(error) => {
            Failure::InternalServerError(system_error("P0298", &error))
        }
    }
}

pub(crate) fn search(error: SearchError) -> SearchPaymentsFailure {
    use SearchPaymentsFailure as Failure;
    match error {
        SearchError::NoSuchPage => Failure::NotFound(plain("P0402", NO_SUCH_PAGE)),
        SearchError::Store(error) => Failure::InternalServerError(system_error("P0498", &error)),
    }
}

pub(crate) fn search_transactions(error: SearchError) -> SearchTransactionsFailure {
    use SearchTransactionsFailure as Failure;
    match error {
        SearchError::NoSuchPage => Failure::NotFound(plain("P0402", NO_SUCH_PAGE)),
        SearchError::Store(error) => Failure::InternalServerError(system_error("P0498", &error)),
    }
}

pub(crate) fn events(error: GetEventsError) -> GetPaymentEventsFailure {
    use GetPaymentEventsFailure as Failure;
    match error {
        GetEventsError::NotFound => Failure::NotFound(plain("P0300", NOT_FOUND)),
        GetEventsError::Store(error) => Failure::InternalServerError(system_error("P0398", &error)),
    }
}

pub(crate) fn cancel(error: CancelPaymentError) -> CancelPaymentFailure {
    use CancelPaymentFailure as Failure;
    let failed = "Cancellation of payment failed";
    match error {
        CancelPaymentError::NotFound => Failure::NotFound(plain("P0500", NOT_FOUND)),
        CancelPaymentError::TooLate => Failure::BadRequest(plain("P0501", failed)),
        CancelPaymentError::Race => Failure::Conflict(plain("P0502", failed)),
        CancelPaymentError::Store(error) => {
            Failure::InternalServerError(system_error("P0598", &error))
        }
    }
}

pub(crate) fn capture(error: CapturePaymentError) -> CapturePaymentFailure {
    use CapturePaymentFailure as Failure;
    match error {
        CapturePaymentError::NotFound => Failure::NotFound(plain("P1000", NOT_FOUND)),
        CapturePaymentError::NotCapturable => {
            Failure::Conflict(plain("P1003", "Payment cannot be captured"))
        }
        CapturePaymentError::Store(error) => {
            Failure::InternalServerError(system_error("P1098", &error))
        }
    }
}
