//! Staff make API keys, rename and revoke them.

use application::staff::Staff;
use application::staff::keys::StaffKeyError;
use domain::account::Mode;
use domain::audit::Action;
use domain::staff::Role;
use secrecy::ExposeSecret;

use super::ADA;
use super::cast::fact;
use crate::scene::Scene;

async fn desk() -> (Scene, Staff) {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::Developer).await;
    (scene, ada)
}

async fn made(scene: &Scene, staff: &Staff, description: &str) -> (String, String) {
    let house = scene.house().await;
    let made = scene
        .application
        .staff_create_key(staff, &house.id, Mode::Test, description)
        .await
        .unwrap();
    (
        made.key.id.to_string(),
        made.text.expose_secret().to_owned(),
    )
}

#[tokio::test]
async fn a_key_opens_the_account_and_its_text_rests_nowhere() {
    let (scene, ada) = desk().await;

    let (id, text) = made(&scene, &ada, " Integration tests ").await;

    let service = scene.application.authenticate(&text).await.unwrap();
    assert_eq!(service.account.id, scene.service.account.id);
    let house = scene.house().await;
    let keys = scene
        .application
        .staff_keys(&ada, &house.id, Mode::Test)
        .await
        .unwrap();
    assert_eq!(keys.active[0].description, "Integration tests");
    assert_eq!(keys.active[0].created_by.as_deref(), Some(ADA));
    assert_eq!(keys.active[0].id.as_str(), id);
    let deed = scene.last_deed().await;
    assert_eq!(deed.action, Action::KeyCreated);
    assert_eq!(deed.target.as_deref(), Some(&*id));
    assert!(!format!("{:?}", scene.world.store).contains(&text));
}

#[tokio::test]
async fn a_renamed_key_stays_the_same_key() {
    let (scene, ada) = desk().await;
    let house = scene.house().await;
    let (id, text) = made(&scene, &ada, "Tests").await;
    let rename = async |description: &str| {
        scene
            .application
            .staff_rename_key(&ada, &house.id, Mode::Test, &id, description)
            .await
    };

    assert_eq!(rename("Pipeline").await.unwrap().description, "Pipeline");
    let deed = scene.last_deed().await;
    assert_eq!(deed.action, Action::KeyRenamed);
    assert_eq!(fact(&deed, "description"), Some("Pipeline"));
    assert_eq!(fact(&deed, "before"), Some("Tests"));
    // The name it has is no change.
    rename(" Pipeline ").await.unwrap();
    assert_eq!(scene.times(Action::KeyRenamed).await, 1);
    for description in [" ", &"x".repeat(256)] {
        let refused = rename(description).await;
        assert!(matches!(refused, Err(StaffKeyError::Description)));
    }
    let service = scene.application.authenticate(&text).await.unwrap();
    assert_eq!(service.key.as_str(), id);
}

#[tokio::test]
async fn a_revoked_key_opens_nothing_and_keeps_its_name() {
    let (scene, ada) = desk().await;
    let house = scene.house().await;
    let (id, text) = made(&scene, &ada, "Tests").await;
    let (kept, _) = made(&scene, &ada, "Others").await;
    let revoke = async || {
        scene
            .application
            .staff_revoke_key(&ada, &house.id, Mode::Test, &id)
            .await
    };

    revoke().await.unwrap();

    assert!(scene.application.authenticate(&text).await.is_err());
    assert!(matches!(revoke().await, Err(StaffKeyError::NoSuchKey)));
    let renamed = scene
        .application
        .staff_rename_key(&ada, &house.id, Mode::Test, &id, "Other")
        .await;
    assert!(matches!(renamed, Err(StaffKeyError::NoSuchKey)));
    let keys = scene
        .application
        .staff_keys(&ada, &house.id, Mode::Test)
        .await
        .unwrap();
    assert_eq!(keys.active.len(), 1);
    assert_eq!(keys.active[0].id.as_str(), kept);
    assert_eq!(keys.revoked[0].description, "Tests");
    assert_eq!(scene.times(Action::KeyRevoked).await, 1);
}

#[tokio::test]
async fn anothers_key_is_none() {
    let (scene, ada) = desk().await;
    let house = scene.house().await;
    let own = scene.application.create_service(&ada, "Mine", "").await;
    let own = own.unwrap();
    let (id, text) = made(&scene, &ada, "Tests").await;
    let (_, bob) = scene.member("bob@example.org", Role::ServiceAdmin).await;
    let mut ada = ada;
    ada.member.join(own.id.clone(), Role::ServiceAdmin);

    for key in [&*id, "no key"] {
        let refused = scene
            .application
            .staff_revoke_key(&ada, &own.id, Mode::Test, key)
            .await;
        assert!(matches!(refused, Err(StaffKeyError::NoSuchKey)));
        let refused = scene
            .application
            .staff_rename_key(&ada, &own.id, Mode::Test, key, "Mine")
            .await;
        assert!(matches!(refused, Err(StaffKeyError::NoSuchKey)));
    }
    assert!(scene.application.authenticate(&text).await.is_ok());
    let revoked = scene
        .application
        .staff_revoke_key(&bob, &house.id, Mode::Test, &id)
        .await;
    revoked.unwrap();
}
