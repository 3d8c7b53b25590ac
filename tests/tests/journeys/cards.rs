//! Every card of the sandbox, and what it leads to.

use domain::card::test_cards::{TEST_CARDS, TestCard, TestOutcome};
use serde_json::{Value, json};
use system_tests::harness::{Server, Walk};
use system_tests::on_every_database;

on_every_database!(
    every_test_card_has_its_page_its_state_and_its_code,
    a_card_that_nobody_documented_fails_at_the_provider,
    the_card_page_repeats_what_was_typed_but_never_the_card,
);

async fn every_test_card_has_its_page_its_state_and_its_code(server: Server) {
    for card in TEST_CARDS {
        match card.outcome {
            TestOutcome::Authorised => is_paid(&server, card).await,
            TestOutcome::Declined
            | TestOutcome::DeclinedAsExpired
            | TestOutcome::DeclinedForSecurityCode => is_declined(&server, card).await,
            TestOutcome::Failed => fails(&server, card.number).await,
            TestOutcome::NotAccepted => is_not_accepted(&server, card).await,
        }
    }
}

async fn is_paid(server: &Server, card: &TestCard) {
    let mut walk = Walk::begin(server).await;
    walk.submit_card(card.number).await;

    assert_eq!(walk.page.title(), "Confirm your payment", "{}", card.number);
    let last_four = &card.number[card.number.len() - 4..];
    assert_eq!(
        walk.page.text("#card-number"),
        Some(format!("●●●●●●●●●●●●{last_four}"))
    );
    assert_eq!(
        walk.state().await,
        json!({ "status": "submitted", "finished": false })
    );

    let away = walk.confirm().await;

    assert_eq!(
        away.as_str(),
        "https://licences.example.org/applications/2291"
    );
    let payment = walk.api.payment(&walk.payment.id).await;
    assert_eq!(
        payment.at("/state"),
        json!({ "status": "success", "finished": true })
    );
    assert_eq!(payment.at("/refund_summary/status"), "available");
    assert_eq!(
        payment.at("/card_details/last_digits_card_number"),
        last_four
    );
    assert_eq!(
        payment.at("/card_details/first_digits_card_number"),
        card.number[..6]
    );
    assert_eq!(
        walk.history().await,
        ["created", "started", "submitted", "success"]
    );
}

async fn is_declined(server: &Server, card: &TestCard) {
    let mut walk = Walk::begin(server).await;
    walk.submit_card(card.number).await;

    assert_eq!(walk.page.status(), 200);
    assert!(walk.page.has(".qa-payment-declined"), "{}", card.number);
    assert_eq!(walk.page.text("#return-url"), Some("Start again".into()));
    let expected = failed("P0010", "Payment method rejected");
    assert_eq!(walk.state().await, expected);
    assert_eq!(walk.history().await, ["created", "started", "failed"]);

    let away = walk.visitor.follow(&walk.page, "return-url").await.away();

    assert_eq!(
        away.as_str(),
        "https://licences.example.org/applications/2291"
    );
}

async fn fails(server: &Server, number: &str) {
    let mut walk = Walk::begin(server).await;
    walk.submit_card(number).await;

    assert_eq!(walk.page.status(), 200);
    assert!(walk.page.has(".system-error"), "{number}");
    assert!(walk.page.has("#return-url"));
    assert_eq!(
        walk.state().await,
        json!({
            "status": "error",
            "finished": true,
            "code": "P0050",
            "message": "Payment provider returned an error",
        })
    );
    assert_eq!(walk.history().await, ["created", "started", "error"]);
}

async fn is_not_accepted(server: &Server, card: &TestCard) {
    let mut walk = Walk::begin(server).await;
    walk.submit_card(card.number).await;

    assert_eq!(walk.page.status(), 200);
    assert_eq!(walk.page.title(), "Error: Enter card details");
    assert!(walk.page.has("#error-card-no"), "{}", card.number);
    assert_eq!(
        walk.page.attribute("#card-no-error", "href"),
        Some("#card-no".into())
    );
    assert_eq!(walk.status().await, "started");

    walk.submit_card("4242424242424242").await;

    assert_eq!(
        walk.page.title(),
        "Confirm your payment",
        "another card may be tried"
    );
}

async fn a_card_that_nobody_documented_fails_at_the_provider(server: Server) {
    fails(&server, "4539578763621486").await;
}

async fn the_card_page_repeats_what_was_typed_but_never_the_card(server: Server) {
    let mut walk = Walk::begin(&server).await;
    let form = walk.page.form("card-details");
    let form = form
        .with("cardNo", "4242 4242 4242 4241")
        .with("cvc", "9876");
    let form = form
        .with("cardholderName", "Ade Okafor")
        .with("addressCountry", "FR");

    let page = walk
        .visitor
        .press(&form, "submit-card-details")
        .await
        .page();

    assert_eq!(page.status(), 200);
    let form = page.form("card-details");
    for (field, value) in [
        ("cardNo", ""),
        ("cvc", ""),
        ("cardholderName", "Ade Okafor"),
        ("addressCountry", "FR"),
    ] {
        assert_eq!(form.value(field), value, "{field}");
    }
    assert!(!page.html().contains("4242 4242") && !page.html().contains("9876"));
    for problem in page.texts("#error-summary li a") {
        assert!(!problem.is_empty());
    }
    assert_eq!(walk.status().await, "started");
}

fn failed(code: &str, message: &str) -> Value {
    json!({ "status": "failed", "finished": true, "code": code, "message": message })
}
