//! What has outlived its use is removed.

use std::time::Duration;

use domain::payment::paying_user::REDACTED;
use domain::ports::{Queries, Store};
use domain::token::TOKEN_LIFETIME;
use domain::work::WorkKind;

use crate::scene::{RETENTION, Scene, hours};

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
    assert_eq!(old.holder.as_str(), "Ada Lovelace");
    assert_eq!(new.holder.as_str(), REDACTED);
    assert_eq!(
        (new.last_four, after.amount),
        (old.last_four, before.amount)
    );
    assert_eq!(after.state, before.state);
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
    assert_eq!(kinds, [WorkKind::DispatchEvents, WorkKind::Housekeep]);
}

#[tokio::test]
async fn a_reset_sandbox_is_empty_and_goes_on() {
    let scene = Scene::new().await;
    let user = scene.paid().await;

    scene.application.reset_sandbox().await.unwrap();

    assert!(scene.books(&user).is_empty());
    let gone = scene.world.store.any_payment(&user.payment).await;
    assert!(gone.unwrap().is_none());
    assert_eq!(scene.world.store.all_work().len(), 2);
    scene.paid().await;
}
