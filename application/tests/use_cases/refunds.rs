//! Giving money back.

use application::refunds::create::CreateRefundError;
use application::refunds::get::GetRefundError;
use domain::payment::{RefundAvailability, RefundError};
use domain::ports::sandbox::MovementKind;
use domain::refund::RefundStatus;
use memory::{Behaviour, Call};

use crate::scene::{AMOUNT, Scene, of};

#[tokio::test]
async fn part_of_a_payment_is_given_back() {
    let scene = Scene::new().await;
    let user = scene.paid().await;

    let refund = scene.refund(&user, of(300, Some(AMOUNT))).await.unwrap();

    let payment = scene.payment(&user).await;
    assert_eq!(
        payment.refund(&refund).unwrap().status(),
        RefundStatus::Success
    );
    assert_eq!(payment.amount_available().minor(), AMOUNT - 300);
    assert_eq!(scene.books(&user), ["authorised", "captured", "refunded"]);
}

#[tokio::test]
async fn the_rest_is_refundable_to_the_penny_and_no_further() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    scene.refund(&user, of(300, None)).await.unwrap();

    let over = scene.refund(&user, of(AMOUNT - 299, None)).await;
    scene.refund(&user, of(AMOUNT - 300, None)).await.unwrap();
    let after = scene.refund(&user, of(1, None)).await;

    assert!(matches!(
        over,
        Err(CreateRefundError::Refused(RefundError::AboveAvailable))
    ));
    assert!(matches!(
        after,
        Err(CreateRefundError::Refused(RefundError::NotAvailable(
            RefundAvailability::Full
        )))
    ));
}

#[tokio::test]
async fn a_stale_amount_is_refused() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    scene.refund(&user, of(300, Some(AMOUNT))).await.unwrap();

    let stale = scene.refund(&user, of(300, Some(AMOUNT))).await;

    assert!(matches!(
        stale,
        Err(CreateRefundError::Refused(RefundError::Mismatch))
    ));
    assert_eq!(scene.payment(&user).await.refunds.len(), 1);
}

#[tokio::test]
async fn what_is_not_captured_is_not_refunded() {
    let scene = Scene::new().await;
    let cancelled = scene.authorised(false).await;
    scene.cancel(&cancelled).await;

    for (user, availability) in [
        (scene.created(false).await, RefundAvailability::Pending),
        (scene.authorised(false).await, RefundAvailability::Pending),
        (scene.capturable().await, RefundAvailability::Unavailable),
        (cancelled, RefundAvailability::Unavailable),
    ] {
        let refused = scene.refund(&user, of(1, None)).await;

        assert!(matches!(
            refused,
            Err(CreateRefundError::Refused(RefundError::NotAvailable(found)))
                if found == availability
        ));
    }
}

#[tokio::test]
async fn a_refused_refund_gives_its_amount_free_again() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    scene.world.psp.next(Call::Refund, Behaviour::Refuse);

    let refund = scene.refund(&user, of(AMOUNT, None)).await.unwrap();

    let payment = scene.payment(&user).await;
    assert_eq!(
        payment.refund(&refund).unwrap().status(),
        RefundStatus::Error
    );
    assert_eq!(payment.amount_available().minor(), AMOUNT);
    scene.refund(&user, of(AMOUNT, Some(AMOUNT))).await.unwrap();
    assert_eq!(scene.books(&user), ["authorised", "captured", "refunded"]);
}

#[tokio::test]
async fn a_refund_whose_answer_was_lost_is_made_once() {
    for behaviour in [
        Behaviour::LoseAnswer,
        Behaviour::LoseRequest,
        Behaviour::NotSend,
    ] {
        let scene = Scene::new().await;
        let user = scene.paid().await;
        scene.world.psp.next(Call::Refund, behaviour);

        let refund = scene.refund(&user, of(400, None)).await.unwrap();

        let waiting = scene.payment(&user).await;
        assert_eq!(
            waiting.refund(&refund).unwrap().status(),
            RefundStatus::Submitted
        );
        assert_eq!(waiting.amount_available().minor(), AMOUNT - 400);
        scene.settle().await;
        let payment = scene.payment(&user).await;
        assert_eq!(
            payment.refund(&refund).unwrap().status(),
            RefundStatus::Success
        );
        let refunded: Vec<_> = scene
            .movements(&user)
            .into_iter()
            .filter(|m| matches!(m.kind, MovementKind::Refunded(_)))
            .map(|m| m.amount.minor())
            .collect();
        assert_eq!(refunded, [400]);
    }
}

#[tokio::test]
async fn no_question_about_a_refund_stays_open() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    scene.world.psp.next(Call::Refund, Behaviour::LoseAnswer);
    scene.refund(&user, of(400, None)).await.unwrap();

    scene.settle().await;

    let operations = scene.world.store.all_operations();
    assert!(operations.iter().all(|operation| operation.ended.is_some()));
}

#[tokio::test]
async fn a_refund_is_its_accounts_and_its_payments() {
    let scene = Scene::new().await;
    let (user, other) = (scene.paid().await, scene.paid().await);
    let refund = scene.refund(&user, of(400, None)).await.unwrap();
    let stranger = Scene::over(scene.world.clone()).await.service;
    let look = async |service, payment: &str| {
        let look = scene
            .application
            .get_refund(service, payment, refund.as_str());
        look.await
    };

    assert!(look(&scene.service, user.payment.as_str()).await.is_ok());
    for seen in [
        look(&scene.service, other.payment.as_str()).await,
        look(&stranger, user.payment.as_str()).await,
        look(&scene.service, "nonsense").await,
    ] {
        assert!(matches!(seen, Err(GetRefundError::NotFound)));
    }
}
