//! Disputes, which the sandbox opens, and what they do to payments.

use poem::http::Method;
use poem::http::header::CONTENT_TYPE;
use poem::{Endpoint, Request};
use serde_json::{Value, json};

use crate::scene::{API, Answer, Scene, answer};

/// Pulls a lever of the sandbox.
async fn pull(scene: &Scene, uri: &str, body: Value) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri_str(uri)
        .header(CONTENT_TYPE, "application/json")
        .body(body.to_string());
    let endpoint = api::sandbox_endpoint(scene.application.clone());
    answer(endpoint.call(request).await.unwrap()).await
}

async fn captured(scene: &Scene) -> String {
    let id = scene.created(json!({})).await;
    scene.confirmed(&id).await;
    id
}

#[tokio::test]
async fn a_dispute_is_opened_lost_and_paid_out() {
    let scene = Scene::new().await;
    let id = captured(&scene).await;
    let uri = format!("/sandbox/api/payments/{id}/disputes");
    let opened = pull(&scene, &uri, json!({ "reason": "fraudulent" })).await;
    let (status, body) = opened.pair();
    let dispute = body["dispute_id"].as_str().unwrap();
    assert_eq!(status, 201);
    assert_eq!(
        body,
        json!({
            "dispute_id": dispute,
            "payment_id": id,
            "amount": 14500,
            "fee": 1500,
            "reason": "fraudulent",
            "status": "needs_response",
            "created_date": "2026-06-24T12:00:00.000Z",
            "evidence_due_date": "2026-07-01T12:00:00.000Z"
        })
    );
    let payment = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(payment["refund_summary"]["status"], "unavailable");
    let refund = format!("/v1/payments/{id}/refunds");
    let refused = scene.post(&refund, json!({ "amount": 1 })).await;
    let words = "The payment is disputed and cannot be refunded";
    assert_eq!(
        refused.pair(),
        (400, json!({ "code": "P0603", "description": words }))
    );

    let move_on = format!("{uri}/{dispute}");
    let lost = pull(&scene, &move_on, json!({ "status": "lost" })).await;
    assert_eq!(lost.json()["net_amount"], -16000);
    let settle = json!({ "settled_date": "2026-06-30" });
    let settled = pull(&scene, "/sandbox/api/settlements", settle).await;
    let expected = json!({ "settled_date": "2026-06-30", "payments": 1 });
    assert_eq!(settled.pair(), (200, expected));

    let found = scene
        .get("/v1/disputes?status=lost&from_settled_date=2026-06-30")
        .await;
    let (status, found) = found.pair();
    assert_eq!(status, 200);
    assert_eq!(
        found["results"],
        json!([{
            "dispute_id": dispute,
            "payment_id": id,
            "amount": 14500,
            "fee": 1500,
            "net_amount": -16000,
            "created_date": "2026-06-24T12:00:00.000Z",
            "evidence_due_date": "2026-07-01T12:00:00.000Z",
            "reason": "fraudulent",
            "status": "lost",
            "settlement_summary": { "settled_date": "2026-06-30" },
            "_links": {
                "payment": { "href": format!("{API}/v1/payments/{id}"), "method": "GET" }
            }
        }])
    );
    let page = json!({ "href": format!(
        "{API}/v1/disputes?from_settled_date=2026-06-30&status=lost&page=1&display_size=500"
    ) });
    let links = json!({
        "self": page, "first_page": page, "last_page": page, "prev_page": {}, "next_page": {}
    });
    assert_eq!((&found["links"], &found["_links"]), (&links, &links));
    let payment = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(payment["settlement_summary"]["settled_date"], "2026-06-30");
    let uri = "/v1/payments?to_settled_date=2026-06-30&from_settled_date=2026-06-30";
    assert_eq!(scene.get(uri).await.json()["total"], 1);
}

#[tokio::test]
async fn a_dispute_that_is_won_lets_refunds_through() {
    let scene = Scene::new().await;
    let id = captured(&scene).await;
    let uri = format!("/sandbox/api/payments/{id}/disputes");
    let wanted = json!({ "reason": "general", "amount": 600 });
    let opened = pull(&scene, &uri, wanted).await.json();
    let move_on = format!("{uri}/{}", opened["dispute_id"].as_str().unwrap());
    for status in ["under_review", "won"] {
        let moved = pull(&scene, &move_on, json!({ "status": status })).await;
        assert_eq!(moved.json()["status"], status);
    }
    let decided = pull(&scene, &move_on, json!({ "status": "lost" })).await;
    let words = "the dispute cannot move there";
    assert_eq!(decided.pair(), (409, json!({ "description": words })));
    let payment = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(payment["refund_summary"]["status"], "available");
}

#[tokio::test]
async fn not_everything_can_be_disputed() {
    let scene = Scene::new().await;
    let open = scene.created(json!({})).await;
    let paid = captured(&scene).await;
    let because = json!({ "reason": "other" });
    let too_much = json!({ "reason": "other", "amount": 14501 });
    for (payment, body, status, field, words) in [
        (&*open, &because, 409, None, "the payment is not captured"),
        ("nothing", &because, 404, None, "there is no such payment"),
        (
            &paid,
            &too_much,
            422,
            Some("amount"),
            "the amount cannot be disputed",
        ),
        (&paid, &json!({}), 400, Some("reason"), "reason is missing"),
    ] {
        let uri = format!("/sandbox/api/payments/{payment}/disputes");
        let refused = pull(&scene, &uri, body.clone()).await;
        let mut expected = json!({ "description": words });
        if let Some(field) = field {
            expected = json!({ "field": field, "description": words });
        }
        assert_eq!(refused.pair(), (status, expected));
    }
    let uri = format!("/sandbox/api/payments/{paid}/disputes/4f0c9a52d36b8e17a5c2903f6d");
    let unknown = pull(&scene, &uri, json!({ "status": "won" })).await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn a_payout_is_today_unless_said_otherwise() {
    let scene = Scene::new().await;
    captured(&scene).await;
    let today = json!({ "settled_date": "2026-06-24", "payments": 1 });
    let settled = pull(&scene, "/sandbox/api/settlements", json!({})).await;
    assert_eq!(settled.pair(), (200, today));
}
