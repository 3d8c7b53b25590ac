//! People are found, shut out, and let in again.

use application::staff::platform::PlatformError;
use application::staff::platform::people::PersonChange;
use application::staff::session::SessionError;
use application::staff::sign_in::SignInError;
use domain::audit::Action;
use domain::ports::queries::FOUND_MAX;
use domain::staff::session::Stage;
use domain::staff::throttle::{LOCKED_AFTER, PAUSE_MAX};
use domain::staff::{Role, StaffMember};

use super::super::cast::{by_admin, fact};
use super::super::{ADA, PASSWORD};
use super::{WHY, both, hidden, now, wants_reason};
use crate::scene::Scene;

async fn change(
    scene: &Scene,
    who: &application::staff::Staff,
    whom: &StaffMember,
    change: PersonChange,
) -> Result<StaffMember, PlatformError> {
    scene
        .application
        .change_person(who, whom.id.as_str(), change, WHY)
        .await
}

#[tokio::test]
async fn people_are_found_by_a_part_of_their_address() {
    let scene = Scene::new().await;
    let (grace, ada) = both(&scene).await;
    let find = async |part: &str| {
        let found = scene.application.platform_people(&grace, part);
        let people = found.await.unwrap().into_iter();
        people
            .map(|member| member.email.as_str().to_owned())
            .collect::<Vec<_>>()
    };

    assert_eq!(find(" ADA@ ").await, [ADA]);
    assert_eq!(find("@example.org").await, [ADA, "grace@example.org"]);
    assert_eq!(find("nobody").await, Vec::<String>::new());
    assert!(hidden(scene.application.platform_people(&ada, "").await));
    let id = ada.member.id.as_str();
    let one = scene.application.platform_person(&grace, id).await;
    assert_eq!(one.unwrap().email, ada.member.email);
    assert!(hidden(scene.application.platform_person(&ada, id).await));
    assert!(hidden(scene.application.platform_person(&grace, "x").await));
    for n in 0..FOUND_MAX {
        let email = format!("somebody{n}@example.net");
        let password = super::super::password();
        scene
            .application
            .create_platform_admin(&email, password)
            .await
            .unwrap();
    }
    assert_eq!(find("").await.len() as u64, FOUND_MAX);
}

#[tokio::test]
async fn who_is_shut_out_is_out_in_every_browser_until_they_are_let_in() {
    let scene = Scene::new().await;
    let (_, grace) = scene.platform_admin().await;
    let (person, ada) = scene.member(ADA, Role::Viewer).await;

    change(&scene, &grace, &ada.member, PersonChange::ShutOut)
        .await
        .unwrap();

    let deed = scene.last_platform_deed().await;
    assert_eq!(deed.action, Action::StaffDisabled);
    assert!(by_admin(&deed));
    assert_eq!(deed.target.as_deref(), Some(ADA));
    assert_eq!(deed.reason.as_deref(), Some(WHY));
    assert_eq!(fact(&deed, "done"), Some("shut out"));
    assert!(matches!(
        scene.application.staff(&person.browser).await,
        Err(SessionError::Over)
    ));
    let refused = scene.with_password(ADA, PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::Locked)));

    change(&scene, &grace, &ada.member, PersonChange::LetIn)
        .await
        .unwrap();
    assert!(scene.with_password(ADA, PASSWORD).await.is_ok());
    // The session from before stays ended.
    assert!(scene.application.staff(&person.browser).await.is_err());
}

#[tokio::test]
async fn who_typed_too_many_wrong_answers_may_try_again() {
    let scene = Scene::new().await;
    let (grace, ada) = both(&scene).await;
    for _ in 0..LOCKED_AFTER {
        scene.world.clock.pass(PAUSE_MAX);
        let _ = scene.with_password(ADA, "not the password at all").await;
    }
    scene.world.clock.pass(PAUSE_MAX);
    let refused = scene.with_password(ADA, PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::Locked)));

    let grace = now(&scene, &grace);
    change(&scene, &grace, &ada.member, PersonChange::Unlock)
        .await
        .unwrap();

    assert!(scene.with_password(ADA, PASSWORD).await.is_ok());
    let deeds = scene.deeds(&domain::audit::Chain::Platform).await;
    let unlocked = deeds
        .iter()
        .filter(|deed| deed.action == Action::StaffUnlocked);
    assert_eq!(unlocked.count(), 1);
}

#[tokio::test]
async fn a_lost_second_factor_is_set_up_anew() {
    let scene = Scene::new().await;
    let (_, grace) = scene.platform_admin().await;
    let (person, ada) = scene.member(ADA, Role::Viewer).await;
    let question = scene.application.offer_passkey(&ada).unwrap();
    let answer = memory::MemoryDevice::new("phone").answer(&question.options);
    scene
        .application
        .add_passkey(&ada, "Phone", &question.sealed, &answer)
        .await
        .unwrap();

    let changed = change(&scene, &grace, &ada.member, PersonChange::ResetSecondFactor);
    let changed = changed.await.unwrap();

    assert!(changed.passkeys.is_empty() && changed.recovery_codes.is_empty());
    assert!(scene.application.staff(&person.browser).await.is_err());
    let begun = scene.with_password(ADA, PASSWORD).await.unwrap();
    assert_eq!(begun.session.stage, Stage::SetUp);
    scene.first_sign_in(ADA).await;
}

#[tokio::test]
async fn nobody_changes_themselves_or_without_a_reason() {
    let scene = Scene::new().await;
    let (grace, ada) = both(&scene).await;
    for what in [
        PersonChange::ShutOut,
        PersonChange::LetIn,
        PersonChange::Unlock,
        PersonChange::ResetSecondFactor,
    ] {
        let oneself = change(&scene, &grace, &grace.member, what).await;
        assert!(matches!(oneself, Err(PlatformError::Oneself)));
        assert!(hidden(change(&scene, &ada, &grace.member, what).await));
        let id = ada.member.id.as_str();
        let blank = scene.application.change_person(&grace, id, what, " ");
        assert!(wants_reason(blank.await));
        let nobody = scene.application.change_person(&grace, "x", what, WHY);
        assert!(hidden(nobody.await));
    }
    assert!(scene.with_password(ADA, PASSWORD).await.is_ok());
}
