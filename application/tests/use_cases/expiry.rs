//! Payments that nobody finished in time.

use std::time::Duration;

use domain::payment::Status;
use domain::work::{UNTOUCHED_FOR, WorkKind};
use memory::{Behaviour, Call};

use crate::scene::{GOOD, Scene, hours, minutes};

#[tokio::test]
async fn an_unfinished_payment_expires_after_ninety_minutes() {
    let scene = Scene::new().await;
    let stages = [
        (scene.created(false).await, vec![]),
        (scene.started(false).await, vec![]),
        (
            scene.authorised(false).await,
            vec!["authorised", "cancelled"],
        ),
        (
            scene.authorised(true).await,
            vec!["authorised", "cancelled"],
        ),
    ];

    scene.pass(minutes(90) - Duration::from_millis(1)).await;
    for (user, _) in &stages {
        assert_ne!(scene.status(user).await, Status::Expired);
    }
    scene.pass(Duration::from_millis(1)).await;

    for (user, books) in &stages {
        assert_eq!(scene.status(user).await, Status::Expired);
        assert_eq!(scene.books(user), *books);
    }
    scene.settle().await;
}

#[tokio::test]
async fn an_authorisation_under_way_is_undone_when_its_payment_expires() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::Stall);
    let submitted = tokio::spawn({
        let (scene, user) = (scene.shared(), user.clone());
        async move { scene.submit(&user, GOOD).await }
    });
    scene.until_stalled().await;
    // The inquiry goes unanswered too, so the payment is left waiting.
    scene.world.psp.usually(Call::Find, Behaviour::LoseAnswer);

    scene.pass(minutes(90)).await;
    let expired = scene.status(&user).await;
    scene.world.psp.usually(Call::Find, Behaviour::Comply);
    scene.world.psp.release();
    submitted.await.unwrap().unwrap();

    assert_eq!(expired, Status::Expired);
    scene.settle().await;
    assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
}

#[tokio::test]
async fn a_capturable_payment_expires_after_five_days() {
    let scene = Scene::new().await;
    let user = scene.capturable().await;

    scene.pass(hours(120) - Duration::from_millis(1)).await;
    let before = scene.status(&user).await;
    scene.pass(Duration::from_millis(1)).await;

    assert_eq!(before, Status::Capturable);
    assert_eq!(scene.status(&user).await, Status::Expired);
    assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
    scene.settle().await;
}

#[tokio::test]
async fn a_payment_in_use_is_left_alone_for_five_minutes() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.clock.pass(minutes(89));
    scene.submit(&user, GOOD).await.unwrap();

    scene.pass(minutes(1)).await;
    let at_ninety_minutes = scene.status(&user).await;
    scene.pass(UNTOUCHED_FOR - minutes(1)).await;

    assert_eq!(at_ninety_minutes, Status::Submitted);
    assert_eq!(scene.status(&user).await, Status::Expired);
}

#[tokio::test]
async fn what_is_finished_never_expires() {
    let scene = Scene::new().await;
    let paid = scene.paid().await;
    let cancelled = scene.created(false).await;
    scene.cancel(&cancelled).await;

    scene.pass(hours(200)).await;

    assert_eq!(scene.status(&paid).await, Status::Success);
    assert_eq!(scene.status(&cancelled).await, Status::CancelledByService);
    assert!(scene.payment_work().is_empty());
}

#[tokio::test]
async fn expiry_is_scheduled_with_the_payment() {
    let scene = Scene::new().await;

    let user = scene.created(false).await;

    assert_eq!(scene.payment_work(), [WorkKind::Expire(user.payment)]);
}
