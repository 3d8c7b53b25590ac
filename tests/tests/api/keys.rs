//! Keys: what they open, and what stays hidden from them.

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;
use system_tests::client::{Answer, ApiClient};
use system_tests::contract_check::{Operation, PUBLIC};
use system_tests::harness::{Server, Walk};

use crate::shown::{Table, line};

/// What of another's an operation is about.
#[derive(Default)]
struct Theirs {
    payment: String,
    refund: String,
    agreement: String,
}

/// The contract's own example of a request, about these.
fn request(operation: &Operation, theirs: &Theirs) -> Sent {
    let path = operation.path_with(|name| match name {
        "paymentId" => theirs.payment.clone(),
        "refundId" => theirs.refund.clone(),
        "agreementId" => theirs.agreement.clone(),
        other => panic!("say what {other} is in {}", operation.id),
    });
    let sent = Sent::new(&operation.method, &path);
    match operation.request_example() {
        Some(body) => sent
            .header("content-type", "application/json")
            .body(body.to_string()),
        None => sent,
    }
}

/// Something that its owner could do this to: what the operation's path names.
async fn made(server: &Server, operation: &Operation) -> Theirs {
    let api = server.api();
    let names = operation.path_parameters();
    let mut theirs = Theirs::default();
    if names.contains(&"agreementId") {
        let body = json!({ "reference": "AGR-1", "description": "Permit" });
        let made = api.post("/v1/agreements", &body).await;
        theirs.agreement = made.at("/agreement_id").as_str().unwrap().to_owned();
        let set_up = json!({ "set_up_agreement": theirs.agreement });
        Walk::to_the_end(server, set_up).await;
    }
    if names.contains(&"paymentId") {
        let extra = match operation.id.as_str() {
            "capturePayment" | "cancelPayment" => json!({ "delayed_capture": true }),
            _ => json!({ "amount": 2_600 }),
        };
        theirs.payment = Walk::to_the_end(server, extra).await.payment.id;
    }
    if names.contains(&"refundId") {
        let refund = api.refund(&theirs.payment, json!({ "amount": 1 })).await;
        theirs.refund = refund.at("/refund_id").as_str().unwrap().to_owned();
    }
    theirs
}

/// What can be seen of it all by its owner.
async fn looks(server: &Server) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in ["payments", "refunds", "agreements", "disputes"] {
        seen.push(server.api().get(&format!("/v1/{path}")).await.json());
    }
    seen
}

/// The operations come from the contract, so that a new one cannot be forgotten.
#[tokio::test]
async fn every_operation_hides_what_is_another_accounts() {
    let server = Server::on_sqlite().await;
    let stranger = server.another_account("Parks and gardens").await;
    let mut table = Table::new();
    for operation in PUBLIC.operations() {
        if operation.path_parameters().is_empty() {
            continue;
        }
        let theirs = made(&server, operation).await;
        let sent = request(operation, &theirs);
        let before = looks(&server).await;

        let answer = stranger.api.send(sent.clone()).await;

        table.add(&operation.id, &answer);
        assert_eq!(answer.status, 404, "{}", operation.id);
        assert_eq!(before, looks(&server).await, "{}", operation.id);
        let own = server.api().send(sent).await;
        assert!(own.status < 300, "{}: {}", operation.id, line(&own));
    }
    insta::assert_snapshot!(table.text(), @r#"
    getPayment
      404 {"code":"P0200","description":"Not found"}
    cancelPayment
      404 {"code":"P0500","description":"Not found"}
    capturePayment
      404 {"code":"P1000","description":"Not found"}
    getPaymentEvents
      404 {"code":"P0300","description":"Not found"}
    createRefund
      404 {"code":"P0600","description":"Not found"}
    getPaymentRefunds
      404 {"code":"P0800","description":"Not found"}
    getPaymentRefund
      404 {"code":"P0700","description":"Not found"}
    getAgreement
      404 {"code":"P2200","description":"Not found"}
    cancelAgreement
      404 {"code":"P2500","description":"Not found"}
    "#);
}

/// What belongs to nobody else is found and made among one's own.
#[tokio::test]
async fn accounts_search_and_create_among_their_own() {
    let server = Server::on_sqlite().await;
    let stranger = server.another_account("Parks and gardens").await;
    let paid = Walk::to_the_end(&server, json!({})).await.payment.id;
    server.api().refund(&paid, json!({ "amount": 1 })).await;
    let levers = format!("/sandbox/api/payments/{paid}/disputes");
    let disputed = json!({ "reason": "general" });
    server.without_key().post(&levers, &disputed).await;
    let agreement = json!({ "reference": "AGR-1", "description": "Permit" });
    server.api().post("/v1/agreements", &agreement).await;

    for operation in PUBLIC.operations() {
        if operation.method != "GET" || !operation.path_parameters().is_empty() {
            continue;
        }
        let own = server.api().get(&operation.path).await;
        assert_eq!(own.at("/total"), 1, "{}", operation.id);
        let theirs = stranger.api.get(&operation.path).await;
        assert_eq!(theirs.at("/total"), 0, "{}", operation.id);
    }
}

/// A key fixed by a setting needs no checksum, and only that very key.
#[tokio::test]
async fn test_suites_may_fix_the_sandbox_key() {
    let key = "a-key-of-our-own-making";
    let server = Server::on_sqlite_with(&[("BURSAR_SANDBOX_API_KEY", key)]).await;

    assert_eq!(server.key(), key);
    server.api().create(json!({})).await;
    let near = ApiClient::new(server.address(), "a-key-of-our-own-makinG");
    is_unauthorised(&near.get("/v1/payments").await);
}

#[tokio::test]
async fn keys_are_made_with_a_prefix_and_a_checksum_and_last_use_is_recorded() {
    let server = Server::on_sqlite().await;
    assert!(server.key().starts_with("api_test_"));
    assert!(server.key().len() <= 67, "{}", server.key().len());
    let account = server.another_account("Parks and gardens").await;
    let keys = server.application().keys(&account.id).await.unwrap();
    assert_eq!(keys[0].last_used_at, None);

    account.api.get("/v1/payments").await;

    let keys = server.application().keys(&account.id).await.unwrap();
    assert!(keys[0].last_used_at.is_some());
}

fn is_unauthorised(answer: &Answer) {
    assert_eq!(answer.status, 401, "{}", line(answer));
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    assert_eq!(
        answer.json(),
        json!({ "message": "Unauthorized", "status": "401" })
    );
}
