//! The role walk: every use case of staff, tried by every role, against the one
//! table of permissions.

use application::staff::keys::StaffKeyError;
use application::staff::refunds::{StaffRefund, StaffRefundError};
use application::staff::services::AccessError;
use application::staff::team::TeamError;
use application::staff::transactions::StaffCancelError;
use application::staff::{Forbidden, Staff};
use domain::account::Mode;
use domain::ports::queries::PaymentSearch;
use domain::staff::{Permission, Role};
use strum::IntoEnumIterator;

use super::{ADA, link};
use crate::scene::{Scene, pence};

/// A use case, what it needs, and how to find out whether it was refused for that.
struct Cell {
    name: &'static str,
    permission: Permission,
    refused: bool,
}

#[tokio::test]
async fn every_role_may_do_what_the_table_says_and_nothing_else() {
    let mut count = 0;
    for role in Role::iter() {
        let scene = Scene::new().await;
        let (_, staff) = scene.member(ADA, role).await;
        let (_, other) = scene.member("grace@example.org", Role::Viewer).await;
        for cell in walk(&scene, &staff, &other).await {
            let may = role.may(cell.permission, Mode::Test);
            assert_eq!(cell.refused, !may, "{role:?}: {}", cell.name);
            count += 1;
        }
    }
    println!("role walk: {count} cells");
    assert_eq!(count, Role::iter().count() * 11);
}

/// Somebody who is nothing in a service finds nothing there.
#[tokio::test]
async fn a_service_does_not_exist_for_those_who_do_not_belong_to_it() {
    let scene = Scene::new().await;
    let (_, staff) = scene.platform_admin().await;
    let house = scene.house().await;
    let application = &scene.application;

    let found = application.my_service(&staff, house.id.as_str()).await;
    assert!(matches!(found, Err(AccessError::NotFound)));
    let found = application.staff_keys(&staff, &house.id, Mode::Test).await;
    assert!(matches!(found, Err(AccessError::NotFound)));
    let team = application.team(&staff, &house.id).await;
    assert!(matches!(
        team,
        Err(TeamError::Forbidden(Forbidden::NotAMember))
    ));
}

async fn walk(scene: &Scene, staff: &Staff, other: &Staff) -> Vec<Cell> {
    use Permission as P;
    let house = scene.house().await;
    let (application, id, mode) = (&scene.application, &house.id, Mode::Test);
    let payment = scene.paid().await.payment;
    let payment = payment.as_str();
    let mut cells = Vec::new();
    let mut cell = |name, permission, refused| {
        cells.push(Cell {
            name,
            permission,
            refused,
        });
    };

    let search = PaymentSearch::default();
    let done = application
        .staff_transactions(staff, id, mode, search)
        .await;
    cell("list transactions", P::SeeTransactions, access(done.err()));
    let done = application
        .staff_transaction(staff, id, mode, payment)
        .await;
    let sees = done.as_ref().is_ok_and(|seen| seen.payment.email.is_some());
    cell("see a transaction", P::SeeTransactions, access(done.err()));
    cell("see who paid", P::SeePersonalData, !sees);
    let part = StaffRefund::Part(pence(1));
    let done = application
        .staff_refund(staff, id, mode, payment, part, crate::scene::AMOUNT)
        .await;
    let refused = match done.err() {
        Some(StaffRefundError::Access(error)) => access(Some(error)),
        _ => false,
    };
    cell("refund", P::RefundPayments, refused);
    let done = application.staff_cancel(staff, id, mode, payment).await;
    let refused = match done.err() {
        Some(StaffCancelError::Access(error)) => access(Some(error)),
        _ => false,
    };
    cell("cancel", P::CancelPayments, refused);
    let done = application.staff_keys(staff, id, mode).await;
    cell("see keys", P::SeeKeys, access(done.err()));
    let done = application.staff_create_key(staff, id, mode, "CI").await;
    cell("make a key", P::ManageKeys, key(done.err()));
    let done = application.staff_revoke_key(staff, id, mode, "x").await;
    cell("revoke a key", P::ManageKeys, key(done.err()));
    let done = application.team(staff, id).await;
    cell("see the team", P::SeeTeam, team(done.err()));
    let done = application.invite(staff, &house, "bob@example.org", Role::Viewer, link);
    cell("invite", P::ManageTeam, team(done.await.err()));
    let done = application.remove_member(staff, id, &other.member.id).await;
    // Nobody is refused for another reason: the last admin is told so after the role.
    cell("remove a colleague", P::ManageTeam, team(done.err()));
    cells
}

fn access(error: Option<AccessError>) -> bool {
    matches!(error, Some(AccessError::NotPermitted(_)))
}

fn key(error: Option<StaffKeyError>) -> bool {
    matches!(
        error,
        Some(StaffKeyError::Access(AccessError::NotPermitted(_)))
    )
}

fn team(error: Option<TeamError>) -> bool {
    matches!(
        error,
        Some(TeamError::Forbidden(Forbidden::NotPermitted(_)))
    )
}
