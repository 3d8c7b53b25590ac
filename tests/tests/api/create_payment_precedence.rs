//! `createPayment`, when the body is none or the header is wrong, and which of two
//! mistakes is told.

use serde_json::{Value, json};
use system_tests::client::Answer;
use system_tests::client::exchange::Sent;
use system_tests::harness::Server;

use crate::create_payment_refusals::body;
use crate::shown::{Table, case, line};

#[tokio::test]
async fn bodies_that_are_no_payment_at_all() {
    let server = Server::on_sqlite().await;
    let mut table = Table::new();
    for text in [
        "",
        "null",
        "abc",
        "{",
        "{\"amount\": 1,}",
        "[]",
        "7",
        "\"text\"",
        "{}",
        "\u{feff}{}",
    ] {
        let answer = server.api().post_text("/v1/payments", text).await;
        table.add(&format!("{text:?}"), &answer);
    }
    insta::assert_snapshot!(table.text(), @r#"
    ""
      400 {"code":"P0920","description":"Request blocked by security rules. Please consult API documentation for more information."}
    "null"
      400 {"code":"P0197","description":"Unable to parse JSON"}
    "abc"
      400 {"code":"P0197","description":"Unable to parse JSON"}
    "{"
      400 {"code":"P0197","description":"Unable to parse JSON"}
    "{\"amount\": 1,}"
      400 {"code":"P0197","description":"Unable to parse JSON"}
    "[]"
      400 {"field":"amount","code":"P0101","description":"Missing mandatory attribute: amount"}
    "7"
      400 {"field":"amount","code":"P0101","description":"Missing mandatory attribute: amount"}
    "\"text\""
      400 {"field":"amount","code":"P0101","description":"Missing mandatory attribute: amount"}
    "{}"
      400 {"field":"amount","code":"P0101","description":"Missing mandatory attribute: amount"}
    "\u{feff}{}"
      400 {"field":"amount","code":"P0101","description":"Missing mandatory attribute: amount"}
    "#);
}

/// Bodies that were made to hurt a parser.
#[tokio::test]
async fn bodies_that_are_not_even_text() {
    let server = Server::on_sqlite().await;
    let deep = "[".repeat(30_000);
    let deep_member = format!("{{\"amount\": {deep}");
    for body in [
        b"{\"amount\": 1, \"reference\": \"\xff\"}".to_vec(),
        b"{\"amount\": 1, \"reference\": \"\0\"}".to_vec(),
        deep.into_bytes(),
        deep_member.into_bytes(),
    ] {
        let sent = Sent::new("POST", "/v1/payments").body(body);
        let answer = server.api().send(sent).await;
        assert_eq!(
            line(&answer),
            r#"400 {"code":"P0197","description":"Unable to parse JSON"}"#
        );
    }
}

#[tokio::test]
async fn idempotency_keys_that_are_none() {
    let server = Server::on_sqlite().await;
    let mut table = Table::new();
    for key in ["", "with space", "under_score", "\u{e9}", &"k".repeat(256)] {
        let answer = create_with_key(&server, key, &json!({})).await;
        table.add(&case(&json!(key)), &answer);
    }
    insta::assert_snapshot!(table.text(), @r#"
    ""
      422 {"header":"Idempotency-Key","code":"P0102","description":"Header [Idempotency-Key] can have a size between 1 and 255"}
    "with space"
      422 {"header":"Idempotency-Key","code":"P0102","description":"Header [Idempotency-Key] can only contain alphanumeric characters and hyphens"}
    "under_score"
      422 {"header":"Idempotency-Key","code":"P0102","description":"Header [Idempotency-Key] can only contain alphanumeric characters and hyphens"}
    "é"
      422 {"header":"Idempotency-Key","code":"P0102","description":"Header [Idempotency-Key] can only contain alphanumeric characters and hyphens"}
    "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk... (258 characters)
      422 {"header":"Idempotency-Key","code":"P0102","description":"Header [Idempotency-Key] can have a size between 1 and 255"}
    "#);

    for key in ["k", "A-1", &"k".repeat(255)] {
        assert_eq!(create_with_key(&server, key, &json!({})).await.status, 201);
    }
}

/// Of two mistakes the earlier in the order of the tables is told.
#[tokio::test]
async fn which_mistake_wins() {
    let server = Server::on_sqlite().await;
    let mut table = Table::new();
    for change in [
        json!({ "amount": "x", "reference": "absent" }),
        json!({ "reference": "<", "description": "absent" }),
        json!({ "description": 7, "return_url": 7 }),
        json!({ "return_url": 7, "delayed_capture": null }),
        json!({ "delayed_capture": null, "email": 7 }),
        json!({ "email": 7, "metadata": null }),
        json!({ "amount": -1, "metadata": null }),
        json!({ "amount": -1, "reference": "<" }),
        json!({ "reference": "x".repeat(256), "description": "<" }),
        json!({ "amount": 10_000_001, "return_url": "absent" }),
        json!({ "amount": 0, "return_url": "nowhere" }),
    ] {
        let answer = server.api().post("/v1/payments", &body(&change)).await;
        table.add(&case(&change), &answer);
    }
    let both = create_with_key(&server, "_", &json!({ "amount": "x" })).await;
    table.add("header and a member of the wrong kind", &both);
    insta::assert_snapshot!(table.text(), @r#"
    {"amount":"x","reference":"absent"}
      400 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    {"reference":"<","description":"absent"}
      400 {"field":"reference","code":"P0102","description":"Invalid attribute value: reference. Must be a valid string format"}
    {"description":7,"return_url":7}
      400 {"field":"description","code":"P0102","description":"Invalid attribute value: description. Must be a valid string format"}
    {"return_url":7,"delayed_capture":null}
      400 {"field":"return_url","code":"P0102","description":"Invalid attribute value: return_url. Must be a valid URL format"}
    {"delayed_capture":null,"email":7}
      400 {"field":"delayed_capture","code":"P0102","description":"Invalid attribute value: delayed_capture. Must be true or false"}
    {"email":7,"metadata":null}
      400 {"field":"email","code":"P0102","description":"Invalid attribute value: email. Field must be a string"}
    {"amount":-1,"metadata":null}
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Value must not be null"}
    {"amount":-1,"reference":"<"}
      400 {"field":"reference","code":"P0102","description":"Invalid attribute value: reference. Must be a valid string format"}
    {"reference":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... (290 characters)
      400 {"field":"description","code":"P0102","description":"Invalid attribute value: description. Must be a valid string format"}
    {"amount":10000001,"return_url":"absent"}
      422 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be less than or equal to 10000000"}
    {"amount":0,"return_url":"nowhere"}
      422 {"code":"P0102","description":"Invalid attribute value: return_url. Must be a valid URL format"}
    header and a member of the wrong kind
      400 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    "#);
}

async fn create_with_key(server: &Server, key: &str, change: &Value) -> Answer {
    let sent = Sent::new("POST", "/v1/payments")
        .header("idempotency-key", key)
        .header("content-type", "application/json")
        .body(body(change).to_string());
    server.api().send(sent).await
}
