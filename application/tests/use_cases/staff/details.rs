//! What a service is called, whose it is, and how its payment pages look.

use application::staff::details::DetailsError;
use application::staff::services::AccessError;
use domain::account::organisation::{OrganisationPart, PartProblem, TypedOrganisation};
use domain::account::service::ServiceNameError;
use domain::account::{Branding, Colour, Service};
use domain::audit::Action;
use domain::ports::{Queries, Store, StoreError};
use domain::staff::Role;

use super::ADA;
use super::cast::fact;
use crate::scene::Scene;

/// A whole organisation, as somebody types it.
pub(crate) fn typed() -> TypedOrganisation {
    TypedOrganisation {
        name: " Anytown Council ".to_owned(),
        line1: "1 High Street".to_owned(),
        city: "Anytown".to_owned(),
        postcode: "AN1 1AA".to_owned(),
        country: "GB".to_owned(),
        website: "https://anytown.example".to_owned(),
        ..TypedOrganisation::default()
    }
}

async fn stored(scene: &Scene) -> Service {
    scene.house().await
}

#[tokio::test]
async fn a_service_is_renamed_and_its_account_goes_by_the_new_name() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;

    let renamed = scene
        .application
        .rename_service(&ada, &house.id, " Fishing licences ", "Trwyddedau pysgota")
        .await
        .unwrap();

    assert_eq!(renamed, stored(&scene).await);
    assert_eq!(renamed.name.as_str(), "Fishing licences");
    let welsh = renamed.welsh_name.map(|name| name.to_string());
    assert_eq!(welsh.as_deref(), Some("Trwyddedau pysgota"));
    let account = scene.world.store.account(&scene.service.account.id).await;
    assert_eq!(account.unwrap().unwrap().service_name, "Fishing licences");
    let deed = scene.last_deed().await;
    assert_eq!(deed.action, Action::ServiceChanged);
    assert_eq!(fact(&deed, "name"), Some("Fishing licences"));
    assert_eq!(fact(&deed, "Welsh name"), Some("Trwyddedau pysgota"));

    // A blank Welsh name takes it away.
    let renamed = scene
        .application
        .rename_service(&ada, &house.id, "Fishing licences", "  ")
        .await
        .unwrap();
    assert_eq!(renamed.welsh_name, None);
}

#[tokio::test]
async fn names_that_are_none_are_told_apart() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let rename = async |name: &str, welsh: &str| {
        let renamed = scene
            .application
            .rename_service(&ada, &house.id, name, welsh);
        renamed.await.unwrap_err()
    };

    assert!(matches!(
        rename(" ", "").await,
        DetailsError::Name(ServiceNameError::Blank)
    ));
    assert!(matches!(
        rename("A", "<b>").await,
        DetailsError::WelshName(ServiceNameError::Forbidden)
    ));
    assert_eq!(stored(&scene).await, house);
    assert_eq!(scene.house_deeds().await, []);
}

#[tokio::test]
async fn an_organisation_is_kept_whole_or_not_at_all() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;

    let half = TypedOrganisation {
        city: String::new(),
        country: "Great Britain".to_owned(),
        ..typed()
    };
    let refused = scene
        .application
        .set_organisation(&ada, &house.id, &half)
        .await;
    let Err(DetailsError::Organisation(problems)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(
        problems,
        [
            (OrganisationPart::City, PartProblem::Missing),
            (OrganisationPart::Country, PartProblem::TooLong(2)),
        ]
    );
    assert_eq!(stored(&scene).await.organisation, None);

    let set = scene
        .application
        .set_organisation(&ada, &house.id, &typed())
        .await
        .unwrap();
    assert_eq!(set, stored(&scene).await);
    let deed = scene.last_deed().await;
    assert_eq!(fact(&deed, "organisation"), Some("Anytown Council"));
}

#[tokio::test]
async fn pages_get_colours_and_the_same_colours_again_are_no_change() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let branding = Branding {
        header: Some(Colour::parse("#1d3557").unwrap()),
        button: None,
    };

    for _ in 0..2 {
        let set = scene.application.set_branding(&ada, &house.id, branding);
        assert_eq!(set.await.unwrap().branding, branding);
    }

    assert_eq!(stored(&scene).await.branding, branding);
    assert_eq!(scene.times(Action::ServiceChanged).await, 1);
    let deed = scene.last_deed().await;
    assert_eq!(fact(&deed, "header"), Some("#1d3557"));
    assert_eq!(fact(&deed, "button"), Some("usual"));
}

#[tokio::test]
async fn two_who_describe_a_service_at_once_do_not_overwrite_each_other() {
    let scene = Scene::new().await;
    let mut house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let id = house.id.clone();
    house.branding.button = Some(Colour::parse("#1d3557").unwrap());
    let mut unit = scene.world.store.begin().await.unwrap();
    unit.accounts().save_service(&mut house).await.unwrap();

    let (renamed, committed) = tokio::join!(
        scene.application.rename_service(&ada, &id, "Other", ""),
        unit.commit()
    );

    committed.unwrap();
    assert!(matches!(
        renamed,
        Err(DetailsError::Access(AccessError::Store(StoreError::Stale)))
    ));
    assert_eq!(stored(&scene).await, house);
}
