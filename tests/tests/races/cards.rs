//! One-time tokens, and many who send a card with one.

use serde_json::{Value, json};
use system_tests::client::exchange::Answer;

use crate::ground::{Ground, all};

/// A payment whose card is to be sent: its id and its one-time token.
async fn by_api(ground: &Ground) -> (String, String) {
    let body = json!({
        "amount": 1_000,
        "reference": "LETTER",
        "description": "A licence by letter",
        "authorisation_mode": "moto_api",
    });
    let created = ground.server.api().post("/v1/payments", &body).await;
    assert_eq!(created.status, 201, "{}", created.text());
    let text = |pointer| created.at(pointer).as_str().unwrap().to_owned();
    let token = text("/_links/auth_url_post/params/one_time_token");
    (text("/payment_id"), token)
}

fn card(token: &str) -> Value {
    json!({
        "one_time_token": token,
        "card_number": "4242424242424242",
        "cvc": "123",
        "expiry_date": "11/39",
        "cardholder_name": "Ade Okafor",
    })
}

/// Sends a card once with each of these tokens, all at once.
async fn send(ground: &Ground, tokens: &[&str]) -> Vec<Answer> {
    let sends = tokens.iter().map(|token| {
        let (api, body) = (ground.server.without_key(), card(token));
        async move { api.post("/v1/auth", &body).await }
    });
    all(sends.collect::<Vec<_>>()).await
}

async fn one_took_the_card(ground: &Ground, id: &str, answers: &[Answer]) {
    let sent = answers.iter().filter(|answer| answer.status == 204).count();
    assert_eq!(sent, 1);
    for refused in answers.iter().filter(|answer| answer.status != 204) {
        assert_eq!(refused.status, 400, "{}", refused.text());
        let code = refused.at("/code");
        assert!(code == "P1211" || code == "P1212", "{code}");
    }
    let books = ground.books(id).await;
    assert_eq!((books.authorised, books.captured), (1, 1), "{books:?}");
}

async fn two_sends_of_one_token_pay_once(ground: Ground) {
    for _ in 0..20 {
        let (id, token) = by_api(&ground).await;

        let answers = send(&ground, &[&token, &token]).await;

        one_took_the_card(&ground, &id, &answers).await;
    }
}

async fn fifty_sends_of_one_token_pay_once(ground: Ground) {
    let (id, token) = by_api(&ground).await;

    let answers = send(&ground, &[token.as_str(); 50]).await;

    one_took_the_card(&ground, &id, &answers).await;
}

async fn a_card_beside_a_cancellation_leaves_no_money_held(ground: Ground) {
    for _ in 0..20 {
        let (id, token) = by_api(&ground).await;
        let (api, service) = (ground.server.without_key(), ground.server.api());

        let body = card(&token);
        let (sent, cancelled) = tokio::join!(api.post("/v1/auth", &body), service.cancel(&id));
        ground
            .server
            .advance(std::time::Duration::from_secs(120))
            .await;

        let books = ground.books(&id).await;
        assert!(!books.hold_money(), "{books:?}");
        match (sent.status, cancelled.status) {
            (204, 400 | 409) => assert_eq!(books.captured, 1),
            (400 | 500, 204) => assert_eq!(books.captured, 0),
            both => panic!("the card and the cancellation were answered {both:?}"),
        }
    }
}

on_both_databases!(
    two_sends_of_one_token_pay_once,
    fifty_sends_of_one_token_pay_once,
    a_card_beside_a_cancellation_leaves_no_money_held,
);
