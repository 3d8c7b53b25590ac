//! `createPayment`, when all is well.

use serde_json::json;
use system_tests::harness::Server;

use crate::shown::whole;

#[tokio::test]
async fn the_least_that_can_be_asked_for() {
    let server = Server::on_sqlite().await;
    let body = json!({
        "amount": 14_500,
        "reference": "LIC-2291",
        "description": "Street trading licence",
        "return_url": "https://licences.example.org/applications/2291",
    });

    let answer = server.api().post("/v1/payments", &body).await;

    insta::assert_snapshot!(whole(&answer), @r#"
    201
    location: <here>/v1/payments/<id>
    cache-control: no-store
    pragma: no-cache
    content-type: application/json
    {
      "amount": 14500,
      "description": "Street trading licence",
      "reference": "LIC-2291",
      "language": "en",
      "state": {
        "status": "created",
        "finished": false
      },
      "payment_id": "<id>",
      "payment_provider": "sandbox",
      "created_date": "<instant>",
      "refund_summary": {
        "status": "pending",
        "amount_available": 14500,
        "amount_submitted": 0
      },
      "settlement_summary": {},
      "delayed_capture": false,
      "moto": false,
      "return_url": "https://licences.example.org/applications/2291",
      "authorisation_mode": "web",
      "_links": {
        "self": {
          "href": "<here>/v1/payments/<id>",
          "method": "GET"
        },
        "next_url": {
          "href": "<here>/secure/<uuid>",
          "method": "GET"
        },
        "next_url_post": {
          "type": "application/x-www-form-urlencoded",
          "params": {
            "chargeTokenId": "<uuid>"
          },
          "href": "<here>/secure",
          "method": "POST"
        },
        "events": {
          "href": "<here>/v1/payments/<id>/events",
          "method": "GET"
        },
        "refunds": {
          "href": "<here>/v1/payments/<id>/refunds",
          "method": "GET"
        },
        "cancel": {
          "href": "<here>/v1/payments/<id>/cancel",
          "method": "POST"
        }
      }
    }
    "#);
    assert_eq!(
        answer.header("location"),
        answer.at("/_links/self/href").as_str()
    );
    let token = answer.at("/_links/next_url_post/params/chargeTokenId");
    let next_url = format!("{}/secure/{}", server.pages(), token.as_str().unwrap());
    assert_eq!(answer.at("/_links/next_url/href"), next_url);
}

#[tokio::test]
async fn everything_that_can_be_asked_for() {
    let server = Server::on_sqlite().await;
    let body = json!({
        "amount": 14_500,
        "reference": "LIC-2291",
        "description": "Street trading licence",
        "return_url": "https://licences.example.org/applications/2291",
        "delayed_capture": true,
        "email": "ade.okafor@example.org",
        "metadata": { "office": "Harbour Road", "application": 2291, "rate": 1.50, "fast_track": true },
        "prefilled_cardholder_details": {
            "cardholder_name": "Ade Okafor",
            "billing_address": {
                "line1": "3 Harbour Road",
                "line2": "Flat 2",
                "postcode": "ZZ1 1ZZ",
                "city": "Northport",
                "country": "GB",
            },
        },
        "somebody_elses_member": { "amount": -1 },
    });

    let answer = server.api().post("/v1/payments", &body).await;

    insta::assert_snapshot!(whole(&answer), @r#"
    201
    location: <here>/v1/payments/<id>
    cache-control: no-store
    pragma: no-cache
    content-type: application/json
    {
      "amount": 14500,
      "description": "Street trading licence",
      "reference": "LIC-2291",
      "language": "en",
      "metadata": {
        "office": "Harbour Road",
        "application": 2291,
        "rate": 1.5,
        "fast_track": true
      },
      "email": "ade.okafor@example.org",
      "state": {
        "status": "created",
        "finished": false
      },
      "payment_id": "<id>",
      "payment_provider": "sandbox",
      "created_date": "<instant>",
      "refund_summary": {
        "status": "pending",
        "amount_available": 14500,
        "amount_submitted": 0
      },
      "settlement_summary": {},
      "card_details": {
        "last_digits_card_number": null,
        "first_digits_card_number": null,
        "cardholder_name": "Ade Okafor",
        "expiry_date": null,
        "billing_address": {
          "line1": "3 Harbour Road",
          "line2": "Flat 2",
          "postcode": "ZZ1 1ZZ",
          "city": "Northport",
          "country": "GB"
        },
        "card_brand": null,
        "card_type": null,
        "wallet_type": null
      },
      "delayed_capture": true,
      "moto": false,
      "return_url": "https://licences.example.org/applications/2291",
      "authorisation_mode": "web",
      "_links": {
        "self": {
          "href": "<here>/v1/payments/<id>",
          "method": "GET"
        },
        "next_url": {
          "href": "<here>/secure/<uuid>",
          "method": "GET"
        },
        "next_url_post": {
          "type": "application/x-www-form-urlencoded",
          "params": {
            "chargeTokenId": "<uuid>"
          },
          "href": "<here>/secure",
          "method": "POST"
        },
        "events": {
          "href": "<here>/v1/payments/<id>/events",
          "method": "GET"
        },
        "refunds": {
          "href": "<here>/v1/payments/<id>/refunds",
          "method": "GET"
        },
        "cancel": {
          "href": "<here>/v1/payments/<id>/cancel",
          "method": "POST"
        }
      }
    }
    "#);
}

/// What is taken although it looks odd (as in GOV.UK Pay).
#[tokio::test]
async fn what_is_taken_although_it_looks_odd() {
    let server = Server::on_sqlite().await;
    let long = "x".repeat(255);
    for extra in [
        json!({ "amount": 1 }),
        json!({ "amount": 10_000_000 }),
        json!({ "reference": long, "description": long }),
        json!({ "reference": "\"quoted\" \\ and https://elsewhere.example" }),
        json!({ "description": "caf\u{e9} \u{1f600} \u{5d0}" }),
        json!({ "reference": "\u{1f600}".repeat(127) }),
        json!({ "return_url": "http://localhost:3000/done" }),
        json!({ "return_url": "https://service.internal//done?a=b#c" }),
        json!({ "return_url": format!("https://licences.example.org/{}", "x".repeat(1971)) }),
        json!({ "email": "not an address" }),
        json!({ "email": null }),
        json!({ "email": "x".repeat(254) }),
        json!({ "delayed_capture": false }),
        json!({ "metadata": {} }),
        json!({ "metadata": { "k": "" } }),
        json!({ "metadata": { "k".repeat(30): "v".repeat(100) } }),
        json!({ "prefilled_cardholder_details": null }),
        json!({ "prefilled_cardholder_details": "nobody" }),
        json!({ "prefilled_cardholder_details": { "cardholder_name": null } }),
        json!({ "prefilled_cardholder_details": { "billing_address": 7 } }),
        json!({ "prefilled_cardholder_details": { "billing_address": { "country": "Great Britain" } } }),
    ] {
        server.api().create(extra).await;
    }
}

#[tokio::test]
async fn of_a_key_said_twice_the_last_counts_and_text_after_the_body_is_ignored() {
    let server = Server::on_sqlite().await;
    let body = r#"{"amount": 1, "reference": "a", "description": "b", "reference": "c",
        "return_url": "https://licences.example.org"} and more"#;

    let answer = server.api().post_text("/v1/payments", body).await;

    assert_eq!((answer.status, answer.at("/reference")), (201, json!("c")));
}

#[tokio::test]
async fn an_idempotency_key_has_no_effect_on_web_payments() {
    let server = Server::on_sqlite().await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let sent = system_tests::client::exchange::Sent::new("POST", "/v1/payments")
            .header("idempotency-key", "Order-7")
            .header("content-type", "application/json")
            .body(
                json!({
                    "amount": 1,
                    "reference": "a",
                    "description": "b",
                    "return_url": "https://licences.example.org",
                })
                .to_string(),
            );
        let answer = server.api().send(sent).await;
        assert_eq!(answer.status, 201);
        ids.push(answer.at("/payment_id"));
    }
    assert_ne!(ids[0], ids[1]);
}
