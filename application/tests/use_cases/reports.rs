//! Payments that were taken by telephone elsewhere, and reported to us.

use application::accounts::change::AccountChange;
use application::payments::report::{ReportPaymentError, ReportedPayment};
use domain::payment::report::{ReportedCode, ReportedOutcome};
use domain::payment::state::{CleanUp, DeclineReason};
use domain::payment::{AuthorisationMode, PaymentState, Status};
use domain::ports::queries::PaymentSearch;
use memory::Call;

use crate::scene::reporting::{failed, report};
use crate::scene::{AMOUNT, Scene, of};

async fn reported(scene: &Scene, provider_id: &str) -> ReportedPayment {
    let command = report(provider_id, ReportedOutcome::Success);
    let reported = scene.application.report_payment(&scene.service, command);
    reported.await.unwrap()
}

async fn total(scene: &Scene) -> u64 {
    let all = PaymentSearch::default();
    let found = scene.application.search_payments(&scene.service, &all);
    found.await.unwrap().total
}

#[tokio::test]
async fn a_reported_payment_ends_as_it_was_reported() {
    for (outcome, status) in [
        (ReportedOutcome::Success, Status::Success),
        (failed(ReportedCode::Declined), Status::Declined),
        (failed(ReportedCode::Cancelled), Status::Error),
        (failed(ReportedCode::Error), Status::Error),
    ] {
        let scene = Scene::new().await;

        let command = report("call-1", outcome);
        let reported = scene.application.report_payment(&scene.service, command);
        let reported = reported.await.unwrap();

        assert!(!reported.known);
        assert_eq!(reported.payment.status(), status);
        assert_eq!(reported.payment.mode, AuthorisationMode::External);
        assert!(reported.payment.status().finished());
        assert_eq!(total(&scene).await, 1);
    }
}

#[tokio::test]
async fn a_report_moves_no_money_of_ours() {
    let scene = Scene::new().await;

    let reported = reported(&scene, "call-1").await;
    scene.settle().await;

    let user = scene.user(&reported.payment);
    let payment = scene.payment(&user).await;
    assert!(matches!(payment.state, PaymentState::CaptureSubmitted(_)));
    assert_eq!(payment.state.psp_reference().unwrap().as_str(), "call-1");
    assert_eq!(scene.payment_work(), []);
    for call in [Call::Authorise, Call::Capture, Call::Find] {
        assert_eq!(scene.world.psp.count(call), 0);
    }
    assert!(scene.refund(&user, of(AMOUNT, None)).await.is_err());
}

#[tokio::test]
async fn a_known_report_answers_with_the_first() {
    let scene = Scene::new().await;
    let first = reported(&scene, "call-1").await;

    let command = report("call-1", failed(ReportedCode::Declined));
    let again = scene.application.report_payment(&scene.service, command);
    let again = again.await.unwrap();

    assert!(again.known);
    assert_eq!(again.payment.id, first.payment.id);
    assert_eq!(again.payment.status(), Status::Success);
    assert_eq!(total(&scene).await, 1);
    assert!(!reported(&scene, "call-2").await.known);
}

#[tokio::test]
async fn each_account_names_its_calls_itself() {
    let scene = Scene::new().await;
    let other = Scene::over(scene.world.clone()).await;

    let (first, second) = (
        reported(&scene, "call-1").await,
        reported(&other, "call-1").await,
    );

    assert!(!first.known && !second.known);
    assert_ne!(first.payment.id, second.payment.id);
}

#[tokio::test]
async fn fifty_reports_at_once_are_one_payment() {
    let scene = Scene::new().await.shared();

    let reports: Vec<_> = (0..50)
        .map(|_| {
            let scene = scene.clone();
            tokio::spawn(async move { reported(&scene, "call-1").await })
        })
        .collect();

    let mut new = 0;
    let mut ids = vec![];
    for report in reports {
        let reported = report.await.unwrap();
        new += u32::from(!reported.known);
        ids.push(reported.payment.id.clone());
    }
    ids.dedup();
    assert_eq!((new, ids.len()), (1, 1));
    assert_eq!(total(&scene).await, 1);
}

#[tokio::test]
async fn an_account_must_be_allowed_to_report() {
    let scene = Scene::new().await;
    let change = AccountChange {
        allows_telephone: Some(false),
        ..AccountChange::default()
    };
    let scene = scene.with_account(change).await;

    let command = report("call-1", ReportedOutcome::Success);
    let refused = scene.application.report_payment(&scene.service, command);

    assert!(matches!(refused.await, Err(ReportPaymentError::NotAllowed)));
    assert_eq!(total(&scene).await, 0);
}

#[tokio::test]
async fn a_report_has_no_link_and_nothing_that_can_be_done() {
    let scene = Scene::new().await;
    let command = report("call-1", failed(ReportedCode::Declined));
    let reported = scene.application.report_payment(&scene.service, command);
    let payment = reported.await.unwrap().payment;
    let id = payment.id.as_str();
    let (application, service) = (&scene.application, &scene.service);

    let shown = application.get_payment(service, id).await.unwrap();

    assert!(shown.token.is_none());
    assert_eq!(
        shown.payment.state,
        PaymentState::Declined(DeclineReason::RefusedByBank)
    );
    assert!(application.cancel_payment(service, id).await.is_err());
    assert!(application.capture_payment(service, id).await.is_err());
    let command = report("call-2", failed(ReportedCode::Error));
    let failed = application.report_payment(service, command).await.unwrap();
    assert_eq!(
        failed.payment.state,
        PaymentState::AuthorisationFailed(CleanUp::NotNeeded)
    );
}
