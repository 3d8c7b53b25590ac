//! Creating, getting, cancelling and capturing payments, and their events.

use poem::http::Method;
use poem::http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::scene::{API, DECLINED_CARD, PAGES, Scene, small_body};

#[tokio::test]
async fn a_created_payment_is_shown_whole() {
    let scene = Scene::new().await;
    let created = scene.post("/v1/payments", small_body()).await;
    let body = created.json();
    let id = body["payment_id"].as_str().unwrap();
    let token = body["_links"]["next_url_post"]["params"]["chargeTokenId"]
        .as_str()
        .unwrap();
    let itself = format!("{API}/v1/payments/{id}");

    assert_eq!(created.status, 201);
    assert_eq!(created.header("content-type"), Some("application/json"));
    assert_eq!(created.header("location"), Some(itself.as_str()));
    assert_eq!(created.header("pragma"), Some("no-cache"));
    assert_eq!(created.header("cache-control"), Some("no-store"));
    assert_eq!(
        body,
        json!({
            "amount": 14500,
            "description": "A licence",
            "reference": "LIC-1",
            "language": "en",
            "state": { "status": "created", "finished": false },
            "payment_id": id,
            "payment_provider": "sandbox",
            "created_date": "2026-06-24T12:00:00.000Z",
            "refund_summary": {
                "status": "pending", "amount_available": 14500, "amount_submitted": 0
            },
            "settlement_summary": {},
            "delayed_capture": false,
            "moto": false,
            "return_url": "https://service.example.org/done",
            "authorisation_mode": "web",
            "_links": {
                "self": { "href": itself, "method": "GET" },
                "next_url": { "href": format!("{PAGES}/secure/{token}"), "method": "GET" },
                "next_url_post": {
                    "type": "application/x-www-form-urlencoded",
                    "params": { "chargeTokenId": token },
                    "href": format!("{PAGES}/secure"),
                    "method": "POST"
                },
                "events": { "href": format!("{itself}/events"), "method": "GET" },
                "refunds": { "href": format!("{itself}/refunds"), "method": "GET" },
                "cancel": { "href": format!("{itself}/cancel"), "method": "POST" }
            }
        })
    );
    let keys: Vec<_> = body.as_object().unwrap().keys().take(3).collect();
    assert_eq!(keys, ["amount", "description", "reference"]);

    let found = scene.get(&format!("/v1/payments/{id}")).await;
    assert_eq!(found.pair(), (200, body));
    assert_eq!(found.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn what_the_service_knows_is_shown_back() {
    let scene = Scene::new().await;
    let id = scene
        .created(json!({
            "email": "ada@example.org",
            "metadata": { "z": 1, "a": "x", "t": true },
            "prefilled_cardholder_details": {
                "cardholder_name": "Ada",
                "billing_address": { "line1": "1 Road", "line2": "", "country": "GBR" }
            }
        }))
        .await;
    let found = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(found["email"], "ada@example.org");
    assert_eq!(found["metadata"].to_string(), r#"{"z":1,"a":"x","t":true}"#);
    assert_eq!(
        found["card_details"],
        json!({
            "last_digits_card_number": null,
            "first_digits_card_number": null,
            "cardholder_name": "Ada",
            "expiry_date": null,
            "billing_address": { "line1": "1 Road" },
            "card_brand": null,
            "card_type": null,
            "wallet_type": null
        })
    );
}

#[tokio::test]
async fn a_refusal_says_which_member_and_why_in_this_order() {
    let scene = Scene::new().await;
    let refused = scene.post("/v1/payments", "{\"amount\": \"7\"}").await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.header("cache-control"), None);
    assert_eq!(
        refused.text(),
        r#"{"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be a valid numeric format"}"#
    );
    let request = scene
        .request(Method::POST, "/v1/payments")
        .header(CONTENT_TYPE, "application/json")
        .header("Idempotency-Key", "not good")
        .body(small_body().to_string());
    let refused = scene.send(request).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.text(),
        r#"{"header":"Idempotency-Key","code":"P0102","description":"Header [Idempotency-Key] can only contain alphanumeric characters and hyphens"}"#
    );
}

#[tokio::test]
async fn a_payment_of_nothing_needs_leave() {
    let scene = Scene::new().await;
    let mut body = small_body();
    body["amount"] = json!(0);
    let refused = scene.post("/v1/payments", body).await;
    assert_eq!(
        refused.pair(),
        (
            422,
            json!({
                "field": "amount",
                "code": "P0102",
                "description": "Invalid attribute value: amount. Must be greater than or equal to 1. \
                                Refer to https://docs.example.org/making_payments/#amount"
            })
        )
    );
}

#[tokio::test]
async fn a_paid_payment_shows_its_card_and_settlement() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    scene.confirmed(&id).await;
    let paid = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(
        paid["state"],
        json!({ "status": "success", "finished": true })
    );
    assert_eq!(paid["refund_summary"]["status"], "available");
    assert_eq!(paid["card_brand"], "Visa");
    assert_eq!(paid["card_details"]["expiry_date"], "12/30");
    assert_eq!(paid["card_details"]["last_digits_card_number"], "4242");
    assert_eq!(paid["settlement_summary"]["captured_date"], "2026-06-24");
    assert!(paid["provider_id"].is_string());
    let links: Vec<_> = paid["_links"].as_object().unwrap().keys().collect();
    assert_eq!(links, ["self", "events", "refunds"]);
}

