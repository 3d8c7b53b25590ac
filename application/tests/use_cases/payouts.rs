//! Money is paid out to services, and taken back for refunds and lost disputes.

use application::sandbox::disputes::OpenDispute;
use application::sandbox::payouts::Payout;
use domain::dispute::{DisputeReason, DisputeStatus};
use domain::payment::report::ReportedOutcome;
use domain::ports::queries::{PaymentSearch, RefundSearch, Settled};
use memory::{Behaviour, Call};
use time::Date;
use time::macros::date;

use crate::scene::reporting::report;
use crate::scene::{Scene, of};

const MONDAY: Date = date!(2026 - 06 - 29);
const THURSDAY: Date = date!(2026 - 07 - 02);

async fn pay_out(scene: &Scene, on: Date) -> u64 {
    let payout = scene.application.pay_out(Some(on)).await.unwrap();
    assert_eq!(payout.on, on);
    payout.payments
}

#[tokio::test]
async fn what_was_captured_is_paid_out_once() {
    let scene = Scene::new().await;
    let user = scene.paid().await;

    let first = pay_out(&scene, MONDAY).await;
    let second = pay_out(&scene, THURSDAY).await;

    assert_eq!((first, second), (1, 0));
    assert_eq!(scene.payment(&user).await.settled_on, Some(MONDAY));
}

#[tokio::test]
async fn today_is_as_good_as_a_day_that_is_named() {
    let scene = Scene::new().await;
    scene.paid().await;

    let payout = scene.application.pay_out(None).await.unwrap();

    let today = date!(2026 - 06 - 24);
    assert_eq!(
        payout,
        Payout {
            on: today,
            payments: 1
        }
    );
}

#[tokio::test]
async fn what_was_not_captured_here_is_not_paid_out() {
    let scene = Scene::new().await;
    scene.created(false).await;
    scene.capturable().await;
    let cancelled = scene.authorised(false).await;
    scene.cancel(&cancelled).await;
    let command = report("call-1", ReportedOutcome::Success);
    let reported = scene.application.report_payment(&scene.service, command);
    reported.await.unwrap();

    assert_eq!(pay_out(&scene, MONDAY).await, 0);
}

#[tokio::test]
async fn refunds_leave_the_payout_after_them() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    pay_out(&scene, MONDAY).await;
    let given = scene.refund(&user, of(300, None)).await.unwrap();
    scene.world.psp.next(Call::Refund, Behaviour::Refuse);
    let refused = scene.refund(&user, of(200, None)).await.unwrap();
    scene.world.psp.next(Call::Refund, Behaviour::LoseRequest);
    let waiting = scene.refund(&user, of(100, None)).await.unwrap();

    assert_eq!(pay_out(&scene, THURSDAY).await, 1);

    let payment = scene.payment(&user).await;
    let settled_on = |refund| payment.refund(refund).unwrap().settled_on;
    assert_eq!(payment.settled_on, Some(MONDAY));
    assert_eq!(settled_on(&given), Some(THURSDAY));
    assert_eq!(settled_on(&refused), None);
    assert_eq!(settled_on(&waiting), None);
    scene.settle().await;
    assert_eq!(pay_out(&scene, THURSDAY).await, 1);
    assert_eq!(pay_out(&scene, THURSDAY).await, 0);
}

#[tokio::test]
async fn disputes_leave_a_payout_once_they_are_lost() {
    for (status, settled_on) in [
        (DisputeStatus::UnderReview, None),
        (DisputeStatus::Won, None),
        (DisputeStatus::Lost, Some(THURSDAY)),
    ] {
        let scene = Scene::new().await;
        let user = scene.paid().await;
        pay_out(&scene, MONDAY).await;
        let id = user.payment.as_str();
        let command = OpenDispute {
            payment: id.to_owned(),
            reason: DisputeReason::General,
            amount: None,
        };
        scene.application.open_dispute(command).await.unwrap();
        let moved = scene.application.move_dispute(id, None, status);
        moved.await.unwrap();

        let paid_out = pay_out(&scene, THURSDAY).await;

        assert_eq!(paid_out, u64::from(settled_on.is_some()));
        let payment = scene.payment(&user).await;
        assert_eq!(payment.disputes[0].settled_on, settled_on);
    }
}

#[tokio::test]
async fn more_payments_than_one_unit_takes_are_all_paid_out() {
    let scene = Scene::new().await;
    for _ in 0..101 {
        scene.paid().await;
    }

    assert_eq!(pay_out(&scene, MONDAY).await, 101);
    assert_eq!(pay_out(&scene, MONDAY).await, 0);
}

#[tokio::test]
async fn of_two_payouts_at_once_each_payment_is_in_one() {
    let scene = Scene::new().await.shared();
    let mut users = vec![];
    for _ in 0..20 {
        users.push(scene.paid().await);
    }

    let payouts = [MONDAY, THURSDAY].map(|on| {
        let scene = scene.clone();
        tokio::spawn(async move { pay_out(&scene, on).await })
    });

    let mut paid_out = 0;
    for payout in payouts {
        paid_out += payout.await.unwrap();
    }
    assert_eq!(paid_out, 20);
    for user in users {
        assert!(scene.payment(&user).await.settled_on.is_some());
    }
}

#[tokio::test]
async fn what_was_paid_out_is_found_by_its_day() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    scene.refund(&user, of(300, None)).await.unwrap();
    pay_out(&scene, MONDAY).await;
    scene.paid().await;
    let days = |from, to| Settled { from, to };
    let (application, service) = (&scene.application, &scene.service);
    let found = async |settled| {
        let payments = PaymentSearch {
            settled,
            ..PaymentSearch::default()
        };
        let refunds = RefundSearch {
            settled,
            ..RefundSearch::default()
        };
        let payments = application.search_payments(service, &payments).await;
        let refunds = application.search_refunds(service, &refunds).await;
        (payments.unwrap().total, refunds.unwrap().total)
    };

    assert_eq!(found(Settled::default()).await, (2, 1));
    assert_eq!(found(days(Some(MONDAY), Some(MONDAY))).await, (1, 1));
    assert_eq!(found(days(None, Some(MONDAY))).await, (1, 1));
    assert_eq!(found(days(Some(THURSDAY), None)).await, (0, 0));
}
