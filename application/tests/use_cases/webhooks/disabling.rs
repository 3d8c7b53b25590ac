//! Endpoints that are gone, or that fail for too long, are told nothing more.

use domain::account::Mode;
use domain::email::StaffMessage;
use domain::ports::Store;
use domain::staff::Role;
use domain::webhook::endpoint::{DISABLED_AFTER, DISABLED_AFTER_FAILURES};
use domain::webhook::{DeliveryStatus, EndpointStatus};
use memory::Reply;

use super::{Desk, HOOK, OTHER_HOOK};
use crate::scene::hours;
use crate::staff::ADA;

const BOB: &str = "bob@example.org";
const EVE: &str = "eve@example.org";
const AWAY: &str = "away@example.org";

fn told(is_gone: bool) -> StaffMessage {
    StaffMessage::WebhookDisabled {
        service: "Licences".to_owned(),
        endpoint: "The case system".to_owned(),
        is_gone,
    }
}

impl Desk {
    /// Somebody of the service who has left for good.
    async fn away(&self) {
        let (_, away) = self.scene.member(AWAY, Role::ServiceAdmin).await;
        let mut unit = self.scene.world.store.begin().await.unwrap();
        let mut member = unit.staff().get(&away.member.id).await.unwrap().unwrap();
        member.disabled = true;
        unit.staff().save(&mut member).await.unwrap();
        unit.commit().await.unwrap();
    }
}

#[tokio::test]
async fn one_that_says_it_is_gone_is_disabled_at_once_and_its_people_are_told() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let other = desk.register(OTHER_HOOK).await;
    desk.scene.member(BOB, Role::Developer).await;
    desk.scene.member(EVE, Role::RefundManager).await;
    desk.away().await;
    desk.scene
        .world
        .webhook_sender
        .next(HOOK, Reply::Status(410));
    let user = desk.refunded().await;

    desk.scene.tell().await;

    let disabled = desk.now(&endpoint).await;
    assert_eq!(disabled.status, EndpointStatus::Disabled);
    assert_eq!(desk.now(&other).await.status, EndpointStatus::Active);
    let mut statuses = desk.statuses(&endpoint).await;
    statuses.sort_by_key(|status| *status != DeliveryStatus::Failed);
    assert_eq!(
        statuses,
        [
            DeliveryStatus::Failed,
            DeliveryStatus::WillNotSend,
            DeliveryStatus::WillNotSend
        ]
    );
    assert_eq!(desk.heard_of(HOOK, &user).len(), 1);
    assert_eq!(desk.heard_of(OTHER_HOOK, &user).len(), 3);
    for (who, expected) in [(ADA, vec![told(true)]), (BOB, vec![told(true)])] {
        let mut messages = desk.scene.told(who).await;
        messages.retain(|message| matches!(message, StaffMessage::WebhookDisabled { .. }));
        assert_eq!(messages, expected, "{who}");
    }
    for who in [EVE, AWAY] {
        assert_eq!(desk.scene.told(who).await, [], "{who}");
    }
    desk.scene.pass(hours(24 * 7)).await;
    assert_eq!(desk.heard_of(HOOK, &user).len(), 1);
}

#[tokio::test]
async fn many_who_find_it_gone_at_once_tell_its_people_once() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let sender = &desk.scene.world.webhook_sender;
    for _ in 0..3 {
        sender.next(HOOK, Reply::Status(500));
        desk.failed().await;
    }
    desk.scene.tell().await;
    sender.usually(HOOK, Reply::Status(410));

    desk.scene.pass(super::seconds(60)).await;

    assert_eq!(desk.now(&endpoint).await.status, EndpointStatus::Disabled);
    assert_eq!(desk.scene.told(ADA).await, [told(true)]);
    let mut statuses = desk.statuses(&endpoint).await;
    statuses.sort_by_key(|status| *status != DeliveryStatus::Failed);
    let not_sent = DeliveryStatus::WillNotSend;
    assert_eq!(statuses, [DeliveryStatus::Failed, not_sent, not_sent]);
}

#[tokio::test]
async fn one_that_fails_for_days_and_often_is_disabled_and_its_people_are_told() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    desk.scene
        .world
        .webhook_sender
        .usually(HOOK, Reply::TimeOut);
    let began = domain::ports::Clock::now(desk.scene.world.clock.as_ref());
    desk.failed().await;
    desk.scene.tell().await;

    loop {
        let failing = desk.now(&endpoint).await.failing.unwrap();
        assert_eq!(failing.since, began);
        let now = domain::ports::Clock::now(desk.scene.world.clock.as_ref());
        assert!(now.since(began) < DISABLED_AFTER, "it is still active");
        assert_eq!(desk.scene.told(ADA).await, []);
        desk.failed().await;
        desk.scene.pass(hours(12)).await;
        let disabled = desk.now(&endpoint).await;
        if disabled.status == EndpointStatus::Disabled {
            assert!(disabled.failing.unwrap().attempts >= DISABLED_AFTER_FAILURES);
            break;
        }
    }

    assert_eq!(desk.scene.told(ADA).await, [told(false)]);
    let before = desk.sent_to(HOOK).len();
    let late = desk.failed().await;
    desk.scene.pass(hours(24 * 7)).await;
    assert_eq!(desk.heard_of(HOOK, &late).len(), 0);
    assert_eq!(desk.sent_to(HOOK).len(), before);
    assert_eq!(desk.lanes_and_retries(), []);
}

#[tokio::test]
async fn one_that_fails_seldom_or_succeeds_in_between_is_not() {
    for succeeds in [false, true] {
        let (desk, endpoint) = Desk::with_endpoint().await;
        let sender = &desk.scene.world.webhook_sender;
        for day in 0..12 {
            let failures = if succeeds { 8 } else { 1 };
            for _ in 0..failures {
                sender.next(HOOK, Reply::Status(500));
                desk.failed().await;
            }
            desk.scene.tell().await;
            if !succeeds && day >= 5 {
                let failing = desk.now(&endpoint).await.failing;
                assert!(failing.is_none_or(|failing| failing.attempts < DISABLED_AFTER_FAILURES));
            }
            desk.scene.pass(hours(24)).await;
        }

        assert_eq!(desk.now(&endpoint).await.status, EndpointStatus::Active);
        assert_eq!(desk.scene.told(ADA).await, []);
    }
}

#[tokio::test]
async fn its_people_let_it_start_afresh() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    desk.scene
        .world
        .webhook_sender
        .next(HOOK, Reply::Status(410));
    desk.failed().await;
    desk.scene.tell().await;
    assert_eq!(desk.now(&endpoint).await.status, EndpointStatus::Disabled);

    let active = desk.activate(&endpoint, true).await;

    assert_eq!(
        (active.status, active.failing),
        (EndpointStatus::Active, None)
    );
    let user = desk.failed().await;
    desk.scene.tell().await;
    assert_eq!(desk.heard_of(HOOK, &user), ["card_payment_failed"]);
    let (ada, application) = (desk.ada(), &desk.scene.application);
    let listed = application.staff_endpoints(&ada, &desk.house, Mode::Test);
    assert_eq!(listed.await.unwrap(), [active]);
}
