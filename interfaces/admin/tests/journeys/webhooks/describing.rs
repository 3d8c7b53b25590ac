//! Creating, changing, activating and deactivating webhooks.

use domain::audit::{Action, Chain};
use domain::staff::Role;
use memory::Reply;
use poem::http::StatusCode;

use super::{EVENTS, URL, at};
use crate::house::House;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn a_webhook_is_created_looked_at_and_changed() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Developer).await;

    let settings = ada.open(&house.at("/test/settings")).await;
    let page = ada.follow(&settings, "a#webhooks").await;
    assert_eq!(page.text("h1"), "Test webhooks");
    assert!(
        page.text("#no-webhooks h2")
            .contains("no test webhooks yet")
    );
    assert!(
        page.text("#no-webhooks pre")
            .starts_with("bursar listen --forward-to")
    );
    let form = ada.follow(&page, "#create-webhook").await;
    let fields = [("url", URL), ("description", " Licences website ")];
    let fields = [fields.as_slice(), &EVENTS].concat();
    let page = ada.submit(&form, "webhook-form", &fields).await;

    assert!(
        page.text(".news")
            .starts_with("“Licences website” is told from now on")
    );
    assert_eq!(page.text("h1"), "Licences website Active");
    assert_eq!(page.text("#url"), URL);
    assert_eq!(page.text("#events"), "Payment succeeded, Payment refunded");
    assert!(page.has("#no-messages"));
    let list = ada.follow(&page, "a.back").await;
    assert_eq!(list.texts(".webhooks h2"), ["Licences website Active"]);
    assert_eq!(
        list.texts(".webhooks dd"),
        ["Payment succeeded, Payment refunded", "24 June 2026"]
    );

    let form = ada.follow(&page, "#change-webhook").await;
    assert_eq!(form.value("#url"), URL);
    assert_eq!(form.texts("input[checked] + div label").len(), 2);
    let same = ada.submit(&form, "webhook-form", &[]).await;
    assert_eq!(same.text(".news"), "Nothing was changed.");
    let fields = [
        ("url", "http://localhost:3000/new"),
        ("events", "card_payment_expired"),
    ];
    let page = ada.submit(&form, "webhook-form", &fields).await;
    assert_eq!(page.text("#url"), "http://localhost:3000/new");
    assert_eq!(page.text("#events"), "Payment expired");
    let deed = house
        .last_deed(
            Chain::Service(house.service_id().clone()),
            Action::WebhookChanged,
        )
        .await;
    assert_eq!(deed.unwrap().deed.facts.len(), 3);
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_above() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/test/webhooks/create")).await;

    let page = ada.submit(&form, "webhook-form", &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.title().starts_with("Error: "));
    assert_eq!(
        page.texts("#error-summary li"),
        [
            "Enter the address of the webhook",
            "Enter a description",
            "Choose at least one event"
        ]
    );
    for field in ["url", "description", "events"] {
        assert!(page.has(&format!("#error-summary a[href='#{field}']")));
        assert!(page.has(&format!("#{field}[aria-describedby~='error-{field}']")));
    }

    let long = "x".repeat(51);
    let address = format!("https://a.example/{}", "x".repeat(2_048));
    for (url, description, problem) in [
        ("a.example", "A", "Enter a whole web address"),
        (
            "https://me:secret@a.example",
            "A",
            "Enter a whole web address",
        ),
        (address.as_str(), "A", "Enter a whole web address"),
        (
            URL,
            long.as_str(),
            "The description must have 50 characters or fewer",
        ),
    ] {
        let fields = [("url", url), ("description", description), EVENTS[0]];
        let page = ada.submit(&form, "webhook-form", &fields).await;
        let said = page.texts("#error-summary li");
        assert_eq!(said.len(), 1, "{url}");
        assert!(said[0].starts_with(problem), "{said:?}");
        assert_eq!(page.value("#url"), url, "what was typed stays");
        assert_eq!(
            page.texts("input[checked] + div label"),
            ["Payment succeeded"]
        );
    }
    assert!(
        ada.open(&house.at("/test/webhooks"))
            .await
            .has("#no-webhooks")
    );
}

