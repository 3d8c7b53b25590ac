//! The webhooks: none, some in every state, their secrets, and what they were sent.

use std::time::Duration;

use domain::id::ID_LENGTH;
use domain::ports::webhooks::WebhookAnswer;
use domain::staff::Role;
use memory::Reply;

use super::transactions::without_id;
use super::{Named, likeness, said};
use crate::browser::{Browser, Page};
use crate::house::House;
use crate::webhooks::{EVENTS, URL, at};

/// A description and an address as long as they may be, nearly.
const LONG: &str = "Wide-reaching licences-and-permits back office (2)";

#[tokio::test]
async fn what_the_webhooks_say() {
    let said = said(&pages().await);
    let words = said.split_inclusive([' ', '\n']).map(without_secret);
    insta::assert_snapshot!("words_of_webhooks", words.collect::<String>());
}

/// The word, without what is drawn by lot.
fn without_secret(word: &str) -> String {
    let starts = ["webhook_test_", "whsec_"];
    let is_long = word.trim_end().len() > ID_LENGTH + 10;
    match starts.iter().find(|start| word.starts_with(**start)) {
        Some(start) if is_long => format!("{start}…\n"),
        Some(_) | None => without_id(word),
    }
}

/// Walks through the pages, and keeps what it sees.
pub(super) async fn pages() -> Vec<Named> {
    let house = likeness::house().await;
    house.go_live().await;
    let (mut ada, _) = house
        .signed_in("hooks.ada@example.org", Role::ServiceAdmin)
        .await;
    let mut pages = forms(&house, &mut ada).await;
    let website = house.webhook(&mut ada, "Website").await;
    pages.extend(states(&house, &mut ada, &website).await);
    pages.extend(messages(&house, &mut ada, &website).await);
    pages.extend(again(&house, &mut ada, &website).await);
    pages.extend(looked_at(&house, &mut ada).await);
    pages.extend(secrets(&house, &mut ada, &website).await);
    pages
}

async fn forms(house: &House, ada: &mut Browser) -> Vec<Named> {
    let none = ada.open(&house.at("/test/webhooks")).await;
    let none_live = ada.open(&house.at("/live/webhooks")).await;
    let create = ada.open(&house.at("/test/webhooks/create")).await;
    let nothing = ada.submit(&create, "webhook-form", &[]).await;
    let long = "x".repeat(60);
    let fields = [
        ("url", "www.example.org"),
        ("description", &long),
        EVENTS[0],
    ];
    let wrong = ada.submit(&create, "webhook-form", &fields).await;
    vec![
        ("webhooks_none", none),
        ("webhooks_none_live", none_live),
        ("webhook_create", create),
        ("webhook_create_nothing", nothing),
        ("webhook_create_wrong", wrong),
    ]
}

async fn states(house: &House, ada: &mut Browser, website: &Page) -> Vec<Named> {
    let deactivate = ada.open(&at(house, website, "/activate")).await;
    let form = ada.open(&house.at("/test/webhooks/create")).await;
    let address = format!(
        "https://service.example/{}",
        "webhooks-of-payments/".repeat(9)
    );
    let every = ["succeeded", "captured", "refunded", "failed", "expired"];
    let every = every.map(|what| format!("card_payment_{what}"));
    let mut fields = vec![("url", address.as_str()), ("description", LONG)];
    fields.extend(every.iter().map(|event| ("events", event.as_str())));
    let long = ada.submit(&form, "webhook-form", &fields).await;
    let inactive = house.webhook(ada, "Old website").await;
    let form = ada.open(&at(house, &inactive, "/activate")).await;
    let inactive = ada.submit(&form, "activate-form", &[]).await;
    let activate = ada.open(&at(house, &inactive, "/activate")).await;
    let broken = house.webhook(ada, "Accounts").await;
    house.disable_webhook(&broken).await;
    vec![
        ("webhook_new", website.clone()),
        ("webhook_deactivate", deactivate),
        ("webhook_activate", activate),
        ("webhook_inactive", inactive.clone()),
        ("webhook_disabled", ada.open(&at(house, &broken, "")).await),
        (
            "webhook_change",
            ada.open(&at(house, &long, "/change")).await,
        ),
        ("webhook_long", long),
        (
            "webhook_test_inactive",
            ada.open(&at(house, &inactive, "/test-event")).await,
        ),
    ]
}

