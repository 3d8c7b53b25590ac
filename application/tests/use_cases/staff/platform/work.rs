//! Work that is stuck is seen, and run again.

use application::staff::Staff;
use application::staff::platform::work::STUCK_AFTER;
use domain::audit::Action;
use domain::work::{Work, WorkKind};
use memory::{Behaviour, Call};

use super::super::cast::{by_admin, fact};
use super::{WHY, both, hidden, now, wants_reason};
use crate::scene::{GOOD, Scene, minutes};

async fn stuck(scene: &Scene, staff: &Staff) -> Vec<Work> {
    let staff = now(scene, staff);
    scene.application.stuck_work(&staff).await.unwrap()
}

/// A payment whose capture the PSP did not take, to be tried in a while.
async fn uncaptured(scene: &Scene) -> WorkKind {
    let user = scene.started(false).await;
    scene.submit(&user, GOOD).await.unwrap();
    scene.world.psp.next(Call::Capture, Behaviour::Refuse);
    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.perform(work).await;
    WorkKind::Capture(user.payment)
}

#[tokio::test]
async fn work_is_stuck_when_it_failed_or_is_long_overdue() {
    let scene = Scene::new().await;
    let (grace, ada) = both(&scene).await;
    scene.created(false).await;
    assert_eq!(stuck(&scene, &grace).await, []);

    let capture = uncaptured(&scene).await;
    let failed: Vec<WorkKind> = stuck(&scene, &grace)
        .await
        .into_iter()
        .map(|work| work.kind)
        .collect();
    assert_eq!(failed, [capture]);
    assert!(hidden(scene.application.stuck_work(&ada).await));

    // No worker comes by: what expires is overdue, by and by.
    let before = stuck(&scene, &grace).await.len();
    scene.world.clock.pass(minutes(90));
    assert_eq!(stuck(&scene, &grace).await.len(), before);
    scene.world.clock.pass(STUCK_AFTER);
    assert_eq!(stuck(&scene, &grace).await.len(), before);
    scene.world.clock.pass(minutes(1));
    assert!(stuck(&scene, &grace).await.len() > before);
}

#[tokio::test]
async fn stuck_work_is_done_at_once_when_somebody_runs_it_again() {
    let scene = Scene::new().await;
    let (grace, ada) = both(&scene).await;
    let capture = uncaptured(&scene).await;
    let work = stuck(&scene, &grace).await.remove(0);
    let rerun = async |staff: &Staff, reason| {
        scene
            .application
            .rerun_work(staff, work.id.as_str(), reason)
            .await
    };
    assert!(hidden(rerun(&ada, WHY).await));
    assert!(wants_reason(rerun(&grace, "").await));
    scene.pass(minutes(1)).await;
    assert_eq!(scene.world.psp.count(Call::Capture), 1, "not yet");

    let again = rerun(&now(&scene, &grace), "the PSP is back")
        .await
        .unwrap();

    assert_eq!(again.kind, capture);
    let deed = scene.last_platform_deed().await;
    assert_eq!(deed.action, Action::WorkRerun);
    assert!(by_admin(&deed));
    assert_eq!(deed.reason.as_deref(), Some("the PSP is back"));
    assert_eq!(
        deed.target.as_deref(),
        capture.payment().map(|id| id.as_str())
    );
    assert_eq!(fact(&deed, "work"), Some("capture"));
    scene.application.run_due_work(100).await.unwrap();
    assert_eq!(scene.world.psp.count(Call::Capture), 2);
    assert_eq!(stuck(&scene, &grace).await, []);
    let gone = rerun(&now(&scene, &grace), WHY).await;
    assert!(hidden(gone));
}

#[tokio::test]
async fn work_in_a_workers_hands_stays_there() {
    let scene = Scene::new().await;
    let (grace, _) = both(&scene).await;
    let user = scene.authorised(false).await;
    // Whoever confirmed has the work, and is slow.
    let work = scene.application.confirm_payment(&user).await.unwrap();
    let work = work.unwrap();

    let rerun = scene
        .application
        .rerun_work(&grace, work.id.as_str(), WHY)
        .await;
    rerun.unwrap();
    scene.application.run_due_work(100).await.unwrap();

    assert_eq!(scene.world.psp.count(Call::Capture), 0);
    scene.perform(Some(work)).await;
    scene.settle().await;
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn one_piece_of_work_is_looked_at() {
    let scene = Scene::new().await;
    let (grace, ada) = both(&scene).await;
    scene.created(false).await;
    let work = scene.world.store.all_work().remove(0);

    let id = work.id.as_str();
    let seen = scene.application.platform_work(&grace, id).await;
    assert_eq!(seen.unwrap(), work);
    assert!(hidden(scene.application.platform_work(&ada, id).await));
    assert!(hidden(scene.application.platform_work(&grace, "x").await));
}
