//! What platform administrators do; for everybody else it does not exist.

use application::staff::platform::people::PersonChange;
use domain::ports::queries::{AuditSearch, PaymentLookup};

use super::team::colleague;
use super::{Answer, Needs, Walk};

const WHY: &str = "they asked for help";

pub(super) async fn walk(walk: &mut Walk) {
    services(walk).await;
    people(walk).await;
    payments(walk).await;
    work(walk).await;
}

async fn services(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let house = walk.house.clone();

    let done = application.platform_services(&staff, "").await;
    walk.note("platform_services", Needs::Platform, done);
    let done = application.platform_service(&staff, house.as_str()).await;
    walk.note("platform_service", Needs::Platform, done);
    let done = application.enter_service(&staff, &house, WHY).await;
    walk.note("enter_service", Needs::Platform, done);
    // Who has entered none leaves none.
    application.leave_service(&staff).await.unwrap();
    walk.tell("leave_service", Needs::Nothing, Answer::Permitted);
    for stopped in [true, false] {
        let done = application.stop_service(&staff, &house, stopped, WHY).await;
        walk.note("stop_service", Needs::Platform, done);
    }
}

async fn people(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let theirs = colleague(walk, "somebody@example.org").await.id;
    let theirs = theirs.as_str();

    let done = application.platform_people(&staff, "somebody").await;
    walk.note("platform_people", Needs::Platform, done);
    let done = application.platform_person(&staff, theirs).await;
    walk.note("platform_person", Needs::Platform, done);
    for change in [
        PersonChange::ShutOut,
        PersonChange::LetIn,
        PersonChange::Unlock,
        PersonChange::ResetSecondFactor,
    ] {
        let done = application.change_person(&staff, theirs, change, WHY).await;
        walk.note("change_person", Needs::Platform, done);
    }
}

async fn payments(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let paid = walk.scene.paid().await.payment;
    let lookup = PaymentLookup {
        name: Some(paid.to_string()),
        service: None,
    };

    let done = application.platform_payments(&staff, &lookup).await;
    walk.note("platform_payments", Needs::Platform, done);
    let done = application.platform_payment(&staff, paid.as_str()).await;
    walk.note("platform_payment", Needs::PlatformInside, done);
    let done = application.failed_emails(&staff, 1).await;
    walk.note("failed_emails", Needs::Platform, done);
    let done = application.platform_record(&staff, AuditSearch::default());
    walk.note("platform_record", Needs::Platform, done.await);
}

async fn work(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    walk.scene.created(false).await;
    let work = walk.scene.world.store.all_work();
    let id = work.first().unwrap().id.clone();

    let done = application.stuck_work(&staff).await;
    walk.note("stuck_work", Needs::Platform, done);
    let done = application.platform_work(&staff, id.as_str()).await;
    walk.note("platform_work", Needs::Platform, done);
    let done = application.rerun_work(&staff, id.as_str(), WHY).await;
    walk.note("rerun_work", Needs::Platform, done);
}
