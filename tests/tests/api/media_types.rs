//! Media types of bodies and answers, and which failure of the conversation wins
//! when there are several (as in GOV.UK Pay).

use serde_json::json;
use system_tests::client::exchange::Sent;
use system_tests::client::{Answer, ApiClient};
use system_tests::harness::Server;

use crate::shown::Table;

#[tokio::test]
async fn media_types_of_bodies() {
    let server = Server::on_sqlite().await;
    let body = json!({
        "amount": 1,
        "reference": "a",
        "description": "b",
        "return_url": "https://licences.example.org",
    });
    let mut table = Table::new();
    for kind in [
        "application/json",
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        "nonsense",
    ] {
        let sent = Sent::new("POST", "/v1/payments")
            .header("content-type", kind)
            .body(body.to_string());
        let answer = server.api().send(sent).await;
        table.add(kind, &only_refusals(answer));
    }
    let sent = Sent::new("POST", "/v1/payments").body(body.to_string());
    let answer = server.api().send(sent).await;
    table.add("none at all", &only_refusals(answer));
    insta::assert_snapshot!(table.text(), @r#"
    application/json
      201
    application/json; charset=utf-8
      201
    APPLICATION/JSON
      201
    text/plain
      415 {"code":415,"message":"HTTP 415 Unsupported Media Type"}
    application/x-www-form-urlencoded
      415 {"code":415,"message":"HTTP 415 Unsupported Media Type"}
    application/xml
      415 {"code":415,"message":"HTTP 415 Unsupported Media Type"}
    nonsense
      415 {"code":415,"message":"HTTP 415 Unsupported Media Type"}
    none at all
      201
    "#);
}

#[tokio::test]
async fn media_types_of_answers() {
    let server = Server::on_sqlite().await;
    let mut table = Table::new();
    for accept in [
        "*/*",
        "application/json",
        "application/*",
        "text/html, application/json;q=0.5",
        "text/html, */*;q=0.1",
        "",
        "text/html",
        "application/xml, text/plain",
        "application/json;q=0",
    ] {
        let sent = Sent::new("GET", "/v1/payments/unknown").header("accept", accept);
        let answer = server.api().send(sent).await;
        table.add(&format!("{accept:?}"), &answer);
    }
    insta::assert_snapshot!(table.text(), @r#"
    "*/*"
      404 {"code":"P0200","description":"Not found"}
    "application/json"
      404 {"code":"P0200","description":"Not found"}
    "application/*"
      404 {"code":"P0200","description":"Not found"}
    "text/html, application/json;q=0.5"
      404 {"code":"P0200","description":"Not found"}
    "text/html, */*;q=0.1"
      404 {"code":"P0200","description":"Not found"}
    ""
      404 {"code":"P0200","description":"Not found"}
    "text/html"
      406 {"code":406,"message":"HTTP 406 Not Acceptable"}
    "application/xml, text/plain"
      406 {"code":406,"message":"HTTP 406 Not Acceptable"}
    "application/json;q=0"
      406 {"code":406,"message":"HTTP 406 Not Acceptable"}
    "#);
}

/// Key, then path, method and media types, then whether the key is known, then
/// the body (as in GOV.UK Pay).
#[tokio::test]
async fn which_failure_wins() {
    let server = Server::on_sqlite().await;
    let account = server.another_account("Parks and gardens").await;
    let revoked = account.api;
    server
        .application()
        .revoke_key(&account.key_id)
        .await
        .unwrap();
    let (none, good) = (server.without_key(), server.api());
    let plain = || Sent::new("POST", "/v1/payments").header("content-type", "text/plain");
    let picky = || Sent::new("GET", "/v1/payments").header("accept", "text/html");
    let broken = || Sent::new("POST", "/v1/payments").body("{");

    let mut table = Table::new();
    let cases: [(&str, &ApiClient, Sent); 12] = [
        (
            "no key, unknown path",
            &none,
            Sent::new("GET", "/v1/nothing"),
        ),
        (
            "no key, wrong method",
            &none,
            Sent::new("PUT", "/v1/payments"),
        ),
        ("no key, wrong media type", &none, plain()),
        ("no key, unacceptable", &none, picky()),
        ("no key, broken body", &none, broken()),
        (
            "revoked, unknown path",
            &revoked,
            Sent::new("GET", "/v1/nothing"),
        ),
        (
            "revoked, wrong method",
            &revoked,
            Sent::new("PUT", "/v1/payments"),
        ),
        ("revoked, wrong media type", &revoked, plain()),
        ("revoked, unacceptable", &revoked, picky()),
        ("revoked, broken body", &revoked, broken()),
        (
            "good, wrong media type, broken body",
            &good,
            plain().body("{"),
        ),
        ("good, broken body", &good, broken()),
    ];
    for (case, client, sent) in cases {
        table.add(case, &client.send(sent).await);
    }
    insta::assert_snapshot!(table.text(), @r#"
    no key, unknown path
      401 {"message":"Unauthorized","status":"401"}
    no key, wrong method
      401 {"message":"Unauthorized","status":"401"}
    no key, wrong media type
      401 {"message":"Unauthorized","status":"401"}
    no key, unacceptable
      401 {"message":"Unauthorized","status":"401"}
    no key, broken body
      401 {"message":"Unauthorized","status":"401"}
    revoked, unknown path
      404 {"code":404,"message":"HTTP 404 Not Found"}
    revoked, wrong method
      405 {"code":405,"message":"HTTP 405 Method Not Allowed"}
    revoked, wrong media type
      415 {"code":415,"message":"HTTP 415 Unsupported Media Type"}
    revoked, unacceptable
      406 {"code":406,"message":"HTTP 406 Not Acceptable"}
    revoked, broken body
      401 {"message":"Unauthorized","status":"401"}
    good, wrong media type, broken body
      415 {"code":415,"message":"HTTP 415 Unsupported Media Type"}
    good, broken body
      400 {"code":"P0197","description":"Unable to parse JSON"}
    "#);
}

/// What succeeded without its body, so that tables show refusals in full.
fn only_refusals(mut answer: Answer) -> Answer {
    if answer.status < 300 {
        answer.body.clear();
    }
    answer
}
