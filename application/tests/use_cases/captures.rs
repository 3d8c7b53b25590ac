//! Taking the money.

use application::payments::capture::CapturePaymentError;
use domain::OperationId;
use domain::id::ID_LENGTH;
use domain::payment::{PaymentState, Status};
use domain::ports::Clock;
use domain::ports::sandbox::{LedgerMovement, MovementKind, SandboxLedger};
use domain::work::CAPTURE_ATTEMPTS_MAX;
use memory::{Behaviour, Call};

use crate::scene::{Scene, hours, minutes};

#[tokio::test]
async fn a_service_captures_what_it_delayed() {
    let scene = Scene::new().await;
    let user = scene.capturable().await;
    let id = user.payment.as_str();

    let work = scene.application.capture_payment(&scene.service, id).await;
    scene.perform(work.unwrap()).await;

    assert_eq!(scene.status(&user).await, Status::Success);
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
    scene.settle().await;
}

#[tokio::test]
async fn capturing_again_changes_nothing() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    let id = user.payment.as_str();

    let again = scene.application.capture_payment(&scene.service, id).await;

    assert_eq!(again.unwrap(), None);
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn what_is_not_capturable_is_not_captured() {
    let scene = Scene::new().await;
    let cancelled = scene.capturable().await;
    scene.cancel(&cancelled).await;

    for user in [
        scene.created(true).await,
        scene.authorised(true).await,
        cancelled,
    ] {
        let id = user.payment.as_str();
        let refused = scene.application.capture_payment(&scene.service, id).await;

        assert!(matches!(refused, Err(CapturePaymentError::NotCapturable)));
    }
}

#[tokio::test]
async fn a_refused_capture_is_tried_hourly_and_then_given_up() {
    let scene = Scene::new().await;
    scene.world.psp.usually(Call::Capture, Behaviour::Refuse);
    let user = scene.paid().await;

    let mut tried = vec![];
    for _ in 1..CAPTURE_ATTEMPTS_MAX {
        assert_eq!(scene.status(&user).await, Status::Success);
        scene.pass(minutes(59)).await;
        tried.push(scene.world.psp.count(Call::Capture));
        scene.pass(minutes(1)).await;
    }
    scene.pass(hours(24)).await;

    let tries = usize::try_from(CAPTURE_ATTEMPTS_MAX).unwrap();
    assert_eq!(tried, (1..tries).collect::<Vec<_>>());
    assert_eq!(scene.world.psp.count(Call::Capture), tries);
    assert!(matches!(
        scene.payment(&user).await.state,
        PaymentState::CaptureFailed(_)
    ));
    assert_eq!(scene.status(&user).await, Status::Error);
    scene.settle().await;
}

#[tokio::test]
async fn a_capture_accepted_in_the_end_is_made_once() {
    let scene = Scene::new().await;
    for _ in 0..3 {
        scene.world.psp.next(Call::Capture, Behaviour::Refuse);
    }
    let user = scene.paid().await;

    scene.settle().await;

    assert_eq!(scene.books(&user), ["authorised", "captured"]);
    assert!(matches!(
        scene.payment(&user).await.state,
        PaymentState::Captured(..)
    ));
}

#[tokio::test]
async fn a_capture_whose_answer_was_lost_is_made_once() {
    for behaviour in [
        Behaviour::LoseAnswer,
        Behaviour::LoseRequest,
        Behaviour::NotSend,
    ] {
        let scene = Scene::new().await;
        scene.world.psp.next(Call::Capture, behaviour);
        let user = scene.paid().await;

        scene.settle().await;

        assert_eq!(scene.books(&user), ["authorised", "captured"]);
        assert!(matches!(
            scene.payment(&user).await.state,
            PaymentState::Captured(..)
        ));
    }
}

#[tokio::test]
async fn a_capture_that_takes_longer_than_its_lease_is_not_forgotten() {
    let scene = Scene::new().await;
    let user = scene.authorised(false).await;
    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.world.psp.next(Call::Capture, Behaviour::Stall);
    scene.world.psp.next(Call::Capture, Behaviour::Refuse);
    let slow = tokio::spawn({
        let scene = scene.shared();
        async move { scene.perform(work).await }
    });
    scene.until_stalled().await;

    // The lease runs out, another worker is refused, and then the first answer arrives.
    scene.pass(minutes(2)).await;
    scene.world.psp.release();
    slow.await.unwrap();

    scene.settle().await;
    assert!(matches!(
        scene.payment(&user).await.state,
        PaymentState::Captured(..) | PaymentState::CaptureFailed(_)
    ));
}

#[tokio::test]
async fn a_capture_the_psp_makes_later_is_followed() {
    let scene = Scene::new().await;
    scene.world.psp.next(Call::Capture, Behaviour::Defer);
    let user = scene.paid().await;
    let submitted = scene.payment(&user).await;

    let entry = LedgerMovement {
        order_code: submitted.state.authorisation().unwrap().order_code.clone(),
        kind: MovementKind::Captured(OperationId::from_random([1; ID_LENGTH])),
        amount: submitted.amount,
        at: scene.world.clock.now(),
    };
    scene.world.ledger.enter(entry).await.unwrap();
    scene.settle().await;

    assert!(matches!(submitted.state, PaymentState::CaptureSubmitted(_)));
    assert!(matches!(
        scene.payment(&user).await.state,
        PaymentState::Captured(..)
    ));
    assert_eq!(scene.world.psp.count(Call::Capture), 1);
}
