//! The operator's hand: people added, placed and invited at the command line, and
//! sandbox mode's member of staff.

use std::time::Duration;

use application::sandbox::staff::DemoStaffError;
use application::staff::members::{NewMember, OperatorError};
use domain::audit::{Action, Chain, Doer};
use domain::ports::{Clock, Queries};
use domain::staff::Role;
use domain::staff::second_factor::step_at;
use domain::{ServiceId, Timestamp};
use secrecy::ExposeSecret;

use super::{ADA, ADMIN, password};
use crate::scene::Scene;

fn new(email: &str, place: Option<(ServiceId, Role)>) -> NewMember {
    NewMember {
        email: email.to_owned(),
        password: password(),
        is_platform_admin: false,
        place,
    }
}

#[tokio::test]
async fn somebody_is_added_to_a_service_and_its_record_shows_the_operator() {
    let scene = Scene::new().await;
    let service = scene.house().await.id;
    let app = &scene.application;

    let place = (service.clone(), Role::Accountant);
    app.create_member(new(ADA, Some(place))).await.unwrap();
    let member = app
        .place_member(ADA, &service, Role::RefundManager)
        .await
        .unwrap();

    assert_eq!(member.role_in(&service), Some(Role::RefundManager));
    assert!(!member.is_platform_admin);
    let chain = Chain::Service(service);
    let (links, _) = scene.world.store.audit_links(&chain, 1, 10).await.unwrap();
    assert_eq!(links.len(), 2);
    for link in links {
        assert_eq!(link.deed.action, Action::RoleChanged);
        assert_eq!(link.deed.by, Doer::Operator);
    }
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let scene = Scene::new().await;
    let service = scene.house().await.id;
    let nowhere = ServiceId::from_random([9; domain::id::ID_LENGTH]);
    let app = &scene.application;
    app.create_member(new(ADA, None)).await.unwrap();

    let placed = app.place_member(ADMIN, &service, Role::Viewer).await;
    assert!(matches!(placed, Err(OperatorError::Unknown)), "{placed:?}");
    let placed = app.place_member(ADA, &nowhere, Role::Viewer).await;
    assert!(matches!(placed, Err(OperatorError::NoSuchService)));
    let again = app.create_member(new(ADA, None)).await;
    assert!(matches!(again, Err(OperatorError::Known)), "{again:?}");
}

#[tokio::test]
async fn a_renewed_invitation_is_the_only_one_that_is_good() {
    let scene = Scene::new().await;
    let service = scene.house().await.id;
    let app = &scene.application;
    let invite = async || app.invite_for_operator(ADA, &service, Role::Viewer).await;

    let first = invite().await.unwrap();
    let second = invite().await.unwrap();

    assert!(app.invitation(&first).await.is_err());
    let (invitation, known) = app.invitation(&second).await.unwrap();
    assert_eq!((invitation.email.as_str(), known), (ADA, false));
    assert!(scene.post().await.is_empty());
    app.create_member(new(ADA, Some((service.clone(), Role::Viewer))))
        .await
        .unwrap();
    assert!(matches!(invite().await, Err(OperatorError::MemberAlready)));
}

#[tokio::test]
async fn generated_passwords_are_long_and_never_the_same() {
    let scene = Scene::new().await;
    let first = scene.application.generate_password();
    let second = scene.application.generate_password();
    assert_eq!(first.expose_secret().len(), 23);
    assert_ne!(first.expose_secret(), second.expose_secret());
}

#[tokio::test]
async fn the_sandboxs_staff_are_the_same_on_every_start() {
    let scene = Scene::new().await;
    let service = scene.house().await.id;
    let app = &scene.application;

    let first = app.demo_staff(ADA, &service).await.unwrap();
    let second = app.demo_staff(ADA, &service).await.unwrap();

    let shown = |staff: &application::sandbox::staff::DemoStaff| {
        let app = staff.app_secret.expose_secret().to_owned();
        (staff.password.expose_secret().to_owned(), app)
    };
    assert_eq!(shown(&first), shown(&second));
    let team = scene.world.store.team(&service).await.unwrap();
    let member = team.iter().find(|member| member.email.as_str() == ADA);
    let member = member.unwrap();
    assert!(member.is_platform_admin && member.authenticator.is_some());
    assert_eq!(member.role_in(&service), Some(Role::ServiceAdmin));
}

#[tokio::test]
async fn a_code_signs_in_and_the_next_is_another() {
    let scene = Scene::new().await;
    let service = scene.house().await.id;
    let app = &scene.application;
    let staff = app.demo_staff(ADA, &service).await.unwrap();
    let origin = super::origin();

    let mut codes = Vec::new();
    for _ in 0..2 {
        let code = app.app_code(ADA).await.unwrap();
        let begun = app.sign_in(ADA, &staff.password, &origin).await.unwrap();
        let done = app.sign_in_with_code(&begun.secret, &code, &origin).await;
        done.unwrap();
        codes.push(code);
    }

    assert_ne!(codes[0], codes[1]);
    let used = app.app_code(ADA).await;
    assert!(matches!(used, Err(DemoStaffError::Used)), "{used:?}");
    scene.world.clock.pass(Duration::from_secs(60));
    app.app_code(ADA).await.unwrap();
}

#[tokio::test]
async fn a_clock_that_was_set_back_locks_nobody_out() {
    let scene = Scene::new().await;
    let service = scene.house().await.id;
    let app = &scene.application;
    let start: Timestamp = scene.world.clock.now();
    let staff = app.demo_staff(ADA, &service).await.unwrap();
    let day = Duration::from_secs(86_400);
    app.advance_clock(day).await.unwrap();
    let code = app.app_code(ADA).await.unwrap();
    let origin = super::origin();
    let begun = app.sign_in(ADA, &staff.password, &origin).await.unwrap();
    app.sign_in_with_code(&begun.secret, &code, &origin)
        .await
        .unwrap();

    app.reset_sandbox().await.unwrap();

    assert!(step_at(scene.world.clock.now()) <= step_at(start) + 1);
    let code = app.app_code(ADA).await.unwrap();
    let begun = app.sign_in(ADA, &staff.password, &origin).await.unwrap();
    app.sign_in_with_code(&begun.secret, &code, &origin)
        .await
        .unwrap();
}
