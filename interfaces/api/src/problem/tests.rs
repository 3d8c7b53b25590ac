//! The words, byte for byte, that clients of the real service know, once the operator's name
//! and addresses are those of the real service.

mod beyond_payments;
mod reads;

use application::idempotency::KeyInUse;
use application::payments::cancel::CancelPaymentError;
use application::payments::create::CreatePaymentError;
use application::refunds::create::CreateRefundError;
use domain::payment::{RefundAvailability, RefundError};
use domain::ports::StoreError;
use poem::IntoResponse;

use super::*;
use crate::settings::{ApiSettings, ExtraRefusals};

const CONTACT: &str =
    "Contact support with your error code - https://www.payments.service.gov.uk/support/ .";
const KEY_USED: &str = "The `Idempotency-Key` you sent in the request header has already been used to create a payment.";
const RECURRING: &str = "Recurring card payments are currently disabled for this service. Contact support with your error code - https://www.payments.service.gov.uk/support/";
const DISABLED: &str = "GOV.UK Pay has disabled payment and refund creation on this account.";

fn settings() -> ApiSettings {
    ApiSettings {
        api_url: String::new(),
        pages_url: String::new(),
        product_name: "GOV.UK Pay".to_owned(),
        support_url: "https://www.payments.service.gov.uk/support/".to_owned(),
        documentation_url: "https://docs.payments.service.gov.uk".to_owned(),
        extra_refusals: ExtraRefusals::default(),
    }
}

fn lost() -> StoreError {
    StoreError::Unavailable("the store is away".into())
}

async fn seen(response: impl IntoResponse) -> (u16, String) {
    let response = response.into_response();
    let status = response.status().as_u16();
    (status, response.into_body().into_string().await.unwrap())
}

fn error(code: &str, description: &str) -> String {
    format!(r#"{{"code":"{code}","description":"{description}"}}"#)
}

fn about(field: &str, code: &str, words: &str) -> String {
    let words = format!("Invalid attribute value: {field}. {words}");
    format!(r#"{{"field":"{field}","code":"{code}","description":"{words}"}}"#)
}

#[tokio::test]
async fn a_payment_that_was_not_created_says_why() {
    use CreatePaymentError as E;
    let secure = "Must begin with https:// for a live gateway account";
    let least = "Must be greater than or equal to 1. Refer to https://docs.payments.service.gov.uk/making_payments/#amount";
    for (cause, status, body) in [
        (E::KeyInUse(KeyInUse), 409, error("P0191", KEY_USED)),
        (
            E::AccountUnknown,
            500,
            error(
                "P0199",
                &format!("There is an error with this account. {CONTACT}"),
            ),
        ),
        (
            E::ReturnUrlNotHttps,
            422,
            about("return_url", "P0920", secure),
        ),
        (
            E::AccountNotConfigured,
            403,
            error(
                "P0940",
                "Account is not fully configured. Please refer to documentation to setup your account or contact support with your error code - https://www.payments.service.gov.uk/support/ .",
            ),
        ),
        (
            E::AccountDisabled,
            403,
            error("P0941", &format!("{DISABLED} {CONTACT}")),
        ),
        (
            E::MotoApiNotAllowed,
            422,
            error(
                "P0195",
                "Using authorisation_mode of moto_api is not allowed for this account",
            ),
        ),
        (
            E::MotoNotAllowed,
            422,
            error(
                "P0196",
                "MOTO payments are not enabled for this account. Please contact support if you would like to process MOTO payments - https://www.payments.service.gov.uk/support/ .",
            ),
        ),
        (
            E::CardNumberAsReference,
            400,
            error("P0105", "Card number entered in a payment link reference"),
        ),
        (E::RecurringDisabled, 422, error("P0942", RECURRING)),
        (
            E::AgreementMissing,
            400,
            error("P0101", "Missing mandatory attribute: agreement_id"),
        ),
        (
            E::Unexpected("moto"),
            400,
            error("P0104", "Unexpected attribute: moto"),
        ),
        (E::ZeroNotAllowed, 422, about("amount", "P0102", least)),
        (
            E::NoSuchAgreement,
            400,
            about("agreement_id", "P0102", "Agreement does not exist"),
        ),
        (
            E::AgreementNotActive,
            400,
            about("agreement_id", "P0102", "Agreement must be active"),
        ),
        (E::Store(lost()), 500, error("P0198", SYSTEM_ERROR)),
    ] {
        let failure = payments::create(cause, &settings());
        assert_eq!(seen(failure).await, (status, body));
    }
}

#[tokio::test]
async fn a_race_is_told_from_a_refusal() {
    use CancelPaymentError as E;
    let failed = "Cancellation of payment failed";
    for (cause, status, code, words) in [
        (E::NotFound, 404, "P0500", "Not found"),
        (E::TooLate, 400, "P0501", failed),
        (E::Race, 409, "P0502", failed),
        (E::Store(lost()), 500, "P0598", SYSTEM_ERROR),
    ] {
        let expected = (status, error(code, words));
        assert_eq!(seen(payments::cancel(cause)).await, expected);
    }
}

#[tokio::test]
async fn a_refund_that_was_not_made_says_why() {
    use CreateRefundError as E;
    use RefundAvailability as A;
    let unavailable = |status: &str| {
        let words = "The payment is not available for refund. Payment refund status:";
        error("P0603", &format!("{words} {status}"))
    };
    let not_available = |status| E::Refused(RefundError::NotAvailable(status));
    for (cause, status, body) in [
        (E::KeyInUse(KeyInUse), 409, error("P0191", KEY_USED)),
        (E::NotFound, 404, error("P0600", "Not found")),
        (
            E::AccountDisabled,
            403,
            error("P0941", &format!("{DISABLED} {CONTACT}")),
        ),
        (
            E::Refused(RefundError::Disputed),
            400,
            error("P0603", "The payment is disputed and cannot be refunded"),
        ),
        (not_available(A::Pending), 400, unavailable("pending")),
        (
            not_available(A::Unavailable),
            400,
            unavailable("unavailable"),
        ),
        (not_available(A::Full), 400, unavailable("full")),
        (
            E::Refused(RefundError::AboveAvailable),
            400,
            unavailable("amount_not_available"),
        ),
        (
            E::Refused(RefundError::Mismatch),
            412,
            error("P0604", "Refund amount available mismatch."),
        ),
        (E::Store(lost()), 500, error("P0698", SYSTEM_ERROR)),
    ] {
        let failure = refunds::create(cause, true, &settings());
        assert_eq!(seen(failure).await, (status, body));
    }
    for (cause, status, code, words) in [
        (E::NotFound, 404, "P0200", NOT_FOUND),
        (E::Store(lost()), 500, "P0298", SYSTEM_ERROR),
    ] {
        let failure = refunds::create(cause, false, &settings());
        assert_eq!(seen(failure).await, (status, error(code, words)));
    }
}
