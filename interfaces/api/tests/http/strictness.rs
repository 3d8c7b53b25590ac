//! What is refused where the operator wishes, and what is refused to firewalls everywhere.

use api::ExtraRefusals;
use poem::Request;
use poem::http::Method;
use poem::http::header::{ACCEPT, CONTENT_TYPE};
use serde_json::{Value, json};

use crate::scene::{Answer, Scene, small_body};

fn assert_blocked(answer: &Answer) {
    let words =
        "Request blocked by security rules. Please consult API documentation for more information.";
    let expected = json!({ "code": "P0920", "description": words });
    assert_eq!(answer.pair(), (400, expected));
    assert_eq!(answer.header("content-type"), Some("application/json"));
}

async fn strict() -> Scene {
    Scene::strict(ExtraRefusals {
        wrong_media_type: true,
        missing_media_type: true,
        urls_in_texts: true,
        http_return_urls: true,
    })
    .await
}

fn body_with(member: &str, value: &str) -> Value {
    let mut body = small_body();
    body[member] = json!(value);
    body
}

#[tokio::test]
async fn an_operator_may_want_media_types_refused() {
    let scene = strict().await;
    let post = |scene: &Scene| scene.request(Method::POST, "/v1/payments");
    let good = small_body().to_string();
    let wrong = post(&scene).header(CONTENT_TYPE, "text/plain");
    assert_blocked(&scene.send(wrong.body(good.clone())).await);
    assert_blocked(&scene.send(post(&scene).body(good)).await);
    let picky = scene.request(Method::GET, "/v1/payments");
    let picky = picky.header(ACCEPT, "text/html").finish();
    assert_blocked(&scene.send(picky).await);
    // It stands before the API, so it wants no key.
    let stranger = Request::builder().method(Method::POST);
    let stranger = stranger.uri_str("/v1/payments").body("{}");
    assert_blocked(&scene.send(stranger).await);
    assert_eq!(scene.post("/v1/payments", small_body()).await.status, 201);
    let bare = scene.request(Method::POST, "/v1/payments/p/cancel");
    assert_eq!(scene.send(bare.finish()).await.status, 404);
}

#[tokio::test]
async fn an_operator_may_want_addresses_refused() {
    let (strict, usual) = (strict().await, Scene::new().await);
    for (member, value) in [
        ("reference", "https://example.org"),
        ("description", "See www.example.org"),
        ("return_url", "http://service.example.org"),
    ] {
        let body = body_with(member, value);
        assert_blocked(&strict.post("/v1/payments", &body).await);
        assert_eq!(usual.post("/v1/payments", &body).await.status, 201);
    }
}

#[tokio::test]
async fn an_empty_body_is_refused_by_everything_that_needs_one() {
    let scene = Scene::new().await;
    for uri in [
        "/v1/payments",
        "/v1/payments/p/refunds",
        "/v1/agreements",
        "/v1/auth",
        "/v1/payment_notification",
    ] {
        assert_blocked(&scene.post(uri, "").await);
    }
}

#[tokio::test]
async fn a_body_that_is_not_json_has_a_code_per_operation() {
    let scene = Scene::new().await;
    for (uri, code) in [
        ("/v1/payments", "P0197"),
        ("/v1/payments/p/refunds", "P0697"),
        ("/v1/agreements", "P2197"),
        ("/v1/auth", "P0197"),
        ("/v1/payment_notification", "P0197"),
    ] {
        for body in ["null", "{", "abc"] {
            let expected = json!({ "code": code, "description": "Unable to parse JSON" });
            assert_eq!(scene.post(uri, body).await.pair(), (400, expected));
        }
    }
}

#[tokio::test]
async fn a_firewall_has_a_place_to_send_to() {
    let scene = Scene::new().await;
    let denied = |method: Method| {
        let request = Request::builder().method(method);
        request.uri_str("/request-denied").finish()
    };
    for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE] {
        assert_blocked(&scene.send(denied(method)).await);
    }
    let other = scene.send(denied(Method::PATCH)).await;
    assert_eq!(other.status, 405);
    assert_eq!(other.header("allow"), Some("GET, HEAD, POST, PUT, DELETE"));
}

#[tokio::test]
async fn a_lost_client_near_the_open_path_learns_that_nothing_is_there() {
    let scene = Scene::new().await;
    let request = |uri: &str| Request::builder().uri_str(uri).finish();
    assert_eq!(scene.send(request("/v1/authority")).await.status, 404);
    assert_eq!(scene.send(request("/v1/auth")).await.status, 405);
}
