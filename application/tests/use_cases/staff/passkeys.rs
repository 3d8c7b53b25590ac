//! Passkeys: added and removed by their owners, and good as a second factor.

use std::time::Duration;

use application::staff::Staff;
use application::staff::passkeys::{AddPasskeyError, PasskeyQuestion};
use application::staff::second_factor::{CodeError, SignedIn};
use application::staff::session::SessionError;
use application::staff::sign_in::SignInError;
use domain::audit::Action;
use domain::email::StaffMessage;
use domain::staff::passkey::{PASSKEY_NAME_MAX, PASSKEYS_MAX};
use domain::staff::session::Stage;
use domain::staff::throttle::FREE_ATTEMPTS;
use domain::staff::{Passkey, Role};
use memory::MemoryDevice;
use secrecy::SecretString;

use super::cast::fact;
use super::{ADA, ADMIN, PASSWORD, Person, origin, password};
use crate::scene::Scene;

async fn add(
    scene: &Scene,
    staff: &Staff,
    device: &mut MemoryDevice,
    name: &str,
) -> Result<Passkey, AddPasskeyError> {
    let question = scene.application.offer_passkey(staff)?;
    let answer = device.answer(&question.options);
    scene
        .application
        .add_passkey(staff, name, &question.sealed, &answer)
        .await
}

/// The browser of somebody who has typed their password, and what it is asked.
async fn asked(scene: &Scene, email: &str) -> (SecretString, PasskeyQuestion) {
    let begun = scene.with_password(email, PASSWORD).await.unwrap();
    let question = scene.application.ask_for_passkey(&begun.secret).await;
    (begun.secret, question.unwrap().unwrap())
}

async fn prove(
    scene: &Scene,
    browser: &SecretString,
    question: &PasskeyQuestion,
    answer: &str,
) -> Result<SignedIn, CodeError> {
    scene
        .application
        .sign_in_with_passkey(browser, &question.sealed, answer, &origin())
        .await
}

/// An administrator with a passkey.
async fn with_passkey() -> (Scene, Person, Staff, MemoryDevice) {
    let scene = Scene::new().await;
    let (person, staff) = scene.platform_admin().await;
    let mut device = MemoryDevice::new("phone");
    add(&scene, &staff, &mut device, "My phone").await.unwrap();
    let staff = scene.again(&person).await;
    (scene, person, staff, device)
}

#[tokio::test]
async fn a_passkey_is_added_and_its_owner_told() {
    let (scene, _, staff, _) = with_passkey().await;

    let [passkey] = &staff.member.passkeys[..] else {
        panic!("{:?}", staff.member.passkeys);
    };
    assert_eq!(passkey.name, "My phone");
    assert_eq!((passkey.added_at, passkey.used_at), (staff.at, None));
    let deed = scene.last_platform_deed().await;
    assert_eq!(deed.action, Action::SecondFactorChanged);
    assert_eq!(fact(&deed, "passkey added"), Some("My phone"));
    assert_eq!(scene.told(ADMIN).await, [StaffMessage::SecondFactorChanged]);
}

#[tokio::test]
async fn it_lets_its_owner_in_after_the_password() {
    let (scene, _, staff, mut device) = with_passkey().await;
    scene.world.clock.pass(Duration::from_secs(60));
    let (browser, question) = asked(&scene, ADMIN).await;

    let answer = device.answer(&question.options);
    let signed_in = prove(&scene, &browser, &question, &answer).await.unwrap();

    let now = scene.staff(&signed_in).await;
    assert_eq!(now.member.id, staff.member.id);
    assert_eq!(now.member.passkeys[0].used_at, Some(now.at));
    assert!(signed_in.recovery_codes.is_empty());
    let deed = scene.last_platform_deed().await;
    assert_eq!(deed.action, Action::SignedIn);
    assert_eq!(fact(&deed, "by"), Some("passkey"));
    // What was known before the second factor is worth nothing after it.
    assert!(matches!(
        scene.application.staff(&browser).await,
        Err(SessionError::Over)
    ));
}

