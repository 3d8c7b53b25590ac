//! Requests that are repeated by an idempotency key.

use std::time::Duration;

use application::agreements::create::{CreateAgreement, CreateAgreementError};
use application::idempotency::IdempotencyScope;
use application::payments::create::{CreatePayment, CreatePaymentError};
use application::payments::report::{ReportPayment, ReportPaymentError};
use application::refunds::create::{CreateRefund, CreateRefundError};
use application::{Application, Policy};
use domain::Amount;
use domain::idempotency::IdempotencyKey;
use domain::payment::report::ReportedOutcome;
use domain::payment::{RefundError, Status};
use domain::ports::queries::PaymentSearch;
use domain::ports::repositories::Claimed;
use domain::ports::secrets::Purpose;
use domain::ports::{Secrets, Store};
use memory::Call;

use crate::scene::recurring::new_agreement;
use crate::scene::reporting::report;
use crate::scene::{
    AMOUNT, GOOD, Scene, new_payment, of, on_agreement, pence, policy, ports, repeatable,
};

const KEY: &str = "Key-1";

fn payment(key: &str, asked: &str) -> CreatePayment {
    CreatePayment {
        repeatable: repeatable(key, asked),
        ..new_payment(false)
    }
}

fn refund(key: &str, asked: &str, minor: i64) -> CreateRefund {
    CreateRefund {
        repeatable: repeatable(key, asked),
        ..of(minor, None)
    }
}

fn agreement(key: &str, asked: &str) -> CreateAgreement {
    CreateAgreement {
        repeatable: repeatable(key, asked),
        ..new_agreement()
    }
}

fn call(key: &str, provider_id: &str) -> ReportPayment {
    ReportPayment {
        repeatable: repeatable(key, provider_id),
        ..report(provider_id, ReportedOutcome::Success)
    }
}

async fn payments(scene: &Scene) -> u64 {
    let all = PaymentSearch::default();
    let found = scene.application.search_payments(&scene.service, &all);
    found.await.unwrap().total
}

#[tokio::test]
async fn a_repeated_request_answers_with_the_first_payment() {
    let scene = Scene::new().await;
    let first = scene.create(payment(KEY, "a")).await.unwrap();

    let again = scene.create(payment(KEY, "a")).await.unwrap();

    assert!(!first.made_before && again.made_before);
    assert_eq!(again.linked.payment.id, first.linked.payment.id);
    assert_eq!(again.linked.token, first.linked.token);
    assert_eq!(payments(&scene).await, 1);
}

#[tokio::test]
async fn it_answers_with_the_payment_as_it_is_now() {
    let scene = Scene::new().await;
    let first = scene.create(payment(KEY, "a")).await.unwrap();
    let user = scene.user(&first.linked.payment);
    scene.cancel(&user).await;

    let again = scene.create(payment(KEY, "a")).await.unwrap();

    let linked = again.linked;
    assert_eq!(linked.payment.status(), Status::CancelledByService);
    assert!(linked.token.is_none());
}

#[tokio::test]
async fn a_key_is_good_for_one_request() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    scene.create(payment(KEY, "a")).await.unwrap();
    let before = payments(&scene).await;
    let (application, service) = (&scene.application, &scene.service);

    let other_body = scene.create(payment(KEY, "b")).await;
    let other_refund = scene.refund(&user, refund(KEY, "a", 1)).await;
    let other_agreement = application.create_agreement(service, agreement(KEY, "a"));
    let other_agreement = other_agreement.await;
    let other_report = application.report_payment(service, call(KEY, "call-1"));
    let other_report = other_report.await;

    assert!(matches!(other_body, Err(CreatePaymentError::KeyInUse(_))));
    assert!(matches!(other_refund, Err(CreateRefundError::KeyInUse(_))));
    assert!(matches!(
        other_agreement,
        Err(CreateAgreementError::KeyInUse(_))
    ));
    assert!(matches!(other_report, Err(ReportPaymentError::KeyInUse(_))));
    assert_eq!(payments(&scene).await, before);
    assert!(scene.payment(&user).await.refunds.is_empty());
}

