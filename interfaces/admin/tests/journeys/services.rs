//! Beginning at the list of services.

use domain::staff::Role;
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
    assert_eq!(page.texts(".card h2 a"), ["Fishing licences"]);
    assert_eq!(page.text(".card .hint"), "Accountant");
    let page = ada.follow(&page, ".card__ways a").await;

    assert_eq!(page.address, house.at("/test/dashboard"));
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

    assert_eq!(page.address, house.at("/test/dashboard"));
    assert_eq!(page.text("#switch-mode"), "Switch to live");
}

#[tokio::test]
async fn somebody_without_a_service_is_told_how_to_get_into_one() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    house.leaves(ADA).await;

    let page = ada.open("/admin").await;

    let words = page.text("#no-services");
    assert!(words.contains("ask an admin of your service to invite you"));
    let page = ada.follow(&page, "#no-services a").await;
    assert_eq!(page.text("h1"), "Add a service");
}

#[tokio::test]
async fn whoever_adds_a_service_is_its_admin_at_once() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;
    let page = ada.open("/admin").await;
    let form = ada.follow(&page, "#create-service-link").await;

    let fields = [
        ("service-name", " Mooring permits "),
        ("service-name-cy", "Trwyddedau angori"),
    ];
    let page = ada.submit(&form, "create-service", &fields).await;

    assert_eq!(
        page.text(".news"),
        "Mooring permits is added, and you are its admin."
    );
    assert_eq!(page.text("h1"), "Dashboard");
    assert_eq!(page.text("#state .tag"), "Not live yet");
    assert!(page.has("#nav-keys") && page.has("#request-to-go-live-link"));
    let page = ada.follow(&page, "#demo-payment-link").await;
    assert_eq!(page.status, StatusCode::OK, "it takes test payments");
    let page = ada.open("/admin").await;
    assert_eq!(
        page.texts(".card h2 a"),
        ["Fishing licences", "Mooring permits"]
    );
    assert_eq!(page.texts(".card .hint"), ["View only", "Service admin"]);
    let all = page.attribute("#all-transactions", "href");
    assert_eq!(all.as_deref(), Some("/admin/transactions/test"));
}

#[tokio::test]
async fn names_of_services_are_asked_for_in_words() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;
    let form = ada.open("/admin/services/create").await;
    let long = "x".repeat(51);

    for (name, welsh, problem) in [
        (" ", "", "Enter the service’s name"),
        (&*long, "", "The name must have 50 characters or fewer"),
        ("a < b", "", "The name must not have < > or |"),
        (
            "Permits",
            &*long,
            "The Welsh name must have 50 characters or fewer",
        ),
    ] {
        let fields = [("service-name", name), ("service-name-cy", welsh)];
        let page = ada.submit(&form, "create-service", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.text("#error-summary li"), problem);
        assert_eq!(page.value("#service-name-cy"), welsh);
    }
    assert_eq!(house.application.services().await.unwrap().len(), 1);
}

#[tokio::test]
async fn many_services_can_be_searched_and_live_ones_come_first() {
    let house = House::build().await;
    house.go_live().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let form = ada.open("/admin/services/create").await;
    for number in 1..=7 {
        let name = format!("Council {number}");
        let fields = [("service-name", &*name), ("service-name-cy", "Cyngor")];
        assert!(!ada.open("/admin").await.has("#search-services"));
        ada.submit(&form, "create-service", &fields).await;
    }

    let page = ada.open("/admin").await;
    assert_eq!(page.texts(".card h2 a")[0], "Fishing licences");
    assert_eq!(page.text(".card .tag"), "Live");
    let page = ada
        .submit_get(&page, "search-services", &[("search", "COUNCIL 3")])
        .await;
    assert_eq!(page.texts(".card h2 a"), ["Council 3"]);
    assert_eq!(page.value("#search"), "COUNCIL 3");
    let page = ada.open("/admin?search=cyngor").await;
    assert_eq!(page.texts(".card").len(), 7, "by its Welsh name, too");
    let page = ada.open("/admin?search=dogs").await;
    assert!(page.text("#none-found").contains("“dogs”"));
    let page = ada.follow(&page, "#show-all").await;

    assert_eq!(page.texts(".card").len(), 8);
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
