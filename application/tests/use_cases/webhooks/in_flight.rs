//! An endpoint that hangs holds up nobody but itself.

use application::in_flight::IN_FLIGHT_MAX;
use domain::ports::webhooks::ANSWER_WITHIN;
use domain::work::{LEASE, WorkGroup};
use memory::Reply;

use super::{Desk, HOOK, OTHER_HOOK};

const PAYMENTS: usize = 20;

#[tokio::test]
async fn so_many_messages_are_under_way_to_one_endpoint_and_others_are_told_meanwhile() {
    let (desk, _) = Desk::with_endpoint().await;
    desk.register(OTHER_HOOK).await;
    let sender = desk.scene.world.webhook_sender.clone();
    sender.usually(HOOK, Reply::Stall);
    for _ in 0..PAYMENTS {
        desk.failed().await;
    }

    let mut hands = Vec::new();
    let mut idle = 0;
    while idle < 3 {
        let claimed = desk
            .scene
            .application
            .claim_due_work(WorkGroup::Messages, 50);
        let claimed = claimed.await.unwrap();
        idle += usize::from(claimed.is_empty());
        for work in claimed {
            let scene = desk.scene.shared();
            hands.push(tokio::spawn(async move {
                scene.application.perform(&work).await.unwrap();
            }));
        }
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
    }

    let limit = usize::try_from(IN_FLIGHT_MAX).unwrap();
    assert_eq!(sender.stalled(), limit);
    assert_eq!(desk.heard(HOOK).len(), limit);
    assert_eq!(desk.heard(OTHER_HOOK).len(), PAYMENTS);

    sender.usually(HOOK, Reply::Status(200));
    sender.release();
    for hand in hands {
        hand.await.unwrap();
    }
    for _ in 0..LEASE.as_secs() / ANSWER_WITHIN.as_secs() {
        desk.scene.pass(ANSWER_WITHIN).await;
    }
    assert_eq!(desk.heard(HOOK).len(), PAYMENTS);
    assert_eq!(desk.lanes_and_retries(), []);
}
