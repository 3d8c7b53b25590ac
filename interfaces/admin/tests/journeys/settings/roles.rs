//! Who sees settings, who changes them, and who does not get to them at all.

use domain::staff::Role;
use poem::http::StatusCode;
use strum::IntoEnumIterator;

use super::{post, says, token};
use crate::browser::Browser;
use crate::house::House;

/// Every page that changes something, and a form for it.
const OF_ACCOUNT: [(&str, &str); 11] = [
    ("cards", "debit=visa"),
    ("surcharges", "credit=1"),
    ("approval", "approval=on&approval-limit=5"),
    ("prepaid-cards", "answer=off"),
    ("3-d-secure", "answer=off"),
    ("confirmation-emails", "answer=off"),
    ("refund-emails", "answer=on"),
    ("email-paragraph", "paragraph=Bring+it+along"),
    ("email", "answer=off"),
    ("billing-address", "answer=off"),
    ("billing-country", "answer=off"),
];
const OF_SERVICE: [(&str, &str); 3] = [
    ("name", "name=Mine"),
    (
        "organisation",
        "organisation-name=x&address-line1=x&address-city=x&address-postcode=SY23+1AA&address-country=GB",
    ),
    (
        "branding",
        "header=usual&button=own&button-colour=%23000000",
    ),
];
const OF_PLATFORM: [&str; 5] = [
    "telephone-orders",
    "card-details-by-api",
    "telephone-reports",
    "agreements",
    "payments-of-nothing",
];

/// A token for forms, from a page that everybody has.
async fn any_token(browser: &mut Browser) -> String {
    token(&browser.open("/admin/profile").await)
}

#[tokio::test]
async fn only_service_admins_change_settings_and_everybody_sees_them() {
    let house = House::build().await;
    house.go_live().await;
    let mut cells = 0;
    for (index, role) in Role::iter().enumerate() {
        let email = format!("person{index}@example.org");
        let (mut browser, _) = house.signed_in(&email, role).await;
        let token = any_token(&mut browser).await;
        let may = role == Role::ServiceAdmin;
        let expected = if may {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        for mode in ["test", "live"] {
            let page = browser.open(&house.at(&format!("/{mode}/settings"))).await;
            assert_eq!(page.status, StatusCode::OK);
            assert_eq!(page.has("#read-only"), !may, "{role:?}");
            assert_eq!(page.has("a[id^=change-]"), may, "{role:?}");
            assert!(!page.has("#change-agreements"));
            for (slug, fields) in OF_ACCOUNT {
                let address = house.at(&format!("/{mode}/settings/{slug}"));
                assert_eq!(
                    browser.open(&address).await.status,
                    expected,
                    "{role:?} {slug}"
                );
                let page = post(&mut browser, &address, &token, fields).await;
                assert_eq!(page.status, expected, "{role:?} {slug}");
                cells += 2;
            }
            for slug in OF_PLATFORM {
                let address = house.at(&format!("/{mode}/settings/{slug}"));
                let seen = browser.open(&address).await;
                let page = post(&mut browser, &address, &token, "answer=on").await;
                assert_eq!(
                    [seen.status, page.status],
                    [StatusCode::FORBIDDEN; 2],
                    "{role:?} {slug}"
                );
                cells += 2;
            }
        }
        for (slug, fields) in OF_SERVICE {
            let address = house.at(&format!("/settings/{slug}"));
            assert_eq!(
                browser.open(&address).await.status,
                expected,
                "{role:?} {slug}"
            );
            let page = post(&mut browser, &address, &token, fields).await;
            assert_eq!(page.status, expected, "{role:?} {slug}");
            cells += 2;
        }
    }
    println!("{cells} cells of role and settings page");
    // Of all of them only the service admin's were recorded.
    assert_eq!(
        house.recorded().await.len(),
        2 * OF_ACCOUNT.len() + OF_SERVICE.len()
    );
}

#[tokio::test]
async fn a_platform_administrator_inside_allows_what_costs_the_platform() {
    let house = House::build().await;
    house
        .change_account(|account| {
            account.allows_moto = false;
            account.allows_moto_api = false;
            account.allows_telephone = false;
            account.recurring = false;
            account.allows_zero = false;
        })
        .await;
    let mut browser = house.visiting_platform_admin("root@example.org").await;
    for slug in OF_PLATFORM {
        let index = browser.open(&house.at("/test/settings")).await;
        assert!(!index.has("#read-only"));
        assert_eq!(says(&index, slug), ["Not allowed"]);
        let form = browser.follow(&index, &format!("#change-{slug}")).await;

        let page = browser
            .submit(&form, "change-setting", &[("answer", "on")])
            .await;

        assert_eq!(says(&page, slug), ["Allowed"], "{slug}");
    }
    let account = house.account_now().await;
    assert!(account.allows_moto && account.allows_moto_api && account.allows_telephone);
    assert!(account.recurring && account.allows_zero);
    assert_eq!(house.recorded().await.len(), 5);
    let index = browser.open(&house.at("/test/settings")).await;
    assert!(index.has("#telephone") && index.has("#change-hide-card-number"));
    let form = browser.follow(&index, "#change-name").await;
    let page = browser
        .submit(&form, "change-setting", &[("name", "Put right")])
        .await;
    assert_eq!(says(&page, "name")[0], "Put right");
}

#[tokio::test]
async fn another_service_and_what_is_no_setting_are_not_there() {
    let house = House::build().await;
    let other = house.other_service().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let token = any_token(&mut ada).await;
    let mine = house.service_id().clone();
    let pages = OF_ACCOUNT.map(|(slug, fields)| (format!("/test/settings/{slug}"), fields));
    let of_service = OF_SERVICE.map(|(slug, fields)| (format!("/settings/{slug}"), fields));
    for (path, fields) in pages.into_iter().chain(of_service) {
        let address = format!("/admin/service/{}{path}", other.id);
        let seen = ada.open(&address).await;
        let sent = post(&mut ada, &address, &token, fields).await;
        assert_eq!(
            [seen.status, sent.status],
            [StatusCode::NOT_FOUND; 2],
            "{path}"
        );
    }
    for path in [
        "/live/settings",
        "/live/settings/email",
        "/sandbox/settings",
        "/test/settings/nothing",
        "/settings",
        "/settings/email",
        "/test/settings/name",
    ] {
        let address = format!("/admin/service/{mine}{path}");
        assert_eq!(
            ada.open(&address).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    for (slug, fields) in OF_ACCOUNT {
        let address = house.at(&format!("/test/settings/{slug}"));
        let page = post(&mut ada, &address, "0000", fields).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
    for (slug, fields) in OF_SERVICE {
        let address = house.at(&format!("/settings/{slug}"));
        let page = post(&mut ada, &address, "0000", fields).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
    assert!(house.recorded().await.is_empty());
}