#[tokio::test]
async fn each_account_has_keys_of_its_own() {
    let scene = Scene::new().await;
    let other = Scene::over(scene.world.clone()).await;

    let first = scene.create(payment(KEY, "a")).await.unwrap();
    let second = other.create(payment(KEY, "a")).await.unwrap();

    assert!(!second.made_before);
    assert_ne!(first.linked.payment.id, second.linked.payment.id);
}

#[tokio::test]
async fn refunds_agreements_and_reports_are_made_once_as_well() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    let (application, service) = (&scene.application, &scene.service);

    let mut made = vec![];
    for _ in 0..2 {
        let refunded = scene.refund(&user, refund("Refund", "a", 300)).await;
        let agreed = application.create_agreement(service, agreement("Agree", "a"));
        let agreed = agreed.await.unwrap();
        let told = application.report_payment(service, call("Tell", "call-1"));
        let told = told.await.unwrap();
        assert!(!told.known);
        made.push((refunded.unwrap(), agreed.id, told.payment.id.clone()));
    }

    assert_eq!(made[0], made[1]);
    assert_eq!(scene.payment(&user).await.refunds.len(), 1);
    assert_eq!(scene.world.psp.count(Call::Refund), 1);
}

#[tokio::test]
async fn a_refund_is_repeated_whatever_is_left_by_now() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    let all = CreateRefund {
        believed_available: Some(AMOUNT),
        ..refund(KEY, "all", AMOUNT)
    };

    let first = scene.refund(&user, all.clone()).await.unwrap();
    let again = scene.refund(&user, all).await.unwrap();

    assert_eq!(first, again);
    assert_eq!(scene.books(&user), ["authorised", "captured", "refunded"]);
}

#[tokio::test]
async fn a_refused_request_leaves_its_key_free() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    let nothing = CreatePayment {
        amount: Amount::ZERO,
        ..payment(KEY, "nothing")
    };

    let refused = scene.create(nothing).await;
    let too_much = scene.refund(&user, refund(KEY, "b", AMOUNT + 1)).await;

    assert!(matches!(refused, Err(CreatePaymentError::ZeroNotAllowed)));
    assert!(matches!(
        too_much,
        Err(CreateRefundError::Refused(RefundError::AboveAvailable))
    ));
    assert_eq!(scene.world.store.all_claims(), []);
    scene.create(payment(KEY, "c")).await.unwrap();
}

#[tokio::test]
async fn fifty_requests_at_once_are_one_payment() {
    let scene = Scene::new().await.shared();

    let creates: Vec<_> = (0..50)
        .map(|_| {
            let scene = scene.clone();
            tokio::spawn(async move { scene.create(payment(KEY, "a")).await.unwrap() })
        })
        .collect();

    let mut ids = vec![];
    let mut new = 0;
    for create in creates {
        let created = create.await.unwrap();
        new += u32::from(!created.made_before);
        ids.push(created.linked.payment.id.clone());
    }
    ids.dedup();
    assert_eq!((new, ids.len()), (1, 1));
    assert_eq!(payments(&scene).await, 1);
}

#[tokio::test]
async fn a_request_that_waits_for_too_long_finds_the_key_in_use() {
    let scene = Scene::new().await;
    let impatient = scene
        .world
        .store
        .waiting_for_keys(Duration::from_millis(20));
    let impatient = scene.through(|ports| ports.store = std::sync::Arc::new(impatient));
    let first = scene.create(payment("Other", "a")).await.unwrap();
    let mut claim = scene.world.store.all_claims().remove(0);
    claim.key = IdempotencyKey::parse(KEY).unwrap();
    let mut slow = scene.world.store.begin().await.unwrap();
    let claimed = slow.idempotency().claim(&claim).await.unwrap();
    assert_eq!(claimed, Claimed::First);

    let waited = impatient.create(payment(KEY, "a")).await;
    drop(slow);
    let after = impatient.create(payment(KEY, "a")).await.unwrap();

    assert!(matches!(waited, Err(CreatePaymentError::KeyInUse(_))));
    assert_ne!(after.linked.payment.id, first.linked.payment.id);
}

