//! Beginning at the list of services.

use domain::ports::Store;
use domain::staff::{Role, StaffEmail};
use poem::http::StatusCode;

use crate::house::House;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn everybody_begins_at_the_services_they_belong_to() {
    let house = House::build().await;
    house.other_service().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Accountant).await;

    let page = ada.open("/admin/services").await;
    assert_eq!(page.title(), "Your services - Bursar");
    assert_eq!(page.texts(".card h2"), ["Fishing licences"]);
    assert_eq!(page.text(".card .hint"), "Accountant");
    let page = ada.follow(&page, ".card__ways a").await;

    assert_eq!(page.address, house.at("/test/transactions"));
    assert_eq!(page.text(".service__name .tag"), "Test");
    assert!(!page.has("#switch-mode"));
    assert!(!page.has("#nav-keys"), "accountants have no use for keys");
}

#[tokio::test]
async fn a_service_has_a_way_from_each_mode_to_the_other() {
    let house = House::build().await;
    house.go_live().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    let page = ada.open("/admin/services").await;
    let ways = page.texts(".card__ways a");
    assert_eq!(
        ways,
        [
            "Live payments of Fishing licences",
            "Test payments of Fishing licences"
        ]
    );
    let page = ada.follow(&page, ".card__ways a").await;
    assert_eq!(page.text(".service__name .tag"), "Live");
    let page = ada.follow(&page, "#switch-mode").await;

    assert_eq!(page.address, house.at("/test/transactions"));
    assert_eq!(page.text("#switch-mode"), "Switch to live");
}

#[tokio::test]
async fn somebody_without_a_service_is_told_how_to_get_into_one() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let mut unit = house.world.store.begin().await.unwrap();
    let email = StaffEmail::parse(ADA).unwrap();
    let mut member = unit.staff().by_email(&email).await.unwrap().unwrap();
    member.leave(house.service_id());
    unit.staff().save(&mut member).await.unwrap();
    unit.commit().await.unwrap();

    let page = ada.open("/admin").await;

    assert!(
        page.text("#no-services")
            .contains("Ask an admin of your service")
    );
}

#[tokio::test]
async fn another_service_and_a_mode_without_account_are_not_there() {
    let house = House::build().await;
    let other = house.other_service().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    for address in [
        house.at("/live/transactions"),
        house.at("/live/keys"),
        house.at("/neither/transactions"),
        format!("/admin/service/{}/test/transactions", other.id),
        format!("/admin/service/{}/test/keys/create", other.id),
        "/admin/service/none/test/transactions".to_owned(),
    ] {
        let page = ada.open(&address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(page.text("h1"), "Page not found");
    }
}
