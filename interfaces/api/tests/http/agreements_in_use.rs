//! Payments that are taken on agreements.

use memory::{Behaviour, Call};
use serde_json::{Value, json};

use crate::agreements::{active, made};
use crate::scene::Scene;

/// A body of a payment that is taken on an agreement.
pub(crate) fn payment_on(agreement: &str) -> Value {
    json!({
        "amount": 2500,
        "reference": "GYM-1-APRIL",
        "description": "April",
        "authorisation_mode": "agreement",
        "agreement_id": agreement,
    })
}

#[tokio::test]
async fn payments_are_taken_on_an_active_agreement() {
    let scene = Scene::new().await;
    let agreement = active(&scene).await;
    let created = scene.post("/v1/payments", payment_on(&agreement)).await;
    let (status, body) = created.pair();
    assert_eq!(status, 201);
    assert_eq!(body["authorisation_mode"], "agreement");
    assert_eq!(body["agreement_id"], *agreement);
    assert_eq!(body["agreement_payment_type"], "recurring");
    assert_eq!(
        body["state"],
        json!({ "status": "created", "finished": false })
    );
    let links: Vec<_> = body["_links"].as_object().unwrap().keys().collect();
    assert_eq!(links, ["self", "events", "refunds"]);

    let id = body["payment_id"].as_str().unwrap();
    let paid = settled(&scene, id).await;
    assert_eq!(paid["state"]["status"], "success");
}

#[tokio::test]
async fn a_refusal_for_good_ends_the_agreement() {
    let scene = Scene::new().await;
    for (behaviour, can_retry, status) in [
        (Behaviour::RefuseForNow, json!(true), "active"),
        (Behaviour::RefuseForGood, json!(false), "inactive"),
    ] {
        let agreement = active(&scene).await;
        scene.world.psp.next(Call::AuthoriseStored, behaviour);
        let created = scene.post("/v1/payments", payment_on(&agreement)).await;
        let id = created.json()["payment_id"].as_str().unwrap().to_owned();
        let refused = settled(&scene, &id).await;
        assert_eq!(
            refused["state"],
            json!({
                "status": "failed",
                "finished": true,
                "message": "Payment method rejected",
                "code": "P0010",
                "can_retry": can_retry
            })
        );
        let events = scene.get(&format!("/v1/payments/{id}/events")).await.json();
        let last = events["events"].as_array().unwrap().last().unwrap();
        assert!(last["state"].get("can_retry").is_none());
        let found = scene
            .get(&format!("/v1/agreements/{agreement}"))
            .await
            .json();
        assert_eq!(found["status"], status);
    }
}

/// The payment once it is finished.
async fn settled(scene: &Scene, id: &str) -> Value {
    for _ in 0..200 {
        let found = scene.get(&format!("/v1/payments/{id}")).await.json();
        if found["state"]["finished"] == true {
            return found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the payment is never finished");
}

#[tokio::test]
async fn an_agreement_must_be_there_and_active() {
    let scene = Scene::new().await;
    let agreement = made(&scene).await;
    let about = |words: &str| {
        let words = format!("Invalid attribute value: agreement_id. {words}");
        json!({ "field": "agreement_id", "code": "P0102", "description": words })
    };
    let unknown = "0123456789abcdefghijklmnop";
    let mut without = payment_on(unknown);
    without.as_object_mut().unwrap().remove("agreement_id");
    let missing = "Missing mandatory attribute: agreement_id";
    for (body, expected) in [
        (payment_on(&agreement), about("Agreement must be active")),
        (payment_on(unknown), about("Agreement does not exist")),
        (without, json!({ "code": "P0101", "description": missing })),
    ] {
        let refused = scene.post("/v1/payments", body).await;
        assert_eq!(refused.pair(), (400, expected));
    }
}

#[tokio::test]
async fn some_members_do_not_go_with_an_agreement() {
    let scene = Scene::new().await;
    let agreement = active(&scene).await;
    for (member, value) in [
        ("return_url", json!("https://service.example.org")),
        ("set_up_agreement", json!(agreement)),
        ("moto", json!(true)),
        ("email", json!("ada@example.org")),
        (
            "prefilled_cardholder_details",
            json!({ "cardholder_name": "Ada" }),
        ),
    ] {
        let mut body = payment_on(&agreement);
        body[member] = value;
        let refused = scene.post("/v1/payments", body).await;
        let words = format!("Unexpected attribute: {member}");
        let expected = json!({ "code": "P0104", "description": words });
        assert_eq!(refused.pair(), (400, expected));
    }
}
