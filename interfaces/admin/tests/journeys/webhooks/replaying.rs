//! Having messages sent again.

use domain::ports::Store;
use domain::staff::Role;
use domain::webhook::{Delivery, DeliveryStatus, EventType};
use domain::{DeliveryId, PaymentId, WebhookId};
use memory::Reply;

use super::{URL, at, name_in};
use crate::browser::Page;
use crate::house::{House, fresh};

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn one_message_is_sent_again() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let webhook = house.webhook(&mut ada, "Website").await;
    house.paid("FL-1").await;
    house.messages_go_out().await;
    let page = ada.open(&at(&house, &webhook, "")).await;
    let message = ada.follow(&page, "#deliveries th a").await;

    let again = ada.submit(&message, "replay-form", &[]).await;
    assert!(again.text(".news").starts_with("It is on its way again"));
    assert_eq!(again.text("h1 .tag"), "Pending");
    house.messages_go_out().await;

    let page = ada.open(&message.address).await;
    assert_eq!(page.texts("#attempts strong"), ["200 OK", "200 OK"]);
    let sent = house.world.webhook_sender.sent_to(URL);
    assert_eq!(sent[0].id, sent[1].id);
    let question = ada.follow(&webhook, "#activate").await;
    ada.submit(&question, "activate-form", &[]).await;
    assert!(!ada.open(&message.address).await.has("#send-again"));
    let refused = ada.submit(&message, "replay-form", &[]).await;
    assert!(refused.text(".news").contains("not active"));
}

#[tokio::test]
async fn all_that_match_are_sent_again_after_one_more_look() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let webhook = house.webhook(&mut ada, "Website").await;
    house.paid("FL-1").await;
    house.messages_go_out().await;
    house.service_fails(Reply::Status(500));
    for reference in ["FL-2", "FL-3"] {
        house.paid(reference).await;
    }
    house.messages_go_out().await;
    house.service_fails(Reply::Status(204));

    let page = ada.open(&at(&house, &webhook, "?status=pending")).await;
    assert_eq!(page.text("#replay"), "Send all that match again");
    let question = ada.follow(&page, "#replay").await;
    assert!(question.text("#how-many").starts_with("2 messages match."));
    assert_eq!(question.texts(".rows dd"), ["Pending"]);
    let page = ada.submit(&question, "replay-form", &[]).await;
    assert_eq!(
        page.text(".news"),
        "2 messages are sent again, the oldest first."
    );
    house.messages_go_out().await;

    let page = ada.open(&at(&house, &webhook, "?status=successful")).await;
    assert_eq!(page.text("#showing"), "1 to 3 of 3 messages");
    let nothing = ada
        .open(&at(&house, &webhook, "/replay?status=failed"))
        .await;
    assert!(nothing.has("#nothing") && !nothing.has("#replay-form"));
    let record = ada.open(&house.at("/record?kind=webhooks")).await;
    assert_eq!(
        record.text(".deed"),
        "Messages to a test webhook: 2 sent again"
    );
}

#[tokio::test]
async fn at_most_a_thousand_are_sent_again_at_once() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let webhook = house.webhook(&mut ada, "Website").await;
    house.was_told(&webhook, 1_001).await;

    let question = ada.open(&at(&house, &webhook, "/replay")).await;
    assert_eq!(
        question.text("#how-many"),
        "1001 messages match. Only the newest 1000 are sent."
    );
    let page = ada.submit(&question, "replay-form", &[]).await;

    assert!(page.text(".news").starts_with("1000 messages"));
    let left = ada.open(&at(&house, &webhook, "?status=successful")).await;
    assert_eq!(left.text("#showing"), "1 message");
}

#[tokio::test]
async fn nothing_is_sent_again_to_a_webhook_that_is_not_active() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let webhook = house.webhook(&mut ada, "Website").await;
    house.was_told(&webhook, 2).await;
    let question = ada.open(&at(&house, &webhook, "/replay")).await;
    house.disable_webhook(&webhook).await;

    let page = ada.open(&at(&house, &webhook, "")).await;
    assert!(!page.has("#replay"));
    let page = ada.submit(&question, "replay-form", &[]).await;

    assert_eq!(page.text("h1 .tag"), "Disabled");
    let left = ada.open(&at(&house, &webhook, "?status=successful")).await;
    assert_eq!(left.text("#showing"), "1 to 2 of 2 messages");
}

impl House {
    /// Notes that a webhook was told so many things.
    pub(crate) async fn was_told(&self, page: &Page, count: u32) {
        let endpoint = WebhookId::parse(&name_in(page)).unwrap();
        let told = |number: u32| Delivery {
            id: DeliveryId::from_random(fresh(&format!("d{number}."))),
            endpoint: endpoint.clone(),
            payment: PaymentId::from_random(fresh(&format!("p{number}."))),
            event: EventType::CardPaymentSucceeded,
            position: 1,
            happened_at: self.now(),
            body: "{}".to_owned(),
            status: DeliveryStatus::Successful,
            attempts: Vec::new(),
            next_at: None,
            replayed_after: 0,
            is_test: false,
            created_at: self.now(),
        };
        let deliveries: Vec<Delivery> = (1..=count).map(told).collect();
        let mut unit = self.world.store.begin().await.unwrap();
        unit.webhooks().add_deliveries(&deliveries).await.unwrap();
        unit.commit().await.unwrap();
    }
}
