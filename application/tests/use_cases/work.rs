//! Work: claimed, performed, put off, and never lost.

use std::sync::Arc;
use std::time::Duration;

use domain::payment::Status;
use domain::work::{Handled, LEASE, WorkGroup};

use crate::failing_store::FailingStore;
use crate::scene::{Scene, hours, minutes};

fn with_failing_store(scene: &Scene) -> (Scene, Arc<FailingStore>) {
    let store = FailingStore::over(scene.world.store.clone());
    let failing = scene.through(|ports| ports.store = store.clone());
    (failing, store)
}

#[tokio::test]
async fn work_outlives_a_handler_that_fails() {
    let scene = Scene::new().await;
    let (scene, store) = with_failing_store(&scene);
    let user = scene.authorised(false).await;
    let work = scene.application.confirm_payment(&user).await.unwrap();

    store.fail(1);
    let handled = scene.application.perform(&work.unwrap()).await.unwrap();

    assert!(matches!(handled, Handled::Retry(_)));
    scene.settle().await;
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn work_outlives_a_store_that_does_not_answer_at_all() {
    let scene = Scene::new().await;
    let (scene, store) = with_failing_store(&scene);
    let user = scene.authorised(false).await;
    let work = scene.application.confirm_payment(&user).await.unwrap();

    store.fail(100);
    let failed = scene.application.perform(&work.unwrap()).await;
    store.fail(0);

    assert!(failed.is_err());
    scene.pass(LEASE).await;
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn work_whose_owner_disappeared_waits_for_the_end_of_its_lease() {
    let scene = Scene::new().await;
    let user = scene.authorised(false).await;
    scene.application.confirm_payment(&user).await.unwrap();

    scene.pass(LEASE - Duration::from_millis(1)).await;
    let during = scene.books(&user);
    scene.pass(Duration::from_millis(1)).await;

    assert_eq!(during, ["authorised"]);
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn failures_of_our_own_back_off() {
    let scene = Scene::new().await;
    let (scene, store) = with_failing_store(&scene);
    let user = scene.created(false).await;
    scene.world.clock.pass(minutes(90));

    let mut pauses = vec![];
    for _ in 0..4 {
        let claimed = scene
            .application
            .claim_due_work(WorkGroup::Payments, 1)
            .await
            .unwrap();
        store.fail(1);
        let handled = scene.application.perform(&claimed[0]).await.unwrap();
        let Handled::Retry(at) = handled else {
            panic!("{handled:?}");
        };
        let pause = at.since(domain::ports::Clock::now(scene.world.clock.as_ref()));
        pauses.push(pause.as_secs());
        scene.world.clock.pass(pause);
    }

    assert_eq!(pauses, [1, 2, 4, 8]);
    scene.pass(Duration::ZERO).await;
    assert_eq!(scene.status(&user).await, Status::Expired);
}

#[tokio::test]
async fn two_workers_never_get_the_same_piece() {
    let scene = Scene::new().await;
    for _ in 0..10 {
        scene.created(false).await;
    }
    scene.world.clock.pass(minutes(90));

    let first = scene
        .application
        .claim_due_work(WorkGroup::Payments, 6)
        .await
        .unwrap();
    let second = scene
        .application
        .claim_due_work(WorkGroup::Payments, 6)
        .await
        .unwrap();

    assert_eq!((first.len(), second.len()), (6, 4));
    assert!(first.iter().all(|work| !second.contains(work)));
    assert_eq!(scene.application.backlog().await.unwrap().due, 10);
}

#[tokio::test]
async fn work_may_run_twice() {
    let scene = Scene::new().await;
    let user = scene.authorised(false).await;
    let work = scene.application.confirm_payment(&user).await.unwrap();
    let work = work.unwrap();

    for _ in 0..3 {
        let handled = scene.application.perform(&work).await.unwrap();
        assert_eq!(handled, Handled::Finished);
    }

    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn moving_the_clock_does_what_falls_due() {
    let scene = Scene::new().await;
    let user = scene.created(false).await;

    let advanced = scene.application.advance_clock(hours(2)).await.unwrap();

    // It expires, and that is handed on.
    assert_eq!(advanced.work_done, 2);
    assert_eq!(scene.status(&user).await, Status::Expired);
    for by in [Duration::ZERO, hours(24 * 366 * 10)] {
        assert!(scene.application.advance_clock(by).await.is_err());
    }
}
