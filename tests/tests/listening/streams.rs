//! What comes over the stream, and to whom.

use std::time::{Duration, Instant};

use serde_json::json;
use system_tests::client::ApiClient;
use system_tests::client::exchange::Sent;
use system_tests::contract_check::{LISTEN, Seen};
use system_tests::harness::{Server, Walk};
use system_tests::on_every_database;

use crate::stream::{DELIVERIES, Stream};

/// What a payment that is paid is told as.
fn paid(payment: &str) -> [(String, String); 2] {
    ["card_payment_succeeded", "card_payment_captured"]
        .map(|event| (event.to_owned(), payment.to_owned()))
}

async fn payments_are_heard_in_order_and_by_their_own_account(server: Server) {
    let other = server.another_account("Library fines").await;
    let mut ours = Stream::open(server.address(), server.key(), None).await;
    let mut theirs = Stream::open(server.address(), other.api.key().unwrap(), None).await;
    assert_ne!(
        ours.ready["data"]["signing_secret"],
        theirs.ready["data"]["signing_secret"]
    );

    let walk = Walk::to_the_end(&server, json!({})).await;
    assert_eq!(ours.told(2).await, paid(&walk.payment.id));
    let answer = walk
        .api
        .refund(&walk.payment.id, json!({ "amount": 100 }))
        .await;
    assert_eq!(answer.status, 202);
    let refunded = [("card_payment_refunded".to_owned(), walk.payment.id.clone())];
    assert_eq!(ours.told(1).await, refunded);
    let mut walk = Walk::begin_as(&server, &other.api, json!({})).await;
    walk.cancel().await;
    let failed = [("card_payment_failed".to_owned(), walk.payment.id.clone())];
    assert_eq!(theirs.told(1).await, failed);

    ours.is_quiet().await;
    theirs.is_quiet().await;
}

async fn nothing_is_lost_with_a_connection(server: Server) {
    let mut stream = Stream::open(server.address(), server.key(), None).await;
    let first = Walk::to_the_end(&server, json!({})).await;
    let mut last = stream.delivery().await;
    drop(stream);
    let second = Walk::to_the_end(&server, json!({})).await;

    let mut told = vec![last["data"]["id"].clone()];
    let mut stream = Stream::open(server.address(), server.key(), last["id"].as_str()).await;
    // What was told a moment before may come again, under the same name.
    let mut about = Vec::new();
    while about.len() < 3 {
        last = stream.delivery().await;
        if !told.contains(&last["data"]["id"]) {
            told.push(last["data"]["id"].clone());
            about.push(last["data"]["body"].as_str().unwrap().to_owned());
        }
    }
    let expected = [&first, &second, &second].map(|walk| walk.payment.id.as_str());
    for (body, payment) in about.iter().zip(expected) {
        assert!(body.contains(payment), "{body}");
    }
    stream.is_quiet().await;
}

on_every_database!(
    payments_are_heard_in_order_and_by_their_own_account,
    nothing_is_lost_with_a_connection,
);

#[tokio::test]
async fn refusals_are_those_of_the_contract() {
    let server = Server::on_sqlite().await;
    let live = server.another_account("Real money").await;
    let id = live.id.as_str();
    server
        .sql(&format!(
            "UPDATE accounts SET mode = 'live' WHERE id = '{id}'"
        ))
        .await;
    let api = server.api();
    let get = || Sent::new("GET", DELIVERIES);
    let mut held = Vec::new();
    for (client, sent, status) in [
        (&server.without_key(), get(), 401),
        (&live.api, get(), 403),
        (&api, Sent::new("GET", "/listen/v1/deliveries?after=x"), 400),
        (&api, get().header("accept", "application/json"), 406),
        (&api, get(), 429),
    ] {
        if status == 429 {
            for _ in 0..10 {
                held.push(Stream::open(server.address(), server.key(), None).await);
            }
        }
        assert_eq!(refused(client, sent).await, status);
    }
}

/// What a request is refused with, which the contract knows.
async fn refused(client: &ApiClient, sent: Sent) -> u16 {
    let answer = client.send_unchecked(sent.clone()).await;
    let breaches = LISTEN.breaches(&Seen {
        method: &sent.method,
        path: sent.path(),
        status: answer.status,
        headers: &answer.headers,
        body: &answer.body,
    });
    assert!(breaches.is_empty(), "{breaches:#?}");
    answer.status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stops_waits_for_no_listener() {
    let server = Server::on_sqlite().await;
    let stream = Stream::open(server.address(), server.key(), None).await;
    let since = Instant::now();
    server.stop().await;
    let took = since.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}");
    stream.end().await;
}
