//! Keys, and whose payments they open. The operations come from the contract, so
//! that a new one cannot be forgotten.

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;
use system_tests::client::{Answer, ApiClient};
use system_tests::contract_check::{Operation, PUBLIC};
use system_tests::harness::{Server, Walk};

use crate::shown::{Table, line, whole};

/// The operations that name no payment, each held apart by a test of its own below.
const WITHOUT_A_PAYMENT: [&str; 2] = ["createPayment", "searchPayments"];

/// A good request for an operation, about this payment and this refund. The body
/// is the contract's own example.
fn request(operation: &Operation, payment: &str, refund: &str) -> Sent {
    let path = operation.path_with(|name| match name {
        "paymentId" => payment.to_owned(),
        "refundId" => refund.to_owned(),
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

#[tokio::test]
async fn every_operation_refuses_what_is_no_key() {
    let server = Server::on_sqlite().await;
    let good = server.key();
    let mut other_checksum = good.to_owned();
    let last = if other_checksum.pop() == Some('0') {
        '1'
    } else {
        '0'
    };
    other_checksum.push(last);
    let headers = [
        None,
        Some(String::new()),
        Some("Bearer".to_owned()),
        Some("Bearer ".to_owned()),
        Some(good.to_owned()),
        Some(format!("bearer {good}")),
        Some(format!("Bearer  {good}")),
        Some(format!("Basic {good}")),
        Some("Bearer too-short".to_owned()),
        Some(format!("Bearer {other_checksum}")),
        Some(format!("Bearer {}", "x".repeat(5_000))),
    ];
    for operation in PUBLIC.operations() {
        assert!(operation.secured, "{} needs a key", operation.id);
        for header in &headers {
            let sent = request(operation, "unknown", "unknown");
            let sent = match header {
                Some(value) => sent.header("authorization", value),
                None => sent,
            };
            let answer = server.without_key().send(sent).await;
            is_unauthorised(&answer, &operation.id);
        }
    }
    let answer = server.without_key().get("/v1/payments").await;
    insta::assert_snapshot!(whole(&answer), @r#"
    401
    content-type: application/json
    www-authenticate: Bearer
    {
      "message": "Unauthorized",
      "status": "401"
    }
    "#);
}

#[tokio::test]
async fn every_operation_refuses_a_key_from_the_moment_it_is_revoked() {
    let server = Server::on_sqlite().await;
    let account = server.another_account("Parks and gardens").await;
    for operation in PUBLIC.operations() {
        let sent = request(operation, "unknown", "unknown");
        let answer = account.api.send(sent).await;
        assert_ne!(answer.status, 401, "{}: the key is good", operation.id);
    }

    server
        .application()
        .revoke_key(&account.key_id)
        .await
        .unwrap();

    for operation in PUBLIC.operations() {
        let sent = request(operation, "unknown", "unknown");
        is_unauthorised(&account.api.send(sent).await, &operation.id);
    }
}

#[tokio::test]
async fn every_operation_hides_the_payments_of_other_accounts() {
    let server = Server::on_sqlite().await;
    let stranger = server.another_account("Parks and gardens").await;
    let delayed = json!({ "delayed_capture": true });
    let mut table = Table::new();
    for operation in PUBLIC.operations() {
        if WITHOUT_A_PAYMENT.contains(&operation.id.as_str()) {
            continue;
        }
        // A payment at the stage where the operation would succeed for its owner.
        let walk = match operation.id.as_str() {
            "capturePayment" | "cancelPayment" => Walk::to_the_end(&server, delayed.clone()).await,
            _ => Walk::to_the_end(&server, json!({ "amount": 2_600 })).await,
        };
        let refund = refund_of(&walk.api, &walk.payment.id, &operation.id).await;
        let sent = request(operation, &walk.payment.id, &refund);
        let before = walk.api.payment(&walk.payment.id).await.json();

        let answer = stranger.api.send(sent.clone()).await;

        table.add(&operation.id, &answer);
        assert_eq!(answer.status, 404, "{}", operation.id);
        let after = walk.api.payment(&walk.payment.id).await.json();
        assert_eq!(before, after, "{} changed nothing", operation.id);
        let own = walk.api.send(sent).await;
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
    "#);
}

/// A refund to ask about, where the operation asks about one.
async fn refund_of(api: &ApiClient, payment: &str, operation: &str) -> String {
    if operation != "getPaymentRefund" {
        return "unknown".to_owned();
    }
    let refund = api.refund(payment, json!({ "amount": 1 })).await;
    refund.at("/refund_id").as_str().unwrap().to_owned()
}

#[tokio::test]
async fn accounts_search_and_create_among_their_own_payments() {
    let server = Server::on_sqlite().await;
    let other = server.another_account("Parks and gardens").await;
    let ours = server.api().create(json!({})).await.id;
    let theirs = other.api.create(json!({})).await.id;

    for (api, own) in [(&server.api(), &ours), (&other.api, &theirs)] {
        let found = api.get("/v1/payments").await;
        assert_eq!(found.at("/total"), 1);
        assert_eq!(found.at("/results/0/payment_id"), Value::from(own.as_str()));
    }
    let both = WITHOUT_A_PAYMENT.map(|id| PUBLIC.operation(id));
    for operation in PUBLIC.operations() {
        let named = both.iter().any(|known| known.id == operation.id);
        let has_payment = operation.path_parameters().contains(&"paymentId");
        assert_ne!(
            named, has_payment,
            "{} needs a test that tells accounts apart",
            operation.id
        );
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
    is_unauthorised(&near.get("/v1/payments").await, "searchPayments");
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

fn is_unauthorised(answer: &Answer, operation: &str) {
    assert_eq!(answer.status, 401, "{operation}: {}", line(answer));
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    assert_eq!(
        answer.json(),
        json!({ "message": "Unauthorized", "status": "401" }),
        "{operation}"
    );
}
