//! Authorisations whose answer went missing.

use std::time::Duration;

use domain::payment::PaymentState;
use domain::payment::Status;
use domain::payment::state::CleanUp;
use domain::work::LOST_AFTER;
use memory::{Behaviour, Call};

use crate::scene::{DECLINED, FAILING, GOOD, Scene, minutes};

#[tokio::test]
async fn the_psp_is_asked_for_an_answer_that_was_lost() {
    for (number, status) in [
        (GOOD, Status::Submitted),
        (DECLINED, Status::Declined),
        (FAILING, Status::Error),
    ] {
        let scene = Scene::new().await;
        let user = scene.started(false).await;
        scene.world.psp.next(Call::Authorise, Behaviour::LoseAnswer);

        scene.submit(&user, number).await.unwrap();

        assert_eq!(scene.status(&user).await, Status::Started);
        scene.pass(Duration::from_secs(4)).await;
        assert_eq!(scene.world.psp.count(Call::Find), 0);
        scene.pass(Duration::from_secs(1)).await;
        assert_eq!(scene.status(&user).await, status);
        assert_eq!(scene.world.psp.count(Call::Authorise), 1);
    }
}

#[tokio::test]
async fn an_answer_found_later_can_be_confirmed_and_is_captured_once() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::LoseAnswer);
    scene.submit(&user, GOOD).await.unwrap();
    scene.pass(Duration::from_secs(5)).await;

    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.perform(work).await;

    assert_eq!(scene.status(&user).await, Status::Success);
    scene.settle().await;
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn a_request_the_psp_never_saw_is_given_up_after_several_questions() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene
        .world
        .psp
        .next(Call::Authorise, Behaviour::LoseRequest);
    scene.submit(&user, GOOD).await.unwrap();

    scene.pass(Duration::from_secs(5)).await;
    scene.pass(Duration::from_secs(30)).await;
    let after_two_questions = scene.status(&user).await;
    scene.pass(LOST_AFTER).await;

    assert_eq!(after_two_questions, Status::Started);
    assert_eq!(scene.status(&user).await, Status::Error);
    scene.settle().await;
    assert!(matches!(
        scene.payment(&user).await.state,
        PaymentState::AuthorisationFailed(CleanUp::NotNeeded)
    ));
    assert!(scene.books(&user).is_empty());
}

#[tokio::test]
async fn a_request_that_arrives_after_it_was_given_up_is_released() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::Stall);
    // The PSP answers its own books so late that it seems to know nothing.
    let submitted = tokio::spawn({
        let (scene, user) = (scene.shared(), user.clone());
        async move { scene.submit(&user, GOOD).await }
    });
    scene.until_stalled().await;
    let cancelled = scene
        .application
        .cancel_payment(&scene.service, user.payment.as_str());
    assert_eq!(cancelled.await.unwrap(), None);

    scene.pass(minutes(2)).await;
    scene.world.psp.release();
    submitted.await.unwrap().unwrap();

    scene.settle().await;
    assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
    assert_eq!(scene.status(&user).await, Status::CancelledByService);
}

#[tokio::test]
async fn while_nobody_answers_the_payment_waits_until_it_expires() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::LoseAnswer);
    scene.world.psp.usually(Call::Find, Behaviour::LoseAnswer);
    scene.submit(&user, GOOD).await.unwrap();

    scene.pass(minutes(89)).await;
    let before = scene.status(&user).await;
    scene.pass(minutes(1)).await;

    assert_eq!(before, Status::Started);
    assert_eq!(scene.status(&user).await, Status::Expired);
    scene.world.psp.usually(Call::Find, Behaviour::Comply);
    scene.settle().await;
    assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
}

#[tokio::test]
async fn a_psp_that_cannot_be_asked_leaves_a_failed_clean_up() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::LoseAnswer);
    scene.world.psp.lose_inquiry();
    scene.submit(&user, GOOD).await.unwrap();

    scene.pass(minutes(90)).await;
    scene.settle().await;

    assert!(matches!(
        scene.payment(&user).await.state,
        PaymentState::Cancelled(_, CleanUp::Failed)
    ));
}

#[tokio::test]
async fn questions_become_rarer() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::LoseAnswer);
    scene.world.psp.usually(Call::Find, Behaviour::LoseAnswer);
    scene.submit(&user, GOOD).await.unwrap();

    let mut asked = vec![];
    for seconds in [5, 30, 120, 600, 3600] {
        scene.pass(Duration::from_secs(seconds - 1)).await;
        let early = scene.world.psp.count(Call::Find);
        scene.pass(Duration::from_secs(1)).await;
        asked.push((early, scene.world.psp.count(Call::Find)));
    }

    assert_eq!(asked, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]);
}
