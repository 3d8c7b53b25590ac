//! Giving money back.

use domain::money::Amount;
use domain::ports::{Clock, Store};
use domain::refund::Issuer;
use domain::{PaymentId, RefundId, StaffId};
use memory::{Behaviour, Call};
use serde_json::json;

use crate::scene::{API, Scene};

#[tokio::test]
async fn a_refund_is_accepted_shown_and_listed() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    scene.confirmed(&id).await;
    let itself = format!("{API}/v1/payments/{id}");
    let uri = format!("/v1/payments/{id}/refunds");

    let none = json!({
        "payment_id": id,
        "_links": {
            "self": { "href": format!("{itself}/refunds"), "method": "GET" },
            "payment": { "href": itself, "method": "GET" }
        },
        "_embedded": { "refunds": [] }
    });
    assert_eq!(scene.get(&uri).await.pair(), (200, none));

    let wanted = json!({ "amount": 5000, "refund_amount_available": 14500 });
    let made = scene.post(&uri, wanted).await;
    assert_eq!(made.header("location"), None);
    let (status, mut refund) = made.pair();
    let refund_id = refund["refund_id"].as_str().unwrap().to_owned();
    assert_eq!(status, 202);
    assert_eq!(
        refund,
        json!({
            "refund_id": refund_id,
            "created_date": "2026-06-24T12:00:00.000Z",
            "amount": 5000,
            "status": "success",
            "_links": {
                "self": { "href": format!("{itself}/refunds/{refund_id}"), "method": "GET" },
                "payment": { "href": itself, "method": "GET" }
            }
        })
    );

    refund["settlement_summary"] = json!({});
    let found = scene.get(&format!("{uri}/{refund_id}")).await;
    assert_eq!(found.pair(), (200, refund.clone()));
    let listed = scene.get(&uri).await.json();
    assert_eq!(listed["_embedded"]["refunds"], json!([refund]));
    let payment = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(
        payment["refund_summary"],
        json!({ "status": "available", "amount_available": 9500, "amount_submitted": 5000 })
    );
}

#[tokio::test]
async fn a_refund_is_refused_for_many_reasons() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    let uri = format!("/v1/payments/{id}/refunds");
    let refused = |status: &str| {
        let words = "The payment is not available for refund. Payment refund status:";
        json!({ "code": "P0603", "description": format!("{words} {status}") })
    };
    let early = scene.post(&uri, json!({ "amount": 1 })).await;
    assert_eq!(early.pair(), (400, refused("pending")));

    scene.confirmed(&id).await;
    let mismatch = json!({ "code": "P0604", "description": "Refund amount available mismatch." });
    for (body, status, expected) in [
        (
            json!({ "amount": 14501 }),
            400,
            refused("amount_not_available"),
        ),
        (
            json!({ "amount": 1, "refund_amount_available": 14499 }),
            412,
            mismatch.clone(),
        ),
        (
            json!({ "amount": 1, "refund_amount_available": null }),
            412,
            mismatch,
        ),
        (
            json!({ "amount": 0 }),
            422,
            json!({
                "field": "amount",
                "code": "P0602",
                "description": "Invalid attribute value: amount. Must be greater than or equal to 1"
            }),
        ),
    ] {
        assert_eq!(
            scene.post(&uri, &body).await.pair(),
            (status, expected),
            "{body}"
        );
    }

    assert_eq!(
        scene.post(&uri, json!({ "amount": 14500 })).await.status,
        202
    );
    let late = scene.post(&uri, json!({ "amount": 1 })).await;
    assert_eq!(late.pair(), (400, refused("full")));
}

#[tokio::test]
async fn an_unknown_payment_has_two_codes() {
    let scene = Scene::new().await;
    let uri = "/v1/payments/0123456789abcdefghijklmnop/refunds";
    for (body, code) in [
        (json!({ "amount": 1 }), "P0200"),
        (
            json!({ "amount": 1, "refund_amount_available": 1 }),
            "P0600",
        ),
    ] {
        let expected = json!({ "code": code, "description": "Not found" });
        assert_eq!(scene.post(uri, body).await.pair(), (404, expected));
    }
}

#[tokio::test]
async fn a_refund_that_the_provider_refuses_is_on_record() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    scene.confirmed(&id).await;
    scene.world.psp.next(Call::Refund, Behaviour::Refuse);
    let uri = format!("/v1/payments/{id}/refunds");
    let failed = scene.post(&uri, json!({ "amount": 100 })).await;
    let expected = json!({ "code": "P0698", "description": "Downstream system error" });
    assert_eq!(failed.pair(), (500, expected));
    let listed = scene.get(&uri).await.json();
    assert_eq!(listed["_embedded"]["refunds"][0]["status"], "error");
}

/// What waits for a colleague's approval is no refund, to integrators, but it is not
/// there to be given back either.
#[tokio::test]
async fn a_refund_that_waits_for_approval_is_none_and_holds_its_amount() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    scene.confirmed(&id).await;
    let uri = format!("/v1/payments/{id}/refunds");
    let summary = async || {
        let payment = scene.get(&format!("/v1/payments/{id}")).await.json();
        payment["refund_summary"].clone()
    };
    let waiting = RefundId::from_random([7; 26]);
    let ada = Issuer {
        staff: StaffId::from_random([1; 26]),
        email: "ada@example.org".to_owned(),
    };
    let mut unit = scene.world.store.begin().await.unwrap();
    let payment = unit
        .payments()
        .get(&PaymentId::parse(&id).unwrap())
        .await
        .unwrap();
    let mut payment = payment.unwrap();
    let (amount, now) = (Amount::from_minor(5000).unwrap(), scene.world.clock.now());
    payment
        .ask_approval(waiting.clone(), amount, ada, 14500, now)
        .unwrap();
    unit.payments().save(&mut payment).await.unwrap();
    unit.commit().await.unwrap();

    assert_eq!(
        summary().await,
        json!({ "status": "available", "amount_available": 9500, "amount_submitted": 0 })
    );
    let listed = scene.get(&uri).await.json();
    assert_eq!(listed["_embedded"]["refunds"], json!([]));
    let found = scene.get(&format!("{uri}/{waiting}")).await;
    assert_eq!(found.status, 404);
    let above = json!({ "amount": 9501, "refund_amount_available": 9500 });
    assert_eq!(scene.post(&uri, above).await.status, 400);
    let rest = json!({ "amount": 9500, "refund_amount_available": 9500 });
    assert_eq!(scene.post(&uri, rest).await.status, 202);
    assert_eq!(
        summary().await,
        json!({ "status": "full", "amount_available": 0, "amount_submitted": 9500 })
    );
}
