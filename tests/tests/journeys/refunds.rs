//! Refunds of a payment that was really paid, to the penny.

use serde_json::{Value, json};
use system_tests::harness::{Server, Walk};
use system_tests::on_every_database;

on_every_database!(
    parts_of_a_payment_are_refunded_to_the_penny,
    a_payment_that_is_not_captured_is_not_refunded,
);

async fn parts_of_a_payment_are_refunded_to_the_penny(server: Server) {
    let walk = Walk::to_the_end(&server, json!({ "amount": 14_501 })).await;
    let (api, id) = (&walk.api, walk.payment.id.as_str());
    summary_is(&walk, "available", 14_501, 0).await;

    let first = api
        .refund(
            id,
            json!({ "amount": 4_999, "refund_amount_available": 14_501 }),
        )
        .await;
    assert_eq!(first.status, 202, "{}", first.text());
    assert_eq!(first.at("/status"), "success");
    assert_eq!(first.at("/amount"), 4_999);
    summary_is(&walk, "available", 9_502, 4_999).await;

    let too_much = api
        .refund(
            id,
            json!({ "amount": 9_503, "refund_amount_available": 9_502 }),
        )
        .await;
    assert_eq!(
        (too_much.status, too_much.json()),
        (400, refused("amount_not_available"))
    );

    for body in [
        json!({ "amount": 1, "refund_amount_available": 14_501 }),
        json!({ "amount": 14_501, "refund_amount_available": 14_501 }),
        json!({ "amount": 1, "refund_amount_available": 9_501 }),
    ] {
        let stale = api.refund(id, body).await;
        assert_eq!(
            (stale.status, stale.json()),
            (
                412,
                json!({ "code": "P0604", "description": "Refund amount available mismatch." })
            )
        );
    }
    summary_is(&walk, "available", 9_502, 4_999).await;

    let unlocked = api.refund(id, json!({ "amount": 2 })).await;
    assert_eq!(unlocked.status, 202, "the lock is optional");
    let rest = api
        .refund(
            id,
            json!({ "amount": 9_500, "refund_amount_available": 9_500 }),
        )
        .await;
    assert_eq!(rest.status, 202);
    summary_is(&walk, "full", 0, 14_501).await;
    let more = api
        .refund(id, json!({ "amount": 1, "refund_amount_available": 0 }))
        .await;
    assert_eq!((more.status, more.json()), (400, refused("full")));

    let list = api.get(&format!("/v1/payments/{id}/refunds")).await;
    let refunds = list.at("/_embedded/refunds");
    let amounts: Vec<&Value> = refunds
        .as_array()
        .into_iter()
        .flatten()
        .map(|refund| &refund["amount"])
        .collect();
    assert_eq!(amounts, [&json!(4_999), &json!(2), &json!(9_500)]);
    let refund = first.at("/refund_id");
    let one = api
        .get(&format!(
            "/v1/payments/{id}/refunds/{}",
            refund.as_str().unwrap()
        ))
        .await;
    assert_eq!(one.json(), refunds[0]);
    assert_eq!(one.at("/settlement_summary"), json!({}));
    assert_eq!(
        walk.history().await,
        [
            "created",
            "started",
            "submitted",
            "success",
            "submitted",
            "success",
            "submitted",
            "success",
            "submitted",
            "success",
        ],
        "each refund is submitted, then succeeds"
    );
    assert_eq!(walk.status().await, "success");
}

async fn a_payment_that_is_not_captured_is_not_refunded(server: Server) {
    let created = server.api().create(json!({})).await.id;
    let submitted = Walk::to_confirm(&server, json!({})).await.payment.id;
    let capturable = Walk::to_the_end(&server, json!({ "delayed_capture": true })).await;
    let mut declined = Walk::begin(&server).await;
    declined.submit_card("4000000000000002").await;

    for (id, status) in [
        (created, "pending"),
        (submitted, "pending"),
        (capturable.payment.id, "unavailable"),
        (declined.payment.id, "unavailable"),
    ] {
        for body in [
            json!({ "amount": 1 }),
            json!({ "amount": 1, "refund_amount_available": 14_500 }),
            json!({ "amount": 1, "refund_amount_available": 7 }),
        ] {
            let answer = server.api().refund(&id, body).await;
            assert_eq!(
                (answer.status, answer.json()),
                (400, refused(status)),
                "availability comes before the amounts"
            );
        }
    }
}

async fn summary_is(walk: &Walk, status: &str, available: i64, submitted: i64) {
    let payment = walk.api.payment(&walk.payment.id).await;
    assert_eq!(
        payment.at("/refund_summary"),
        json!({
            "status": status,
            "amount_available": available,
            "amount_submitted": submitted,
        })
    );
}

fn refused(status: &str) -> Value {
    let description =
        format!("The payment is not available for refund. Payment refund status: {status}");
    json!({ "code": "P0603", "description": description })
}
