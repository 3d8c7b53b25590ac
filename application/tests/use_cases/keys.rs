//! API keys: made, presented, changed and revoked.

use std::sync::Arc;

use application::accounts::authenticate::AuthenticateError;
use application::accounts::keys::{MakeKeyError, RevokeKeyError};
use application::accounts::open::OpenAccountError;
use application::{Application, Policy};
use domain::AccountId;
use domain::account::{Mode, Provider};
use domain::id::ID_LENGTH;
use memory::MemorySecrets;
use secrecy::{ExposeSecret, SecretString};

use crate::scene::{Scene, policy, ports};

async fn made(scene: &Scene) -> (domain::ApiKeyId, String) {
    let account = &scene.service.account.id;
    let made = scene.application.make_key(account, "tests").await.unwrap();
    (made.key.id, made.text.expose_secret().to_owned())
}

#[tokio::test]
async fn a_key_opens_its_account() {
    let scene = Scene::new().await;
    let (id, text) = made(&scene).await;

    let service = scene.application.authenticate(&text).await.unwrap();

    assert_eq!(service.account, scene.service.account);
    assert_eq!(service.key, id);
    assert!(text.starts_with("api_test_"));
    let listed = scene.application.keys(&service.account.id).await.unwrap();
    assert!(listed[0].last_used_at.is_some());
}

#[tokio::test]
async fn a_mistyped_key_is_refused_by_its_checksum() {
    let scene = Scene::new().await;
    let (_, text) = made(&scene).await;

    for at in 0..text.len() {
        let replacement = if text.as_bytes()[at] == b'1' {
            "2"
        } else {
            "1"
        };
        let mut mistyped = text.clone();
        mistyped.replace_range(at..=at, replacement);

        let refused = scene.application.authenticate(&mistyped).await;

        assert!(matches!(refused, Err(AuthenticateError::NotAKey)), "{at}");
    }
    for nonsense in ["", "api_test_", "Bearer x", &"v".repeat(101)] {
        assert!(!scene.application.is_api_key(nonsense));
    }
}

#[tokio::test]
async fn a_well_formed_key_of_nobodys_is_unknown() {
    let scene = Scene::new().await;
    let elsewhere = Scene::over(memory::World::seeded(7)).await;
    let (_, text) = made(&elsewhere).await;

    let refused = scene.application.authenticate(&text).await;

    assert!(matches!(refused, Err(AuthenticateError::Unknown)));
}

#[tokio::test]
async fn a_revoked_key_is_unknown_at_once() {
    let scene = Scene::new().await;
    let (id, text) = made(&scene).await;
    scene.application.authenticate(&text).await.unwrap();

    scene.application.revoke_key(&id).await.unwrap();

    let refused = scene.application.authenticate(&text).await;
    assert!(matches!(refused, Err(AuthenticateError::Unknown)));
    let again = scene.application.revoke_key(&id).await;
    assert!(matches!(again, Err(RevokeKeyError::NoSuchKey)));
}

#[tokio::test]
async fn keys_outlive_a_change_of_secrets_while_the_old_secret_is_listed() {
    let scene = Scene::new().await;
    let (_, text) = made(&scene).await;

    let listed = scene.through(|ports| ports.secrets = Arc::new(MemorySecrets::with_keys(9, [0])));
    let gone = scene.through(|ports| ports.secrets = Arc::new(MemorySecrets::with_keys(9, [])));

    assert!(listed.application.authenticate(&text).await.is_ok());
    let refused = gone.application.authenticate(&text).await;
    assert!(matches!(refused, Err(AuthenticateError::NotAKey)));
    let (_, new) = made(&listed).await;
    assert!(gone.application.authenticate(&new).await.is_ok());
}

#[tokio::test]
async fn a_chosen_key_needs_no_checksum_where_the_operator_says_so() {
    let scene = Scene::new().await;
    let text = "a-key-for-test-suites";
    let chosen = SecretString::from(text);
    let account = &scene.service.account.id;
    let adopted = scene
        .application
        .adopt_key(account, "suite", chosen.clone());
    adopted.await.unwrap();

    let usual = scene.application.authenticate(text).await;
    let lenient = Application::new(
        ports(&scene.world),
        Policy {
            unchecked_key: Some(chosen),
            ..policy()
        },
    );

    assert!(matches!(usual, Err(AuthenticateError::NotAKey)));
    assert!(lenient.authenticate(text).await.is_ok());
    assert!(!lenient.is_api_key("another-key-for-test-suites"));
}

#[tokio::test]
async fn keys_have_limits() {
    let scene = Scene::new().await;
    let account = &scene.service.account.id;
    let nobody = AccountId::from_random([9; ID_LENGTH]);
    let make = async |account, description: &str| {
        scene.application.make_key(account, description).await.err()
    };

    assert!(matches!(
        make(&nobody, "x").await,
        Some(MakeKeyError::NoSuchAccount)
    ));
    for description in ["", " ", &"x".repeat(51)] {
        assert!(matches!(
            make(account, description).await,
            Some(MakeKeyError::Description)
        ));
    }
    for text in ["too-short", "has spaces in the middle", &"x".repeat(101)] {
        let chosen = SecretString::from(text);
        let adopted = scene.application.adopt_key(account, "x", chosen).await;
        assert!(matches!(adopted, Err(MakeKeyError::Text)), "{text}");
    }
}

#[tokio::test]
async fn sandbox_mode_has_no_live_accounts() {
    let scene = Scene::new().await;

    let service = &scene.service.account.service;
    let refused = scene
        .application
        .open_account(service, Mode::Live, Provider::Sandbox);

    assert!(matches!(
        refused.await,
        Err(OpenAccountError::LiveInSandbox)
    ));
}
