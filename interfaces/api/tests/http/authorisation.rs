//! Cards that services send themselves.

use memory::{Behaviour, Call};
use poem::Request;
use poem::http::Method;
use poem::http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::scene::{API, Answer, DECLINED_CARD, GOOD_CARD, Scene};

/// Creates a payment, and answers with it and the token for its card.
async fn created(scene: &Scene, more: Value) -> (String, String) {
    let mut body = json!({
        "amount": 14500,
        "reference": "LETTER-1",
        "description": "A licence by post",
        "authorisation_mode": "moto_api",
    });
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let created = scene.post("/v1/payments", body).await;
    let (status, body) = created.pair();
    assert_eq!(status, 201, "{body}");
    let link = &body["_links"]["auth_url_post"];
    let token = link["params"]["one_time_token"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        *link,
        json!({
            "type": "application/json",
            "params": { "one_time_token": token },
            "href": format!("{API}/v1/auth"),
            "method": "POST"
        })
    );
    assert_eq!(body["moto"], true);
    assert_eq!(body["authorisation_mode"], "moto_api");
    assert!(body.get("return_url").is_none());
    let links: Vec<_> = body["_links"].as_object().unwrap().keys().collect();
    assert_eq!(
        links,
        ["self", "auth_url_post", "events", "refunds", "cancel"]
    );
    (body["payment_id"].as_str().unwrap().to_owned(), token)
}

/// Sends a card, without a key.
async fn sent(scene: &Scene, token: &str, number: &str, expiry: &str) -> Answer {
    let body = json!({
        "one_time_token": token,
        "card_number": number,
        "cvc": "123",
        "expiry_date": expiry,
        "cardholder_name": "Ada Lovelace",
    });
    let request = Request::builder()
        .method(Method::POST)
        .uri_str("/v1/auth")
        .header(CONTENT_TYPE, "application/json")
        .body(body.to_string());
    scene.send(request).await
}

fn error(code: &str, words: &str) -> Value {
    json!({ "code": code, "description": words })
}

#[tokio::test]
async fn an_authorised_payment_is_captured_without_another_call() {
    let scene = Scene::new().await;
    let (id, token) = created(&scene, json!({})).await;
    let authorised = sent(&scene, &token, GOOD_CARD, "12/30").await;
    assert_eq!(
        (authorised.status.as_u16(), authorised.bytes.len()),
        (204, 0)
    );
    let paid = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(paid["state"]["status"], "success");
    assert_eq!(paid["settlement_summary"]["captured_date"], "2026-06-24");
    assert_eq!(paid["card_details"]["cardholder_name"], "Ada Lovelace");

    let again = sent(&scene, &token, GOOD_CARD, "12/30").await;
    let used = error("P1212", "The one_time_token has already been used");
    assert_eq!(again.pair(), (400, used));
}

#[tokio::test]
async fn a_delayed_capture_waits_for_the_service() {
    let scene = Scene::new().await;
    let (id, token) = created(&scene, json!({ "delayed_capture": true })).await;
    assert_eq!(sent(&scene, &token, GOOD_CARD, "12/30").await.status, 204);
    let found = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(found["state"]["status"], "capturable");
    assert!(found["_links"].get("auth_url_post").is_none());
}

#[tokio::test]
async fn a_refused_card_fails_the_payment() {
    let scene = Scene::new().await;
    for (number, words) in [
        (DECLINED_CARD, "The payment was rejected"),
        (
            "6759649826438453",
            "The card type is not enabled: maestro debit",
        ),
        (
            "9999999999999995",
            "The card_number is not a valid card number",
        ),
    ] {
        let (id, token) = created(&scene, json!({})).await;
        let refused = sent(&scene, &token, number, "12/30").await;
        assert_eq!(refused.pair(), (402, error("P0010", words)), "{number}");
        let failed = scene.get(&format!("/v1/payments/{id}")).await.json();
        assert_eq!(failed["state"]["code"], "P0010", "{number}");
    }
}

#[tokio::test]
async fn a_provider_that_fails_is_told() {
    let scene = Scene::new().await;
    let (id, token) = created(&scene, json!({})).await;
    scene.world.psp.next(Call::Authorise, Behaviour::Fail);
    let failed = sent(&scene, &token, GOOD_CARD, "12/30").await;
    let words = "There was an error authorising the payment";
    assert_eq!(failed.pair(), (500, error("P0050", words)));
    let found = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(found["state"]["code"], "P0050");
}

#[tokio::test]
async fn a_token_must_be_good_and_of_such_a_payment() {
    let scene = Scene::new().await;
    let web = scene.created(json!({})).await;
    let web = scene.get(&format!("/v1/payments/{web}")).await.json();
    let web = web["_links"]["next_url_post"]["params"]["chargeTokenId"].clone();
    for (token, words) in [
        ("nothing", "The one_time_token is not valid"),
        (
            "7c0f2d64-0b1e-4c55-8a7b-2f9d6c3e1a50",
            "The one_time_token is not valid",
        ),
        (
            web.as_str().unwrap(),
            "The one_time_token is not a valid moto api token",
        ),
    ] {
        let refused = sent(&scene, token, GOOD_CARD, "12/30").await;
        assert_eq!(refused.pair(), (400, error("P1211", words)));
    }
}

#[tokio::test]
async fn a_card_is_looked_at_before_its_token_is_used_up() {
    let scene = Scene::new().await;
    let (_, token) = created(&scene, json!({})).await;
    let past = "Invalid attribute value: expiry_date. Must be a valid date in the future";
    let luhn = "Invalid attribute value: card_number. Must be a valid card number";
    for (number, expiry, words) in [
        (GOOD_CARD, "05/26", past),
        ("4242424242424241", "12/30", luhn),
    ] {
        let refused = sent(&scene, &token, number, expiry).await;
        assert_eq!(refused.pair(), (422, error("P0102", words)));
    }
    assert_eq!(sent(&scene, &token, GOOD_CARD, "06/26").await.status, 204);
}
