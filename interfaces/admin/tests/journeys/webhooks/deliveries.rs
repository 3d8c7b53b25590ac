//! What a webhook was sent: the list, its filters, and each message with its attempts.

use std::time::Duration;

use domain::ports::webhooks::WebhookAnswer;
use domain::staff::Role;
use memory::Reply;
use poem::http::StatusCode;

use super::{URL, at};
use crate::house::House;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn a_message_is_followed_from_the_list_to_its_payment() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let webhook = house.webhook(&mut ada, "Website").await;
    let payment = house.paid("FL-1").await;
    let waiting = house.messages_go_out();
    waiting.await;

    let page = ada.open(&at(&house, &webhook, "")).await;
    assert_eq!(page.text("#showing"), "1 message");
    assert_eq!(
        page.texts("#deliveries tbody > tr > *"),
        [
            payment.as_str(),
            "Payment succeeded",
            "Successful",
            "24 Jun 2026, 13:00",
            "1"
        ]
    );
    assert!(page.text(".webhooks__kept").contains("7 days"));
    let message = ada.follow(&page, "#deliveries th a").await;
    assert_eq!(message.text("h1"), "Payment succeeded Successful");
    assert!(message.text("#body pre").contains("card_payment_succeeded"));
    assert_eq!(message.text("#attempts h2"), "Attempts (1)");
    assert_eq!(message.text("#attempts strong"), "200 OK");
    assert!(!message.has("#next"));
    let there = ada.follow(&message, "#payment a").await;
    assert_eq!(there.text(".eyebrow"), "Transaction FL-1");
}

#[tokio::test]
async fn every_attempt_says_how_it_went_and_when_the_next_is() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let webhook = house.webhook(&mut ada, "Website").await;
    let answer = WebhookAnswer {
        status: 503,
        beginning: "<b>closed & shut</b>".to_owned(),
        retry_after: None,
    };
    for reply in [Reply::Answer(answer), Reply::TimeOut, Reply::Unreachable] {
        house.world.webhook_sender.next(URL, reply);
    }
    house.paid("FL-1").await;
    house.messages_go_out().await;
    let page = ada.open(&at(&house, &webhook, "")).await;
    assert!(
        page.text("#deliveries .aside")
            .contains("next attempt 24 Jun 2026, 13:01")
    );
    for pause in [60, 5 * 60] {
        house.world.clock.pass(Duration::from_secs(pause));
        house.messages_go_out().await;
    }

    let message = ada.follow(&page, "#deliveries th a").await;

    assert_eq!(message.text("h1 .tag"), "Pending");
    assert_eq!(message.text("#next"), "24 June 2026 at 14:06:00 BST");
    assert_eq!(
        message.texts("#attempts strong"),
        [
            "It could not be reached",
            "No answer in 3 seconds",
            "503 Service Unavailable"
        ]
    );
    assert_eq!(message.text("#attempts pre"), "<b>closed & shut</b>");
    assert!(!message.html.contains("<b>closed"));
    house.world.webhook_sender.next(URL, Reply::Forbidden);
    house.world.clock.pass(Duration::from_secs(60 * 60));
    house.messages_go_out().await;
    let (mut bob, _) = house.signed_in("bob@example.org", Role::Developer).await;
    let message = bob.open(&message.address).await;
    assert_eq!(
        message.text("#attempts strong"),
        "Its address is one that nothing is sent to"
    );
}

#[tokio::test]
async fn what_waits_for_its_turn_is_pending() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let webhook = house.webhook(&mut ada, "Website").await;
    house.paid("FL-1").await;
    house.hand_on_events().await;

    let page = ada.open(&at(&house, &webhook, "")).await;
    let message = ada.follow(&page, "#deliveries th a").await;

    assert_eq!(message.text("h1 .tag"), "Pending");
    assert_eq!(message.text("#next"), "As soon as its turn comes");
    assert_eq!(message.text("#attempts p"), "None yet.");
    assert!(!message.has("#send-again"));
}

