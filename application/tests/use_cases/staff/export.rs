//! Staff take transactions away, bit by bit.

use application::payments::create::CreatePayment;
use application::staff::Staff;
use application::staff::export::{EXPORTED_AT_A_TIME, Export};
use application::staff::services::AccessError;
use domain::account::Mode;
use domain::audit::{Action, Chain};
use domain::payment::Metadata;
use domain::payment::metadata::MetadataValue;
use domain::ports::queries::{FoundTransaction, TransactionSearch};
use domain::staff::{Permission, Role};

use super::ADA;
use super::cast::fact;
use crate::scene::{Scene, new_payment, of};

async fn begun(scene: &Scene, staff: &Staff, search: TransactionSearch) -> Export {
    let house = scene.house().await;
    let mode = scene.service.account.mode;
    let begun = scene
        .application
        .staff_export(staff, &house.id, mode, search);
    begun.await.unwrap()
}

/// Everything that leaves, and in how many bits.
async fn taken(scene: &Scene, mut export: Export) -> (Vec<FoundTransaction>, usize) {
    let (mut all, mut bits) = (Vec::new(), 0);
    loop {
        let more = scene.application.export_more(&mut export).await.unwrap();
        if more.is_empty() {
            return (all, bits);
        }
        bits += 1;
        all.extend(more);
    }
}

/// Payments of one service with these pairs.
async fn create(scene: &Scene, pairs: &[(&str, &str)]) {
    let pairs = pairs.iter().map(|(key, value)| {
        let value = MetadataValue::Text((*value).to_owned());
        ((*key).to_owned(), value)
    });
    let command = CreatePayment {
        metadata: Metadata::parse(pairs.collect()).unwrap(),
        ..new_payment(false)
    };
    scene.create(command).await.unwrap();
}

#[tokio::test]
async fn metadata_keys_are_those_of_what_matches() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::Accountant).await;
    create(&scene, &[("zone", "7"), ("Fund", "A")]).await;
    create(&scene, &[("fund", "B"), ("zone", "8")]).await;
    create(&scene, &[]).await;

    let all = begun(&scene, &ada, TransactionSearch::default()).await;
    assert_eq!(all.metadata_keys, ["Fund", "fund", "zone"]);
    let search = TransactionSearch {
        metadata_value: Some("A".to_owned()),
        ..TransactionSearch::default()
    };
    let some = begun(&scene, &ada, search).await;
    assert_eq!(some.metadata_keys, ["Fund", "zone"]);
    assert_eq!(taken(&scene, some).await.0.len(), 1);
}

#[tokio::test]
async fn however_many_there_are_each_leaves_once_newest_first() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::Accountant).await;
    let paid = scene.paid().await;
    scene.refund(&paid, of(1, None)).await.unwrap();
    for n in 0..EXPORTED_AT_A_TIME {
        if n % 100 == 0 {
            scene.world.clock.pass(std::time::Duration::from_secs(1));
        }
        create(&scene, &[]).await;
    }

    let export = begun(&scene, &ada, TransactionSearch::default()).await;
    // What comes after it began, comes before everything in the list.
    scene.world.clock.pass(std::time::Duration::from_secs(1));
    let (all, bits) = taken(&scene, export).await;

    assert_eq!(all.len() as u64, EXPORTED_AT_A_TIME + 2);
    assert_eq!(bits, 2);
    let places: Vec<_> = all.iter().map(FoundTransaction::cursor).collect();
    for pair in places.windows(2) {
        let [before, after] = pair else { panic!() };
        let place = |cursor: &domain::ports::queries::TransactionCursor| {
            (cursor.created_at, cursor.id.clone())
        };
        assert!(place(before) > place(after));
    }
}

#[tokio::test]
async fn that_they_leave_is_on_record_before_the_first_does() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;
    scene.paid().await;

    let export = begun(&scene, &ada, TransactionSearch::default()).await;

    let deed = scene.last_deed().await;
    assert_eq!(deed.action, Action::Exported);
    assert_eq!(deed.by.email(), Some(ADA));
    assert_eq!(fact(&deed, "mode"), Some("test"));
    taken(&scene, export).await;
    assert_eq!(scene.times(Action::Exported).await, 1);
}

#[tokio::test]
async fn nothing_leaves_where_the_record_cannot_be_written() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;
    let store = crate::failing_store::FailingStore::over(scene.world.store.clone());
    let failing = scene.through(|ports| ports.store = store.clone());
    store.fail(1);

    let begun = failing
        .application
        .staff_export(&ada, &house.id, Mode::Test, TransactionSearch::default())
        .await;

    assert!(matches!(begun, Err(AccessError::Store(_))));
}

#[tokio::test]
async fn over_all_services_each_gets_its_record_and_its_own_sight() {
    let scene = Scene::new().await;
    let (person, _) = scene.member(ADA, Role::Viewer).await;
    let live = scene.live().await;
    live.paid().await;
    let other = Scene::over(scene.world.clone()).await;
    let theirs = other.service.account.service.clone();
    let placed = scene
        .application
        .place_member(ADA, &theirs, Role::ServiceAdmin);
    placed.await.unwrap();
    other.paid().await;
    let ada = scene.again(&person).await;

    let all = TransactionSearch::default;
    let export = scene.application.staff_export_all(&ada, Mode::Test, all());
    let export = export.await.unwrap();

    assert_eq!(export.accounts.len(), 2);
    let (found, _) = taken(&scene, export).await;
    assert_eq!(found.len(), 1);
    assert!(found[0].payment.email.is_some());
    for chain in [
        Chain::Service(theirs),
        Chain::Service(scene.house().await.id),
    ] {
        let deeds = scene.deeds(&chain).await;
        assert_eq!(deeds.last().unwrap().action, Action::Exported);
    }
}

#[tokio::test]
async fn who_may_not_export_live_takes_nothing_of_it_from_anywhere() {
    let scene = Scene::new().await;
    let (_, dev) = scene.member(ADA, Role::Developer).await;
    let live = scene.live().await;
    live.paid().await;
    let house = live.house().await;
    let all = TransactionSearch::default;

    let refused = live
        .application
        .staff_export(&dev, &house.id, Mode::Live, all());
    assert!(matches!(
        refused.await,
        Err(AccessError::NotPermitted(Permission::ExportTransactions))
    ));
    let export = live
        .application
        .staff_export_all(&dev, Mode::Live, all())
        .await
        .unwrap();
    assert!(export.accounts.is_empty());
    assert!(taken(&live, export).await.0.is_empty());
    assert_eq!(live.times(Action::Exported).await, 0);
}
