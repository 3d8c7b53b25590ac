//! What depends on the account's settings: surcharges, and orders by mail or telephone.

use application::accounts::change::AccountChange;
use domain::Amount;
use domain::account::Surcharges;
use serde_json::json;

use crate::scene::{CORPORATE_CARD, Scene, small_body};

#[tokio::test]
async fn a_corporate_card_costs_more() {
    let mut scene = Scene::new().await;
    let surcharges = Surcharges {
        debit: Some(Amount::from_minor(250).unwrap()),
        ..Surcharges::default()
    };
    scene
        .change(AccountChange {
            surcharges: Some(surcharges),
            ..AccountChange::default()
        })
        .await;
    let id = scene.created(json!({})).await;
    let before = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert!(before.get("total_amount").is_none());
    scene.submitted(&id, CORPORATE_CARD).await;
    let paid = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(
        (&paid["amount"], &paid["corporate_card_surcharge"]),
        (&json!(14500), &json!(250))
    );
    assert_eq!(paid["total_amount"], 14750);
    assert_eq!(paid["refund_summary"]["amount_available"], 14750);
}

#[tokio::test]
async fn language_and_moto_are_shown_back() {
    let mut scene = Scene::new().await;
    let more = json!({ "language": "cy", "moto": true });
    let id = scene.created(more).await;
    let found = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(
        (&found["language"], &found["moto"]),
        (&json!("cy"), &json!(true))
    );
    scene
        .change(AccountChange {
            allows_moto: Some(false),
            allows_moto_api: Some(false),
            ..AccountChange::default()
        })
        .await;
    let mut body = small_body();
    body["moto"] = json!(true);
    let words = "MOTO payments are not enabled for this account. Please contact support if you \
                 would like to process MOTO payments - https://help.example.org .";
    let expected = json!({ "code": "P0196", "description": words });
    assert_eq!(
        scene.post("/v1/payments", &body).await.pair(),
        (422, expected)
    );
    body["authorisation_mode"] = json!("moto_api");
    body.as_object_mut().unwrap().remove("return_url");
    let words = "Using authorisation_mode of moto_api is not allowed for this account";
    let expected = json!({ "code": "P0195", "description": words });
    assert_eq!(
        scene.post("/v1/payments", &body).await.pair(),
        (422, expected)
    );
}
