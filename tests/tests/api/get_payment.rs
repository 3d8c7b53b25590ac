//! `getPayment` at each stage of a payment.

use serde_json::{Value, json};
use system_tests::harness::{Server, Walk};

use crate::shown::{line, whole};

#[tokio::test]
async fn a_payment_that_was_paid() {
    let server = Server::on_sqlite().await;
    let extra = json!({ "metadata": { "office": "Harbour Road", "application": 2291 } });
    let walk = Walk::to_the_end(&server, extra).await;

    let answer = walk.api.payment(&walk.payment.id).await;

    insta::assert_snapshot!(whole(&answer), @r#"
    200
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
        "application": 2291
      },
      "email": "ade.okafor@example.org",
      "state": {
        "status": "success",
        "finished": true
      },
      "payment_id": "<id>",
      "payment_provider": "sandbox",
      "created_date": "<instant>",
      "refund_summary": {
        "status": "available",
        "amount_available": 14500,
        "amount_submitted": 0
      },
      "settlement_summary": {
        "capture_submit_time": "<instant>",
        "captured_date": "<date>"
      },
      "card_details": {
        "last_digits_card_number": "4242",
        "first_digits_card_number": "424242",
        "cardholder_name": "Ade Okafor",
        "expiry_date": "11/39",
        "billing_address": {
          "line1": "3 Harbour Road",
          "line2": "Flat 2",
          "postcode": "SW1A 1AA",
          "city": "Northport",
          "country": "GB"
        },
        "card_brand": "Visa",
        "card_type": "credit",
        "wallet_type": null
      },
      "delayed_capture": false,
      "moto": false,
      "provider_id": "<uuid>",
      "return_url": "https://licences.example.org/applications/2291",
      "authorisation_mode": "web",
      "card_brand": "Visa",
      "_links": {
        "self": {
          "href": "<here>/v1/payments/<id>",
          "method": "GET"
        },
        "events": {
          "href": "<here>/v1/payments/<id>/events",
          "method": "GET"
        },
        "refunds": {
          "href": "<here>/v1/payments/<id>/refunds",
          "method": "GET"
        }
      }
    }
    "#);
}

#[tokio::test]
async fn a_payment_that_was_declined() {
    let server = Server::on_sqlite().await;
    let mut walk = Walk::begin(&server).await;
    walk.submit_card("4000000000000002").await;

    let answer = walk.api.payment(&walk.payment.id).await;

    insta::assert_snapshot!(whole(&answer), @r#"
    200
    cache-control: no-store
    pragma: no-cache
    content-type: application/json
    {
      "amount": 14500,
      "description": "Street trading licence",
      "reference": "LIC-2291",
      "language": "en",
      "email": "ade.okafor@example.org",
      "state": {
        "status": "failed",
        "finished": true,
        "message": "Payment method rejected",
        "code": "P0010"
      },
      "payment_id": "<id>",
      "payment_provider": "sandbox",
      "created_date": "<instant>",
      "refund_summary": {
        "status": "unavailable",
        "amount_available": 14500,
        "amount_submitted": 0
      },
      "settlement_summary": {},
      "card_details": {
        "last_digits_card_number": "0002",
        "first_digits_card_number": "400000",
        "cardholder_name": "Ade Okafor",
        "expiry_date": "11/39",
        "billing_address": {
          "line1": "3 Harbour Road",
          "line2": "Flat 2",
          "postcode": "SW1A 1AA",
          "city": "Northport",
          "country": "GB"
        },
        "card_brand": "Visa",
        "card_type": null,
        "wallet_type": null
      },
      "delayed_capture": false,
      "moto": false,
      "return_url": "https://licences.example.org/applications/2291",
      "authorisation_mode": "web",
      "card_brand": "Visa",
      "_links": {
        "self": {
          "href": "<here>/v1/payments/<id>",
          "method": "GET"
        },
        "events": {
          "href": "<here>/v1/payments/<id>/events",
          "method": "GET"
        },
        "refunds": {
          "href": "<here>/v1/payments/<id>/refunds",
          "method": "GET"
        }
      }
    }
    "#);
}

/// Which links there are while a payment goes on (as in GOV.UK Pay).
#[tokio::test]
async fn links_come_and_go_with_the_state() {
    let server = Server::on_sqlite().await;
    let created = server.api().create(json!({})).await.id;
    let started = Walk::begin(&server).await.payment.id;
    let submitted = Walk::to_confirm(&server, json!({})).await.payment.id;
    let delayed = json!({ "delayed_capture": true });
    let capturable = Walk::to_the_end(&server, delayed).await.payment.id;
    let success = Walk::to_the_end(&server, json!({})).await.payment.id;
    let cancelled = server.api().create(json!({})).await.id;
    server.api().cancel(&cancelled).await;

    let mut lines = String::new();
    for id in [created, started, submitted, capturable, success, cancelled] {
        let payment = server.api().payment(&id).await;
        let status = payment.at("/state/status");
        let links = payment.at("/_links");
        let names: Vec<&String> = links.as_object().unwrap().keys().collect();
        lines.push_str(&format!("{}: {names:?}\n", status.as_str().unwrap()));
        let href = payment.at("/_links/self/href");
        assert_eq!(href, format!("{}/v1/payments/{id}", server.api_url()));
    }
    insta::assert_snapshot!(lines, @r#"
    created: ["self", "next_url", "next_url_post", "events", "refunds", "cancel"]
    started: ["self", "next_url", "next_url_post", "events", "refunds", "cancel"]
    submitted: ["self", "next_url", "next_url_post", "events", "refunds", "cancel"]
    capturable: ["self", "events", "refunds", "cancel", "capture"]
    success: ["self", "events", "refunds"]
    cancelled: ["self", "events", "refunds"]
    "#);
}

#[tokio::test]
async fn a_payment_that_is_not_there() {
    let server = Server::on_sqlite().await;
    for id in [
        "5hv2q7l0c9k3m1r8t4e6d0b2ap",
        "x",
        "%00",
        "..%2F..",
        "\u{1f600}",
    ] {
        let id: String = url::form_urlencoded::byte_serialize(id.as_bytes()).collect();
        let answer = server.api().get(&format!("/v1/payments/{id}")).await;
        assert_eq!(
            line(&answer),
            r#"404 {"code":"P0200","description":"Not found"}"#
        );
    }
}

#[tokio::test]
async fn card_details_are_there_when_they_were_sent_beforehand() {
    let server = Server::on_sqlite().await;
    let known = json!({ "prefilled_cardholder_details": { "cardholder_name": "Ade Okafor" } });
    let id = server.api().create(known).await.id;

    let details = server.api().payment(&id).await.at("/card_details");

    let members = details.as_object().unwrap();
    assert_eq!(members.len(), 8, "every member is there, known or not");
    assert_eq!(details["cardholder_name"], "Ade Okafor");
    let unknown = members.values().filter(|value| **value == Value::Null);
    assert_eq!(unknown.count(), 7);
}