#[tokio::test]
async fn a_declined_payment_says_so() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    scene.submitted(&id, DECLINED_CARD).await;
    let declined = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(
        declined["state"],
        json!({
            "status": "failed",
            "finished": true,
            "message": "Payment method rejected",
            "code": "P0010"
        })
    );
}

#[tokio::test]
async fn cancelling_works_once() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    let uri = format!("/v1/payments/{id}/cancel");
    let cancelled = scene.send(scene.request(Method::POST, &uri).finish()).await;
    assert_eq!((cancelled.status.as_u16(), cancelled.bytes.len()), (204, 0));
    let again = scene.post(&uri, "whatever").await;
    let expected = json!({ "code": "P0501", "description": "Cancellation of payment failed" });
    assert_eq!(again.pair(), (400, expected));
    let found = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(found["state"]["code"], "P0040");
}

#[tokio::test]
async fn a_delayed_capture_is_the_services() {
    let scene = Scene::new().await;
    let id = scene.created(json!({ "delayed_capture": true })).await;
    let uri = format!("/v1/payments/{id}/capture");
    let early = scene.post(&uri, "").await;
    let expected = json!({ "code": "P1003", "description": "Payment cannot be captured" });
    assert_eq!(early.pair(), (409, expected));

    scene.confirmed(&id).await;
    let capturable = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(capturable["state"]["status"], "capturable");
    assert_eq!(capturable["_links"]["capture"]["method"], "POST");
    assert!(capturable["_links"].get("next_url").is_none());

    assert_eq!(scene.post(&uri, "").await.status, 204);
    assert_eq!(scene.post(&uri, "").await.status, 204);
    let captured = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(captured["state"]["status"], "success");
    assert_eq!(captured["refund_summary"]["status"], "available");
}

#[tokio::test]
async fn events_tell_the_story() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    scene.confirmed(&id).await;
    let told = scene.get(&format!("/v1/payments/{id}/events")).await;
    assert_eq!(told.header("cache-control"), None);
    let told = told.json();
    let statuses: Vec<_> = told["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["state"]["status"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["created", "started", "submitted", "success"]);
    let itself = format!("{API}/v1/payments/{id}");
    assert_eq!(told["_links"]["self"]["href"], format!("{itself}/events"));
    assert_eq!(
        told["events"][0],
        json!({
            "payment_id": id,
            "state": { "status": "created", "finished": false },
            "updated": "2026-06-24T12:00:00.000Z",
            "_links": { "payment_url": { "href": itself, "method": "GET" } }
        })
    );
}

#[tokio::test]
async fn what_is_not_there_has_a_code_of_its_own() {
    let scene = Scene::new().await;
    let strange = scene.created(json!({})).await;
    let other = Scene {
        key: scene.another_key().await,
        ..scene
    };
    for id in [
        "nothing",
        "0123456789abcdefghijklmnop",
        "%F0%9F%98%80",
        &strange,
    ] {
        for (method, path, code) in [
            (Method::GET, "", "P0200"),
            (Method::GET, "/events", "P0300"),
            (Method::POST, "/cancel", "P0500"),
            (Method::POST, "/capture", "P1000"),
            (Method::GET, "/refunds", "P0800"),
            (Method::GET, "/refunds/0123456789abcdefghijklmnop", "P0700"),
        ] {
            let request = other.request(method, &format!("/v1/payments/{id}{path}"));
            let answer = other.send(request.finish()).await;
            let expected: Value = json!({ "code": code, "description": "Not found" });
            assert_eq!(answer.pair(), (404, expected), "{id}{path}");
        }
    }
}
