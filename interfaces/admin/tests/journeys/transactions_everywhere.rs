//! The transactions of all services of somebody in one list.

use std::time::Duration;

use domain::account::{GatewayAccount, Mode};
use domain::staff::Role;
use poem::http::StatusCode;

use crate::house::House;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn one_list_has_the_transactions_of_every_service_of_mine() {
    let house = House::build().await;
    let (parking, others) = (second(&house, "Parking").await, second(&house, "Tax").await);
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;
    house.join(ADA, &parking.service, Role::Accountant).await;
    for (account, reference) in [
        (&house.account, "FL-1"),
        (&parking, "PK-1"),
        (&others, "TX-1"),
    ] {
        house.created_in(account, reference).await;
        house.world.clock.pass(Duration::from_secs(1));
    }

    let page = ada.open("/admin/transactions/test?state=in_progress").await;
    assert_eq!(page.text("h1"), "Transactions of all services");
    assert_eq!(page.texts("tbody th a"), ["PK-1", "FL-1"]);
    assert_eq!(page.texts(".of-service"), ["Parking", "Fishing licences"]);
    assert_eq!(page.text("td[data-label=E-mail]"), "grace@example.org");
    let page = ada.follow(&page, "tbody a").await;

    assert_eq!(page.text("#service"), "Parking");
    let page = ada.follow(&page, ".back").await;
    assert_eq!(page.address, "/admin/transactions/test?state=in_progress");
    let file = ada.follow(&page, "#download-transactions-link").await;
    assert_eq!(file.html.lines().count(), 3);
    assert!(!file.html.contains("TX-1"));
}

#[tokio::test]
async fn who_pays_shows_only_to_those_who_may_see_it_in_every_service() {
    let house = House::build().await;
    let live = house.go_live().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;
    let parking = second_in(&house, "Parking", Mode::Live).await;
    house.join(ADA, &parking.service, Role::Developer).await;
    for account in [&live, &parking] {
        house.created_in(account, "FL-1").await;
    }

    let page = ada.open("/admin/transactions/live?email=nobody").await;

    assert_eq!(
        page.texts("tbody th").len(),
        2,
        "nobody searches for people"
    );
    assert!(!page.html.contains("grace@example.org") && !page.has("#email"));
    assert!(page.text(".showing").contains("are left out"));
    let file = ada.follow(&page, "#download-transactions-link").await;
    assert_eq!(file.html.lines().count(), 2);
    let page = ada.follow(&page, "#switch-mode").await;
    assert!(page.address.starts_with("/admin/transactions/test"));
    assert!(page.has("#email"));
}

#[tokio::test]
async fn a_mode_in_which_nobody_of_mine_takes_payments_is_not_there() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;

    for address in ["/admin/transactions/live", "/admin/transactions/neither"] {
        for rest in ["", "/export"] {
            let page = ada.open(&format!("{address}{rest}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}{rest}");
        }
    }
    let page = ada.open("/admin/transactions/test").await;
    assert!(page.text("#no-results").contains("no transactions yet"));
    assert!(!page.has("#switch-mode") && !page.has("#download-transactions-link"));
}

async fn second(house: &House, name: &str) -> GatewayAccount {
    second_in(house, name, Mode::Test).await
}

async fn second_in(house: &House, name: &str, mode: Mode) -> GatewayAccount {
    let service = house.application.open_service(name).await.unwrap();
    house.open(&service, mode).await
}
