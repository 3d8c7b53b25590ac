//! Requests that are sent twice and have one effect.

use serde_json::{Value, json};

use crate::scene::{Scene, small_body};

fn assert_refused(pair: (u16, Value)) {
    let words = "The `Idempotency-Key` you sent in the request header has already been used to create a payment.";
    assert_eq!(
        pair,
        (409, json!({ "code": "P0191", "description": words }))
    );
}

#[tokio::test]
async fn a_payment_is_made_once() {
    let scene = Scene::new().await;
    let first = scene.post_once("/v1/payments", "key-1", small_body()).await;
    assert_eq!(first.status, 201);
    assert!(first.header("location").is_some());
    // The members stand in another order, and a number is written otherwise.
    let same = r#"{"return_url":"https://service.example.org/done","description":"A licence",
                   "reference":"LIC-1","amount":1,"amount":14500}"#;
    let again = scene.post_once("/v1/payments", "key-1", same).await;
    assert_eq!(again.header("location"), None);
    assert_eq!(again.header("cache-control"), Some("no-store"));
    assert_eq!(again.pair(), (200, first.json()));
    assert_eq!(scene.get("/v1/payments").await.json()["total"], 1);

    let mut other = small_body();
    other["amount"] = json!(14501);
    let refused = scene.post_once("/v1/payments", "key-1", &other).await;
    assert_refused(refused.pair());
    let free = scene.post_once("/v1/payments", "key-2", &other).await;
    assert_eq!(free.status, 201);
    assert_eq!(scene.post("/v1/payments", small_body()).await.status, 201);
}

#[tokio::test]
async fn other_things_are_made_once_and_keep_their_status() {
    let scene = Scene::new().await;
    let payment = scene.created(json!({})).await;
    scene.confirmed(&payment).await;
    let refunds = format!("/v1/payments/{payment}/refunds");
    let agreement = json!({ "reference": "R", "description": "D" });
    let report = json!({
        "amount": 1,
        "reference": "R",
        "description": "D",
        "processor_id": "p",
        "provider_id": "q",
        "payment_outcome": { "status": "success" },
    });
    for (uri, key, body, status) in [
        (&*refunds, "key-1", json!({ "amount": 100 }), 202),
        ("/v1/agreements", "key-2", agreement, 201),
        ("/v1/payment_notification", "key-3", report, 201),
    ] {
        let first = scene.post_once(uri, key, &body).await;
        assert_eq!(first.status, status, "{}", first.text());
        let again = scene.post_once(uri, key, &body).await;
        assert_eq!(again.pair(), first.pair());
        let other = scene.post_once("/v1/payments", key, small_body()).await;
        assert_refused(other.pair());
    }
    let found = scene.get(&format!("/v1/payments/{payment}")).await.json();
    assert_eq!(found["refund_summary"]["amount_submitted"], 100);
}

#[tokio::test]
async fn a_malformed_key_is_refused_everywhere() {
    let scene = Scene::new().await;
    let agreement = json!({ "reference": "R", "description": "D" });
    for (uri, body) in [
        ("/v1/payments", small_body()),
        ("/v1/payments/p/refunds", json!({ "amount": 100 })),
        ("/v1/agreements", agreement),
    ] {
        let refused = scene.post_once(uri, "not good", body).await;
        let words = "Header [Idempotency-Key] can only contain alphanumeric characters and hyphens";
        let expected =
            json!({ "header": "Idempotency-Key", "code": "P0102", "description": words });
        assert_eq!(refused.pair(), (422, expected));
    }
}
