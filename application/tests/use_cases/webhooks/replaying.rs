//! Staff see how telling went, and have endpoints told again.

use application::staff::services::AccessError;
use application::staff::webhooks::EndpointError;
use application::staff::webhooks::deliveries::{REPLAY_MAX, Replay};
use domain::DeliveryId;
use domain::account::Mode;
use domain::audit::Action;
use domain::ports::Store;
use domain::ports::queries::DeliverySearch;
use domain::webhook::{Delivery, DeliveryStatus, EventType, WebhookEndpoint};
use memory::Reply;

use super::{Desk, HOOK, OTHER_HOOK, seconds};
use crate::scene::hours;
use crate::staff::cast::fact;

impl Desk {
    async fn replay(
        &self,
        endpoint: &WebhookEndpoint,
        wanted: Replay,
    ) -> Result<usize, EndpointError> {
        let (ada, id) = (self.ada(), endpoint.id.as_str());
        let application = &self.scene.application;
        let replayed = application.replay_deliveries(&ada, &self.house, Mode::Test, id, wanted);
        replayed.await
    }

    /// One payment failed in each of so many hours, and each event was refused for good.
    async fn given_up(&self, endpoint: &WebhookEndpoint, hourly: usize) -> Vec<Delivery> {
        let sender = &self.scene.world.webhook_sender;
        for _ in 0..hourly {
            self.failed().await;
            self.scene.pass(hours(1)).await;
        }
        let sent = sender.sent_to(endpoint.url.as_str()).len();
        assert_eq!(sent, hourly);
        let mut deliveries = self.deliveries(endpoint).await;
        deliveries.reverse();
        deliveries
    }
}

fn all() -> Replay {
    Replay::Matching(Box::default())
}

#[tokio::test]
async fn one_that_was_given_up_is_sent_again_on_the_whole_schedule() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let sender = &desk.scene.world.webhook_sender;
    sender.usually(HOOK, Reply::Status(500));
    desk.failed().await;
    desk.scene.tell().await;
    for _ in 0..4 * 24 {
        desk.scene.pass(hours(1)).await;
    }
    let [given_up] = desk.deliveries(&endpoint).await.try_into().unwrap();
    assert_eq!(given_up.status, DeliveryStatus::Failed);

    let replayed = desk.replay(&endpoint, Replay::One(given_up.id.to_string()));
    assert_eq!(replayed.await.unwrap(), 1);
    desk.scene.tell().await;
    sender.usually(HOOK, Reply::Status(200));
    desk.scene.pass(seconds(60)).await;

    let [again] = desk.deliveries(&endpoint).await.try_into().unwrap();
    assert_eq!(again.status, DeliveryStatus::Successful);
    assert_eq!(again.attempts.len(), 8);
    let sent = desk.sent_to(HOOK);
    assert_eq!(sent.len(), 8);
    assert!(
        sent.iter()
            .all(|one| one.id == given_up.id && one.body == given_up.body)
    );
    assert_eq!(
        fact(&desk.scene.last_deed().await, "done"),
        Some("1 sent again")
    );
}

#[tokio::test]
async fn one_that_was_told_can_be_told_again_and_what_waits_for_its_turn_cannot() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let told = desk.failed().await;
    desk.scene.tell().await;
    let [delivery] = desk.deliveries(&endpoint).await.try_into().unwrap();
    let untried = Delivery {
        id: DeliveryId::from_random([9; domain::id::ID_LENGTH]),
        position: 99,
        status: DeliveryStatus::Pending,
        attempts: Vec::new(),
        ..delivery.clone()
    };
    let mut unit = desk.scene.world.store.begin().await.unwrap();
    let one = std::slice::from_ref(&untried);
    unit.webhooks().add_deliveries(one).await.unwrap();
    unit.commit().await.unwrap();

    assert_eq!(desk.replay(&endpoint, all()).await.unwrap(), 1);
    desk.scene.tell().await;

    assert_eq!(desk.heard_of(HOOK, &told).len(), 2);
    assert_eq!(desk.delivery(&delivery.id).await.attempts.len(), 2);
    assert_eq!(desk.delivery(&untried.id).await, untried);
}

#[tokio::test]
async fn a_span_is_sent_again_oldest_first_and_nothing_else() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let made = desk.given_up(&endpoint, 6).await;
    let search = DeliverySearch {
        from: Some(made[1].happened_at),
        to: Some(made[4].happened_at),
        ..DeliverySearch::default()
    };

    let replayed = desk.replay(&endpoint, Replay::Matching(Box::new(search)));
    assert_eq!(replayed.await.unwrap(), 3);
    desk.scene.tell().await;

    let again: Vec<_> = desk.sent_to(HOOK)[6..]
        .iter()
        .map(|one| one.id.clone())
        .collect();
    let expected: Vec<_> = made[1..4].iter().map(|one| one.id.clone()).collect();
    assert_eq!(again, expected);
    for delivery in &made {
        let expected = 1 + usize::from(again.contains(&delivery.id));
        let attempts = desk.delivery(&delivery.id).await.attempts;
        assert_eq!(attempts.len(), expected);
    }
}

