//! Services are found, entered and stopped.

use application::payments::create::CreatePaymentError;
use application::refunds::create::CreateRefundError;
use application::staff::platform::services::PlatformService;
use domain::ServiceId;
use domain::account::{GoingLive, Provider};
use domain::audit::{Action, Chain};
use domain::id::ID_LENGTH;
use domain::ports::{Queries, Store};

use super::super::cast::{by_admin, fact};
use super::{WHY, both, hidden, wants_reason};
use crate::scene::{Scene, new_payment, of};

#[tokio::test]
async fn entering_needs_a_reason_which_the_service_reads_in_its_own_record() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (grace, ada) = both(&scene).await;
    let enter = async |staff, reason| {
        scene
            .application
            .enter_service(staff, &house.id, reason)
            .await
    };

    assert!(hidden(enter(&ada, WHY).await));
    for blank in ["", " \t\n", "\u{0}"] {
        assert!(wants_reason(enter(&grace, blank).await), "{blank:?}");
    }
    assert_eq!(scene.house_deeds().await, []);
    enter(&grace, " They asked\nfor help ").await.unwrap();

    let deed = scene.last_deed().await;
    assert_eq!(deed.action, Action::ServiceEntered);
    assert!(by_admin(&deed));
    assert_eq!(deed.reason.as_deref(), Some("They askedfor help"));
    let nowhere = ServiceId::from_random([30; ID_LENGTH]);
    let entered = scene.application.enter_service(&grace, &nowhere, WHY).await;
    assert!(hidden(entered));
    assert_eq!(scene.deeds(&Chain::Service(nowhere)).await, []);
}

#[tokio::test]
async fn a_session_that_has_ended_enters_nothing() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (person, grace) = scene.platform_admin().await;
    scene.application.sign_out(&grace).await.unwrap();

    let _ = scene
        .application
        .enter_service(&grace, &house.id, WHY)
        .await;

    assert!(scene.application.staff(&person.browser).await.is_err());
    let sessions = scene.application.my_sessions(&grace).await.unwrap();
    assert_eq!(sessions, []);
}

#[tokio::test]
async fn services_are_found_by_name_and_those_that_ask_come_first() {
    let scene = Scene::new().await;
    let (grace, ada) = both(&scene).await;
    for name in ["Allotments", "Fishing licences"] {
        scene.application.open_service(name).await.unwrap();
    }
    let mut house = scene.house().await;
    house.going_live = GoingLive::Asked {
        by: "ada@example.org".to_owned(),
        at: grace.at,
        provider: Provider::Worldpay,
    };
    let mut unit = scene.world.store.begin().await.unwrap();
    unit.accounts().save_service(&mut house).await.unwrap();
    unit.commit().await.unwrap();
    let found = async |name: &str| {
        let found = scene.application.platform_services(&grace, name);
        let names = found.await.unwrap().into_iter();
        names
            .map(|found| (found.service.name.to_string(), found.accounts.len()))
            .collect::<Vec<_>>()
    };

    assert_eq!(
        found("").await,
        [
            ("Licences".to_owned(), 1),
            ("Allotments".to_owned(), 0),
            ("Fishing licences".to_owned(), 0),
        ]
    );
    assert_eq!(found(" LICENCES ").await.len(), 2);
    assert_eq!(found("parking").await, []);
    assert!(hidden(scene.application.platform_services(&ada, "").await));
    let one = scene
        .application
        .platform_service(&grace, house.id.as_str())
        .await;
    assert_eq!(one.unwrap().service, house);
    assert!(hidden(
        scene.application.platform_service(&grace, "x").await
    ));
}

#[tokio::test]
async fn a_stopped_service_takes_and_gives_nothing_until_it_is_started() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let paid = scene.paid().await;
    let (grace, ada) = both(&scene).await;
    let stop = async |staff, stopped, reason| {
        scene
            .application
            .stop_service(staff, &house.id, stopped, reason)
            .await
    };
    assert!(hidden(stop(&ada, true, WHY).await));
    assert!(wants_reason(stop(&grace, true, " ").await));

    stop(&grace, true, "fraud is suspected").await.unwrap();

    let deed = scene.last_deed().await;
    assert_eq!(deed.action, Action::ServiceDisabled);
    assert_eq!(deed.reason.as_deref(), Some("fraud is suspected"));
    assert_eq!(fact(&deed, "done"), Some("stopped"));
    let mut scene = scene;
    let account = scene.world.store.account(&scene.service.account.id).await;
    scene.service.account = account.unwrap().unwrap();
    assert!(matches!(
        scene.create(new_payment(false)).await,
        Err(CreatePaymentError::AccountDisabled)
    ));
    assert!(matches!(
        scene.refund(&paid, of(1, None)).await,
        Err(CreateRefundError::AccountDisabled)
    ));
    let seen = scene
        .application
        .platform_service(&grace, house.id.as_str())
        .await;
    assert!(seen.as_ref().is_ok_and(PlatformService::is_stopped));

    scene
        .application
        .stop_service(&grace, &house.id, false, "it was a mistake")
        .await
        .unwrap();
    let account = scene.world.store.account(&scene.service.account.id).await;
    scene.service.account = account.unwrap().unwrap();
    scene.paid().await;
    assert_eq!(fact(&scene.last_deed().await, "done"), Some("started"));
}

#[tokio::test]
async fn every_account_of_a_service_is_stopped() {
    let scene = Scene::new().await.live().await;
    let house = scene.house().await;
    let (grace, _) = both(&scene).await;

    scene
        .application
        .stop_service(&grace, &house.id, true, WHY)
        .await
        .unwrap();

    let accounts = scene.world.store.accounts_of(&house.id).await.unwrap();
    assert_eq!(accounts.len(), 2);
    assert!(accounts.iter().all(|account| account.disabled));
    let nowhere = ServiceId::from_random([30; ID_LENGTH]);
    let stopped = scene
        .application
        .stop_service(&grace, &nowhere, true, WHY)
        .await;
    assert!(hidden(stopped));
}
