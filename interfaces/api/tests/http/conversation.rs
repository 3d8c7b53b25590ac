//! What fails before an operation is reached, and who wins.

use poem::Request;
use poem::http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE};
use poem::http::{HeaderValue, Method};
use serde_json::{Value, json};

use crate::scene::{Scene, small_body};

fn framework(code: u16, words: &str) -> (u16, Value) {
    (
        code,
        json!({ "code": code, "message": format!("HTTP {code} {words}") }),
    )
}

#[tokio::test]
async fn without_a_good_key_everything_is_401() {
    let scene = Scene::new().await;
    let good = scene.key.clone();
    let bad_checksum = format!("{}x", &good[..good.len() - 1]);
    for key in [
        None,
        Some(good.clone()),
        Some(format!("bearer {good}")),
        Some(format!("Bearer  {good}")),
        Some(format!("Basic {good}")),
        Some("Bearer short".to_owned()),
        Some(format!("Bearer {bad_checksum}")),
    ] {
        for (method, uri) in [
            (Method::GET, "/v1/payments"),
            (Method::POST, "/v1/payments"),
            (Method::DELETE, "/v1/payments"),
            (Method::GET, "/v1/nothing"),
            (Method::GET, "/v1"),
            (Method::OPTIONS, "/v1/payments"),
        ] {
            let mut request = Request::builder()
                .method(method)
                .uri_str(uri)
                .header(CONTENT_TYPE, "text/plain");
            if let Some(key) = &key {
                request = request.header(AUTHORIZATION, key);
            }
            let answer = scene.send(request.finish()).await;
            let expected = json!({ "message": "Unauthorized", "status": "401" });
            assert_eq!(answer.pair(), (401, expected), "{key:?} {uri}");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        }
    }
}

#[tokio::test]
async fn a_revoked_key_is_401_once_the_path_is_found() {
    let scene = Scene::new().await;
    let service = scene.application.authenticate(&scene.key).await.unwrap();
    scene.application.revoke_key(&service.key).await.unwrap();
    assert_eq!(scene.get("/v1/payments").await.status, 401);
    assert_eq!(scene.post("/v1/payments", "").await.status, 401);
    assert_eq!(scene.get("/v1/nothing").await.status, 404);
}

#[tokio::test]
async fn paths_methods_and_media_types_have_their_say_in_this_order() {
    let scene = Scene::new().await;
    let post = |uri: &str, content_type: &str, accept: &'static str| {
        scene
            .request(Method::POST, uri)
            .header(CONTENT_TYPE, content_type)
            .header(ACCEPT, HeaderValue::from_static(accept))
            .body(small_body().to_string())
    };
    for (request, expected) in [
        (
            post("/v1/nothing", "text/plain", "text/html"),
            framework(404, "Not Found"),
        ),
        (
            post("/v1/payments/abc", "text/plain", "text/html"),
            framework(405, "Method Not Allowed"),
        ),
        (
            post("/v1/payments", "application/json", "text/html"),
            framework(406, "Not Acceptable"),
        ),
        (
            post("/v1/payments", "text/plain", "text/html"),
            framework(415, "Unsupported Media Type"),
        ),
        (
            post("/nothing", "text/plain", "text/html"),
            framework(404, "Not Found"),
        ),
    ] {
        let answer = scene.send(request).await;
        assert_eq!(answer.pair(), expected);
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let scene = Scene::new().await;
    for (method, uri, allowed) in [
        (Method::DELETE, "/v1/payments/", "POST, GET, HEAD, OPTIONS"),
        (Method::GET, "/v1/payments/abc/cancel", "POST, OPTIONS"),
        (Method::PUT, "/openapi.yaml", "GET, HEAD"),
    ] {
        let answer = scene.send(scene.request(method, uri).finish()).await;
        assert_eq!(answer.pair(), framework(405, "Method Not Allowed"));
        assert_eq!(answer.header("allow"), Some(allowed));
    }
    let asked = scene
        .send(scene.request(Method::OPTIONS, "/v1/payments/abc").finish())
        .await;
    assert_eq!(asked.status, 200);
    assert_eq!(asked.header("allow"), Some("GET, HEAD, OPTIONS"));
}

#[tokio::test]
async fn a_body_without_a_media_type_is_read_and_a_huge_one_is_not() {
    let scene = Scene::new().await;
    let plain = scene
        .request(Method::POST, "/v1/payments")
        .body(small_body().to_string());
    assert_eq!(scene.send(plain).await.status, 201);

    let mut huge = small_body();
    huge["unknown"] = json!("x".repeat(128 * 1024));
    let refused = scene.post("/v1/payments", huge).await;
    assert_eq!(refused.pair(), framework(413, "Payload Too Large"));
}

#[tokio::test]
async fn paths_may_end_in_a_slash() {
    let scene = Scene::new().await;
    let created = scene.post("/v1/payments/", small_body()).await;
    assert_eq!(created.status, 201);
    let id = created.json()["payment_id"].as_str().unwrap().to_owned();
    assert_eq!(scene.get(&format!("/v1/payments/{id}/")).await.status, 200);
    assert_eq!(
        scene
            .get(&format!("/v1/payments/{id}/events/"))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    let uri = format!("/v1/payments/{id}");
    let head = scene.send(scene.request(Method::HEAD, &uri).finish()).await;
    assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
    assert_eq!(head.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn large_answers_are_compressed_for_those_who_ask() {
    let scene = Scene::new().await;
    let ask = |uri: &str, encoding: &'static str| {
        scene
            .request(Method::GET, uri)
            .header(ACCEPT_ENCODING, HeaderValue::from_static(encoding))
            .finish()
    };
    let id = scene.created(json!({})).await;
    let uri = format!("/v1/payments/{id}");
    let large = scene.send(ask(&uri, "gzip")).await;
    assert_eq!(large.header("content-encoding"), Some("gzip"));
    assert_eq!(large.header("vary"), Some("Accept-Encoding"));
    assert_eq!(large.bytes[..2], [0x1f, 0x8b]);
    let plain = scene.send(ask(&uri, "identity")).await;
    assert_eq!(plain.header("content-encoding"), None);
    let small = scene.send(ask("/v1/payments/abc", "gzip")).await;
    assert_eq!(small.header("content-encoding"), None);
    assert_eq!(small.json()["code"], "P0200");
}
