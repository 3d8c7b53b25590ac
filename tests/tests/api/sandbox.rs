//! The sandbox's levers, by the contract of their own.

use std::time::Duration;

use serde_json::json;
use system_tests::client::Answer;
use system_tests::client::exchange::Sent;
use system_tests::harness::{Server, Walk};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::shown::{Table, case};

#[tokio::test]
async fn the_clock_moves_forward_and_takes_the_work_with_it() {
    let server = Server::on_sqlite().await;
    let api = server.without_key();
    let id = server.api().create(json!({})).await.id;
    let before = instant(&api.get("/sandbox/api/clock").await);

    let moved = api
        .post("/sandbox/api/clock/advance", &json!({ "seconds": 5_460 }))
        .await;

    assert_eq!(moved.status, 200, "{}", moved.text());
    let passed = instant(&moved) - before;
    assert!((5_460..5_520).contains(&passed.whole_seconds()), "{passed}");
    assert!(moved.at("/work_done").as_i64() >= Some(1));
    assert_eq!(server.api().state(&id).await["code"], "P0020");
    let fresh = server.api().create(json!({})).await.id;
    let fresh = server.api().payment(&fresh).await.at("/created_date");
    assert!(fresh.as_str() >= moved.at("/now").as_str());
}

/// What a clock says.
fn instant(answer: &Answer) -> OffsetDateTime {
    let now = answer.at("/now");
    OffsetDateTime::parse(now.as_str().unwrap(), &Rfc3339).unwrap()
}

#[tokio::test]
async fn steps_that_the_clock_does_not_take() {
    let server = Server::on_sqlite().await;
    let api = server.without_key();
    let mut table = Table::new();
    for body in [
        json!({}),
        json!({ "seconds": null }),
        json!({ "seconds": "60" }),
        json!({ "seconds": 0.5 }),
        json!({ "seconds": 0 }),
        json!({ "seconds": -1 }),
        json!({ "seconds": 31_536_001 }),
    ] {
        let answer = api.post("/sandbox/api/clock/advance", &body).await;
        table.add(&case(&body), &answer);
    }
    table.add(
        "no JSON",
        &api.post_text("/sandbox/api/clock/advance", "{").await,
    );
    let form = Sent::new("POST", "/sandbox/api/clock/advance")
        .header("content-type", "application/x-www-form-urlencoded")
        .body("seconds=60");
    table.add("a form", &api.send(form).await);
    insta::assert_snapshot!(table.text(), @r#"
    {}
      400 {"field":"seconds","description":"seconds is missing"}
    {"seconds":null}
      400 {"field":"seconds","description":"seconds must be a whole number"}
    {"seconds":"60"}
      400 {"field":"seconds","description":"seconds must be a whole number"}
    {"seconds":0.5}
      400 {"field":"seconds","description":"seconds must be a whole number"}
    {"seconds":0}
      422 {"field":"seconds","description":"seconds must be at least 1"}
    {"seconds":-1}
      422 {"field":"seconds","description":"seconds must be at least 1"}
    {"seconds":31536001}
      422 {"field":"seconds","description":"seconds must be at most 31536000"}
    no JSON
      400 {"description":"the body is not JSON"}
    a form
      415 {"code":415,"message":"HTTP 415 Unsupported Media Type"}
    "#);
    let now = instant(&api.get("/sandbox/api/clock").await);
    assert!((now - OffsetDateTime::now_utc()).abs() < time::Duration::MINUTE);
}

#[tokio::test]
async fn starting_over_deletes_payments_and_keeps_keys() {
    let server = Server::on_sqlite().await;
    let walk = Walk::to_the_end(&server, json!({})).await;
    walk.api
        .refund(&walk.payment.id, json!({ "amount": 1 }))
        .await;
    server.advance(Duration::from_secs(3600)).await;

    let answer = server
        .without_key()
        .send(Sent::new("DELETE", "/sandbox/api/data"))
        .await;

    assert_eq!(answer.status, 204);
    let gone = walk
        .api
        .get(&format!("/v1/payments/{}", walk.payment.id))
        .await;
    assert_eq!(gone.status, 404);
    assert_eq!(walk.api.get("/v1/payments").await.at("/total"), 0);
    let now = instant(&server.without_key().get("/sandbox/api/clock").await);
    assert!((now - OffsetDateTime::now_utc()).abs() < time::Duration::MINUTE);

    let again = Walk::to_the_end(&server, json!({})).await;
    assert_eq!(again.status().await, "success");
    server.advance(Duration::from_secs(60)).await;
}
