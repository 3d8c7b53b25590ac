//! Where a service's people begin: their services, the dashboard, keys, test payments.

use domain::staff::Role;

use super::{Named, said};
use crate::house::House;
use crate::payments::GOOD;

const ADA: &str = "ada.lovelace@example.org";

#[tokio::test]
async fn what_the_dashboards_say() {
    let mut pages = pages().await;
    // Of many days, one table after the other would say the same.
    pages.retain(|(name, _)| !["dashboard", "dashboard_ninety"].contains(name));
    insta::assert_snapshot!("dashboard", said(&pages));
}

pub(super) async fn pages() -> Vec<Named> {
    let mut pages = dashboards().await;
    pages.extend(hard_days().await);
    pages.extend(live_dashboard().await);
    pages.extend(beginnings().await);
    pages.extend(many_services().await);
    pages
}

/// The dashboard of a service that does well, over days of every number.
async fn dashboards() -> Vec<Named> {
    let house = House::build().await;
    house.trades(40).await;
    house.takes(12_050, GOOD).await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let mut pages = Vec::new();
    for (name, period) in [
        ("dashboard", "previous-thirty-days"),
        ("dashboard_today", "today"),
        ("dashboard_seven", "previous-seven-days"),
        ("dashboard_ninety", "previous-ninety-days"),
        (
            "dashboard_wrong",
            "custom-range&fromDate=1/1/2026&toDate=soon",
        ),
    ] {
        let address = house.at(&format!("/test/dashboard?period={period}"));
        pages.push((name, ada.open(&address).await));
    }
    pages
}

/// More is given back than is taken, and a great deal of both.
async fn hard_days() -> Vec<Named> {
    let house = House::build().await;
    let mut paid = Vec::new();
    for _ in 0..12 {
        paid.push(house.takes(10_000_000, GOOD).await);
    }
    house.sleeps();
    house.takes(4_000_000, GOOD).await;
    for id in &paid[..9] {
        house.gives_back(id, 9_876_543).await;
    }
    house.sleeps();
    house.is_refused(2_000).await;
    house.sleeps();
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;
    let negative = ada
        .open(&house.at("/test/dashboard?period=previous-seven-days"))
        .await;
    let unpaid = ada
        .open(&house.at("/test/dashboard?period=yesterday"))
        .await;
    vec![
        ("dashboard_negative", negative),
        ("dashboard_unpaid", unpaid),
    ]
}

async fn live_dashboard() -> Vec<Named> {
    let house = House::build().await;
    house.go_live().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let live = ada.open(&house.at("/live/dashboard")).await;
    let test = ada.open(&house.at("/test/dashboard")).await;
    house.stop_account().await;
    let stopped = ada.open(&house.at("/test/dashboard")).await;
    let demo = ada.open(&house.at("/test/demo-payment")).await;
    let fields = [("paymentDescription", ""), ("paymentAmount", "x")];
    let demo_wrong = ada.submit(&demo, "demo-payment", &fields).await;
    vec![
        ("dashboard_live", live),
        ("dashboard_test", test),
        ("dashboard_stopped", stopped),
        ("demo_payment", demo),
        ("demo_payment_wrong", demo_wrong),
    ]
}

async fn beginnings() -> Vec<Named> {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let services = ada.open("/admin").await;
    let create = ada.follow(&services, "#create-service-link").await;
    let fields = [("service-name", ""), ("service-name-cy", "a|b")];
    let wrong = ada.submit(&create, "create-service", &fields).await;
    let fields = [("service-name", "Mooring permits")];
    let created = ada.submit(&create, "create-service", &fields).await;
    let no_keys = ada.open(&house.at("/test/keys")).await;
    let create_key = ada.follow(&no_keys, "#create-api-key").await;
    let fields = [("description", "Licences website")];
    let made = ada.submit(&create_key, "create-key", &fields).await;
    let keys = ada.follow(&made, "#keys-link").await;
    let rename = ada.follow(&keys, ".rename").await;
    let rename_wrong = ada
        .submit(&rename, "rename-key", &[("description", "")])
        .await;
    let revoke = ada.follow(&keys, ".revoke").await;
    ada.submit(&revoke, "revoke-key", &[("revoke", "yes")])
        .await;
    let revoked = ada.open(&house.at("/test/keys/revoked")).await;
    let refused = ada.open("/admin/nothing").await;
    let nobody = nobody(&house).await;
    vec![
        ("services", services),
        ("services_none", nobody),
        ("service_create", create),
        ("service_create_wrong", wrong),
        ("service_created", created),
        ("keys_none", no_keys),
        ("key_create", create_key),
        ("keys", keys),
        ("key_rename", rename),
        ("key_rename_wrong", rename_wrong),
        ("key_revoke", revoke),
        ("keys_revoked", revoked),
        ("not_found_signed_in", refused),
    ]
}

/// Somebody who has left their only service.
async fn nobody(house: &House) -> crate::browser::Page {
    let (mut eve, _) = house.signed_in("eve@example.org", Role::Viewer).await;
    house.leaves("eve@example.org").await;
    eve.open("/admin").await
}

async fn many_services() -> Vec<Named> {
    let house = House::build().await;
    house.go_live().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let create = ada.open("/admin/services/create").await;
    for name in [
        "Parking fines",
        "Allotments",
        "Birth certificates",
        "Mooring permits",
        "Planning applications in the western division",
        "Waste collection",
        "Library cards",
    ] {
        let fields = [("service-name", name)];
        ada.submit(&create, "create-service", &fields).await;
    }
    let many = ada.open("/admin").await;
    let found = ada.open("/admin?search=CERT").await;
    let none = ada.open("/admin?search=dogs").await;
    vec![
        ("services_many", many),
        ("services_found", found),
        ("services_none_found", none),
    ]
}
