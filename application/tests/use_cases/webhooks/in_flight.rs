//! A receiver that hangs holds up nobody but itself.

use application::in_flight::IN_FLIGHT_MAX;
use domain::ports::webhooks::ANSWER_WITHIN;
use domain::work::{LEASE, WorkGroup};
use memory::{MailMishap, Reply};
use tokio::task::JoinHandle;

use super::{Desk, HOOK, OTHER_HOOK};

const PAYMENTS: usize = 20;

impl Desk {
    /// Hands without number do what is due, until nothing new is.
    async fn many_hands(&self) -> Vec<JoinHandle<()>> {
        let (mut hands, mut idle) = (Vec::new(), 0);
        while idle < 3 {
            let claimed = self
                .scene
                .application
                .claim_due_work(WorkGroup::Messages, 50);
            let claimed = claimed.await.unwrap();
            idle += usize::from(claimed.is_empty());
            for work in claimed {
                let scene = self.scene.shared();
                hands.push(tokio::spawn(async move {
                    scene.application.perform(&work).await.unwrap();
                }));
            }
            for _ in 0..200 {
                tokio::task::yield_now().await;
            }
        }
        hands
    }

    /// The hands come back, and what found no place finds one.
    async fn come_back(&self, hands: Vec<JoinHandle<()>>) {
        for hand in hands {
            hand.await.unwrap();
        }
        for _ in 0..LEASE.as_secs() / ANSWER_WITHIN.as_secs() {
            self.scene.pass(ANSWER_WITHIN).await;
        }
    }
}

#[tokio::test]
async fn so_many_messages_are_under_way_to_one_endpoint_and_others_are_told_meanwhile() {
    let (desk, _) = Desk::with_endpoint().await;
    desk.register(OTHER_HOOK).await;
    let sender = desk.scene.world.webhook_sender.clone();
    sender.usually(HOOK, Reply::Stall);
    for _ in 0..PAYMENTS {
        desk.failed().await;
    }

    let hands = desk.many_hands().await;

    let limit = usize::try_from(IN_FLIGHT_MAX).unwrap();
    assert_eq!(sender.stalled(), limit);
    assert_eq!(desk.heard(HOOK).len(), limit);
    assert_eq!(desk.heard(OTHER_HOOK).len(), PAYMENTS);

    sender.usually(HOOK, Reply::Status(200));
    sender.release();
    desk.come_back(hands).await;
    assert_eq!(desk.heard(HOOK).len(), PAYMENTS);
    assert_eq!(desk.lanes_and_retries(), []);
}

#[tokio::test]
async fn a_mail_server_that_hangs_holds_up_no_endpoint() {
    let (desk, _) = Desk::with_endpoint().await;
    let mailer = desk.scene.world.mailer.clone();
    mailer.fail(Some(MailMishap::Stall));
    for _ in 0..PAYMENTS {
        desk.scene.paid().await;
    }

    let hands = desk.many_hands().await;

    let limit = usize::try_from(IN_FLIGHT_MAX).unwrap();
    assert_eq!((mailer.stalled(), mailer.sent().len()), (limit, 0));
    assert_eq!(desk.heard(HOOK).len(), 2 * PAYMENTS);

    mailer.fail(None);
    mailer.release();
    desk.come_back(hands).await;
    assert_eq!(mailer.sent().len(), PAYMENTS);
}
