//! First attempts are in order per payment and endpoint, and nothing holds them up.

use domain::webhook::DeliveryStatus;
use domain::work::{LEASE, Work, WorkGroup, WorkKind};
use memory::Reply;

use super::{Desk, HOOK, OTHER_HOOK};
use crate::scene::{Scene, of};

const THREE: [&str; 3] = [
    "card_payment_succeeded",
    "card_payment_captured",
    "card_payment_refunded",
];

/// Does what is due in the order that this puts it in.
async fn tell_in(scene: &Scene, order: impl Fn(&mut Vec<Work>)) {
    loop {
        let claimed = scene.application.claim_due_work(WorkGroup::Messages, 50);
        let mut claimed = claimed.await.unwrap();
        if claimed.is_empty() {
            return;
        }
        order(&mut claimed);
        for work in claimed {
            scene.application.perform(&work).await.unwrap();
        }
    }
}

#[tokio::test]
async fn they_are_in_order_in_whatever_order_the_work_is_done() {
    let orders: [fn(&mut Vec<Work>); 3] = [
        |work| work.reverse(),
        |work| work.sort_by_key(|work| work.id.as_str().to_owned()),
        |work| work.sort_by_key(|work| work.id.as_str().chars().rev().collect::<String>()),
    ];
    for order in orders {
        let (desk, _) = Desk::with_endpoint().await;
        desk.register(OTHER_HOOK).await;
        let mut users = Vec::new();
        for _ in 0..5 {
            users.push(desk.refunded().await);
        }

        tell_in(&desk.scene, order).await;

        for user in &users {
            for url in [HOOK, OTHER_HOOK] {
                assert_eq!(desk.heard_of(url, user), THREE);
            }
        }
        assert_eq!(desk.lanes_and_retries(), []);
    }
}

#[tokio::test]
async fn events_that_are_handed_on_one_by_one_are_in_order_too() {
    let (desk, _) = Desk::with_endpoint().await;
    let user = desk.scene.authorised(false).await;
    let work = desk.scene.application.confirm_payment(&user).await.unwrap();
    desk.scene.tell().await;
    desk.scene.perform(work).await;
    desk.scene.tell().await;
    desk.scene.refund(&user, of(1, None)).await.unwrap();
    desk.scene.tell().await;

    assert_eq!(desk.heard_of(HOOK, &user), THREE);
}

#[tokio::test]
async fn one_that_fails_does_not_hold_up_those_after_it() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let sender = &desk.scene.world.webhook_sender;
    sender.next(HOOK, Reply::Status(500));
    sender.next(HOOK, Reply::TimeOut);
    let user = desk.refunded().await;

    desk.scene.tell().await;

    assert_eq!(desk.heard_of(HOOK, &user), THREE);
    let of = async |event: usize| {
        let deliveries = desk.deliveries(&endpoint).await;
        let named = deliveries
            .iter()
            .find(|one| one.event.word() == THREE[event]);
        named.unwrap().status
    };
    assert_eq!(of(0).await, DeliveryStatus::Pending);
    assert_eq!(of(1).await, DeliveryStatus::Pending);
    assert_eq!(of(2).await, DeliveryStatus::Successful);

    desk.scene.pass(super::seconds(60)).await;
    assert_eq!(desk.heard_of(HOOK, &user).len(), 5);
    assert_eq!(of(0).await, DeliveryStatus::Successful);
    assert_eq!(of(1).await, DeliveryStatus::Successful);
}

#[tokio::test]
async fn what_is_handed_on_while_a_lane_is_under_way_is_told_after_it() {
    let (desk, _) = Desk::with_endpoint().await;
    let user = desk.scene.paid().await;
    desk.scene.world.webhook_sender.next(HOOK, Reply::Stall);
    let telling = tokio::spawn({
        let scene = desk.scene.shared();
        async move { scene.tell().await }
    });
    while desk.scene.world.webhook_sender.stalled() == 0 {
        tokio::task::yield_now().await;
    }

    desk.scene.refund(&user, of(1, None)).await.unwrap();
    desk.scene.tell().await;
    assert_eq!(desk.heard_of(HOOK, &user), THREE[..1]);
    desk.scene.world.webhook_sender.release();
    telling.await.unwrap();
    desk.scene.tell().await;

    assert_eq!(desk.heard_of(HOOK, &user), THREE);
    assert_eq!(desk.lanes_and_retries(), []);
}

#[tokio::test]
async fn a_wish_for_a_lane_that_is_under_way_is_not_lost() {
    let (desk, _) = Desk::with_endpoint().await;
    let user = desk.scene.paid().await;
    let claim = async || {
        let claimed = desk
            .scene
            .application
            .claim_due_work(WorkGroup::Messages, 50);
        claimed.await.unwrap()
    };
    let perform = async |work: &Work| desk.scene.application.perform(work).await.unwrap();
    for work in claim().await {
        perform(&work).await;
    }
    let claimed = claim().await;
    let lane = claimed
        .iter()
        .find(|work| matches!(work.kind, WorkKind::DeliverWebhooks(..)));
    let lane = lane.unwrap();

    // The lane is done, but not yet finished, when the next event is handed on.
    perform(lane).await;
    desk.scene.refund(&user, of(1, None)).await.unwrap();
    desk.scene.tell().await;
    perform(lane).await;
    desk.scene.pass(LEASE).await;

    assert_eq!(desk.heard_of(HOOK, &user), THREE);
}

#[tokio::test]
async fn a_payment_of_many_events_lets_others_go_first_in_between() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let user = desk.scene.paid().await;
    for _ in 0..23 {
        desk.scene.refund(&user, of(1, None)).await.unwrap();
    }
    let other = desk.scene.paid().await;

    desk.scene.tell().await;

    assert_eq!(desk.heard_of(HOOK, &user).len(), 25);
    let mut positions: Vec<_> = Vec::new();
    for message in desk.sent_to(HOOK) {
        let delivery = desk.delivery(&message.id).await;
        if delivery.payment == user.payment {
            positions.push(delivery.position);
        }
    }
    assert!(positions.is_sorted(), "{positions:?}");
    let sent = desk.sent_to(HOOK);
    let place = |of: &str| sent.iter().rposition(|one| one.body.contains(of)).unwrap();
    assert!(place(other.payment.as_str()) < place(user.payment.as_str()));
    assert_eq!(desk.deliveries(&endpoint).await.len(), 27);
}
