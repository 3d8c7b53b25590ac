//! What cardholders want back by way of their banks.

use DisputeStatus::{Lost, NeedsResponse, UnderReview, Won};
use application::refunds::create::CreateRefundError;
use application::sandbox::SandboxError;
use application::sandbox::disputes::{
    DISPUTE_FEE_MINOR, EVIDENCE_DUE_AFTER, OpenDispute, SandboxDisputeError,
};
use application::searching::SearchError;
use domain::Amount;
use domain::dispute::{Dispute, DisputeError, DisputeReason, DisputeStatus};
use domain::payment::{RefundAvailability, RefundError, Status};
use domain::ports::queries::{DisputeSearch, Sheet};

use crate::scene::{AMOUNT, Scene, of, pence};

type Outcome = Result<Dispute, SandboxDisputeError>;

async fn open(scene: &Scene, payment: &str, amount: Option<Amount>) -> Outcome {
    let command = OpenDispute {
        payment: payment.to_owned(),
        reason: DisputeReason::Fraudulent,
        amount,
    };
    scene.application.open_dispute(command).await
}

async fn move_to(scene: &Scene, payment: &str, status: DisputeStatus) -> Outcome {
    scene.application.move_dispute(payment, None, status).await
}

fn refused(outcome: Outcome) -> Option<DisputeError> {
    match outcome {
        Err(SandboxDisputeError::Refused(error)) => Some(error),
        _ => None,
    }
}

#[tokio::test]
async fn a_dispute_is_about_the_whole_payment_unless_it_says_otherwise() {
    let scene = Scene::new().await;
    let (whole, part) = (scene.paid().await, scene.paid().await);

    let all = open(&scene, whole.payment.as_str(), None).await.unwrap();
    let some = open(&scene, part.payment.as_str(), Some(pence(1)))
        .await
        .unwrap();

    assert_eq!((all.amount, some.amount), (pence(AMOUNT), pence(1)));
    assert_eq!(all.status, NeedsResponse);
    assert_eq!(
        all.evidence_due_at,
        Some(all.created_at.plus(EVIDENCE_DUE_AFTER))
    );
    assert_eq!(all.net_amount(), None);
    assert_eq!(scene.payment(&whole).await.disputes, [all]);
}

#[tokio::test]
async fn a_disputed_payment_is_not_refunded() {
    for moves in [
        vec![],
        vec![UnderReview],
        vec![Lost],
        vec![UnderReview, Lost],
    ] {
        let scene = Scene::new().await;
        let user = scene.paid().await;
        let id = user.payment.as_str();
        open(&scene, id, Some(pence(1))).await.unwrap();
        for status in moves {
            move_to(&scene, id, status).await.unwrap();
        }

        let refund = scene.refund(&user, of(1, None)).await;

        assert!(matches!(
            refund,
            Err(CreateRefundError::Refused(RefundError::Disputed))
        ));
        let payment = scene.payment(&user).await;
        assert_eq!(
            payment.refund_availability(),
            RefundAvailability::Unavailable
        );
        assert_eq!(payment.status(), Status::Success);
    }
}

#[tokio::test]
async fn a_dispute_that_the_service_wins_frees_the_payment() {
    for moves in [vec![Won], vec![UnderReview, Won]] {
        let scene = Scene::new().await;
        let user = scene.paid().await;
        let id = user.payment.as_str();
        open(&scene, id, None).await.unwrap();
        for status in moves {
            move_to(&scene, id, status).await.unwrap();
        }

        scene.refund(&user, of(AMOUNT, None)).await.unwrap();

        assert_eq!(scene.books(&user), ["authorised", "captured", "refunded"]);
        assert_eq!(scene.payment(&user).await.disputes[0].net_amount(), None);
    }
}

#[tokio::test]
async fn a_lost_dispute_costs_its_amount_and_the_fee() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    let id = user.payment.as_str();
    open(&scene, id, Some(pence(400))).await.unwrap();

    let lost = move_to(&scene, id, Lost).await.unwrap();

    assert_eq!(lost.net_amount(), Some(-400 - DISPUTE_FEE_MINOR));
}

