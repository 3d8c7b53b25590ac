//! What fails is tried again on the schedule, and given up in the end.

use domain::webhook::delivery::{RETRY_AFTER_MAX, RETRY_PAUSES};
use domain::webhook::{AttemptOutcome, DeliveryStatus};
use domain::work::{Handled, Work, WorkKind};
use memory::Reply;

use super::{Desk, HOOK, seconds};
use crate::scene::hours;

#[tokio::test]
async fn a_message_is_tried_six_times_over_three_days_and_then_given_up() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    desk.scene
        .world
        .webhook_sender
        .usually(HOOK, Reply::Status(500));
    desk.failed().await;
    desk.scene.tell().await;

    for pause in RETRY_PAUSES {
        let [delivery] = desk.deliveries(&endpoint).await.try_into().unwrap();
        assert_eq!(delivery.status, DeliveryStatus::Pending);
        let before = desk.sent_to(HOOK).len();
        desk.scene.pass(pause - seconds(1)).await;
        assert_eq!(desk.sent_to(HOOK).len(), before, "{pause:?}");
        desk.scene.pass(seconds(1)).await;
        assert_eq!(desk.sent_to(HOOK).len(), before + 1, "{pause:?}");
    }

    let sent = desk.sent_to(HOOK);
    let pauses: Vec<_> = sent
        .windows(2)
        .map(|pair| pair[1].at.since(pair[0].at).as_secs())
        .collect();
    assert_eq!(pauses, [60, 300, 3_600, 86_400, 172_800]);
    let same = |one: &memory::SentMessage| (one.id.clone(), one.body.clone());
    assert!(sent.iter().all(|one| same(one) == same(&sent[0])));
    let [delivery] = desk.deliveries(&endpoint).await.try_into().unwrap();
    assert_eq!(delivery.status, DeliveryStatus::Failed);
    assert_eq!((delivery.attempts.len(), delivery.next_at), (6, None));
    let at: Vec<_> = delivery.attempts.iter().map(|one| one.at).collect();
    assert_eq!(at, sent.iter().map(|one| one.at).collect::<Vec<_>>());
    assert_eq!(desk.lanes_and_retries(), []);
}

#[tokio::test]
async fn work_that_comes_too_early_waits() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    desk.scene.world.webhook_sender.next(HOOK, Reply::TimeOut);
    desk.failed().await;
    desk.scene.tell().await;
    let [delivery] = desk.deliveries(&endpoint).await.try_into().unwrap();
    let work = desk.scene.world.store.all_work().into_iter();
    let is_its = |work: &Work| work.kind == WorkKind::RedeliverWebhook(delivery.id.clone());
    let work = work.filter(is_its).collect::<Vec<_>>();

    let handled = desk.scene.application.perform(&work[0]).await.unwrap();

    assert_eq!(handled, Handled::LookAgain(delivery.next_at.unwrap()));
    assert_eq!(desk.sent_to(HOOK).len(), 1);
}

#[tokio::test]
async fn whatever_is_no_success_is_a_failure_of_its_own_kind() {
    use AttemptOutcome as O;
    for (reply, outcome, succeeded) in [
        (Reply::Status(204), O::Answered(204), true),
        (Reply::Status(299), O::Answered(299), true),
        (Reply::Status(301), O::Answered(301), false),
        (Reply::Status(404), O::Answered(404), false),
        (Reply::Status(503), O::Answered(503), false),
        (Reply::TimeOut, O::TimedOut, false),
        (Reply::Unreachable, O::Unreachable, false),
        (Reply::Forbidden, O::Forbidden, false),
    ] {
        let (desk, endpoint) = Desk::with_endpoint().await;
        desk.scene.world.webhook_sender.next(HOOK, reply.clone());
        desk.failed().await;

        desk.scene.tell().await;

        let [delivery] = desk.deliveries(&endpoint).await.try_into().unwrap();
        let expected = match succeeded {
            true => DeliveryStatus::Successful,
            false => DeliveryStatus::Pending,
        };
        assert_eq!(delivery.status, expected, "{reply:?}");
        assert_eq!(delivery.attempts[0].outcome, outcome);
        let failing = desk.now(&endpoint).await.failing;
        assert_eq!(
            failing.map(|failing| failing.attempts),
            (!succeeded).then_some(1)
        );
    }
}

#[tokio::test]
async fn one_that_succeeds_at_last_is_tried_no_more() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    for _ in 0..2 {
        desk.scene.world.webhook_sender.next(HOOK, Reply::TimeOut);
    }
    desk.failed().await;
    desk.scene.tell().await;

    desk.scene.pass(seconds(60)).await;
    assert_eq!(desk.now(&endpoint).await.failing.unwrap().attempts, 2);
    desk.scene.pass(seconds(300)).await;
    desk.scene.pass(hours(24 * 7)).await;

    assert_eq!(desk.sent_to(HOOK).len(), 3);
    assert_eq!(desk.now(&endpoint).await.failing, None);
    assert_eq!(desk.lanes_and_retries(), []);
}

#[tokio::test]
async fn an_endpoint_may_ask_for_a_longer_pause_within_reason() {
    for (asked, pause) in [
        (seconds(1), seconds(60)),
        (seconds(120), seconds(120)),
        (RETRY_AFTER_MAX * 9, RETRY_AFTER_MAX),
    ] {
        let (desk, _) = Desk::with_endpoint().await;
        let reply = Reply::retry_after(429, asked);
        desk.scene.world.webhook_sender.next(HOOK, reply);
        desk.failed().await;
        desk.scene.tell().await;

        desk.scene.pass(pause - seconds(1)).await;
        assert_eq!(desk.sent_to(HOOK).len(), 1, "{asked:?}");
        desk.scene.pass(seconds(1)).await;
        assert_eq!(desk.sent_to(HOOK).len(), 2, "{asked:?}");
    }
}
