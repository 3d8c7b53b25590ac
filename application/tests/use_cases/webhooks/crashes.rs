//! Whoever dies, nothing is lost, and what is sent twice has one name.

use domain::webhook::DeliveryStatus;
use domain::work::{Handled, LEASE, WorkGroup, WorkKind};
use memory::Reply;

use super::{Desk, HOOK, seconds};
use crate::failing_store::FailingStore;

#[tokio::test]
async fn a_message_that_was_sent_and_not_written_down_is_sent_again_as_it_was() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let store = FailingStore::over(desk.scene.world.store.clone());
    let failing = desk.scene.through(|ports| ports.store = store.clone());
    desk.failed().await;
    let claim = async || {
        let claimed = failing.application.claim_due_work(WorkGroup::Messages, 50);
        claimed.await.unwrap()
    };
    for work in claim().await {
        failing.application.perform(&work).await.unwrap();
    }
    let claimed = claim().await;
    let is_lane = |kind: &WorkKind| matches!(kind, WorkKind::DeliverWebhooks(..));
    let lane = claimed.iter().find(|work| is_lane(&work.kind)).unwrap();

    store.fail(1);
    let handled = failing.application.perform(lane).await.unwrap();

    assert!(matches!(handled, Handled::Retry(_)));
    assert_eq!(desk.statuses(&endpoint).await, [DeliveryStatus::Pending]);
    desk.scene.pass(seconds(1)).await;
    let [first, second] = desk.sent_to(HOOK).try_into().unwrap();
    assert_eq!((&first.id, &first.body), (&second.id, &second.body));
    assert!(first.at < second.at);
    let [delivery] = desk.deliveries(&endpoint).await.try_into().unwrap();
    assert_eq!(delivery.status, DeliveryStatus::Successful);
    assert_eq!(delivery.attempts.len(), 1);
}

#[tokio::test]
async fn what_a_process_was_sending_when_it_died_is_sent_again_within_the_lease() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    desk.scene.world.webhook_sender.next(HOOK, Reply::Stall);
    desk.failed().await;
    let dying = tokio::spawn({
        let scene = desk.scene.shared();
        async move { scene.tell().await }
    });
    while desk.scene.world.webhook_sender.stalled() == 0 {
        tokio::task::yield_now().await;
    }
    dying.abort();
    assert!(dying.await.unwrap_err().is_cancelled());

    desk.scene.pass(LEASE - seconds(1)).await;
    assert_eq!(desk.sent_to(HOOK).len(), 1);
    desk.scene.pass(seconds(1)).await;

    let [first, second] = desk.sent_to(HOOK).try_into().unwrap();
    assert_eq!((&first.id, &first.body), (&second.id, &second.body));
    assert_eq!(desk.statuses(&endpoint).await, [DeliveryStatus::Successful]);
}

#[tokio::test]
async fn events_of_a_dispatch_that_died_are_handed_on_once_within_the_lease() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    desk.scene
        .application
        .schedule_recurring_work()
        .await
        .unwrap();
    let user = desk.refunded().await;
    let claimed = desk
        .scene
        .application
        .claim_due_work(WorkGroup::Messages, 50);
    let claimed = claimed.await.unwrap();
    assert_eq!(claimed.len(), 1);
    drop(claimed);

    desk.scene.pass(LEASE - seconds(1)).await;
    assert_eq!(desk.heard_of(HOOK, &user).len(), 0);
    desk.scene.pass(seconds(1)).await;

    assert_eq!(desk.heard_of(HOOK, &user).len(), 3);
    assert_eq!(desk.deliveries(&endpoint).await.len(), 3);
}

#[tokio::test]
async fn a_dispatch_that_cannot_be_stored_leaves_nothing_and_is_repeated() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let store = FailingStore::over(desk.scene.world.store.clone());
    let failing = desk.scene.through(|ports| ports.store = store.clone());
    desk.failed().await;
    let claimed = failing.application.claim_due_work(WorkGroup::Messages, 50);
    let claimed = claimed.await.unwrap();

    store.fail(1);
    failing.application.perform(&claimed[0]).await.unwrap();
    assert_eq!(desk.deliveries(&endpoint).await, []);

    desk.scene.pass(seconds(1)).await;
    assert_eq!(desk.heard(HOOK), ["card_payment_failed"]);
}
