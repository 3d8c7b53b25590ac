//! Signing in, being wrong, being locked out, and getting back in.

use std::time::Duration;

use application::staff::password::SetPasswordError;
use application::staff::second_factor::CodeError;
use application::staff::session::SessionError;
use application::staff::sign_in::SignInError;
use domain::email::StaffMessage;
use domain::staff::session::{IDLE_MAX, SESSION_MAX, Stage};
use domain::staff::throttle::{FREE_ATTEMPTS, LOCKED_AFTER, PAUSE_MAX};
use secrecy::SecretString;

use super::{ADA, ADMIN, PASSWORD, link, origin};
use crate::scene::Scene;

#[tokio::test]
async fn a_password_alone_lets_nobody_in() {
    let scene = Scene::new().await;
    let (person, _) = scene.platform_admin().await;

    let begun = scene
        .with_password(" Grace@Example.org ", PASSWORD)
        .await
        .unwrap();
    assert!(matches!(
        scene.application.staff(&begun.secret).await,
        Err(SessionError::Unfinished(Stage::SecondFactor))
    ));

    scene.world.clock.pass(Duration::from_secs(60));
    let code = person.code(&scene);
    let signed_in = scene
        .application
        .sign_in_with_code(&begun.secret, &code, &origin())
        .await
        .unwrap();
    assert_eq!(scene.staff(&signed_in).await.member.email.as_str(), ADMIN);
    // What was known before the second factor is worth nothing after it.
    assert!(matches!(
        scene.application.staff(&begun.secret).await,
        Err(SessionError::Over)
    ));
}

#[tokio::test]
async fn no_code_is_taken_twice() {
    let scene = Scene::new().await;
    let (person, _) = scene.platform_admin().await;
    scene.world.clock.pass(Duration::from_secs(60));
    let code = person.code(&scene);
    let first = scene.with_password(ADMIN, PASSWORD).await.unwrap();
    let second = scene.with_password(ADMIN, PASSWORD).await.unwrap();
    let with_code = async |secret| {
        scene
            .application
            .sign_in_with_code(secret, &code, &origin())
            .await
    };

    assert!(with_code(&first.secret).await.is_ok());
    assert!(matches!(
        with_code(&second.secret).await,
        Err(CodeError::Wrong)
    ));
}

#[tokio::test]
async fn a_recovery_code_lets_in_once() {
    let scene = Scene::new().await;
    let (person, _) = scene.platform_admin().await;
    let code = secrecy::ExposeSecret::expose_secret(&person.recovery_codes[3]).to_owned();
    let begun = scene.with_password(ADMIN, PASSWORD).await.unwrap();
    let with_code = async |secret| {
        scene
            .application
            .sign_in_with_code(secret, &code, &origin())
            .await
    };

    assert!(with_code(&begun.secret).await.is_ok());
    let again = scene.with_password(ADMIN, PASSWORD).await.unwrap();
    assert!(matches!(
        with_code(&again.secret).await,
        Err(CodeError::Wrong)
    ));
}

