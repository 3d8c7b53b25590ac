//! The services somebody belongs to, and the way to everything in them.

use application::staff::Staff;
use application::staff::services::{AccessError, CreateServiceError, SERVICES_MAX};
use domain::ServiceId;
use domain::account::service::ServiceNameError;
use domain::account::{Mode, Provider};
use domain::audit::{Action, Chain};
use domain::ports::Queries;
use domain::staff::standing::ENTRY_LASTS;
use domain::staff::{Role, Standing};

use super::{ADA, ADMIN};
use crate::scene::{Scene, minutes};

#[tokio::test]
async fn whoever_creates_a_service_is_its_admin() {
    let scene = Scene::new().await;
    let (person, ada) = scene.member(ADA, Role::Viewer).await;

    let created = scene
        .application
        .create_service(&ada, " Allotments ", "Rhandiroedd")
        .await
        .unwrap();

    let ada = scene.again(&person).await;
    let mine = scene.application.my_services(&ada).await.unwrap();
    let names: Vec<(&str, Standing)> = mine
        .iter()
        .map(|mine| (mine.service.name.as_str(), mine.standing))
        .collect();
    assert_eq!(
        names,
        [
            ("Allotments", Standing::Member(Role::ServiceAdmin)),
            ("Licences", Standing::Member(Role::Viewer)),
        ]
    );
    let accounts = scene.world.store.accounts_of(&created.id).await.unwrap();
    assert_eq!(accounts.len(), 1);
    assert_eq!(accounts[0].mode, Mode::Test);
    assert_eq!(accounts[0].provider, Provider::Sandbox);
    let deeds = scene.deeds(&Chain::Service(created.id)).await;
    assert_eq!(deeds[0].action, Action::ServiceCreated);
    assert_eq!(deeds[0].target.as_deref(), Some("Allotments"));
}

#[tokio::test]
async fn a_service_has_a_name() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;
    let create = async |name: &str, welsh: &str| {
        let created = scene.application.create_service(&ada, name, welsh);
        created.await.unwrap_err()
    };

    assert!(matches!(
        create("  ", "").await,
        CreateServiceError::Name(ServiceNameError::Blank)
    ));
    assert!(matches!(
        create("A", "a|b").await,
        CreateServiceError::WelshName(ServiceNameError::Forbidden)
    ));
    assert_eq!(scene.world.store.services().await.unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_creates_services_without_end() {
    let scene = Scene::new().await;
    let (_, mut ada) = scene.member(ADA, Role::Viewer).await;
    for n in 0..SERVICES_MAX {
        let mut id = [0; 26];
        id[0] = u8::try_from(n % 32).unwrap();
        id[1] = u8::try_from(n / 32).unwrap();
        ada.member.join(ServiceId::from_random(id), Role::Viewer);
    }

    let created = scene.application.create_service(&ada, "One more", "").await;

    assert!(matches!(created, Err(CreateServiceError::TooMany)));
}

/// What this person is in the service, by the way to it.
async fn standing(scene: &Scene, staff: &Staff) -> Option<Standing> {
    let house = scene.house().await;
    let found = scene.application.my_service(staff, house.id.as_str());
    match found.await {
        Ok(found) => Some(found.standing),
        Err(AccessError::NotFound) => None,
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn a_platform_administrator_is_inside_for_an_hour() {
    let scene = Scene::new().await;
    let (person, outside) = scene.platform_admin().await;
    assert_eq!(standing(&scene, &outside).await, None);
    let house = scene.house().await;
    scene
        .application
        .enter_service(&outside, &house.id, "they asked for help")
        .await
        .unwrap();

    let inside = scene.again(&person).await;
    assert_eq!(
        standing(&scene, &inside).await,
        Some(Standing::PlatformAdmin)
    );
    for _ in 0..11 {
        scene.world.clock.pass(minutes(5));
        let still = scene.again(&person).await;
        assert!(standing(&scene, &still).await.is_some());
    }
    scene.world.clock.pass(minutes(5));
    let later = scene.again(&person).await;
    assert_eq!(later.at, inside.at.plus(ENTRY_LASTS));
    assert_eq!(standing(&scene, &later).await, None);
}

#[tokio::test]
async fn an_entry_is_one_service_in_one_browser() {
    let scene = Scene::new().await;
    let (person, inside) = scene.inside().await;
    let other = scene.application.open_service("Other").await.unwrap();

    let found = scene.application.my_service(&inside, other.id.as_str());
    assert!(matches!(found.await, Err(AccessError::NotFound)));
    scene.world.clock.pass(minutes(1));
    let begun = scene.with_password(ADMIN, super::PASSWORD).await.unwrap();
    let code = person.code(&scene);
    let elsewhere = scene
        .application
        .sign_in_with_code(&begun.secret, &code, &super::origin())
        .await
        .unwrap();
    let elsewhere = scene.staff(&elsewhere).await;
    assert_eq!(standing(&scene, &elsewhere).await, None);

    scene.application.leave_service(&inside).await.unwrap();
    let left = scene.again(&person).await;
    assert_eq!(standing(&scene, &left).await, None);
}

#[tokio::test]
async fn an_entry_is_worth_nothing_to_who_no_longer_looks_after_the_platform() {
    let scene = Scene::new().await;
    let (_, mut inside) = scene.inside().await;
    inside.member.is_platform_admin = false;

    assert_eq!(standing(&scene, &inside).await, None);
}

#[tokio::test]
async fn what_names_no_service_is_not_found() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;

    for name in ["", "no service", &"v".repeat(26)] {
        let found = scene.application.my_service(&ada, name).await;
        assert!(matches!(found, Err(AccessError::NotFound)), "{name}");
    }
}
