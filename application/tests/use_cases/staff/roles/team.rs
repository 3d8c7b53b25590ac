//! Colleagues, and the record of what they did.

use Permission as P;
use domain::ports::queries::AuditSearch;
use domain::staff::{Permission, Role, StaffMember};

use super::super::{link, password};
use super::{Needs, Walk};
use application::staff::members::NewMember;

pub(super) async fn walk(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let house = walk.scene.house().await;
    let manage = Needs::MayInService(P::ManageTeam);

    let done = application.team(&staff, &house.id).await;
    walk.note("team", Needs::MayInService(P::SeeTeam), done);
    let done = application.invite(&staff, &house, "bob@example.org", Role::Viewer, link);
    walk.note("invite", manage, done.await);

    application
        .invite_for_operator("eve@example.org", &house.id, Role::Viewer)
        .await
        .unwrap();
    let open = domain::ports::Queries::invitations(&*walk.scene.world.store, &house.id);
    let open = open.await.unwrap();
    let theirs = open
        .iter()
        .find(|one| one.email.as_str() == "eve@example.org");
    let done = application.withdraw_invitation(&staff, &house.id, &theirs.unwrap().id);
    walk.note("withdraw_invitation", manage, done.await);

    let colleague = colleague(walk, "colleague@example.org").await.id;
    let accountant = Role::Accountant;
    let done = application.change_role(&staff, &house.id, &colleague, accountant);
    walk.note("change_role", manage, done.await);
    let done = application.remove_member(&staff, &house.id, &colleague);
    walk.note("remove_member", manage, done.await);

    let done = application.staff_record(&staff, &house.id, AuditSearch::default());
    walk.note("staff_record", Needs::MayInService(P::SeeAudit), done.await);
}

/// Somebody else in the service.
pub(super) async fn colleague(walk: &Walk, email: &str) -> StaffMember {
    let new = NewMember {
        email: email.to_owned(),
        password: password(),
        is_platform_admin: false,
        place: Some((walk.house.clone(), Role::Viewer)),
    };
    walk.scene.application.create_member(new).await.unwrap()
}