#[tokio::test]
async fn messages_are_found_by_status_event_payment_and_day() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let webhook = house.webhook(&mut ada, "Website").await;
    let first = house.paid("FL-1").await;
    house.messages_go_out().await;
    house.service_fails(Reply::Status(500));
    let second = house.paid("FL-2").await;
    house.messages_go_out().await;
    let page = ada.open(&at(&house, &webhook, "")).await;
    assert_eq!(page.text("#showing"), "1 to 2 of 2 messages");

    for (fields, found) in [
        (vec![("status", "successful")], vec![first.as_str()]),
        (vec![("status", "pending")], vec![second.as_str()]),
        (vec![("status", "failed")], vec![]),
        (vec![("event", "card_payment_refunded")], vec![]),
        (vec![("payment", first.as_str())], vec![first.as_str()]),
        (vec![("toDate", "23/06/2026")], vec![]),
    ] {
        let page = ada.submit_get(&page, "filters", &fields).await;
        assert_eq!(page.texts("#deliveries th code"), found, "{fields:?}");
        assert_eq!(page.has("#no-messages"), found.is_empty());
        assert!(page.has("#clear-filters"));
    }
    let both = [("fromDate", "24/06/2026"), ("toDate", "24/06/2026")];
    let page = ada.submit_get(&page, "filters", &both).await;
    assert_eq!(page.texts("#deliveries th code").len(), 2);
    assert!(page.has("details[open]"));
    let wrong = [("payment", "abc"), ("fromDate", "soon")];
    let page = ada.submit_get(&page, "filters", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.texts("#error-summary li").len(), 2);
    assert!(!page.has("#no-messages") && !page.has("#replay"));
    assert_eq!(page.value("#payment"), "abc");
}

#[tokio::test]
async fn more_than_a_page_of_messages_is_turned_over() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let webhook = house.webhook(&mut ada, "Website").await;
    for number in 1..=21 {
        house.paid(&format!("FL-{number}")).await;
    }
    house.messages_go_out().await;

    let page = ada.open(&at(&house, &webhook, "?status=successful")).await;
    assert_eq!(page.text("#showing"), "1 to 20 of 21 messages");
    assert!(!page.has("#newer"));
    let page = ada.follow(&page, "#older").await;
    assert_eq!(page.text("#showing"), "21 to 21 of 21 messages");
    assert_eq!(
        page.attribute("option[selected]", "value").unwrap(),
        "successful"
    );
    assert!(!page.has("#older"));
    let page = ada.follow(&page, "#newer").await;
    assert_eq!(page.texts("#deliveries tbody tr").len(), 20);
    let past = ada.open(&at(&house, &webhook, "?page=9")).await;
    assert!(
        past.text("#no-messages")
            .contains("no messages on this page")
    );
}

#[tokio::test]
async fn a_test_event_goes_out_about_a_payment_that_was_made_up() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Developer).await;
    let webhook = house.webhook(&mut ada, "Website").await;

    let form = ada.follow(&webhook, "#send-test-event").await;
    let page = ada.submit(&form, "test-form", &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.text("#error-summary li"), "Choose an event");
    let fields = [("event", "card_payment_expired")];
    let page = ada.submit(&form, "test-form", &fields).await;
    assert!(
        page.text(".news")
            .starts_with("The test event is on its way")
    );
    assert!(page.has("#test") && !page.has("#payment a"));
    house.messages_go_out().await;
    let page = ada.open(&page.address).await;

    assert_eq!(page.text("h1"), "Payment expired Successful");
    assert!(
        house.world.webhook_sender.sent_to(URL)[0]
            .body
            .ends_with("example")
    );
    let list = ada.open(&at(&house, &webhook, "")).await;
    assert!(list.text("#deliveries .aside").contains("made up"));
    let question = ada.follow(&webhook, "#activate").await;
    ada.submit(&question, "activate-form", &[]).await;
    let page = ada.submit(&form, "test-form", &fields).await;
    assert!(page.has("#not-active"));
    house.messages_go_out().await;
    assert_eq!(house.world.webhook_sender.sent().len(), 1);
}
