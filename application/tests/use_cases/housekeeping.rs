//! What has outlived its use is removed.

use std::time::Duration;

use application::agreements::create::CreateAgreement;
use application::due_work::housekeep::KEY_BATCH_MAX;
use application::payments::create::CreatePayment;
use domain::idempotency::KEPT_FOR;
use domain::payment::paying_user::REDACTED;
use domain::payment::report::ReportedOutcome;
use domain::ports::{Queries, Store};
use domain::token::TOKEN_LIFETIME;
use domain::work::WorkKind;

use crate::scene::recurring::new_agreement;
use crate::scene::reporting::{TELEPHONE, report};
use crate::scene::{GOOD, RETENTION, Scene, hours, new_payment, repeatable};

#[tokio::test]
async fn personal_data_is_removed_when_its_time_is_over() {
    let scene = Scene::new().await;
    scene.application.schedule_recurring_work().await.unwrap();
    let user = scene.paid().await;

    scene.pass(RETENTION).await;
    let before = scene.payment(&user).await;
    scene.pass(hours(1)).await;

    let after = scene.payment(&user).await;
    assert_eq!(before.email.as_ref().unwrap().as_str(), "ada@example.org");
    assert_eq!(after.email.as_ref().unwrap().as_str(), REDACTED);
    let (old, new) = (before.card.clone().unwrap(), after.card.clone().unwrap());
    assert_eq!(old.holder.unwrap().as_str(), "Ada Lovelace");
    assert_eq!(new.holder.unwrap().as_str(), REDACTED);
    assert_eq!(
        (new.last_four, after.amount),
        (old.last_four, before.amount)
    );
    assert_eq!(after.state, before.state);
}

#[tokio::test]
async fn an_agreement_names_nobody_when_its_time_is_over() {
    let scene = Scene::new().await;
    scene.application.schedule_recurring_work().await.unwrap();
    let (kept, ended) = (scene.active(GOOD).await, scene.active(GOOD).await);
    let cancel = scene
        .application
        .cancel_agreement(&scene.service, ended.as_str());
    cancel.await.unwrap();
    let holder = async |id| {
        let card = scene.agreement(id).await.instrument.unwrap().card;
        (card.holder.unwrap().as_str().to_owned(), card.last_four)
    };

    scene.pass(RETENTION).await;
    assert_eq!(holder(&ended).await.0, "Ada Lovelace");
    scene.pass(hours(1)).await;

    let last_four = Some("4242".to_owned());
    assert_eq!(
        holder(&ended).await,
        (REDACTED.to_owned(), last_four.clone())
    );
    assert_eq!(holder(&kept).await, ("Ada Lovelace".to_owned(), last_four));
}

#[tokio::test]
async fn a_payment_is_redacted_once() {
    let scene = Scene::new().await;
    scene.application.schedule_recurring_work().await.unwrap();
    let user = scene.paid().await;
    scene.pass(RETENTION + hours(1)).await;
    let redacted = scene.payment(&user).await;

    scene.pass(hours(2)).await;

    assert_eq!(scene.payment(&user).await.version, redacted.version);
}

#[tokio::test]
async fn old_tokens_are_removed() {
    let scene = Scene::new().await;
    scene.application.schedule_recurring_work().await.unwrap();
    let user = scene.created(false).await;
    let token = scene.world.store.newest_unused_token(&user.payment).await;
    let token = token.unwrap().unwrap();

    scene.pass(TOKEN_LIFETIME + Duration::from_millis(1)).await;

    let mut unit = scene.world.store.begin().await.unwrap();
    assert_eq!(unit.tokens().get(&token.value).await.unwrap(), None);
}

