//! Listening: who may, and that whoever does passes nothing over.

mod stream;

use std::time::Duration;

use domain::account::Mode;
use domain::ports::Clock;
use domain::{ApiKeyId, PaymentId};
use poem::http::header::{ACCEPT, AUTHORIZATION};
use poem::http::{Method, StatusCode};
use poem::{Endpoint, Request};
use secrecy::ExposeSecret;
use serde_json::json;

use self::stream::{DELIVERIES, Listening};
use crate::scene::{Scene, answer};

/// A payment that was told of as soon as it was made.
async fn paid(scene: &Scene) -> PaymentId {
    let id = scene.created(json!({})).await;
    scene.confirmed(&id).await;
    PaymentId::parse(&id).unwrap()
}

/// Hands on what happened to a payment, as if the unit that does had begun so long ago.
async fn hand_on(scene: &Scene, payment: &PaymentId, ago: Duration) {
    let at = scene.world.clock.now().minus(ago);
    let mut unit = scene.store().begin().await.unwrap();
    let mut events = unit.events().undispatched(200).await.unwrap();
    events.retain(|stored| stored.event.payment == *payment);
    assert!(!events.is_empty());
    unit.events().dispatched(&events, at).await.unwrap();
    unit.commit().await.unwrap();
}

const NOW: Duration = Duration::ZERO;
const BOTH: [&str; 2] = ["card_payment_succeeded", "card_payment_captured"];

#[tokio::test(start_paused = true)]
async fn what_happens_is_told_in_order_and_once() {
    let scene = Scene::new().await;
    let endpoint = scene.listening();
    let earlier = paid(&scene).await;
    hand_on(&scene, &earlier, NOW).await;
    let mut listening = Listening::begin(&endpoint, scene.request(Method::GET, DELIVERIES)).await;
    let ready = listening.next().await;
    assert_eq!(ready.name, "ready");
    let secret = ready.data["signing_secret"].as_str().unwrap();
    assert!(
        secret.starts_with("webhook_test_") && secret.len() == 39,
        "{secret}"
    );

    let payment = paid(&scene).await;
    hand_on(&scene, &payment, NOW).await;

    for event in BOTH {
        let told = listening.next().await;
        assert_eq!(
            (told.name.as_str(), &told.data["event_type"]),
            ("delivery", &json!(event))
        );
        let body: serde_json::Value =
            serde_json::from_str(told.data["body"].as_str().unwrap()).unwrap();
        assert_eq!(body["webhook_message_id"], told.data["id"]);
        assert_eq!(body["resource_id"], payment.as_str());
        assert_eq!(body["created_date"], told.data["created_date"]);
    }
    listening.is_quiet().await;
}

#[tokio::test(start_paused = true)]
async fn what_comes_to_light_late_is_told_all_the_same() {
    let scene = Scene::new().await;
    let endpoint = scene.listening();
    let [before, first, second] = [paid(&scene).await, paid(&scene).await, paid(&scene).await];
    let mut listening = Listening::begin(&endpoint, scene.request(Method::GET, DELIVERIES)).await;
    listening.next().await;

    hand_on(&scene, &second, NOW).await;
    assert_eq!(
        listening.payments(2).await,
        [&second; 2].map(PaymentId::as_str)
    );
    hand_on(&scene, &first, Duration::from_secs(8)).await;
    assert_eq!(
        listening.payments(2).await,
        [&first; 2].map(PaymentId::as_str)
    );
    hand_on(&scene, &before, Duration::from_secs(1)).await;
    assert_eq!(
        listening.payments(2).await,
        [&before; 2].map(PaymentId::as_str)
    );
    scene.world.clock.pass(Duration::from_secs(600));
    listening.is_quiet().await;
    let last = paid(&scene).await;
    hand_on(&scene, &last, NOW).await;
    assert_eq!(
        listening.payments(2).await,
        [&last; 2].map(PaymentId::as_str)
    );
}