#[tokio::test]
async fn what_was_asked_rests_as_a_keyed_hash() {
    let scene = Scene::new().await;

    scene.create(payment(KEY, "a")).await.unwrap();

    let claim = scene.world.store.all_claims().remove(0);
    let mac = scene
        .world
        .secrets
        .mac(Purpose::IdempotencyFingerprint, b"a");
    assert_eq!(claim.fingerprint, mac);
    assert_eq!(claim.account, scene.service.account.id);
}

fn narrow(scene: &Scene) -> Scene {
    scene.under(Policy {
        idempotency: IdempotencyScope::Agreements,
        ..policy()
    })
}

#[tokio::test]
async fn the_narrow_scope_ignores_keys_of_all_but_payments_on_agreements() {
    let scene = narrow(&Scene::new().await);
    let user = scene.paid().await;
    let (application, service) = (&scene.application, &scene.service);

    for (asked, call_id) in [("a", "call-1"), ("a", "call-2"), ("b", "call-3")] {
        let created = scene.create(payment(KEY, asked)).await.unwrap();
        assert!(!created.made_before);
        scene.refund(&user, refund(KEY, asked, 1)).await.unwrap();
        let agreed = application.create_agreement(service, agreement(KEY, asked));
        agreed.await.unwrap();
        let told = application.report_payment(service, call(KEY, call_id));
        assert!(!told.await.unwrap().known);
    }

    assert_eq!(scene.world.store.all_claims(), []);
}

#[tokio::test]
async fn payments_on_agreements_remember_their_key_in_either_scope() {
    let broad = Scene::new().await;
    for scene in [narrow(&broad), broad] {
        let agreement = scene.active(GOOD).await;
        let command = CreatePayment {
            repeatable: repeatable(agreement.as_str(), "a"),
            ..on_agreement(agreement.as_str())
        };

        let first = scene.create(command.clone()).await.unwrap();
        scene.perform(first.work).await;
        let again = scene.create(command.clone()).await.unwrap();
        let other = CreatePayment {
            amount: pence(1),
            repeatable: repeatable(agreement.as_str(), "b"),
            ..command
        };
        let other = scene.create(other).await;

        assert!(again.made_before && again.work.is_none());
        let user = scene.user(&first.linked.payment);
        assert_eq!(scene.user(&again.linked.payment).payment, user.payment);
        assert!(matches!(other, Err(CreatePaymentError::KeyInUse(_))));
        scene.settle().await;
        assert_eq!(scene.books(&user), ["authorised", "captured"]);
    }
}

#[tokio::test]
async fn a_repeated_request_is_answered_though_the_agreement_has_ended() {
    let scene = Scene::new().await;
    let agreement = scene.active(GOOD).await;
    let command = CreatePayment {
        repeatable: repeatable(KEY, "a"),
        ..on_agreement(agreement.as_str())
    };
    let first = scene.create(command.clone()).await.unwrap();
    let id = agreement.as_str();
    let ended = scene.application.cancel_agreement(&scene.service, id);
    ended.await.unwrap();

    let again = scene.create(command).await.unwrap();

    assert_eq!(again.linked.payment.id, first.linked.payment.id);
}

#[tokio::test]
async fn another_process_knows_the_keys_of_this_one() {
    let scene = Scene::new().await;
    let first = scene.create(payment(KEY, "a")).await.unwrap();

    let other = Application::new(ports(&scene.world), policy());
    let again = other.create_payment(&scene.service, payment(KEY, "a"));

    let again = again.await.unwrap();
    assert_eq!(again.linked.payment.id, first.linked.payment.id);
}
