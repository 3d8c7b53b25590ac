//! Agreements, and the payments that set them up.

use application::accounts::change::AccountChange;
use serde_json::{Value, json};

use crate::agreements_in_use::payment_on;
use crate::scene::{API, Scene};

fn membership() -> Value {
    json!({
        "reference": "GYM-1",
        "description": "Membership",
        "user_identifier": "member-1",
    })
}

/// A new agreement's id.
pub(crate) async fn made(scene: &Scene) -> String {
    let made = scene.post("/v1/agreements", membership()).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["agreement_id"].as_str().unwrap().to_owned()
}

/// An agreement whose set-up payment is paid.
pub(crate) async fn active(scene: &Scene) -> String {
    let agreement = made(scene).await;
    let payment = scene
        .created(json!({ "set_up_agreement": agreement }))
        .await;
    scene.confirmed(&payment).await;
    agreement
}

#[tokio::test]
async fn an_agreement_begins_without_a_card() {
    let scene = Scene::new().await;
    let made = scene.post("/v1/agreements", membership()).await;
    assert_eq!(made.header("location"), None);
    assert_eq!(made.header("cache-control"), None);
    let (status, body) = made.pair();
    let id = body["agreement_id"].as_str().unwrap();
    assert_eq!(status, 201);
    assert_eq!(
        body,
        json!({
            "agreement_id": id,
            "reference": "GYM-1",
            "description": "Membership",
            "user_identifier": "member-1",
            "status": "created",
            "created_date": "2026-06-24T12:00:00.000Z"
        })
    );
    let found = scene.get(&format!("/v1/agreements/{id}")).await;
    assert_eq!(found.pair(), (200, body));
}

#[tokio::test]
async fn a_paid_set_up_payment_brings_the_card() {
    let scene = Scene::new().await;
    let agreement = made(&scene).await;
    let id = scene
        .created(json!({ "set_up_agreement": agreement, "agreement_payment_type": "instalment" }))
        .await;
    let payment = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(payment["agreement_id"], *agreement);
    assert_eq!(payment["agreement_payment_type"], "instalment");
    scene.confirmed(&id).await;
    let found = scene
        .get(&format!("/v1/agreements/{agreement}"))
        .await
        .json();
    assert_eq!(found["status"], "active");
    assert_eq!(
        found["payment_instrument"],
        json!({
            "type": "card",
            "created_date": "2026-06-24T12:00:00.000Z",
            "card_details": {
                "last_digits_card_number": "4242",
                "first_digits_card_number": "424242",
                "cardholder_name": "Ada Lovelace",
                "expiry_date": "12/30",
                "billing_address": null,
                "card_brand": "Visa",
                "card_type": "credit"
            }
        })
    );
    let listed = scene.get("/v1/payments").await.json();
    assert!(listed["results"][0].get("agreement_id").is_none());
    let uri = format!("/v1/payments?agreement_id={agreement}");
    assert_eq!(scene.get(&uri).await.json()["total"], 1);
}

#[tokio::test]
async fn cancelling_works_once_and_for_active_ones() {
    let scene = Scene::new().await;
    let young = made(&scene).await;
    let agreement = active(&scene).await;
    let cancel = |id: &str| format!("/v1/agreements/{id}/cancel");
    let failed = json!({ "code": "P2501", "description": "Cancellation of agreement failed" });
    let unknown = json!({ "code": "P2500", "description": "Not found" });
    let early = scene.post(&cancel(&young), "").await;
    assert_eq!(early.pair(), (400, failed.clone()));
    let done = scene.post(&cancel(&agreement), "").await;
    assert_eq!((done.status.as_u16(), done.bytes.len()), (204, 0));
    assert_eq!(
        scene.post(&cancel(&agreement), "").await.pair(),
        (400, failed)
    );
    assert_eq!(scene.post(&cancel("x"), "").await.pair(), (404, unknown));
    let found = scene
        .get(&format!("/v1/agreements/{agreement}"))
        .await
        .json();
    assert_eq!(found["status"], "cancelled");
    assert_eq!(found["cancelled_date"], "2026-06-24T12:00:00.000Z");
}

#[tokio::test]
async fn another_services_agreement_is_not_there() {
    let scene = Scene::new().await;
    let agreement = made(&scene).await;
    let other = Scene {
        key: scene.another_key().await,
        ..scene
    };
    let unknown = json!({ "code": "P2200", "description": "Not found" });
    let found = other.get(&format!("/v1/agreements/{agreement}")).await;
    assert_eq!(found.pair(), (404, unknown));
}

#[tokio::test]
async fn an_account_needs_leave_for_agreements() {
    let mut scene = Scene::new().await;
    let agreement = made(&scene).await;
    scene
        .change(AccountChange {
            recurring: Some(false),
            ..AccountChange::default()
        })
        .await;
    let words = "Recurring card payments are currently disabled for this service. \
                 Contact support with your error code - https://help.example.org";
    let expected = json!({ "code": "P0942", "description": words });
    let mut set_up = crate::scene::small_body();
    set_up["set_up_agreement"] = json!(agreement);
    for (uri, body) in [
        ("/v1/agreements", membership()),
        ("/v1/payments", payment_on(&agreement)),
        ("/v1/payments", set_up),
    ] {
        let refused = scene.post(uri, body).await;
        assert_eq!(refused.pair(), (422, expected.clone()));
    }
}

#[tokio::test]
async fn pages_hold_twenty_and_say_empty_where_there_is_none() {
    let scene = Scene::new().await;
    for _ in 0..21 {
        made(&scene).await;
    }
    let found = scene
        .get("/v1/agreements?reference=gym-1&status=created&display_size=100")
        .await
        .json();
    assert_eq!((&found["total"], &found["count"]), (&json!(21), &json!(20)));
    let to = |page| {
        let filters = "reference=gym-1&status=created";
        json!({ "href": format!("{API}/v1/agreements?{filters}&page={page}&display_size=20") })
    };
    assert_eq!(
        found["_links"],
        json!({
            "self": to(1),
            "first_page": to(1),
            "last_page": to(2),
            "prev_page": {},
            "next_page": to(2)
        })
    );
    let beyond = scene.get("/v1/agreements?page=3").await;
    let expected = json!({ "code": "P2402", "description": "Page not found" });
    assert_eq!(beyond.pair(), (404, expected));
    assert_eq!(scene.get("/v1/agreements?status=x").await.status, 422);
}