#[tokio::test]
async fn an_answer_is_good_once_and_for_what_was_asked() {
    let (scene, _, _, mut device) = with_passkey().await;
    let (browser, question) = asked(&scene, ADMIN).await;
    let (other, asked_there) = asked(&scene, ADMIN).await;
    let answer = device.answer(&question.options);

    // Another browser's question, and another browser's sealed question.
    for replayed in [&asked_there, &question] {
        let refused = prove(&scene, &other, replayed, &answer).await;
        assert!(matches!(refused, Err(CodeError::Wrong)));
    }
    prove(&scene, &browser, &question, &answer).await.unwrap();
    let again = prove(&scene, &browser, &question, &answer).await;
    assert!(matches!(again, Err(CodeError::Session(SessionError::Over))));
    let (third, question) = asked(&scene, ADMIN).await;
    let refused = prove(&scene, &third, &question, &answer).await;
    assert!(matches!(refused, Err(CodeError::Wrong)));
}

#[tokio::test]
async fn a_copy_that_was_left_behind_is_refused() {
    let (scene, _, _, mut device) = with_passkey().await;
    let mut copy = MemoryDevice::new("phone");
    let (browser, question) = asked(&scene, ADMIN).await;
    let answer = device.answer(&question.options);
    prove(&scene, &browser, &question, &answer).await.unwrap();

    for _ in 0..2 {
        let (browser, question) = asked(&scene, ADMIN).await;
        let answer = copy.answer(&question.options);
        let refused = prove(&scene, &browser, &question, &answer).await;
        assert!(matches!(refused, Err(CodeError::Wrong)));
    }
}

#[tokio::test]
async fn a_wrong_answer_counts_as_a_wrong_code() {
    let (scene, person, _, mut device) = with_passkey().await;
    for _ in 0..FREE_ATTEMPTS {
        let (browser, question) = asked(&scene, ADMIN).await;
        let refused = prove(&scene, &browser, &question, "nonsense").await;
        assert!(matches!(refused, Err(CodeError::Wrong)));
    }
    let deed = scene.last_platform_deed().await;
    assert_eq!(deed.action, Action::SignInRefused);

    let (browser, question) = asked(&scene, ADMIN).await;
    let answer = device.answer(&question.options);
    let refused = prove(&scene, &browser, &question, &answer).await;
    assert!(matches!(
        refused,
        Err(CodeError::Refused(SignInError::Wait(_)))
    ));
    // Nor does the app's code get another guess.
    let code = person.code(&scene);
    let refused = scene
        .application
        .sign_in_with_code(&browser, &code, &origin())
        .await;
    assert!(matches!(
        refused,
        Err(CodeError::Refused(SignInError::Wait(_)))
    ));
}

#[tokio::test]
async fn nobody_gets_in_with_a_colleagues_passkey() {
    let (scene, _, _, mut graces) = with_passkey().await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;
    let mut adas = MemoryDevice::new("key");
    add(&scene, &ada, &mut adas, "Key").await.unwrap();

    let (browser, question) = asked(&scene, ADA).await;
    let answer = graces.answer(&question.options);
    let refused = prove(&scene, &browser, &question, &answer).await;

    assert!(matches!(refused, Err(CodeError::Wrong)));
}

#[tokio::test]
async fn who_has_none_is_not_asked_for_one() {
    let scene = Scene::new().await;
    scene.platform_admin().await;
    let begun = scene.with_password(ADMIN, PASSWORD).await.unwrap();

    let question = scene.application.ask_for_passkey(&begun.secret).await;

    assert_eq!(question.unwrap(), None);
}

