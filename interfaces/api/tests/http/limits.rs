//! How often a service may call.

use application::accounts::change::AccountChange;
use domain::account::RateLimit;
use poem::Request;
use poem::http::Method;
use poem::http::header::CONTENT_TYPE;
use serde_json::json;
use std::time::Duration;

use crate::scene::{Answer, Scene};

fn assert_refused(answer: &Answer) {
    let expected = json!({ "code": "P0900", "description": "Too many requests" });
    assert_eq!(answer.pair(), (429, expected));
    assert_eq!(answer.header("retry-after"), Some("1"));
    assert_eq!(answer.header("content-encoding"), None);
}

async fn limited(reads: u32, posts: u32) -> Scene {
    let mut scene = Scene::new().await;
    let limit = RateLimit::of(reads, posts, Duration::from_secs(1));
    scene
        .change(AccountChange {
            rate_limit: Some(Some(limit)),
            ..AccountChange::default()
        })
        .await;
    scene
}

#[tokio::test]
async fn each_kind_of_request_has_a_count_of_its_own() {
    let scene = limited(3, 2).await;
    for (method, uri, admitted) in [
        (Method::GET, "/v1/payments", 3),
        (Method::POST, "/v1/payments", 2),
        (Method::POST, "/v1/payments/p/capture", 2),
        (Method::POST, "/v1/payments/p/cancel", 2),
    ] {
        for _ in 0..admitted {
            let request = scene.request(method.clone(), uri).body("{");
            assert_ne!(scene.send(request).await.status, 429);
        }
        // It is refused before anybody looks at its body.
        let request = scene.request(method, uri).body("{");
        assert_refused(&scene.send(request).await);
    }
    let refund = scene.post("/v1/payments/p/refunds", "{").await;
    assert_refused(&refund);
    scene.world.clock.pass(Duration::from_secs(1));
    assert_eq!(scene.get("/v1/payments").await.status, 200);
}

#[tokio::test]
async fn only_requests_that_are_let_in_count() {
    let scene = limited(1, 1).await;
    for uri in ["/v1/nothing", "/v1/payments/p/cancel"] {
        assert_ne!(scene.get(uri).await.status, 429);
    }
    let stranger = Request::builder().uri_str("/v1/payments").finish();
    assert_eq!(scene.send(stranger).await.status, 401);
    assert_eq!(scene.get("/v1/payments").await.status, 200);
    assert_refused(&scene.get("/v1/payments").await);
}

#[tokio::test]
async fn those_without_a_key_share_one_count() {
    let scene = Scene::new().await;
    let auth = || {
        Request::builder()
            .method(Method::POST)
            .uri_str("/v1/auth/")
            .header(CONTENT_TYPE, "application/json")
            .body("{}")
    };
    for _ in 0..15 {
        assert_eq!(scene.send(auth()).await.status, 422);
    }
    assert_refused(&scene.send(auth()).await);
}
