//! The words, byte for byte, that clients of the real service know, once the operator's name
//! and addresses are those of the real service.

use domain::ports::StoreError;
use poem::IntoResponse;

use super::*;

fn settings() -> ApiSettings {
    ApiSettings {
        api_url: String::new(),
        pages_url: String::new(),
        product_name: "GOV.UK Pay".to_owned(),
        support_url: "https://www.payments.service.gov.uk/support/".to_owned(),
        documentation_url: "https://docs.payments.service.gov.uk".to_owned(),
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

#[tokio::test]
async fn a_payment_that_was_not_created_says_why() {
    use CreatePaymentError as E;
    let contact =
        "Contact support with your error code - https://www.payments.service.gov.uk/support/ .";
    for (cause, status, body) in [
        (
            E::AccountUnknown,
            500,
            error("P0199", &format!("There is an error with this account. {contact}")),
        ),
        (
            E::ReturnUrlNotHttps,
            422,
            r#"{"field":"return_url","code":"P0920","description":"Invalid attribute value: return_url. Must begin with https:// for a live gateway account"}"#.to_owned(),
        ),
        (
            E::AccountNotConfigured,
            403,
            error("P0940", "Account is not fully configured. Please refer to documentation to setup your account or contact support with your error code - https://www.payments.service.gov.uk/support/ ."),
        ),
        (
            E::AccountDisabled,
            403,
            error("P0941", &format!("GOV.UK Pay has disabled payment and refund creation on this account. {contact}")),
        ),
        (
            E::ZeroNotAllowed,
            422,
            r#"{"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be greater than or equal to 1. Refer to https://docs.payments.service.gov.uk/making_payments/#amount"}"#.to_owned(),
        ),
        (E::Store(lost()), 500, error("P0198", "Downstream system error")),
    ] {
        let failure = create_payment(cause, &settings());
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
        assert_eq!(seen(cancel_payment(cause)).await, expected);
    }
}

#[tokio::test]
async fn a_disabled_account_refunds_nothing() {
    let wanted = CreateRefund {
        amount: domain::Amount::MAX,
        believed_available: None,
    };
    let failure = create_refund(CreateRefundError::AccountDisabled, wanted, &settings());
    let (status, body) = seen(failure).await;
    assert_eq!(status, 403);
    assert!(body.starts_with(r#"{"code":"P0941","description":"GOV.UK Pay has disabled"#));
}

#[tokio::test]
async fn a_store_that_is_away_has_a_code_per_operation() {
    let body = |code: &str| (500, error(code, SYSTEM_ERROR));
    assert_eq!(seen(get_payment(lost().into())).await, body("P0298"));
    assert_eq!(seen(search_payments(lost().into())).await, body("P0498"));
    assert_eq!(seen(get_payment_events(lost().into())).await, body("P0398"));
    let lost_capture = CapturePaymentError::Store(lost());
    assert_eq!(seen(capture_payment(lost_capture)).await, body("P1098"));
    assert_eq!(seen(get_payment_refund(lost().into())).await, body("P0798"));
    assert_eq!(
        seen(get_payment_refunds(lost().into())).await,
        body("P0898")
    );
    let unseen = refund_made(Err(lost().into())).unwrap_err();
    assert_eq!(seen(unseen).await, body("P0698"));
}
