//! Agreements, cards that services send, and payments that were taken elsewhere.

use application::agreements::cancel::CancelAgreementError;
use application::agreements::create::CreateAgreementError;
use application::payments::authorise::AuthorisePaymentError;
use application::payments::report::ReportPaymentError;
use domain::card::product::NotAccepted;
use domain::card::{Brand, CardType};

use super::*;

#[tokio::test]
async fn an_agreement_that_was_not_made_or_ended_says_why() {
    use CreateAgreementError as E;
    for (cause, status, code, words) in [
        (E::KeyInUse(KeyInUse), 409, "P0191", KEY_USED),
        (E::RecurringDisabled, 422, "P0942", RECURRING),
        (E::Store(lost()), 500, "P2198", SYSTEM_ERROR),
    ] {
        let failure = agreements::create(cause, &settings());
        assert_eq!(seen(failure).await, (status, error(code, words)));
    }
    use CancelAgreementError as C;
    for (cause, status, code, words) in [
        (C::NotFound, 404, "P2500", NOT_FOUND),
        (
            C::NotActive,
            400,
            "P2501",
            "Cancellation of agreement failed",
        ),
        (C::Store(lost()), 500, "P2598", SYSTEM_ERROR),
    ] {
        let expected = (status, error(code, words));
        assert_eq!(seen(agreements::cancel(cause)).await, expected);
    }
}

#[tokio::test]
async fn a_card_that_was_not_authorised_says_why() {
    use AuthorisePaymentError as E;
    let expired = "Invalid attribute value: expiry_date. Must be a valid date in the future";
    let failed = "There was an error authorising the payment";
    let refused = |refusal| E::NotAccepted(refusal);
    for (cause, status, code, words) in [
        (E::CardExpired, 422, "P0102", expired),
        (
            E::TokenUnknown,
            400,
            "P1211",
            "The one_time_token is not valid",
        ),
        (
            E::TokenOfWebPayment,
            400,
            "P1211",
            "The one_time_token is not a valid moto api token",
        ),
        (
            E::TokenUsed,
            400,
            "P1212",
            "The one_time_token has already been used",
        ),
        (
            refused(NotAccepted::UnknownBrand),
            402,
            "P0010",
            "The card_number is not a valid card number",
        ),
        (
            refused(NotAccepted::Prepaid),
            402,
            "P0010",
            "Prepaid cards are not accepted",
        ),
        (
            refused(NotAccepted::Brand(Brand::Maestro)),
            402,
            "P0010",
            "The card type is not enabled: maestro debit",
        ),
        (
            refused(NotAccepted::Brand(Brand::Visa)),
            402,
            "P0010",
            "The card type is not enabled: visa",
        ),
        (
            refused(NotAccepted::Type(Brand::Mastercard, CardType::Credit)),
            402,
            "P0010",
            "The card type is not enabled: master-card credit",
        ),
        (E::Declined, 402, "P0010", "The payment was rejected"),
        (E::Failed, 500, "P0050", failed),
        (E::Store(lost()), 500, "P0050", failed),
    ] {
        let expected = (status, error(code, words));
        assert_eq!(seen(authorisation::authorise(cause)).await, expected);
    }
}

#[tokio::test]
async fn a_report_that_was_not_taken_says_why() {
    use ReportPaymentError as E;
    let access = format!("Access to this resource is not enabled for this account. {CONTACT}");
    for (cause, status, code, words) in [
        (E::NotAllowed, 403, "P0930", &*access),
        (E::KeyInUse(KeyInUse), 409, "P0191", KEY_USED),
        (E::Store(lost()), 500, "P0198", SYSTEM_ERROR),
    ] {
        let failure = telephone_payments::record(cause, &settings());
        assert_eq!(seen(failure).await, (status, error(code, words)));
    }
}