#[tokio::test]
async fn the_number_of_whoever_called_is_removed_from_a_report() {
    let scene = Scene::new().await;
    scene.application.schedule_recurring_work().await.unwrap();
    let command = report("call-1", ReportedOutcome::Success);
    let reported = scene.application.report_payment(&scene.service, command);
    let user = scene.user(&reported.await.unwrap().payment);

    scene.pass(RETENTION).await;
    let before = scene.payment(&user).await;
    scene.pass(hours(1)).await;
    let after = scene.payment(&user).await;
    scene.pass(hours(2)).await;

    let (old, new) = (
        before.report.clone().unwrap(),
        after.report.clone().unwrap(),
    );
    assert_eq!(old.telephone_number.as_deref(), Some(TELEPHONE));
    assert_eq!(new.telephone_number.as_deref(), Some(REDACTED));
    assert_eq!(
        (new.provider_id, new.outcome),
        (old.provider_id, old.outcome)
    );
    assert_eq!(after.email.as_ref().unwrap().as_str(), REDACTED);
    let card = after.card.clone().unwrap();
    assert_eq!(card.holder.unwrap().as_str(), REDACTED);
    assert_eq!(card.last_four.as_deref(), Some("4242"));
    assert_eq!(scene.payment(&user).await.version, after.version);
}

#[tokio::test]
async fn idempotency_keys_are_forgotten_after_31_days() {
    let scene = Scene::new().await;
    scene.application.schedule_recurring_work().await.unwrap();
    let command = || CreatePayment {
        repeatable: repeatable("Key-1", "a"),
        ..new_payment(false)
    };
    let first = scene.create(command()).await.unwrap();

    scene.pass(KEPT_FOR).await;
    let in_time = scene.create(command()).await.unwrap();
    scene.pass(hours(1)).await;
    let late = scene.create(command()).await.unwrap();

    assert_eq!(in_time.linked.payment.id, first.linked.payment.id);
    assert!(!late.made_before);
    assert_eq!(scene.world.store.all_claims().len(), 1);
}

#[tokio::test]
async fn any_number_of_old_keys_is_removed() {
    let scene = Scene::new().await;
    scene.application.schedule_recurring_work().await.unwrap();
    for number in 0..=KEY_BATCH_MAX {
        let command = CreateAgreement {
            repeatable: repeatable(&format!("Key-{number}"), "a"),
            ..new_agreement()
        };
        let made = scene.application.create_agreement(&scene.service, command);
        made.await.unwrap();
    }

    scene.pass(KEPT_FOR + hours(1)).await;

    assert_eq!(scene.world.store.all_claims(), []);
}

#[tokio::test]
async fn events_are_handed_on_once() {
    let scene = Scene::new().await;
    scene.application.schedule_recurring_work().await.unwrap();
    scene.paid().await;

    scene.pass(Duration::from_secs(1)).await;

    let events = scene.world.store.all_events();
    assert!(!events.is_empty());
    assert!(events.iter().all(|(_, dispatched)| *dispatched));
}

#[tokio::test]
async fn work_that_never_ends_is_scheduled_once() {
    let scene = Scene::new().await;

    for _ in 0..3 {
        scene.application.schedule_recurring_work().await.unwrap();
        scene.pass(hours(3)).await;
    }

    let mut kinds: Vec<_> = scene
        .world
        .store
        .all_work()
        .into_iter()
        .map(|w| w.kind)
        .collect();
    kinds.sort_by_key(WorkKind::name);
    assert_eq!(kinds, [WorkKind::Housekeep]);
}

#[tokio::test]
async fn a_reset_sandbox_is_empty_and_goes_on() {
    let scene = Scene::new().await;
    let user = scene.paid().await;

    let agreement = scene.active(GOOD).await;
    let command = CreatePayment {
        repeatable: repeatable("Key-1", "a"),
        ..new_payment(false)
    };
    scene.create(command).await.unwrap();

    scene.application.reset_sandbox().await.unwrap();

    assert!(scene.books(&user).is_empty());
    assert_eq!(scene.world.store.all_claims(), []);
    let account = &scene.service.account.id;
    let agreement = scene.world.store.agreement(account, &agreement).await;
    assert_eq!(agreement.unwrap(), None);
    let gone = scene.world.store.any_payment(&user.payment).await;
    assert!(gone.unwrap().is_none());
    let [work] = scene.world.store.all_work().try_into().unwrap();
    assert_eq!(work.kind, WorkKind::Housekeep);
    scene.paid().await;
}