#[tokio::test(start_paused = true)]
async fn a_lost_connection_goes_on_after_the_last_event() {
    let scene = Scene::new().await;
    let endpoint = scene.listening();
    let mut listening = Listening::begin(&endpoint, scene.request(Method::GET, DELIVERIES)).await;
    let beginning = listening.next().await.id;
    drop(listening);
    let many: usize = 120;
    for _ in 0..many {
        let payment = paid(&scene).await;
        hand_on(&scene, &payment, NOW).await;
        scene.world.clock.pass(Duration::from_secs(1));
    }

    let request = scene
        .request(Method::GET, DELIVERIES)
        .header("Last-Event-ID", &beginning);
    let mut listening = Listening::begin(&endpoint, request).await;
    assert_eq!(listening.next().await.id, beginning);
    let mut told = Vec::new();
    for _ in 0..2 * many {
        told.push(listening.next().await);
    }
    listening.is_quiet().await;
    drop(listening);

    let last = &told[2 * many - 41];
    let request = scene.request(Method::GET, &format!("{DELIVERIES}?after={}", last.id));
    let mut listening = Listening::begin(&endpoint, request).await;
    listening.next().await;
    let mut again = Vec::new();
    while again
        .last()
        .is_none_or(|event: &stream::Event| event.id != told[2 * many - 1].id)
    {
        again.push(listening.next().await);
    }
    let ids = |events: &[stream::Event]| -> Vec<_> {
        events
            .iter()
            .map(|event| event.data["id"].clone())
            .collect()
    };
    assert!(ids(&told).ends_with(&ids(&again)));
    assert!(
        (40..=70).contains(&again.len()),
        "{} were told again",
        again.len()
    );
}

#[tokio::test(start_paused = true)]
async fn a_place_from_before_a_fresh_start_is_forgotten() {
    let scene = Scene::new().await;
    let endpoint = scene.listening();
    let later = scene.world.clock.now().plus(Duration::from_secs(3_600));
    let request = scene.request(
        Method::GET,
        &format!("{DELIVERIES}?after={}.7", later.as_millis()),
    );
    let mut listening = Listening::begin(&endpoint, request).await;
    listening.next().await;
    let payment = paid(&scene).await;
    hand_on(&scene, &payment, NOW).await;
    assert_eq!(
        listening.payments(2).await,
        [&payment; 2].map(PaymentId::as_str)
    );

    // The same for somebody who listens while the clock is put back.
    let began = scene.world.clock.now().minus(Duration::from_secs(3_600));
    scene.world.clock.set(began);
    listening.is_quiet().await;
    let payment = paid(&scene).await;
    hand_on(&scene, &payment, NOW).await;
    assert_eq!(
        listening.payments(2).await,
        [&payment; 2].map(PaymentId::as_str)
    );
}

#[tokio::test(start_paused = true)]
async fn only_the_events_that_are_named_are_told() {
    let scene = Scene::new().await;
    let endpoint = scene.listening();
    let target = format!("{DELIVERIES}?events=card_payment_captured,card_payment_failed");
    let mut listening = Listening::begin(&endpoint, scene.request(Method::GET, &target)).await;
    listening.next().await;
    let payment = paid(&scene).await;
    hand_on(&scene, &payment, NOW).await;
    assert_eq!(
        listening.next().await.data["event_type"],
        "card_payment_captured"
    );
    listening.is_quiet().await;
}

#[tokio::test(start_paused = true)]
async fn a_revoked_key_hears_no_more() {
    let scene = Scene::new().await;
    let endpoint = scene.listening();
    let mut listening = Listening::begin(&endpoint, scene.request(Method::GET, DELIVERIES)).await;
    listening.next().await;
    let service = scene.application.authenticate(&scene.key).await.unwrap();
    let key: ApiKeyId = service.key;
    scene.application.revoke_key(&key).await.unwrap();
    listening.has_ended().await;
}