#[tokio::test]
async fn outside_sandboxes_addresses_are_https() {
    let house = House::in_earnest().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/test/webhooks/create")).await;
    assert!(
        form.text("#url-hint")
            .contains("reachable from the internet")
    );
    let fields = [("url", "http://a.example"), ("description", "A"), EVENTS[0]];

    let page = ada.submit(&form, "webhook-form", &fields).await;

    assert_eq!(
        page.text("#error-url"),
        "Error: The address must begin with https://"
    );
}

#[tokio::test]
async fn there_are_20_at_most() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/test/webhooks/create")).await;
    for number in 1..=20 {
        house.webhook(&mut ada, &format!("Number {number}")).await;
    }

    let list = ada.open(&house.at("/test/webhooks")).await;
    assert_eq!(list.texts(".webhooks h2").len(), 20);
    assert!(list.has("#full") && !list.has("#create-webhook"));
    let fields = [("url", URL), ("description", "One more"), EVENTS[0]];
    let page = ada.submit(&form, "webhook-form", &fields).await;

    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text("#error-summary li")
            .starts_with("There are 20 webhooks")
    );
}

#[tokio::test]
async fn deactivating_and_activating_say_first_what_they_do() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let page = house.webhook(&mut ada, "Website").await;

    let question = ada.follow(&page, "#activate").await;
    assert_eq!(question.text("h1"), "Deactivate “Website”");
    assert_eq!(question.texts(".clauses li").len(), 3);
    let page = ada.submit(&question, "activate-form", &[]).await;
    assert_eq!(page.text(".news"), "“Website” is inactive.");
    assert_eq!(page.text("h1 .tag"), "Inactive");
    assert!(page.has("#inactive"));
    house.paid("FL-1").await;
    house.messages_go_out().await;
    assert!(house.world.webhook_sender.sent().is_empty());

    let again = ada.submit(&question, "activate-form", &[]).await;
    assert_eq!(
        again.text(".news"),
        "“Website” is inactive.",
        "not the other way round"
    );
    let question = ada.follow(&page, "#activate").await;
    assert_eq!(question.text("h1"), "Activate “Website”");
    let page = ada.submit(&question, "activate-form", &[]).await;
    assert_eq!(page.text("h1 .tag"), "Active");
    assert!(page.has("#no-messages"), "nothing was kept for it");
}

#[tokio::test]
async fn those_that_work_come_first_and_failing_is_said() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let inactive = house.webhook(&mut ada, "Old").await;
    let question = ada.follow(&inactive, "#activate").await;
    ada.submit(&question, "activate-form", &[]).await;
    let disabled = house.webhook(&mut ada, "Broken").await;
    house.disable_webhook(&disabled).await;
    let active = house.webhook(&mut ada, "Website").await;
    house.service_fails(Reply::Status(500));
    for reference in ["FL-1", "FL-2", "FL-3"] {
        house.paid(reference).await;
    }
    house.messages_go_out().await;

    let list = ada.open(&house.at("/test/webhooks")).await;
    assert_eq!(
        list.texts(".webhooks h2"),
        ["Website Active", "Broken Disabled", "Old Inactive"]
    );
    let failing = "3 attempts in a row have failed since 24 June 2026 at 13:00:00 BST.";
    assert_eq!(list.texts(".webhooks__failing"), [failing]);
    let page = ada.open(&at(&house, &active, "")).await;
    assert_eq!(page.text("#failing strong"), failing);
    let page = ada.open(&at(&house, &disabled, "")).await;
    assert!(page.text("#disabled").contains("failed for too long"));
    let question = ada.follow(&page, "#activate").await;
    let page = ada.submit(&question, "activate-form", &[]).await;
    assert_eq!(page.text("h1 .tag"), "Active");
}

#[tokio::test]
async fn test_and_live_are_apart_and_other_services_webhooks_are_not_there() {
    let house = House::build().await;
    house.go_live().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let page = house.webhook(&mut ada, "Website").await;

    let live = ada.open(&house.at("/live/webhooks")).await;
    assert!(live.has("#no-webhooks") && !live.has("#listen"));
    let elsewhere = page.address.replace("/test/", "/live/");
    assert_eq!(ada.open(&elsewhere).await.status, StatusCode::NOT_FOUND);
    for rest in ["/change", "/secret", "/rotate", "/replay", "/test-event"] {
        let page = ada.open(&format!("{elsewhere}{rest}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{rest}");
    }
}
