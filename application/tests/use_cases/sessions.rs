//! Sealed sessions and the tokens of their forms.

use std::sync::Arc;
use std::time::Duration;

use application::checkout::session::SESSION_LIFETIME;
use memory::MemorySecrets;

use crate::scene::Scene;

#[tokio::test]
async fn a_sealed_session_opens_as_it_was() {
    let scene = Scene::new().await;
    let user = scene.created(false).await;

    let sealed = scene.application.seal_session(&user.payment);

    assert_eq!(scene.application.open_session(&sealed), Some(user));
}

#[tokio::test]
async fn a_session_ends() {
    let scene = Scene::new().await;
    let user = scene.created(false).await;
    let sealed = scene.application.seal_session(&user.payment);

    scene.world.clock.pass(SESSION_LIFETIME);
    let at_the_end = scene.application.open_session(&sealed);
    scene.world.clock.pass(Duration::from_millis(1));
    let after = scene.application.open_session(&sealed);

    assert!(at_the_end.is_some());
    assert_eq!(after, None);
}

#[tokio::test]
async fn no_changed_character_goes_unnoticed() {
    let scene = Scene::new().await;
    let user = scene.created(false).await;
    let other = scene.created(false).await;
    let sealed = scene.application.seal_session(&user.payment);

    for at in 0..sealed.len() {
        let replacement = if sealed.as_bytes()[at] == b'1' {
            "2"
        } else {
            "1"
        };
        let mut changed = sealed.clone();
        changed.replace_range(at..=at, replacement);

        assert_eq!(scene.application.open_session(&changed), None, "{changed}");
    }
    let moved = sealed.replace(user.payment.as_str(), other.payment.as_str());
    for text in [&moved, "", ".", "..", "a.b.c", "é.1.éé", &sealed[1..]] {
        assert_eq!(scene.application.open_session(text), None, "{text}");
    }
}

#[tokio::test]
async fn a_session_outlives_a_change_of_keys_while_the_old_key_is_listed() {
    let scene = Scene::new().await;
    let user = scene.created(false).await;
    let sealed = scene.application.seal_session(&user.payment);
    let form = scene.application.form_token(&sealed);

    let listed = scene.through(|ports| ports.secrets = Arc::new(MemorySecrets::with_keys(9, [0])));
    let gone = scene.through(|ports| ports.secrets = Arc::new(MemorySecrets::with_keys(9, [])));

    assert_eq!(listed.application.open_session(&sealed), Some(user));
    assert!(listed.application.is_form_token(&sealed, &form));
    assert_eq!(gone.application.open_session(&sealed), None);
    assert!(!gone.application.is_form_token(&sealed, &form));
}

#[tokio::test]
async fn a_form_belongs_to_its_session() {
    let scene = Scene::new().await;
    let first = scene
        .application
        .seal_session(&scene.created(false).await.payment);
    let second = scene
        .application
        .seal_session(&scene.created(false).await.payment);

    let token = scene.application.form_token(&first);

    assert!(scene.application.is_form_token(&first, &token));
    assert!(!scene.application.is_form_token(&second, &token));
    for text in ["", "00", "zz", "é", &token[2..], &format!("{token}00")] {
        assert!(!scene.application.is_form_token(&first, text), "{text}");
    }
}