#[tokio::test]
async fn a_second_factor_is_asked_for_in_its_turn() {
    let (scene, person, _, _) = with_passkey().await;
    let created = scene.application.create_platform_admin(ADA, password());
    created.await.unwrap();
    let setting_up = scene.with_password(ADA, PASSWORD).await.unwrap();

    for (browser, stage) in [
        (&setting_up.secret, Stage::SetUp),
        (&person.browser, Stage::SignedIn),
    ] {
        let refused = scene.application.ask_for_passkey(browser).await;
        let Err(SessionError::Unfinished(found)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(found, stage);
    }
}

#[tokio::test]
async fn what_is_no_passkey_of_theirs_is_not_added() {
    let (scene, person, staff, mut device) = with_passkey().await;
    let other = &mut MemoryDevice::new("laptop");
    let long = "é".repeat(PASSKEY_NAME_MAX + 1);
    for name in [" ", "a\nb", &long] {
        let refused = add(&scene, &staff, other, name).await;
        assert!(matches!(refused, Err(AddPasskeyError::Name)), "{name:?}");
    }
    let twice = add(&scene, &staff, &mut device, "Again").await;
    assert!(matches!(twice, Err(AddPasskeyError::Wrong)));
    let question = scene.application.offer_passkey(&staff).unwrap();
    for (sealed, answer) in [
        (&question.sealed, "nonsense".to_owned()),
        (&Vec::new(), other.answer(&question.options)),
    ] {
        let refused = scene
            .application
            .add_passkey(&staff, "Name", sealed, &answer)
            .await;
        assert!(matches!(refused, Err(AddPasskeyError::Wrong)));
    }
    assert_eq!(scene.again(&person).await.member.passkeys.len(), 1);
}

#[tokio::test]
async fn nobody_has_too_many() {
    let (scene, person, staff, _) = with_passkey().await;
    for n in 1..PASSKEYS_MAX {
        let mut device = MemoryDevice::new(&format!("device{n}"));
        add(&scene, &staff, &mut device, "Another").await.unwrap();
    }

    // Pages that were opened before know of fewer.
    let mut device = MemoryDevice::new("one-more");
    let refused = add(&scene, &staff, &mut device, "Another").await;
    assert!(matches!(refused, Err(AddPasskeyError::TooMany)));
    let staff = scene.again(&person).await;
    let refused = scene.application.offer_passkey(&staff);
    assert!(matches!(refused, Err(AddPasskeyError::TooMany)));
}

#[tokio::test]
async fn a_passkey_that_was_removed_opens_nothing() {
    let (scene, person, staff, mut device) = with_passkey().await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;
    let id = staff.member.passkeys[0].id.clone();
    let (browser, question) = asked(&scene, ADMIN).await;

    let others = scene.application.remove_passkey(&ada, id.as_str()).await;
    assert!(!others.unwrap());
    for expected in [true, false] {
        let removed = scene.application.remove_passkey(&staff, id.as_str()).await;
        assert_eq!(removed.unwrap(), expected);
    }

    let answer = device.answer(&question.options);
    let refused = prove(&scene, &browser, &question, &answer).await;
    assert!(matches!(refused, Err(CodeError::Wrong)));
    assert!(scene.again(&person).await.member.passkeys.is_empty());
    let removed = scene.deeds(&domain::audit::Chain::Platform).await;
    let removed = removed
        .iter()
        .filter(|deed| fact(deed, "passkey removed") == Some("My phone"));
    assert_eq!(removed.count(), 1);
}

#[tokio::test]
async fn an_emergency_takes_passkeys_away_with_the_rest() {
    let (scene, _, _, mut device) = with_passkey().await;

    let reset = scene.application.reset_member(ADMIN, password()).await;

    assert!(reset.unwrap().passkeys.is_empty());
    let begun = scene.with_password(ADMIN, PASSWORD).await.unwrap();
    assert_eq!(begun.session.stage, Stage::SetUp);
    let (person, _) = scene.first_sign_in(ADMIN).await;
    let begun = scene.with_password(ADMIN, PASSWORD).await.unwrap();
    let question = scene.application.ask_for_passkey(&begun.secret).await;
    assert_eq!(question.unwrap(), None);
    assert!(!person.recovery_codes.is_empty());
    assert!(!device.answer("").is_empty());
}
