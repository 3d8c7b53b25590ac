//! What is answered when the account or the database is not as it should be. The
//! damage is done to the real database, behind the server's back.

use std::sync::Arc;

use application::Ports;
use domain::account::Provider;
use domain::ports::{Psp, Psps};
use serde_json::{Value, json};
use system_tests::client::exchange::Sent;
use system_tests::contract_check::PUBLIC;
use system_tests::harness::{Server, Walk};

use crate::shown::{Table, line};

fn good_body() -> Value {
    json!({
        "amount": 1,
        "reference": "a",
        "description": "b",
        "return_url": "https://licences.example.org",
    })
}

/// Every operation has a code of its own for a failure on our side.
#[tokio::test]
async fn a_database_that_fails() {
    let server = Server::on_sqlite().await;
    let known = Walk::to_the_end(&server, json!({})).await.payment.id;
    server.sql("ALTER TABLE payments RENAME TO hidden").await;

    let mut table = Table::new();
    for operation in PUBLIC.operations() {
        let path = operation.path_with(|_| known.clone());
        let sent = Sent::new(&operation.method, &path);
        let sent = match operation.request_example() {
            Some(body) => sent.body(body.to_string()),
            None => sent,
        };
        table.add(&operation.id, &server.api().send(sent).await);
    }
    let unlocked = server.api().refund(&known, json!({ "amount": 1 })).await;
    table.add("createRefund, amount available not sent", &unlocked);
    insta::assert_snapshot!(table.text(), @r#"
    createPayment
      500 {"code":"P0198","description":"Downstream system error"}
    searchPayments
      500 {"code":"P0498","description":"Downstream system error"}
    getPayment
      500 {"code":"P0298","description":"Downstream system error"}
    cancelPayment
      500 {"code":"P0598","description":"Downstream system error"}
    capturePayment
      500 {"code":"P1098","description":"Downstream system error"}
    getPaymentEvents
      500 {"code":"P0398","description":"Downstream system error"}
    createRefund
      500 {"code":"P0698","description":"Downstream system error"}
    getPaymentRefunds
      500 {"code":"P0898","description":"Downstream system error"}
    getPaymentRefund
      500 {"code":"P0798","description":"Downstream system error"}
    createRefund, amount available not sent
      500 {"code":"P0298","description":"Downstream system error"}
    "#);

    server.sql("ALTER TABLE hidden RENAME TO payments").await;
    assert_eq!(server.api().state(&known).await["status"], "success");
}

#[tokio::test]
async fn keys_that_cannot_be_looked_up() {
    let server = Server::on_sqlite().await;
    let account = server.another_account("Parks and gardens").await;
    server.sql("ALTER TABLE api_keys RENAME TO hidden").await;

    let answer = account.api.get("/v1/payments").await;

    assert_eq!(
        line(&answer),
        r#"503 {"code":503,"message":"HTTP 503 Service Unavailable"}"#
    );
}

#[tokio::test]
async fn accounts_that_may_not_take_payments() {
    let server = Server::on_sqlite().await;
    let paid = Walk::to_the_end(&server, json!({})).await.payment.id;
    let body = good_body();
    let mut table = Table::new();

    server.sql("UPDATE accounts SET disabled = TRUE").await;
    let create = server.api().post("/v1/payments", &body).await;
    table.add("disabled: create", &create);
    let refund = server.api().refund(&paid, json!({ "amount": 1 })).await;
    table.add("disabled: refund", &refund);
    let unknown = json!({ "amount": 1, "refund_amount_available": 0 });
    let unknown = server.api().refund("unknown", unknown).await;
    table.add("disabled: refund of an unknown payment", &unknown);
    assert_eq!(server.api().state(&paid).await["status"], "success");

    server
        .sql("UPDATE accounts SET disabled = FALSE, mode = 'live'")
        .await;
    let mut http = body.clone();
    http["return_url"] = json!("http://licences.example.org");
    let http = server.api().post("/v1/payments", &http).await;
    table.add("live: return address without https", &http);

    server
        .sql("PRAGMA foreign_keys = OFF; DELETE FROM accounts")
        .await;
    let gone = server.api().post("/v1/payments", &body).await;
    table.add("gone", &gone);
    insta::assert_snapshot!(table.text(), @r#"
    disabled: create
      403 {"code":"P0941","description":"Bursar has disabled payment and refund creation on this account. Contact support with your error code - <here>/docs ."}
    disabled: refund
      403 {"code":"P0941","description":"Bursar has disabled payment and refund creation on this account. Contact support with your error code - <here>/docs ."}
    disabled: refund of an unknown payment
      404 {"code":"P0600","description":"Not found"}
    live: return address without https
      422 {"field":"return_url","code":"P0920","description":"Invalid attribute value: return_url. Must begin with https:// for a live gateway account"}
    gone
      500 {"code":"P0199","description":"There is an error with this account. Contact support with your error code - <here>/docs ."}
    "#);
}

/// The account's provider is one that this program cannot talk to.
#[tokio::test]
async fn accounts_without_a_provider() {
    struct Nobody;
    impl Psps for Nobody {
        fn psp(&self, _: Provider) -> Option<Arc<dyn Psp>> {
            None
        }
    }
    let server = Server::on_sqlite_over(|ports| Ports {
        psps: Arc::new(Nobody),
        ..ports
    })
    .await;

    let answer = server.api().post("/v1/payments", &good_body()).await;

    insta::assert_snapshot!(line(&answer), @r#"403 {"code":"P0940","description":"Account is not fully configured. Please refer to documentation to setup your account or contact support with your error code - <here>/docs ."}"#);
}

#[tokio::test]
async fn accounts_that_take_payments_of_nothing() {
    let server = Server::on_sqlite().await;
    server.sql("UPDATE accounts SET allows_zero = TRUE").await;

    let free = Walk::to_the_end(&server, json!({ "amount": 0 })).await;

    assert_eq!(free.status().await, "success");
}
