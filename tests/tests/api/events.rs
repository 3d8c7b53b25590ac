//! `getPaymentEvents`: when things happened.

use serde_json::json;
use system_tests::harness::{Server, Walk};

#[tokio::test]
async fn events_are_told_oldest_first() {
    let server = Server::on_sqlite().await;
    let walk = Walk::to_the_end(&server, json!({})).await;
    walk.api
        .refund(&walk.payment.id, json!({ "amount": 500 }))
        .await;

    let answer = walk
        .api
        .get(&format!("/v1/payments/{}/events", walk.payment.id))
        .await;

    let events = answer.at("/events");
    let times: Vec<&str> = events
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|event| event["updated"].as_str())
        .collect();
    assert_eq!(times.len(), 6);
    assert!(times.is_sorted(), "{times:?}");
}