#[tokio::test]
async fn a_decided_dispute_stays_decided() {
    for decided in [Won, Lost] {
        let scene = Scene::new().await;
        let user = scene.paid().await;
        let id = user.payment.as_str();
        let dispute = open(&scene, id, None).await.unwrap();
        move_to(&scene, id, decided).await.unwrap();

        for next in [NeedsResponse, UnderReview, Won, Lost] {
            let named = Some(dispute.id.as_str());
            let moved = scene.application.move_dispute(id, named, next).await;
            assert_eq!(refused(moved), Some(DisputeError::WrongStatus));
            let unnamed = move_to(&scene, id, next).await;
            assert_eq!(refused(unnamed), Some(DisputeError::NoSuchDispute));
        }
    }
}

#[tokio::test]
async fn one_dispute_at_a_time() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    let id = user.payment.as_str();
    open(&scene, id, None).await.unwrap();

    let second = open(&scene, id, None).await;
    move_to(&scene, id, Won).await.unwrap();
    let after_winning = open(&scene, id, None).await;
    move_to(&scene, id, Lost).await.unwrap();
    let after_losing = open(&scene, id, None).await;

    assert_eq!(refused(second), Some(DisputeError::DisputedAlready));
    assert!(after_winning.is_ok());
    assert_eq!(refused(after_losing), Some(DisputeError::DisputedAlready));
    assert_eq!(scene.payment(&user).await.disputes.len(), 2);
}

#[tokio::test]
async fn what_was_not_taken_cannot_be_disputed() {
    let scene = Scene::new().await;

    for user in [
        scene.created(false).await,
        scene.authorised(false).await,
        scene.capturable().await,
    ] {
        let outcome = open(&scene, user.payment.as_str(), None).await;
        assert_eq!(refused(outcome), Some(DisputeError::NotCaptured));
    }
    let user = scene.paid().await;
    for amount in [Amount::ZERO, pence(AMOUNT + 1)] {
        let outcome = open(&scene, user.payment.as_str(), Some(amount)).await;
        assert_eq!(refused(outcome), Some(DisputeError::Amount));
    }
    for id in ["nonsense", "abcdefghijklmnopqrstuvwxyz"] {
        let outcome = open(&scene, id, None).await;
        assert!(matches!(outcome, Err(SandboxDisputeError::NoSuchPayment)));
    }
}

#[tokio::test]
async fn a_refund_that_is_under_way_goes_on_when_a_dispute_is_opened() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    let id = user.payment.as_str();
    let begun = scene
        .application
        .create_refund(&scene.service, id, of(300, None));
    let begun = begun.await.unwrap();

    open(&scene, id, None).await.unwrap();
    scene.perform(begun.work).await;

    assert_eq!(scene.books(&user), ["authorised", "captured", "refunded"]);
    scene.settle().await;
}

#[tokio::test]
async fn services_find_their_disputes_and_no_others() {
    let scene = Scene::new().await;
    let stranger = Scene::over(scene.world.clone()).await;
    let (one, other) = (scene.paid().await, scene.paid().await);
    open(&scene, one.payment.as_str(), None).await.unwrap();
    open(&scene, other.payment.as_str(), None).await.unwrap();
    move_to(&scene, other.payment.as_str(), Won).await.unwrap();
    let search = async |scene: &Scene, status, page| {
        let search = DisputeSearch {
            status,
            sheet: Sheet {
                page,
                display_size: 1,
            },
            ..DisputeSearch::default()
        };
        let application = &scene.application;
        application.search_disputes(&scene.service, &search).await
    };

    let won = search(&scene, Some(Won), 1).await.unwrap();

    assert_eq!(won.total, 1);
    assert_eq!(won.items[0].payment, other.payment);
    assert_eq!(search(&scene, None, 1).await.unwrap().total, 2);
    assert_eq!(search(&stranger, None, 9).await.unwrap().total, 0);
    let beyond = search(&scene, None, 3).await;
    assert!(matches!(beyond, Err(SearchError::NoSuchPage)));
}

#[tokio::test]
async fn outside_the_sandbox_nobody_opens_disputes_by_hand() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    let live = scene.through(|ports| ports.sandbox = None);

    let opened = open(&live, user.payment.as_str(), None).await;
    let moved = move_to(&live, user.payment.as_str(), Won).await;
    let paid_out = live.application.pay_out(None).await;

    for outcome in [opened, moved] {
        assert!(matches!(
            outcome,
            Err(SandboxDisputeError::Sandbox(SandboxError::NotSandbox))
        ));
    }
    assert!(matches!(paid_out, Err(SandboxError::NotSandbox)));
}
