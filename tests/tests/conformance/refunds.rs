//! `createRefund`: what is sent, its limits, the guard of what is believed to be
//! left, and the order in which the mistakes are told.

mod as_sent;
mod in_turn;

use serde_json::{Value, json};

use crate::row::{Area, Row, Tally, error, invalid, post};
use crate::world::World;

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(as_sent::area(world).await).await;
    tally.run(in_turn::area(world).await).await;
    tally.run(in_turn::elsewhere(world).await).await;
    tally.run(disputed(world).await).await;
    tally.run(stopped(world).await).await;
}

async fn disputed(world: &World) -> Area {
    let payment = world.captured(json!({})).await;
    let dispute = format!("/sandbox/api/payments/{payment}/disputes");
    let answer = world
        .server
        .without_key()
        .post(&dispute, &json!({ "reason": "fraudulent" }))
        .await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let target = format!("/v1/payments/{payment}/refunds");
    let body = json!({ "amount": 1, "refund_amount_available": 7 });
    let rows = vec![Row::new(
        "a disputed payment",
        &world.api,
        post(&target, &body),
        400,
        error("P0603", "The payment is disputed and cannot be refunded"),
    )];
    Area {
        name: "create refund, disputed",
        rows,
    }
}

/// An account whose refunds are stopped.
async fn stopped(world: &World) -> Area {
    let account = world.account("stopped").await;
    let payment = world.captured_as(&account.api, json!({})).await;
    world.stop(&account).await;
    let target = |id: &str| format!("/v1/payments/{id}/refunds");
    let believed = json!({ "amount": 1, "refund_amount_available": 7 });
    let disabled = "GOV.UK Pay has disabled payment and refund creation on this account. Contact support with your error code - https://www.payments.service.gov.uk/support/ .";
    let api = &account.api;
    let rows = vec![
        Row::new(
            "a refund",
            api,
            post(target(&payment), &json!({ "amount": 1 })),
            403,
            error("P0941", disabled),
        ),
        Row::new(
            "a wrong belief is told later",
            api,
            post(target(&payment), &believed),
            403,
            error("P0941", disabled),
        ),
        Row::new(
            "a payment that is not there is told before",
            api,
            post(target("x"), &believed),
            404,
            error("P0600", "Not found"),
        ),
        Row::new(
            "so is an amount",
            api,
            post(target(&payment), &json!({ "amount": 0 })),
            422,
            invalid("amount", "P0602", "Must be greater than or equal to 1"),
        ),
    ];
    Area {
        name: "create refund, stopped",
        rows,
    }
}

fn not_available(status: &str) -> Value {
    let words = "The payment is not available for refund. Payment refund status:";
    error("P0603", format!("{words} {status}"))
}

fn links() -> Value {
    json!({
        "self": { "href": "<here>/v1/payments/<id>/refunds/<id>", "method": "GET" },
        "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" },
    })
}