#[tokio::test]
async fn a_refusal_says_why() {
    let scene = Scene::new().await;
    let endpoint = scene.listening();
    let live = live_key(&scene).await;
    let asked = |key: &str, method: Method, target: &str, accept: &str| {
        Request::builder()
            .method(method)
            .uri_str(target)
            .header(AUTHORIZATION, key)
            .header(ACCEPT, accept)
            .finish()
    };
    let (ours, live) = (format!("Bearer {}", scene.key), format!("Bearer {live}"));
    let stream = "text/event-stream";
    for (key, method, target, accept, expected) in [
        (ours.as_str(), Method::GET, DELIVERIES, stream, (200, "")),
        (
            &ours,
            Method::GET,
            "/listen/v1/deliveries/",
            "*/*",
            (200, ""),
        ),
        ("", Method::GET, DELIVERIES, stream, (401, "Unauthorized")),
        (
            "Bearer x",
            Method::POST,
            DELIVERIES,
            stream,
            (401, "Unauthorized"),
        ),
        (
            &ours,
            Method::POST,
            DELIVERIES,
            stream,
            (405, "HTTP 405 Method Not Allowed"),
        ),
        (
            &ours,
            Method::HEAD,
            DELIVERIES,
            stream,
            (405, "HTTP 405 Method Not Allowed"),
        ),
        (
            &ours,
            Method::GET,
            DELIVERIES,
            "application/json",
            (406, "HTTP 406 Not Acceptable"),
        ),
        (
            &ours,
            Method::GET,
            "/listen/v1/deliveries/x",
            stream,
            (404, "HTTP 404 Not Found"),
        ),
        (&live, Method::GET, DELIVERIES, stream, (403, "L0001")),
        (
            &ours,
            Method::GET,
            "/listen/v1/deliveries?after=x",
            stream,
            (400, "L0002"),
        ),
        (
            &ours,
            Method::GET,
            "/listen/v1/deliveries?events=x",
            stream,
            (400, "L0002"),
        ),
    ] {
        let response = endpoint.call(asked(key, method, target, accept)).await;
        let response = response.unwrap_or_else(poem::Error::into_response);
        let status = response.status().as_u16();
        if status == 200 {
            assert_eq!(response.header("cache-control"), Some("no-store"));
            assert_eq!(response.content_type(), Some(stream));
            assert_eq!(expected.0, 200, "{target}");
            continue;
        }
        let body = answer(response).await.json();
        let said = body.get("message").unwrap_or(&body["code"]);
        assert_eq!((status, said), (expected.0, &json!(expected.1)), "{target}");
    }
}

#[tokio::test]
async fn an_account_has_so_many_listeners() {
    let scene = Scene::new().await;
    let endpoint = scene.listening();
    let mut held = Vec::new();
    for _ in 0..10 {
        held.push(Listening::begin(&endpoint, scene.request(Method::GET, DELIVERIES)).await);
    }
    let another = || endpoint.call(scene.request(Method::GET, DELIVERIES).finish());
    let full = answer(another().await.unwrap()).await;
    assert_eq!(
        (full.status, &full.json()["code"]),
        (StatusCode::TOO_MANY_REQUESTS, &json!("L0003"))
    );
    assert_eq!(full.header("retry-after"), Some("10"));
    held.pop();
    assert_eq!(another().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn the_contract_is_served_beside() {
    let scene = Scene::new().await;
    let request = Request::builder().uri_str("/listen/openapi.yaml").finish();
    let yaml = answer(scene.listening().call(request).await.unwrap()).await;
    assert_eq!(yaml.header("content-type"), Some("application/yaml"));
    assert_eq!(yaml.text(), include_str!("../../../../openapi/listen.yaml"));
}

/// The key of an account that moves real money.
async fn live_key(scene: &Scene) -> String {
    let key = scene.another_key().await;
    let service = scene.application.authenticate(&key).await.unwrap();
    let mut unit = scene.store().begin().await.unwrap();
    let mut account = unit
        .accounts()
        .account(&service.account.id)
        .await
        .unwrap()
        .unwrap();
    account.mode = Mode::Live;
    unit.accounts().save_account(&mut account).await.unwrap();
    unit.commit().await.unwrap();
    let made = scene
        .application
        .make_key(&account.id, "live")
        .await
        .unwrap();
    made.text.expose_secret().to_owned()
}
