//! One idempotency key, and two requests at the same instant.

use serde_json::{Value, json};
use system_tests::client::ApiClient;
use system_tests::client::exchange::Answer;
use system_tests::harness::Walk;

use crate::ground::{Ground, all, post_with_key, web_payment};

/// How often two requests race.
const ROUNDS: usize = 100;

/// Sends the request twice at once; both answers, the lower status first.
async fn twice(api: &ApiClient, target: &str, key: String, body: Value) -> [Answer; 2] {
    let send = |_| post_with_key(api.clone(), target.to_owned(), key.clone(), body.clone());
    let mut answers = all((0..2).map(send)).await;
    answers.sort_by_key(|answer| answer.status);
    answers.try_into().unwrap()
}

fn statuses(answers: &[Answer; 2]) -> [u16; 2] {
    [answers[0].status, answers[1].status]
}

/// How many there are of something that can be searched.
async fn total(api: &ApiClient, target: &str) -> Value {
    api.get(target).await.at("/total")
}

async fn two_requests_with_one_key_make_one_payment(ground: Ground) {
    let api = ground.server.api();
    for round in 0..ROUNDS {
        let reference = format!("ROUND-{round}");

        let key = format!("pay-{round}");
        let both = twice(&api, "/v1/payments", key, web_payment(&reference)).await;

        assert_eq!(statuses(&both), [200, 201], "{}", both[0].text());
        let [again, first] = &both;
        assert_eq!(again.at("/payment_id"), first.at("/payment_id"));
        let next = "/_links/next_url/href";
        assert_eq!(again.at(next), first.at(next));
    }

    assert_eq!(total(&api, "/v1/payments").await, ROUNDS);
}

async fn two_requests_with_one_key_make_one_refund(ground: Ground) {
    let api = ground.server.api();
    let id = ground.paid(5_000).await;
    let target = format!("/v1/payments/{id}/refunds");
    for round in 0..ROUNDS {
        let key = format!("refund-{round}");
        let both = twice(&api, &target, key, json!({ "amount": 3 })).await;

        assert_eq!(statuses(&both), [202, 202], "{}", both[0].text());
        assert_eq!(both[0].at("/refund_id"), both[1].at("/refund_id"));
    }

    assert_eq!(ground.books(&id).await.refunded, vec![3; ROUNDS]);
    assert_eq!(total(&api, "/v1/refunds").await, ROUNDS);
}

async fn two_requests_with_one_key_make_one_agreement(ground: Ground) {
    let api = ground.server.api();
    for round in 0..ROUNDS {
        let body = json!({ "reference": format!("SUB-{round}"), "description": "A subscription" });

        let key = format!("agree-{round}");
        let both = twice(&api, "/v1/agreements", key, body).await;

        assert_eq!(statuses(&both), [201, 201], "{}", both[0].text());
        assert_eq!(both[0].at("/agreement_id"), both[1].at("/agreement_id"));
    }

    assert_eq!(total(&api, "/v1/agreements").await, ROUNDS);
}

async fn two_requests_with_one_key_take_one_recurring_payment(ground: Ground) {
    let api = ground.server.api();
    let agreement = json!({ "reference": "SUB", "description": "A subscription" });
    let agreement = api.post("/v1/agreements", &agreement).await;
    let agreement = agreement.at("/agreement_id");
    Walk::to_the_end(&ground.server, json!({ "set_up_agreement": agreement })).await;
    for round in 0..20 {
        let body = json!({
            "amount": 1_000,
            "reference": format!("ROUND-{round}"),
            "description": "A month",
            "authorisation_mode": "agreement",
            "agreement_id": agreement,
        });

        let key = format!("take-{round}");
        let both = twice(&api, "/v1/payments", key, body).await;

        assert_eq!(statuses(&both), [200, 201], "{}", both[0].text());
        let id = both[0].at("/payment_id");
        assert_eq!(id, both[1].at("/payment_id"));
        let id = id.as_str().unwrap();
        let books = ground.captured(id).await;
        assert_eq!((books.authorised, books.captured), (1, 1), "{books:?}");
    }

    assert_eq!(total(&api, "/v1/payments").await, 21);
}

async fn of_two_bodies_with_one_key_one_is_refused(ground: Ground) {
    let api = ground.server.api();
    for round in 0..ROUNDS {
        let bodies = ["ONE", "OTHER"].map(web_payment);
        let key = format!("pay-{round}");
        let send = |body| post_with_key(api.clone(), "/v1/payments".to_owned(), key.clone(), body);

        let mut answers = all(bodies.into_iter().map(send)).await;

        answers.sort_by_key(|answer| answer.status);
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses, [201, 409], "{}", answers[0].text());
        assert_eq!(answers[1].at("/code"), "P0191");
    }

    assert_eq!(total(&api, "/v1/payments").await, ROUNDS);
}

async fn one_call_that_is_reported_by_ten_is_one_payment(ground: Ground) {
    let api = ground.server.api();
    for round in 0..10 {
        let report = json!({
            "amount": 1_000,
            "reference": "CALL",
            "description": "A licence by telephone",
            "processor_id": "processor",
            "provider_id": format!("call-{round}"),
            "payment_outcome": { "status": "success" },
        });
        let reports = (0..10).map(|_| {
            let (api, report) = (api.clone(), report.clone());
            async move { api.post("/v1/payment_notification", &report).await }
        });

        let answers = all(reports).await;

        let new = answers.iter().filter(|answer| answer.status == 201).count();
        let known = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!((new, known), (1, 9));
        let mut ids: Vec<String> = answers
            .iter()
            .map(|answer| answer.at("/payment_id").to_string())
            .collect();
        ids.dedup();
        assert_eq!(ids.len(), 1, "{ids:?}");
    }

    assert_eq!(total(&api, "/v1/payments").await, 10);
}

on_both_databases!(
    two_requests_with_one_key_make_one_payment,
    two_requests_with_one_key_make_one_refund,
    two_requests_with_one_key_make_one_agreement,
    two_requests_with_one_key_take_one_recurring_payment,
    of_two_bodies_with_one_key_one_is_refused,
    one_call_that_is_reported_by_ten_is_one_payment,
);
