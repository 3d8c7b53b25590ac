//! A team invites, changes and removes, and always keeps an admin.

use application::staff::Forbidden;
use application::staff::team::{AcceptError, TeamError};
use domain::staff::{Permission, Role};
use secrecy::SecretString;

use super::{ADA, link, origin, password};
use crate::scene::Scene;

const BOB: &str = "bob@example.org";

#[tokio::test]
async fn somebody_new_is_invited_and_joins() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;

    let invite = scene
        .application
        .invite(&ada, &house, BOB, Role::RefundManager, link);
    invite.await.unwrap();
    let team = scene.application.team(&ada, &house.id).await.unwrap();
    assert_eq!((team.members.len(), team.invitations.len()), (1, 1));
    let secret = scene.last_link(BOB).await;
    let joined = scene
        .application
        .accept_as_new(&secret, password(), &origin())
        .await
        .unwrap();

    assert_eq!(joined.role_in(&house.id), Some(Role::RefundManager));
    let again = scene
        .application
        .accept_as_new(&secret, password(), &origin())
        .await;
    assert!(matches!(again, Err(AcceptError::Over)));
    let team = scene.application.team(&ada, &house.id).await.unwrap();
    assert_eq!((team.members.len(), team.invitations.len()), (2, 0));
    let (_, bob) = scene.first_sign_in(BOB).await;
    let forbidden = scene
        .application
        .invite(&bob, &house, "eve@example.org", Role::ServiceAdmin, link)
        .await;
    assert!(matches!(
        forbidden,
        Err(TeamError::Forbidden(Forbidden::NotPermitted(
            Permission::ManageTeam
        )))
    ));
}

#[tokio::test]
async fn a_second_invitation_ends_the_first() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let invite = async |role| {
        scene
            .application
            .invite(&ada, &house, BOB, role, link)
            .await
            .unwrap();
        scene.last_link(BOB).await
    };

    let first = invite(Role::Viewer).await;
    let second = invite(Role::Accountant).await;

    assert!(matches!(
        scene.application.invitation(&first).await,
        Err(AcceptError::Over)
    ));
    let (invitation, known) = scene.application.invitation(&second).await.unwrap();
    assert_eq!((invitation.role, known), (Role::Accountant, false));
    scene
        .application
        .withdraw_invitation(&ada, &house.id, &invitation.id)
        .await
        .unwrap();
    assert!(matches!(
        scene.application.invitation(&second).await,
        Err(AcceptError::Over)
    ));
}

#[tokio::test]
async fn the_last_admin_stays() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let (_, bob) = scene.member(BOB, Role::ServiceAdmin).await;
    let application = &scene.application;

    let oneself = application
        .change_role(&ada, &house.id, &ada.member.id, Role::Viewer)
        .await;
    assert!(matches!(oneself, Err(TeamError::Oneself)));
    application
        .change_role(&ada, &house.id, &bob.member.id, Role::Viewer)
        .await
        .unwrap();
    // What Bob's browser believes is of a moment ago; the record of members decides.
    let stale = application
        .remove_member(&bob, &house.id, &ada.member.id)
        .await;
    assert!(matches!(stale, Err(TeamError::LastAdmin)));
    application
        .remove_member(&ada, &house.id, &bob.member.id)
        .await
        .unwrap();
    let team = application.team(&ada, &house.id).await.unwrap();
    assert_eq!(team.members.len(), 1);
}

#[tokio::test]
async fn an_invitation_is_for_one_person() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let (_, grace) = scene.platform_admin().await;
    scene
        .application
        .invite(&ada, &house, BOB, Role::Viewer, link)
        .await
        .unwrap();
    let secret = scene.last_link(BOB).await;

    let accepted = scene.application.accept(&grace, &secret, &origin()).await;
    assert!(matches!(accepted, Err(AcceptError::SomebodyElse)));
    let unknown = SecretString::from("0".repeat(64));
    let accepted = scene.application.accept(&grace, &unknown, &origin()).await;
    assert!(matches!(accepted, Err(AcceptError::Over)));
}
