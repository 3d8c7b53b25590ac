//! Payments that were taken by telephone elsewhere.

use application::accounts::change::AccountChange;
use serde_json::{Value, json};

use crate::scene::Scene;

const URI: &str = "/v1/payment_notification";

fn report() -> Value {
    json!({
        "amount": 4200,
        "reference": "CALL <1>",
        "description": "Bulky waste",
        "created_date": "2026-03-02T11:41:00+01:00",
        "authorised_date": "2026-03-02T10:42:30Z",
        "processor_id": "ivr-1",
        "provider_id": "0093",
        "auth_code": "A71C09",
        "payment_outcome": { "status": "success" },
        "card_type": "visa",
        "name_on_card": "Ada Lovelace",
        "email_address": "ada@example.org",
        "card_expiry": "11/29",
        "last_four_digits": "4242",
        "first_six_digits": "424242",
        "telephone_number": "+441632960417",
    })
}

#[tokio::test]
async fn a_report_is_recorded_once() {
    let scene = Scene::new().await;
    let recorded = scene.post(URI, report()).await;
    assert_eq!(recorded.header("location"), None);
    let (status, body) = recorded.pair();
    let id = body["payment_id"].as_str().unwrap();
    let mut expected = report();
    expected["created_date"] = json!("2026-03-02T10:41:00.000Z");
    expected["authorised_date"] = json!("2026-03-02T10:42:30.000Z");
    expected["payment_id"] = json!(id);
    expected["state"] = json!({ "status": "success", "finished": true });
    assert_eq!((status, &body), (201, &expected));

    let mut again = report();
    again["amount"] = json!(1);
    assert_eq!(scene.post(URI, again).await.pair(), (200, expected));

    let payment = scene.get(&format!("/v1/payments/{id}")).await.json();
    assert_eq!(payment["authorisation_mode"], "external");
    assert_eq!(payment["provider_id"], "0093");
    assert_eq!(payment["card_details"]["card_brand"], "Visa");
    assert_eq!(payment["card_details"]["card_type"], Value::Null);
    assert!(payment.get("return_url").is_none());
}

#[tokio::test]
async fn a_failed_payment_says_why() {
    let scene = Scene::new().await;
    for (provider_id, code, state) in [("1", "P0010", "P0010"), ("2", "P0030", "P0050")] {
        let outcome = json!({
            "status": "failed",
            "code": code,
            "supplemental": { "error_code": "51", "error_message": "No" },
        });
        let body = json!({
            "amount": 4200,
            "reference": "CALL-1",
            "description": "Bulky waste",
            "processor_id": "ivr-1",
            "provider_id": provider_id,
            "payment_outcome": outcome,
        });
        let recorded = scene.post(URI, body).await.json();
        assert_eq!(recorded["payment_outcome"], outcome);
        assert_eq!(recorded["state"]["code"], state);
        assert!(recorded.get("created_date").is_none());
    }
}

#[tokio::test]
async fn an_account_needs_leave_to_report() {
    let mut scene = Scene::new().await;
    scene
        .change(AccountChange {
            allows_telephone: Some(false),
            ..AccountChange::default()
        })
        .await;
    let words = "Access to this resource is not enabled for this account. \
                 Contact support with your error code - https://help.example.org .";
    let expected = json!({ "code": "P0930", "description": words });
    assert_eq!(scene.post(URI, report()).await.pair(), (403, expected));
}

#[tokio::test]
async fn what_is_wrong_with_a_report_is_422() {
    let scene = Scene::new().await;
    let mut body = report();
    body["last_four_digits"] = json!("42");
    let words = "Invalid attribute value: last_four_digits. \
                 Field [last_four_digits] must be exactly 4 digits";
    let expected = json!({ "field": "last_four_digits", "code": "P0102", "description": words });
    assert_eq!(scene.post(URI, body).await.pair(), (422, expected));
}