#[tokio::test]
async fn one_replay_sends_the_newest_of_what_matches_and_no_more_than_so_many() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    desk.failed().await;
    desk.scene.tell().await;
    let [told] = desk.deliveries(&endpoint).await.try_into().unwrap();
    let more: Vec<_> = (0..REPLAY_MAX as u32 + 50)
        .map(|number| {
            let mut random = [3; domain::id::ID_LENGTH];
            for (byte, place) in random.iter_mut().zip([0, 5, 10]) {
                *byte = u8::try_from((number >> place) & 31).unwrap();
            }
            Delivery {
                id: DeliveryId::from_random(random),
                position: 100 + number,
                status: DeliveryStatus::Failed,
                happened_at: told.happened_at.plus(seconds(1 + u64::from(number))),
                ..told.clone()
            }
        })
        .collect();
    let mut unit = desk.scene.world.store.begin().await.unwrap();
    unit.webhooks().add_deliveries(&more).await.unwrap();
    unit.commit().await.unwrap();
    let failed = DeliverySearch {
        status: Some(DeliveryStatus::Failed),
        ..DeliverySearch::default()
    };

    let replayed = desk.replay(&endpoint, Replay::Matching(Box::new(failed)));
    assert_eq!(replayed.await.unwrap(), REPLAY_MAX);

    for (number, delivery) in more.iter().enumerate() {
        let status = desk.delivery(&delivery.id).await.status;
        let expected = match number < 50 {
            true => DeliveryStatus::Failed,
            false => DeliveryStatus::Pending,
        };
        assert_eq!(status, expected, "{number}");
    }
    desk.scene.tell().await;
    assert_eq!(desk.sent_to(HOOK).len(), 1 + REPLAY_MAX);
    let deeds = desk.scene.house_deeds().await;
    let again = deeds
        .iter()
        .filter(|deed| fact(deed, "done") == Some("100 sent again"));
    assert_eq!(again.count(), REPLAY_MAX / 100);
}

#[tokio::test]
async fn what_another_endpoint_was_told_is_not_sent_again() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let other = desk
        .register_for(OTHER_HOOK, [EventType::CardPaymentExpired])
        .await;
    desk.failed().await;
    desk.scene.tell().await;
    let [theirs] = desk.deliveries(&endpoint).await.try_into().unwrap();

    let replayed = desk
        .replay(&other, Replay::One(theirs.id.to_string()))
        .await;
    assert_eq!(replayed.unwrap_or_default(), 0);
    assert_eq!(desk.replay(&other, all()).await.unwrap(), 0);
    let nothing = desk.replay(&other, Replay::One("nothing".to_owned())).await;
    let not_found = EndpointError::Access(AccessError::NotFound);
    assert_eq!(
        format!("{:?}", nothing.unwrap_err()),
        format!("{not_found:?}")
    );
    desk.scene.tell().await;

    assert_eq!(desk.scene.world.webhook_sender.sent().len(), 1);
    assert_ne!(
        fact(&desk.scene.last_deed().await, "done"),
        Some("1 sent again")
    );
}

#[tokio::test]
async fn a_test_event_arrives_and_is_tried_again_like_any_other() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    desk.scene.world.webhook_sender.next(HOOK, Reply::TimeOut);
    let (ada, application) = (desk.ada(), &desk.scene.application);
    let (id, event) = (endpoint.id.as_str(), EventType::CardPaymentRefunded);
    let sent = application.test_endpoint(&ada, &desk.house, Mode::Test, id, event);
    let sent = sent.await.unwrap();

    desk.scene.tell().await;
    desk.scene.pass(seconds(60)).await;

    let [first, second] = desk.sent_to(HOOK).try_into().unwrap();
    assert_eq!((&first.id, &second.id), (&sent.id, &sent.id));
    assert!(first.body.ends_with("example"));
    let told = desk.delivery(&sent.id).await;
    assert_eq!(told.status, DeliveryStatus::Successful);
    assert!(told.is_test);
    let deed = desk.scene.last_deed().await;
    assert_eq!(deed.action, Action::WebhookChanged);
    assert_eq!(fact(&deed, "done"), Some("test event sent"));
}

#[tokio::test]
async fn bodies_are_hidden_from_who_may_not_see_paying_users() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    desk.failed().await;
    desk.scene.tell().await;
    let [told] = desk.deliveries(&endpoint).await.try_into().unwrap();
    let (ada, application) = (desk.ada(), &desk.scene.application);
    let (id, event) = (endpoint.id.as_str(), EventType::CardPaymentFailed);
    let test = application.test_endpoint(&ada, &desk.house, Mode::Test, id, event);
    let test = test.await.unwrap();
    let (_, admin) = desk.scene.inside().await;

    for (staff, delivery, sees) in [
        (&ada, &told, true),
        (&admin, &told, false),
        (&ada, &test, true),
        (&admin, &test, true),
    ] {
        let name = delivery.id.as_str();
        let seen = application.staff_delivery(staff, &desk.house, Mode::Test, id, name);
        let seen = seen.await.unwrap();
        let expected = if sees { delivery.body.as_str() } else { "" };
        assert_eq!(seen.delivery.body, expected);
        assert_eq!(seen.may_replay, staff == &ada);
        let everything = DeliverySearch::default();
        let listed = application.staff_deliveries(staff, &desk.house, Mode::Test, id, everything);
        let listed = listed.await.unwrap();
        assert_eq!(listed.total, 2);
        assert!(listed.items.iter().all(|one| one.body.is_empty()));
    }
}
