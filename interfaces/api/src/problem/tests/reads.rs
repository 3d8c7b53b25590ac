//! What was not found, or could not be read.

use application::payments::capture::CapturePaymentError;
use application::searching::SearchError;

use super::*;

#[tokio::test]
async fn a_search_beyond_its_pages_has_a_code_per_search() {
    let beyond = || SearchError::NoSuchPage;
    let body = |code| (404, error(code, "Page not found"));
    assert_eq!(seen(payments::search(beyond())).await, body("P0402"));
    assert_eq!(
        seen(payments::search_transactions(beyond())).await,
        body("P0402")
    );
    assert_eq!(seen(refunds::search(beyond())).await, body("P1100"));
    assert_eq!(seen(disputes::search(beyond())).await, body("P0402"));
    assert_eq!(seen(agreements::search(beyond())).await, body("P2402"));
}

#[tokio::test]
async fn a_store_that_is_away_has_a_code_per_operation() {
    let body = |code: &str| (500, error(code, SYSTEM_ERROR));
    let away = || SearchError::from(lost());
    assert_eq!(seen(payments::get(lost().into())).await, body("P0298"));
    assert_eq!(seen(payments::search(away())).await, body("P0498"));
    assert_eq!(
        seen(payments::search_transactions(away())).await,
        body("P0498")
    );
    assert_eq!(seen(payments::events(lost().into())).await, body("P0398"));
    let lost_capture = CapturePaymentError::Store(lost());
    assert_eq!(seen(payments::capture(lost_capture)).await, body("P1098"));
    assert_eq!(seen(refunds::get(lost().into())).await, body("P0798"));
    assert_eq!(seen(refunds::list(lost().into())).await, body("P0898"));
    assert_eq!(seen(refunds::search(away())).await, body("P1898"));
    assert_eq!(seen(disputes::search(away())).await, body("P0498"));
    assert_eq!(seen(agreements::get(lost().into())).await, body("P2298"));
    assert_eq!(seen(agreements::search(away())).await, body("P2498"));
    let unseen = refunds::made(Err(lost().into())).unwrap_err();
    assert_eq!(seen(unseen).await, body("P0698"));
}
