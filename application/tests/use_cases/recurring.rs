//! Payments on agreements: nobody stands at the pages.

use std::time::Duration;

use application::payments::create::CreatePaymentError;
use domain::agreement::AgreementStatus;
use domain::payment::state::DeclineReason;
use domain::payment::{PaymentState, Status};
use domain::work::{LEASE, LOST_AFTER, WorkKind};
use memory::{Behaviour, Call};

use crate::scene::recurring::GOOD_ONCE;
use crate::scene::{GOOD, Scene, on_agreement};

/// Another card that is authorised.
const ANOTHER: &str = "4444333322221111";

async fn decline_reason(scene: &Scene, user: &application::actor::PayingUser) -> DeclineReason {
    match scene.payment(user).await.state {
        PaymentState::Declined(reason) => reason,
        ref other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_payment_on_an_agreement_is_authorised_and_captured_by_work() {
    let scene = Scene::new().await;
    let agreement = scene.active_with_good_card().await;

    let created = scene.create(on_agreement(agreement.as_str())).await;
    let created = created.unwrap();
    let user = scene.user(&created.linked.payment);
    let at_first = created.linked.payment.status();
    scene.perform(created.work).await;
    scene.pass(Duration::ZERO).await;

    assert_eq!(at_first, Status::Created);
    assert!(created.linked.token.is_none());
    assert_eq!(scene.status(&user).await, Status::Success);
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
    let card = scene.payment(&user).await.card.clone().unwrap();
    assert_eq!(card.last_four.unwrap(), "4242");
    scene.settle().await;
}

#[tokio::test]
async fn a_service_that_disappears_is_not_needed() {
    let scene = Scene::new().await;
    let agreement = scene.active_with_good_card().await;
    let created = scene.create(on_agreement(agreement.as_str())).await;
    let user = scene.user(&created.unwrap().linked.payment);

    scene.pass(LEASE).await;

    assert_eq!(scene.status(&user).await, Status::Success);
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn an_agreement_without_a_usable_card_takes_no_payment() {
    let scene = Scene::new().await;
    let without_card = scene.agreed().await;
    let inactive = scene.active(GOOD_ONCE).await;
    scene.taken_on(&inactive).await;
    let cancelled = scene.active_with_good_card().await;
    let id = cancelled.as_str();
    let ended = scene.application.cancel_agreement(&scene.service, id);
    ended.await.unwrap();

    for agreement in [without_card, inactive, cancelled] {
        let refused = scene.create(on_agreement(agreement.as_str())).await;

        assert!(matches!(
            refused,
            Err(CreatePaymentError::AgreementNotActive)
        ));
    }
}

#[tokio::test]
async fn a_card_that_is_declined_for_good_makes_the_agreement_inactive() {
    let scene = Scene::new().await;
    let agreement = scene.active(GOOD_ONCE).await;

    let user = scene.taken_on(&agreement).await;

    assert_eq!(scene.status(&user).await, Status::Declined);
    let reason = decline_reason(&scene, &user).await;
    assert_eq!(reason.can_retry(), Some(false));
    let status = scene.agreement_status(&agreement).await;
    assert_eq!(status, AgreementStatus::Inactive);
}

#[tokio::test]
async fn a_card_that_is_declined_for_now_leaves_the_agreement_active() {
    for (behaviour, can_retry) in [
        (Behaviour::RefuseForNow, Some(true)),
        (Behaviour::Refuse, None),
    ] {
        let scene = Scene::new().await;
        let agreement = scene.active_with_good_card().await;
        scene.world.psp.next(Call::AuthoriseStored, behaviour);

        let user = scene.taken_on(&agreement).await;

        assert_eq!(scene.status(&user).await, Status::Declined);
        let reason = decline_reason(&scene, &user).await;
        assert_eq!(reason.can_retry(), can_retry);
        let status = scene.agreement_status(&agreement).await;
        assert_eq!(status, AgreementStatus::Active);
        let again = scene.taken_on(&agreement).await;
        assert_eq!(scene.books(&again), ["authorised"]);
    }
}

#[tokio::test]
async fn a_psp_that_fails_is_an_error_and_leaves_the_agreement_active() {
    for behaviour in [Behaviour::Fail, Behaviour::NotSend] {
        let scene = Scene::new().await;
        let agreement = scene.active_with_good_card().await;
        scene.world.psp.next(Call::AuthoriseStored, behaviour);

        let user = scene.taken_on(&agreement).await;

        assert_eq!(scene.status(&user).await, Status::Error);
        let status = scene.agreement_status(&agreement).await;
        assert_eq!(status, AgreementStatus::Active);
        scene.settle().await;
    }
}

#[tokio::test]
async fn a_psp_that_no_longer_keeps_cards_is_an_error() {
    let scene = Scene::new().await;
    let agreement = scene.active_with_good_card().await;
    scene.world.psp.lose_recurring();

    let user = scene.taken_on(&agreement).await;

    assert_eq!(scene.status(&user).await, Status::Error);
    scene.settle().await;
    assert!(scene.books(&user).is_empty());
}

#[tokio::test]
async fn an_answer_that_was_lost_is_found_and_the_money_captured() {
    let scene = Scene::new().await;
    let agreement = scene.active_with_good_card().await;
    let psp = &scene.world.psp;
    psp.next(Call::AuthoriseStored, Behaviour::LoseAnswer);

    let user = scene.taken_on(&agreement).await;
    let unknown = scene.status(&user).await;
    scene.pass(Duration::from_secs(5)).await;

    assert_eq!(unknown, Status::Started);
    assert_eq!(scene.status(&user).await, Status::Success);
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
    assert_eq!(psp.count(Call::AuthoriseStored), 1);
}

#[tokio::test]
async fn a_refusal_that_is_found_later_counts_as_much() {
    let scene = Scene::new().await;
    let agreement = scene.active(GOOD_ONCE).await;
    let psp = &scene.world.psp;
    psp.next(Call::AuthoriseStored, Behaviour::LoseAnswer);

    let user = scene.taken_on(&agreement).await;
    scene.pass(Duration::from_secs(5)).await;

    assert_eq!(
        decline_reason(&scene, &user).await,
        DeclineReason::RefusedForGood
    );
    let status = scene.agreement_status(&agreement).await;
    assert_eq!(status, AgreementStatus::Inactive);
}

#[tokio::test]
async fn a_request_that_never_arrived_is_an_error_and_never_repeated() {
    let scene = Scene::new().await;
    let agreement = scene.active_with_good_card().await;
    let psp = &scene.world.psp;
    psp.next(Call::AuthoriseStored, Behaviour::LoseRequest);

    let user = scene.taken_on(&agreement).await;
    scene.pass(LOST_AFTER).await;

    assert_eq!(scene.status(&user).await, Status::Error);
    scene.settle().await;
    assert!(scene.books(&user).is_empty());
    assert_eq!(psp.count(Call::AuthoriseStored), 1);
}

#[tokio::test]
async fn an_agreement_that_is_ended_in_between_is_asked_for_nothing() {
    let scene = Scene::new().await;
    let agreement = scene.active_with_good_card().await;
    let created = scene.create(on_agreement(agreement.as_str())).await;
    let created = created.unwrap();
    let user = scene.user(&created.linked.payment);

    let id = agreement.as_str();
    let ended = scene.application.cancel_agreement(&scene.service, id);
    ended.await.unwrap();
    scene.perform(created.work).await;

    let reason = decline_reason(&scene, &user).await;
    assert_eq!(reason, DeclineReason::RefusedByAccount);
    assert_eq!(reason.can_retry(), None);
    assert_eq!(scene.world.psp.count(Call::AuthoriseStored), 0);
    scene.settle().await;
}

#[tokio::test]
async fn a_payment_is_taken_from_the_card_that_is_there_when_the_psp_is_asked() {
    let scene = Scene::new().await;
    let agreement = scene.active(GOOD_ONCE).await;
    let created = scene.create(on_agreement(agreement.as_str())).await;
    let created = created.unwrap();
    let user = scene.user(&created.linked.payment);

    scene.set_up(&agreement, ANOTHER).await;
    scene.perform(created.work).await;

    assert_eq!(scene.books(&user), ["authorised"]);
    let card = scene.payment(&user).await.card.clone().unwrap();
    assert_eq!(card.last_four.unwrap(), "1111");
}

#[tokio::test]
async fn a_late_refusal_of_the_old_card_spares_the_new_one() {
    let scene = Scene::new().await;
    let agreement = scene.active(GOOD_ONCE).await;
    let psp = &scene.world.psp;
    psp.next(Call::AuthoriseStored, Behaviour::LoseAnswer);
    let user = scene.taken_on(&agreement).await;

    scene.set_up(&agreement, GOOD).await;
    scene.pass(Duration::from_secs(5)).await;

    assert_eq!(
        decline_reason(&scene, &user).await,
        DeclineReason::RefusedForGood
    );
    let status = scene.agreement_status(&agreement).await;
    assert_eq!(status, AgreementStatus::Active);
}

#[tokio::test]
async fn a_payment_that_was_cancelled_is_not_taken() {
    let scene = Scene::new().await;
    let agreement = scene.active_with_good_card().await;
    let created = scene.create(on_agreement(agreement.as_str())).await;
    let created = created.unwrap();
    let user = scene.user(&created.linked.payment);

    scene.cancel(&user).await;
    scene.perform(created.work).await;

    assert_eq!(scene.status(&user).await, Status::CancelledByService);
    assert_eq!(scene.world.psp.count(Call::AuthoriseStored), 0);
}

#[tokio::test]
async fn money_that_is_held_after_a_cancellation_is_released() {
    let scene = Scene::new().await;
    let agreement = scene.active_with_good_card().await;
    let psp = &scene.world.psp;
    psp.next(Call::AuthoriseStored, Behaviour::Stall);
    let created = scene.create(on_agreement(agreement.as_str())).await;
    let created = created.unwrap();
    let user = scene.user(&created.linked.payment);
    let performed = tokio::spawn({
        let scene = scene.shared();
        async move { scene.perform(created.work).await }
    });
    scene.until_stalled().await;

    scene.cancel(&user).await;
    psp.release();
    performed.await.unwrap();

    scene.settle().await;
    assert_eq!(scene.status(&user).await, Status::CancelledByService);
    assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
}

#[tokio::test]
async fn the_work_may_run_twice() {
    let scene = Scene::new().await;
    let agreement = scene.active_with_good_card().await;
    let created = scene.create(on_agreement(agreement.as_str())).await;
    let created = created.unwrap();
    let user = scene.user(&created.linked.payment);
    let work = created.work.unwrap();
    assert!(matches!(work.kind, WorkKind::AuthoriseStored(_)));

    for _ in 0..3 {
        scene.perform(Some(work.clone())).await;
    }

    scene.settle().await;
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
    assert_eq!(scene.world.psp.count(Call::AuthoriseStored), 1);
}
