//! Payouts, disputes and refunds at the same moment.

use serde_json::json;
use system_tests::client::exchange::Answer;

use crate::ground::{Ground, all};

async fn of_two_payouts_at_once_each_payment_is_in_one(ground: Ground) {
    let mut ids = vec![];
    for _ in 0..10 {
        ids.push(ground.paid(1_000).await);
    }

    let payouts = ["2030-01-07", "2030-01-10"].map(|day| {
        let api = ground.server.without_key();
        let body = json!({ "settled_date": day });
        async move { api.post("/sandbox/api/settlements", &body).await }
    });
    let answers = all(payouts).await;

    let paid_out = |answer: &Answer| {
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.at("/payments").as_u64().unwrap()
    };
    assert_eq!(answers.iter().map(paid_out).sum::<u64>(), 10);
    for id in ids {
        let payment = ground.server.api().payment(&id).await;
        let day = payment.at("/settlement_summary/settled_date");
        assert!(day == "2030-01-07" || day == "2030-01-10", "{day}");
    }
}

async fn of_a_dispute_and_a_refund_at_once_the_books_agree(ground: Ground) {
    for _ in 0..10 {
        let id = ground.paid(1_000).await;
        let (api, nobody) = (ground.server.api(), ground.server.without_key());
        let target = format!("/sandbox/api/payments/{id}/disputes");
        let dispute = json!({ "reason": "fraudulent" });

        let (refund, dispute) = tokio::join!(
            api.refund(&id, json!({ "amount": 400 })),
            nobody.post(&target, &dispute)
        );

        assert_eq!(dispute.status, 201, "{}", dispute.text());
        let refunded = ground.books(&id).await.refunded;
        match refund.status {
            202 => assert_eq!(refunded, [400]),
            400 | 412 => assert!(refunded.is_empty(), "{refunded:?}"),
            _ => panic!("{}", refund.text()),
        }
        let later = api.refund(&id, json!({ "amount": 1 })).await;
        assert_eq!(later.status, 400, "{}", later.text());
        assert_eq!(later.at("/code"), "P0603");
    }
}

async fn ten_disputes_at_once_are_one(ground: Ground) {
    let id = ground.paid(1_000).await;

    let disputes = (0..10).map(|_| {
        let api = ground.server.without_key();
        let target = format!("/sandbox/api/payments/{id}/disputes");
        async move {
            api.post(&target, &json!({ "reason": "general" }))
                .await
                .status
        }
    });
    let mut statuses = all(disputes.collect::<Vec<_>>()).await;

    statuses.sort_unstable();
    assert_eq!(statuses[0], 201);
    assert!(
        statuses[1..].iter().all(|status| *status == 409),
        "{statuses:?}"
    );
    let found = ground.server.api().get("/v1/disputes").await;
    assert_eq!(found.at("/total"), 1);
}

on_both_databases!(
    of_two_payouts_at_once_each_payment_is_in_one,
    of_a_dispute_and_a_refund_at_once_the_books_agree,
    ten_disputes_at_once_are_one,
);