async fn messages(house: &House, ada: &mut Browser, website: &Page) -> Vec<Named> {
    house.paid("FL-1").await;
    house.messages_go_out().await;
    house.service_fails(Reply::Status(500));
    let answer = WebhookAnswer {
        status: 503,
        beginning: format!("<html><h1>Closed</h1>{}", "for maintenance ".repeat(40)),
        retry_after: None,
    };
    house.world.webhook_sender.next(URL, Reply::Answer(answer));
    house.world.clock.pass(Duration::from_secs(60));
    house.paid("FL-2").await;
    house.messages_go_out().await;
    for reply in [Reply::TimeOut, Reply::Forbidden] {
        house.world.webhook_sender.next(URL, reply);
        house.world.clock.pass(Duration::from_secs(300));
        house.messages_go_out().await;
    }
    let form = ada.open(&at(house, website, "/test-event")).await;
    let undecided = ada.submit(&form, "test-form", &[]).await;
    let fields = [("event", "card_payment_refunded")];
    let test = ada.submit(&form, "test-form", &fields).await;
    house.paid("FL-3").await;
    house.hand_on_events().await;
    let filled = ada.open(&at(house, website, "")).await;
    let found = |row: u32| format!("#deliveries tbody tr:nth-child({row}) th a");
    let untried = ada.follow(&filled, &found(1)).await;
    let failing = ada.follow(&filled, &found(3)).await;
    let taken = ada.follow(&filled, &found(4)).await;
    let wrong = at(house, website, "?payment=abc&fromDate=soon&toDate=x");
    let none = at(house, website, "?event=card_payment_expired");
    vec![
        ("webhook_test", form),
        ("webhook_test_undecided", undecided),
        ("webhook_delivery_test", test),
        ("webhook_delivery_untried", untried),
        ("webhook_delivery_failing", failing),
        ("webhook_delivery_taken", taken),
        ("webhook", filled),
        ("webhook_filters_wrong", ada.open(&wrong).await),
        ("webhook_filtered_none", ada.open(&none).await),
        ("webhooks", ada.open(&house.at("/test/webhooks")).await),
        (
            "webhook_record",
            ada.open(&house.at("/record?kind=webhooks")).await,
        ),
    ]
}

async fn again(house: &House, ada: &mut Browser, website: &Page) -> Vec<Named> {
    let some = at(
        house,
        website,
        "/replay?status=pending&event=card_payment_succeeded",
    );
    let some = ada.open(&some).await;
    let nothing = at(house, website, "/replay?event=card_payment_expired");
    let nothing = ada.open(&nothing).await;
    let many = house.webhook(ada, "Archive").await;
    house.was_told(&many, 1_200).await;
    let question = ada.open(&at(house, &many, "/replay")).await;
    let second = ada.open(&at(house, &many, "?page=2")).await;
    vec![
        ("webhook_replay", some),
        ("webhook_replay_nothing", nothing),
        ("webhook_replay_many", question),
        ("webhook_second_page", second),
    ]
}

async fn looked_at(house: &House, ada: &mut Browser) -> Vec<Named> {
    let form = ada.open(&house.at("/live/webhooks/create")).await;
    let fields = [("url", URL), ("description", "Website")];
    let fields = [fields.as_slice(), &EVENTS].concat();
    let webhook = ada.submit(&form, "webhook-form", &fields).await;
    house.was_told(&webhook, 1).await;
    let (mut dev, _) = house
        .signed_in("hooks.dev@example.org", Role::Developer)
        .await;
    let seen = dev.open(&webhook.address).await;
    let mut root = house
        .visiting_platform_admin("hooks.root@example.org")
        .await;
    let test = root.open(&house.at("/test/webhooks")).await;
    let filled = root.follow(&test, "a.webhook").await;
    let failing = "#deliveries tbody tr:nth-child(3) th a";
    let message = root.follow(&filled, failing).await;
    vec![("webhook_seen", seen), ("webhook_delivery_seen", message)]
}

async fn secrets(house: &House, ada: &mut Browser, website: &Page) -> Vec<Named> {
    let one = ada.open(&at(house, website, "/secret")).await;
    let question = ada.follow(&one, "#rotate").await;
    let both = ada.submit(&question, "rotate-form", &[]).await;
    let summary = ada.open(&at(house, website, "")).await;
    house
        .change_webhook(website, |webhook| {
            for secret in &mut webhook.secrets {
                secret.sealed.clear();
            }
        })
        .await;
    vec![
        ("webhook_secret", one),
        ("webhook_rotate", question),
        ("webhook_secret_rotated", both),
        ("webhook_rotated", summary),
        (
            "webhook_secret_unreadable",
            ada.open(&at(house, website, "/secret")).await,
        ),
    ]
}
