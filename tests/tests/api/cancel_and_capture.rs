//! `cancelPayment` and `capturePayment`. What they do to a payment is in the
//! journeys; this is what they answer.

use serde_json::json;
use system_tests::client::exchange::Sent;
use system_tests::harness::{Server, Walk};

use crate::shown::{Table, line};

#[tokio::test]
async fn cancelling_by_state() {
    let server = Server::on_sqlite().await;
    let api = server.api();
    let created = api.create(json!({})).await.id;
    let paid = Walk::to_the_end(&server, json!({})).await.payment.id;
    let mut declined = Walk::begin(&server).await;
    declined.submit_card("4000000000000002").await;

    let mut table = Table::new();
    table.add("created", &api.cancel(&created).await);
    table.add("cancelled", &api.cancel(&created).await);
    table.add("success", &api.cancel(&paid).await);
    table.add("failed", &api.cancel(&declined.payment.id).await);
    table.add("unknown", &api.cancel("unknown").await);
    insta::assert_snapshot!(table.text(), @r#"
    created
      204
    cancelled
      400 {"code":"P0501","description":"Cancellation of payment failed"}
    success
      400 {"code":"P0501","description":"Cancellation of payment failed"}
    failed
      400 {"code":"P0501","description":"Cancellation of payment failed"}
    unknown
      404 {"code":"P0500","description":"Not found"}
    "#);
}

#[tokio::test]
async fn capturing_by_state() {
    let server = Server::on_sqlite().await;
    let api = server.api();
    let delayed = || json!({ "delayed_capture": true });
    let created = api.create(delayed()).await.id;
    let submitted = Walk::to_confirm(&server, delayed()).await.payment.id;
    let capturable = Walk::to_the_end(&server, delayed()).await.payment.id;
    let paid = Walk::to_the_end(&server, json!({})).await.payment.id;

    let mut table = Table::new();
    table.add("created", &api.capture(&created).await);
    table.add("submitted", &api.capture(&submitted).await);
    table.add("capturable", &api.capture(&capturable).await);
    table.add("captured", &api.capture(&capturable).await);
    table.add("captured at once", &api.capture(&paid).await);
    api.cancel(&created).await;
    table.add("cancelled", &api.capture(&created).await);
    table.add("unknown", &api.capture("unknown").await);
    insta::assert_snapshot!(table.text(), @r#"
    created
      409 {"code":"P1003","description":"Payment cannot be captured"}
    submitted
      409 {"code":"P1003","description":"Payment cannot be captured"}
    capturable
      204
    captured
      204
    captured at once
      204
    cancelled
      409 {"code":"P1003","description":"Payment cannot be captured"}
    unknown
      404 {"code":"P1000","description":"Not found"}
    "#);
}

/// Neither asks for a body, and neither minds one.
#[tokio::test]
async fn any_body_of_any_kind_is_ignored() {
    let server = Server::on_sqlite().await;
    for (kind, body) in [
        ("application/json", "{}"),
        ("application/json", "not json"),
        ("text/plain", "please"),
        ("application/x-www-form-urlencoded", "a=b"),
    ] {
        let id = server.api().create(json!({})).await.id;
        let sent = Sent::new("POST", &format!("/v1/payments/{id}/cancel"))
            .header("content-type", kind)
            .body(body);
        assert_eq!(line(&server.api().send(sent).await), "204");
    }
}
