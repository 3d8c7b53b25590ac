//! Refunds, agreements and telephone payments: the same request again, and others
//! with its key.

use serde_json::json;
use system_tests::client::exchange::Sent;

use super::{in_use, with_key};
use crate::modes::request;
use crate::row::{Area, Row, field_error, get};
use crate::shown::{merged, state};
use crate::world::World;

const PAYMENTS: &str = "/v1/payments";

/// Refunds, agreements and telephone payments.
pub(super) async fn area(world: &World) -> Area {
    let api = &world.api;
    let payment = world.captured(json!({})).await;
    let another = world.captured(json!({})).await;
    let refunds = |payment: &str| format!("{PAYMENTS}/{payment}/refunds");
    let refund = json!({ "amount": 600, "refund_amount_available": 14_500 });
    let made = api
        .send(with_key(&refunds(&payment), &refund, "refund-1"))
        .await;
    assert_eq!(made.status, 202, "{}", made.text());
    let refund_id = made.at("/refund_id").as_str().unwrap().to_owned();
    let agreement = json!({ "reference": "AGR-8", "description": "Permit" });
    let made = api
        .send(with_key("/v1/agreements", &agreement, "agr-1"))
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    let agreement_id = made.at("/agreement_id").as_str().unwrap().to_owned();
    let call = json!({
        "amount": 4_200,
        "reference": "CALL-9",
        "description": "Bulky waste",
        "processor_id": "ivr-1",
        "provider_id": "repeated-1",
        "payment_outcome": { "status": "success" },
    });
    let made = api
        .send(with_key("/v1/payment_notification", &call, "call-1"))
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    let call_id = made.at("/payment_id").as_str().unwrap().to_owned();

    let mut rows = vec![
        Row::new(
            "a refund",
            api,
            with_key(&refunds(&payment), &refund, "refund-1"),
            202,
            json!({
                "refund_id": "<first>",
                "created_date": "<instant>",
                "amount": 600,
                "status": "success",
                "_links": {
                    "self": { "href": "<here>/v1/payments/<id>/refunds/<first>", "method": "GET" },
                    "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" },
                },
            }),
        )
        .named(&refund_id, "<first>"),
        Row::new(
            "an agreement",
            api,
            with_key("/v1/agreements", &agreement, "agr-1"),
            201,
            json!({
                "agreement_id": "<first>",
                "reference": "AGR-8",
                "description": "Permit",
                "status": "created",
                "created_date": "<instant>",
            }),
        )
        .named(&agreement_id, "<first>"),
        Row::new(
            "a telephone payment",
            api,
            with_key("/v1/payment_notification", &call, "call-1"),
            201,
            merged(
                call.clone(),
                json!({ "payment_id": "<first>", "state": state("success") }),
            ),
        )
        .named(&call_id, "<first>"),
        Row::new(
            "the refund was made once",
            api,
            get(format!("{PAYMENTS}/{payment}/refunds/{refund_id}")),
            200,
            json!({
                "refund_id": "<id>",
                "created_date": "<instant>",
                "amount": 600,
                "status": "success",
                "settlement_summary": {},
                "_links": {
                    "self": { "href": "<here>/v1/payments/<id>/refunds/<id>", "method": "GET" },
                    "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" },
                },
            }),
        ),
    ];
    let less = json!({ "amount": 599, "refund_amount_available": 13_900 });
    let another_agreement = json!({ "reference": "AGR-9", "description": "Permit" });
    let another_call = merged(call.clone(), json!({ "provider_id": "repeated-2" }));
    for (rule, sent) in [
        (
            "a refund of another amount",
            with_key(&refunds(&payment), &less, "refund-1"),
        ),
        (
            "a refund of another payment",
            with_key(&refunds(&another), &refund, "refund-1"),
        ),
        (
            "another agreement",
            with_key("/v1/agreements", &another_agreement, "agr-1"),
        ),
        (
            "another telephone payment",
            with_key("/v1/payment_notification", &another_call, "call-1"),
        ),
        (
            "a refund with an agreement's key",
            with_key(&refunds(&another), &refund, "agr-1"),
        ),
        (
            "an agreement with a refund's key",
            with_key("/v1/agreements", &agreement, "refund-1"),
        ),
        (
            "a payment with a refund's key",
            with_key(PAYMENTS, &request(json!({})), "refund-1"),
        ),
        (
            "a telephone payment with an agreement's key",
            with_key("/v1/payment_notification", &call, "agr-1"),
        ),
    ] {
        rows.push(Row::new(rule, api, sent, 409, in_use()));
    }
    for (rule, sent) in [
        (
            "a refund",
            with_key(&refunds(&another), &refund, "under_score"),
        ),
        (
            "an agreement",
            with_key("/v1/agreements", &agreement, "under_score"),
        ),
        (
            "a telephone payment",
            with_key("/v1/payment_notification", &call, "under_score"),
        ),
    ] {
        rows.push(no_key(
            world,
            &format!("{rule} with a key that is none"),
            sent,
        ));
    }
    Area {
        name: "idempotency, all else",
        rows,
    }
}

fn no_key(world: &World, rule: &str, sent: Sent) -> Row {
    let words = "Header [Idempotency-Key] can only contain alphanumeric characters and hyphens";
    let body = merged(
        field_error("", "P0102", words),
        json!({ "field": null, "header": "Idempotency-Key" }),
    );
    Row::new(rule, &world.api, sent, 422, body)
}
