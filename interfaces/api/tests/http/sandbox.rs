//! The levers of sandbox mode.

use poem::Request;
use poem::http::Method;
use poem::http::header::CONTENT_TYPE;
use poem::{Endpoint, RequestBuilder};
use serde_json::json;

use crate::scene::{Answer, Scene, answer};

async fn send(scene: &Scene, request: Request) -> Answer {
    let endpoint = api::sandbox_endpoint(scene.application.clone());
    answer(endpoint.call(request).await.unwrap()).await
}

fn request(method: Method, uri: &str) -> RequestBuilder {
    Request::builder().method(method).uri_str(uri)
}

fn advance(body: &str) -> Request {
    request(Method::POST, "/sandbox/api/clock/advance")
        .header(CONTENT_TYPE, "application/json")
        .body(body.to_owned())
}

#[tokio::test]
async fn the_clock_advances_and_the_work_is_done() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    let clock = request(Method::GET, "/sandbox/api/clock").finish();
    let now = json!({ "now": "2026-06-24T12:00:00.000Z" });
    assert_eq!(send(&scene, clock).await.pair(), (200, now));

    let advanced = send(&scene, advance("{\"seconds\": 5400}")).await;
    // The payment expires, and that is handed on.
    let expected = json!({ "now": "2026-06-24T13:30:00.000Z", "work_done": 2 });
    assert_eq!(advanced.pair(), (200, expected));
    let expired = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(expired["state"]["code"], "P0020");
}

#[tokio::test]
async fn a_step_has_limits() {
    let scene = Scene::new().await;
    for (body, status, description) in [
        ("", 400, "the body is not JSON"),
        ("{}", 400, "seconds is missing"),
        ("{\"seconds\": 0}", 422, "seconds must be at least 1"),
    ] {
        let refused = send(&scene, advance(body)).await;
        assert_eq!(refused.status, status);
        assert_eq!(refused.json()["description"], description);
    }
    let form = request(Method::POST, "/sandbox/api/clock/advance").body("{\"seconds\": 1}");
    assert_eq!(send(&scene, form).await.status, 415);
}

#[tokio::test]
async fn all_payments_can_be_forgotten() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    let reset = send(
        &scene,
        request(Method::DELETE, "/sandbox/api/data").finish(),
    )
    .await;
    assert_eq!((reset.status.as_u16(), reset.bytes.len()), (204, 0));
    assert_eq!(scene.get(&format!("/v1/payments/{id}")).await.status, 404);
}

#[tokio::test]
async fn other_paths_are_not_there() {
    let scene = Scene::new().await;
    let nothing = send(
        &scene,
        request(Method::GET, "/sandbox/api/nothing").finish(),
    )
    .await;
    assert_eq!(nothing.status, 404);
    let wrong = send(&scene, request(Method::GET, "/sandbox/api/data").finish()).await;
    assert_eq!(wrong.header("allow"), Some("DELETE, OPTIONS"));
}