#[tokio::test]
async fn wrong_passwords_bring_pauses_and_then_a_lock() {
    let scene = Scene::new().await;
    scene.platform_admin().await;
    for _ in 0..FREE_ATTEMPTS {
        let refused = scene.with_password(ADMIN, "not the password at all").await;
        assert!(matches!(refused, Err(SignInError::Wrong)));
    }

    // The right password is not looked at while a pause lasts.
    let refused = scene.with_password(ADMIN, PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::Wait(_))));
    for _ in FREE_ATTEMPTS..LOCKED_AFTER {
        assert_eq!(scene.told(ADMIN).await, []);
        scene.world.clock.pass(PAUSE_MAX);
        let refused = scene.with_password(ADMIN, "not the password at all").await;
        assert!(matches!(refused, Err(SignInError::Wrong)));
    }
    assert_eq!(scene.told(ADMIN).await, [StaffMessage::LockedOut]);
    scene.world.clock.pass(PAUSE_MAX);
    let refused = scene.with_password(ADMIN, PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::Locked)));
    assert_eq!(scene.told(ADMIN).await.len(), 1);

    scene.application.unlock_member(ADMIN).await.unwrap();
    assert!(scene.with_password(ADMIN, PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_right_password_buys_no_guesses_at_the_code() {
    let scene = Scene::new().await;
    scene.platform_admin().await;
    for _ in 0..FREE_ATTEMPTS {
        let begun = scene.with_password(ADMIN, PASSWORD).await.unwrap();
        let refused = scene
            .application
            .sign_in_with_code(&begun.secret, "000000", &origin())
            .await;
        assert!(matches!(refused, Err(CodeError::Wrong)));
    }

    let begun = scene.with_password(ADMIN, PASSWORD).await.unwrap();
    let refused = scene
        .application
        .sign_in_with_code(&begun.secret, "000000", &origin())
        .await;
    assert!(matches!(
        refused,
        Err(CodeError::Refused(SignInError::Wait(_)))
    ));
}

#[tokio::test]
async fn a_stranger_and_a_wrong_password_are_told_the_same() {
    let scene = Scene::new().await;
    scene.platform_admin().await;

    for (email, password) in [
        (ADMIN, "not the password at all"),
        ("nobody@example.org", PASSWORD),
        ("no address", PASSWORD),
    ] {
        let refused = scene.with_password(email, password).await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{email}");
    }
}

#[tokio::test]
async fn sessions_end_when_they_are_idle_and_when_they_are_old() {
    let scene = Scene::new().await;
    let (_, staff) = scene.platform_admin().await;
    assert_eq!(staff.session.ends_at(), staff.at.plus(IDLE_MAX));

    let begun = scene.with_password(ADMIN, PASSWORD).await.unwrap();
    scene.world.clock.pass(Duration::from_secs(11 * 60));
    assert!(matches!(
        scene.application.staff(&begun.secret).await,
        Err(SessionError::Over)
    ));

    let (person, secret) = {
        let begun = scene.with_password(ADMIN, PASSWORD).await.unwrap();
        let (person, _) = scene.member(ADA, domain::staff::Role::Viewer).await;
        (person, begun.secret)
    };
    drop(secret);
    let begun = scene.with_password(ADA, PASSWORD).await.unwrap();
    scene.world.clock.pass(Duration::from_secs(60));
    let code = person.code(&scene);
    let signed_in = scene
        .application
        .sign_in_with_code(&begun.secret, &code, &origin())
        .await
        .unwrap();
    let secret = &signed_in.session.secret;
    let mut passed = Duration::ZERO;
    while passed + IDLE_MAX < SESSION_MAX {
        scene.world.clock.pass(IDLE_MAX - Duration::from_secs(60));
        passed += IDLE_MAX - Duration::from_secs(60);
        scene.application.staff(secret).await.unwrap();
    }
    scene.world.clock.pass(SESSION_MAX - passed);
    assert!(matches!(
        scene.application.staff(secret).await,
        Err(SessionError::Over)
    ));
}

#[tokio::test]
async fn a_link_sets_a_password_once_and_ends_every_session() {
    let scene = Scene::new().await;
    let (_, staff) = scene.platform_admin().await;
    let request = async |email| {
        scene
            .application
            .request_reset(email, link, &origin())
            .await
            .unwrap();
    };
    request("nobody@example.org").await;
    assert!(scene.post().await.is_empty());
    request(ADMIN).await;
    let secret = scene.last_link(ADMIN).await;
    let reset = async |password: &str| {
        let password = SecretString::from(password);
        scene
            .application
            .reset_password(&secret, password, &origin())
            .await
    };

    assert!(matches!(
        reset("short").await,
        Err(SetPasswordError::Password(_))
    ));
    reset("another long phrase").await.unwrap();
    assert!(matches!(
        reset("another long phrase").await,
        Err(SetPasswordError::LinkOver)
    ));
    assert!(
        scene
            .application
            .my_sessions(&staff)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(scene.with_password(ADMIN, PASSWORD).await.is_err());
    assert!(
        scene
            .with_password(ADMIN, "another long phrase")
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn signing_out_everywhere_leaves_this_browser() {
    let scene = Scene::new().await;
    let (person, here) = scene.platform_admin().await;
    let begun = scene.with_password(ADMIN, PASSWORD).await.unwrap();
    scene.world.clock.pass(Duration::from_secs(60));
    let code = person.code(&scene);
    let elsewhere = scene
        .application
        .sign_in_with_code(&begun.secret, &code, &origin())
        .await
        .unwrap();
    assert_eq!(scene.application.my_sessions(&here).await.unwrap().len(), 2);

    assert_eq!(
        scene.application.sign_out_elsewhere(&here).await.unwrap(),
        1
    );

    assert!(matches!(
        scene.application.staff(&elsewhere.session.secret).await,
        Err(SessionError::Over)
    ));
    assert_eq!(scene.application.my_sessions(&here).await.unwrap().len(), 1);
}
