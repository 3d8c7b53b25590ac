//! Signing secrets: shown when asked for, and rotated.

use std::time::Duration;

use domain::staff::Role;
use poem::http::StatusCode;

use super::{URL, at};
use crate::browser::Page;
use crate::house::House;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn a_secret_is_shown_in_both_spellings_on_a_page_of_its_own() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Developer).await;
    let page = house.webhook(&mut ada, "Website").await;
    assert!(!page.html.contains("webhook_test_") && !page.html.contains("whsec_"));

    let shown = ada.follow(&page, "#show-secret").await;

    assert!(shown.text("#plain-1").starts_with("webhook_test_"));
    assert_eq!(shown.text("#plain-1").len(), "webhook_test_".len() + 26);
    assert!(shown.text("#standard-1").starts_with("whsec_"));
    for name in ["plain-1", "standard-1"] {
        assert!(shown.has(&format!("button[data-copy='{name}'][hidden]")));
    }
    assert!(!shown.has("#plain-2"));
    assert_eq!(shown.header("cache-control"), "no-store");
    house.paid("FL-1").await;
    house.messages_go_out().await;
    let sent = house.world.webhook_sender.sent_to(URL);
    assert_eq!(sent[0].secrets, [shown.text("#plain-1")]);
}

#[tokio::test]
async fn rotating_says_what_happens_and_keeps_the_one_before_for_a_day() {
    let house = House::build().await;
    let (mut ada, person) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let page = house.webhook(&mut ada, "Website").await;
    let before = ada.follow(&page, "#show-secret").await;

    let question = ada.follow(&before, "#rotate").await;
    let clauses = question.text(".clauses");
    for words in ["Pay-Signature", "at once", "webhook-signature", "24 hours"] {
        assert!(clauses.contains(words), "{words}");
    }
    let both = ada.submit(&question, "rotate-form", &[]).await;
    assert!(
        both.text(".news")
            .starts_with("The new secret signs from now on")
    );
    assert_ne!(both.text("#plain-1"), before.text("#plain-1"));
    assert_eq!(both.text("#plain-2"), before.text("#plain-1"));
    let until = "25 June 2026 at 13:00:00 BST";
    assert!(both.text("#secret-2 .until").contains(until));
    let summary = ada.open(&at(&house, &page, "")).await;
    assert!(summary.text(".webhooks__retiring").contains(until));

    house.paid("FL-1").await;
    house.messages_go_out().await;
    let signed = secrets_of(&both, 2);
    assert_eq!(house.world.webhook_sender.sent_to(URL)[0].secrets, signed);
    house.world.clock.pass(Duration::from_secs(24 * 60 * 60));
    house.sign_in(&mut ada, &person).await;
    let after = ada.open(&at(&house, &page, "/secret")).await;
    assert_eq!(after.text("#plain-1"), both.text("#plain-1"));
    assert!(!after.has("#secret-2"));
}

#[tokio::test]
async fn those_who_only_look_see_no_secret() {
    let house = House::build().await;
    house.go_live().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/live/webhooks/create")).await;
    let fields = [
        ("url", URL),
        ("description", "Website"),
        ("events", "card_payment_failed"),
    ];
    let page = ada.submit(&form, "webhook-form", &fields).await;
    let secret = ada.follow(&page, "#show-secret").await;
    assert!(secret.text("#plain-1").starts_with("webhook_live_"));
    let (mut bob, _) = house.signed_in("bob@example.org", Role::Developer).await;

    let seen = bob.open(&page.address).await;

    assert_eq!(seen.text("h1"), "Website Active");
    assert!(!seen.has("#show-secret") && !seen.has(".actions a"));
    let refused = bob.open(&secret.address).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let rotate = format!("{}/rotate", page.address);
    assert_eq!(bob.open(&rotate).await.status, StatusCode::FORBIDDEN);
}

fn secrets_of(page: &Page, count: usize) -> Vec<String> {
    (1..=count)
        .map(|number| page.text(&format!("#plain-{number}")))
        .collect()
}
