//! What corporate cards cost on top: kept, shown, refunded.

use serde_json::{Value, json};
use system_tests::client::ApiClient;
use system_tests::harness::Walk;

use super::PAYMENTS;
use crate::row::{Area, Row, error, get, post};
use crate::shown::{captured, links, merged, refund_summary, state, typed_card, web_payment};
use crate::world::World;

pub(super) async fn area(world: &World) -> Area {
    let mut rows = Vec::new();
    let api = &world.choosy.api;
    for (number, card_type, extra) in [
        ("4988080000000000", "debit", Some(50)),
        ("4111111111111111", "credit", Some(250)),
        ("4242424242424242", "credit", None),
        ("4000056655665556", "debit", None),
    ] {
        let payment = paid(world, api, number).await;
        let total = 14_500 + extra.unwrap_or(0);
        let mut expected = web_payment(json!({
            "email": "ade.okafor@example.org",
            "state": state("success"),
            "refund_summary": refund_summary("available", total),
            "settlement_summary": captured(),
            "card_details": typed_card(number, "Visa", Some(card_type)),
            "card_brand": "Visa",
            "provider_id": "<uuid>",
            "_links": links(&[]),
        }));
        if let Some(extra) = extra {
            let surcharge = json!({ "corporate_card_surcharge": extra, "total_amount": total });
            expected = merged(expected, surcharge);
        }
        let at = format!("{PAYMENTS}/{payment}");
        rows.push(Row::new(
            format!("paid with {number}"),
            api,
            get(&at),
            200,
            expected,
        ));
        rows.push(Row::new(
            format!("paid with {number}: more than everything is refused"),
            api,
            post(format!("{at}/refunds"), &json!({ "amount": total + 1 })),
            400,
            error(
                "P0603",
                "The payment is not available for refund. Payment refund status: amount_not_available",
            ),
        ));
        rows.push(Row::new(
            format!("paid with {number}: everything is refunded"),
            api,
            post(format!("{at}/refunds"), &everything(total)),
            202,
            json!({
                "refund_id": "<id>",
                "created_date": "<instant>",
                "amount": total,
                "status": "success",
                "_links": {
                    "self": { "href": "<here>/v1/payments/<id>/refunds/<id>", "method": "GET" },
                    "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" },
                },
            }),
        ));
    }
    Area {
        name: "corporate card surcharges",
        rows,
    }
}

fn everything(total: i64) -> Value {
    json!({ "amount": total, "refund_amount_available": total })
}

async fn paid(world: &World, api: &ApiClient, number: &str) -> String {
    let mut walk = Walk::begin_as(&world.server, api, json!({})).await;
    walk.submit_card(number).await;
    walk.confirm().await;
    walk.payment.id
}
