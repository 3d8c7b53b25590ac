//! Payments that services and paying users end.

use application::payments::cancel::CancelPaymentError;
use domain::payment::PaymentState;
use domain::payment::Status;
use domain::payment::state::CleanUp;
use domain::work::RELEASE_FOR;
use memory::{Behaviour, Call};

use crate::scene::{DECLINED, GOOD, Scene, hours};

#[tokio::test]
async fn a_service_cancels_at_every_stage_before_the_money_is_taken() {
    let scene = Scene::new().await;
    let stages = [
        (scene.created(false).await, vec![]),
        (scene.started(false).await, vec![]),
        (
            scene.authorised(false).await,
            vec!["authorised", "cancelled"],
        ),
        (scene.capturable().await, vec!["authorised", "cancelled"]),
    ];

    for (user, _) in &stages {
        scene.cancel(user).await;
    }

    for (user, books) in &stages {
        assert_eq!(scene.status(user).await, Status::CancelledByService);
        assert_eq!(scene.books(user), *books);
    }
    scene.settle().await;
}

#[tokio::test]
async fn what_is_over_is_past_cancelling() {
    let scene = Scene::new().await;
    let declined = scene.started(false).await;
    scene.submit(&declined, DECLINED).await.unwrap();
    let cancelled = scene.created(false).await;
    scene.cancel(&cancelled).await;

    for user in [scene.paid().await, declined, cancelled] {
        let before = scene.payment(&user).await;

        let id = user.payment.as_str();
        let service = scene.application.cancel_payment(&scene.service, id).await;
        let payer = scene.application.abandon_payment(&user).await;

        assert!(matches!(service, Err(CancelPaymentError::TooLate)));
        assert!(matches!(payer, Err(CancelPaymentError::TooLate)));
        assert_eq!(scene.payment(&user).await.version, before.version);
    }
}

#[tokio::test]
async fn a_paying_user_cancels_until_the_service_has_the_say() {
    let scene = Scene::new().await;
    let user = scene.authorised(false).await;
    let waiting = scene.capturable().await;

    let work = scene.application.abandon_payment(&user).await.unwrap();
    scene.perform(work).await;
    let refused = scene.application.abandon_payment(&waiting).await;

    assert_eq!(scene.status(&user).await, Status::CancelledByPayingUser);
    assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
    assert!(matches!(refused, Err(CancelPaymentError::TooLate)));
    assert_eq!(scene.status(&waiting).await, Status::Capturable);
}

#[tokio::test]
async fn a_yes_that_arrives_after_the_cancellation_is_undone() {
    for by_service in [true, false] {
        let scene = Scene::new().await;
        let user = scene.started(false).await;
        scene.world.psp.next(Call::Authorise, Behaviour::Stall);
        let submitted = tokio::spawn({
            let (scene, user) = (scene.shared(), user.clone());
            async move { scene.submit(&user, GOOD).await }
        });
        scene.until_stalled().await;

        if by_service {
            scene.cancel(&user).await;
        } else {
            scene.application.abandon_payment(&user).await.unwrap();
        }
        scene.world.psp.release();
        submitted.await.unwrap().unwrap();
        scene.application.run_due_work(100).await.unwrap();

        let payment = scene.payment(&user).await;
        assert!(matches!(
            payment.state,
            PaymentState::Cancelled(_, CleanUp::Done)
        ));
        assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
        scene.settle().await;
    }
}

#[tokio::test]
async fn a_no_that_arrives_after_the_cancellation_needs_no_release() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::Stall);
    let submitted = tokio::spawn({
        let (scene, user) = (scene.shared(), user.clone());
        async move { scene.submit(&user, DECLINED).await }
    });
    scene.until_stalled().await;

    scene.cancel(&user).await;
    scene.world.psp.release();
    submitted.await.unwrap().unwrap();

    let payment = scene.payment(&user).await;
    assert!(matches!(
        payment.state,
        PaymentState::Cancelled(_, CleanUp::NotNeeded)
    ));
    assert_eq!(payment.status(), Status::CancelledByService);
    scene.settle().await;
    assert_eq!(scene.world.psp.count(Call::Cancel), 0);
}

#[tokio::test]
async fn a_release_whose_answer_was_lost_is_asked_for_again() {
    let scene = Scene::new().await;
    let user = scene.authorised(false).await;
    scene.world.psp.next(Call::Cancel, Behaviour::LoseAnswer);

    scene.cancel(&user).await;

    assert_eq!(scene.status(&user).await, Status::CancelledByService);
    scene.settle().await;
    assert!(matches!(
        scene.payment(&user).await.state,
        PaymentState::Cancelled(_, CleanUp::Done)
    ));
    assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
}

#[tokio::test]
async fn a_psp_that_will_not_release_is_asked_for_a_day_and_no_longer() {
    let scene = Scene::new().await;
    let user = scene.authorised(false).await;
    scene.world.psp.usually(Call::Cancel, Behaviour::Refuse);

    scene.cancel(&user).await;
    let is_asked_until = RELEASE_FOR.as_secs() / 3600 + 1;
    for _ in 0..is_asked_until {
        scene.pass(hours(1)).await;
    }
    let asked = scene.world.psp.count(Call::Cancel);
    scene.pass(hours(48)).await;

    assert!(asked > 20, "{asked}");
    assert_eq!(scene.world.psp.count(Call::Cancel), asked);
    assert!(matches!(
        scene.payment(&user).await.state,
        PaymentState::Cancelled(_, CleanUp::Failed)
    ));
    assert!(scene.payment_work().is_empty());
}

#[tokio::test]
async fn another_accounts_payment_cannot_be_cancelled() {
    let scene = Scene::new().await;
    let user = scene.created(false).await;
    let stranger = Scene::over(scene.world.clone()).await.service;

    let id = user.payment.as_str();
    let refused = scene.application.cancel_payment(&stranger, id).await;

    assert!(matches!(refused, Err(CancelPaymentError::NotFound)));
    assert_eq!(scene.status(&user).await, Status::Created);
}
