//! HTTP itself: paths, methods, caching, compression (as in GOV.UK Pay).

use std::collections::BTreeSet;

use serde_json::json;
use system_tests::client::exchange::Sent;
use system_tests::contract_check::PUBLIC;
use system_tests::harness::Server;

use crate::shown::line;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// A method that the contract does not offer at a path is answered with those it does.
#[tokio::test]
async fn every_path_refuses_the_methods_it_does_not_offer() {
    let server = Server::on_sqlite().await;
    let paths: BTreeSet<String> = PUBLIC
        .operations()
        .iter()
        .map(|operation| operation.path_with(|_| "unknown".to_owned()))
        .collect();
    for path in paths {
        let offered: Vec<&str> = METHODS
            .into_iter()
            .filter(|method| PUBLIC.operation_at(method, &path).is_some())
            .collect();
        for method in METHODS {
            if offered.contains(&method) {
                continue;
            }
            let answer = server.api().send(Sent::new(method, &path)).await;
            assert_eq!(
                line(&answer),
                r#"405 {"code":405,"message":"HTTP 405 Method Not Allowed"}"#
            );
            let allow = answer.header("allow").unwrap_or_default();
            let allowed: Vec<&str> = allow.split(',').map(str::trim).collect();
            for method in &offered {
                assert!(allowed.contains(method), "{path}: {allow}");
            }
            assert!(!allowed.contains(&method), "{path}: {allow}");
        }
    }
}

#[tokio::test]
async fn every_path_may_end_in_a_slash() {
    let server = Server::on_sqlite().await;
    for operation in PUBLIC.operations() {
        let path = operation.path_with(|_| "unknown".to_owned());
        let plain = server.api().send(Sent::new(&operation.method, &path)).await;
        let slashed = Sent::new(&operation.method, &format!("{path}/"));
        let slashed = server.api().send(slashed).await;
        // Links name the path as the contract does, whichever way it was asked for.
        assert_eq!(line(&plain), line(&slashed), "{}", operation.id);
    }
}

#[tokio::test]
async fn what_can_be_got_can_be_asked_for_its_head() {
    let server = Server::on_sqlite().await;
    let id = server.api().create(json!({})).await.id;
    for path in [
        "/v1/payments".to_owned(),
        format!("/v1/payments/{id}"),
        format!("/v1/payments/{id}/events"),
        format!("/v1/payments/{id}/refunds"),
        "/v1/payments/unknown".to_owned(),
    ] {
        let got = server.api().get(&path).await;
        let head = server.api().send(Sent::new("HEAD", &path)).await;
        assert_eq!(head.status, got.status, "{path}");
        assert_eq!(head.header("content-type"), got.header("content-type"));
        assert!(head.raw.is_empty());
    }
}

#[tokio::test]
async fn paths_that_the_contract_does_not_have() {
    let server = Server::on_sqlite().await;
    for path in [
        "/v1",
        "/v1/",
        "/v1/nothing",
        "/v1/payments/x/y",
        "/v1/Payments",
        "/v1/payments//",
        "/v1/payments/x/cancel/now",
    ] {
        let answer = server.api().get(path).await;
        assert_eq!(
            line(&answer),
            r#"404 {"code":404,"message":"HTTP 404 Not Found"}"#,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read() {
    let server = Server::on_sqlite().await;
    let body = format!(
        "{{\"amount\": 1, \"reference\": \"{}\"}}",
        "x".repeat(2 << 20)
    );
    let answer = server.api().post_text("/v1/payments", &body).await;
    assert_eq!(
        line(&answer),
        r#"413 {"code":413,"message":"HTTP 413 Payload Too Large"}"#
    );
}

/// Create, get and search are not kept; the others say nothing about it.
#[tokio::test]
async fn what_may_be_kept() {
    let server = Server::on_sqlite().await;
    let id = server.api().create(json!({})).await.id;
    let payment = format!("/v1/payments/{id}");
    let body = json!({
        "amount": 1,
        "reference": "a",
        "description": "b",
        "return_url": "https://licences.example.org",
    });
    for (answer, not_kept) in [
        (server.api().post("/v1/payments", &body).await, true),
        (server.api().get(&payment).await, true),
        (server.api().get("/v1/payments").await, true),
        (server.api().get(&format!("{payment}/events")).await, false),
        (server.api().get(&format!("{payment}/refunds")).await, false),
    ] {
        let expected = not_kept.then_some("no-store");
        assert_eq!(answer.header("cache-control"), expected);
        assert_eq!(answer.header("pragma"), not_kept.then_some("no-cache"));
    }
}

#[tokio::test]
async fn large_answers_are_compressed_for_those_who_ask() {
    let server = Server::on_sqlite().await;
    let id = server.api().create(json!({})).await.id;
    let path = format!("/v1/payments/{id}");
    let plain = server.api().get(&path).await;
    assert_eq!(plain.header("content-encoding"), None);

    let ask = |path: &str| Sent::new("GET", path).header("accept-encoding", "gzip");
    let zipped = server.api().send(ask(&path)).await;
    assert_eq!(zipped.header("content-encoding"), Some("gzip"));
    assert!(zipped.raw.len() < plain.raw.len());
    assert_eq!(zipped.json(), plain.json());
    let varies = zipped.header("vary").unwrap_or_default().to_lowercase();
    assert!(varies.contains("accept-encoding"), "{varies}");

    let small = server.api().send(ask("/v1/payments/unknown")).await;
    assert_eq!(small.header("content-encoding"), None);
}

#[tokio::test]
async fn links_name_the_configured_address_whatever_the_host_header_says() {
    let settings = [
        ("BURSAR_API_URL", "https://api.pay.example.org"),
        ("BURSAR_PAGES_URL", "https://pay.example.org"),
    ];
    let server = Server::on_sqlite_with(&settings).await;
    let sent = Sent::new("POST", "/v1/payments")
        .header("host", "evil.example")
        .header("x-forwarded-host", "evil.example")
        .body(
            json!({
                "amount": 1,
                "reference": "a",
                "description": "b",
                "return_url": "https://licences.example.org",
            })
            .to_string(),
        );
    let answer = server.api().send(sent).await;
    let (location, text) = (answer.header("location").unwrap(), answer.text());
    assert!(location.starts_with("https://api.pay.example.org/v1/payments/"));
    assert!(text.contains("https://pay.example.org/secure/"));
    assert!(!text.contains("evil"));
}
