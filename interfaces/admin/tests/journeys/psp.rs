//! What opens an account at its PSP: entered, switched to, never shown.

use domain::account::{CredentialsState, Mode, Provider};
use domain::ports::Queries;
use domain::staff::Role;
use poem::http::StatusCode;

use crate::browser::{Browser, Page};
use crate::house::House;

const ADA: &str = "ada@example.org";
const WORLDPAY: &[(&str, &str)] = &[
    ("merchant_code", "FISHINGMOTO"),
    ("username", "XMLUSER"),
    ("password", "hunter2hunter2"),
];
const STRIPE: &[(&str, &str)] = &[
    ("account_id", "acct_1"),
    ("secret_key", "sk_test_verysecret"),
    ("webhook_secret", "whsec_alsosecret"),
];

async fn enter(house: &House, browser: &mut Browser, psp: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.open(&house.at("/test/psp")).await;
    let form = browser.follow(&page, &format!("#enter-{psp}")).await;
    browser.submit(&form, "credentials-form", fields).await
}

async fn provider(house: &House) -> Provider {
    let account = house.world.store.account(&house.account.id).await;
    account.unwrap().unwrap().provider
}

#[tokio::test]
async fn credentials_are_entered_and_put_to_use() {
    let house = House::build().await;
    house.world.psp.speak_for(Provider::Worldpay);
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    let page = ada.open(&house.at("/test/psp")).await;
    assert!(page.text("#now").contains("go to the sandbox"));
    let address = "https://api.bursar.example/v1/api/notifications/worldpay";
    assert_eq!(page.text("#notifications-worldpay"), address);
    assert!(
        page.text("#notifications-stripe")
            .ends_with("/v1/api/notifications/stripe")
    );
    assert!(page.has("[data-copy=notifications-worldpay]"));
    let page = enter(&house, &mut ada, "worldpay", WORLDPAY).await;
    assert!(page.text(".news").contains("They are not in use yet"));
    assert_eq!(page.texts("#worldpay .set .tag"), ["Not in use yet"]);
    assert_eq!(provider(&house).await, Provider::Sandbox);

    let form = ada.follow(&page, ".set .actions a").await;
    assert!(
        form.text(".clauses")
            .contains("made at the sandbox stay there")
    );
    let page = ada.submit(&form, "switch-form", &[]).await;
    assert!(page.text("#now").contains("go to Worldpay"));
    assert_eq!(page.texts("#worldpay .set .tag"), ["In use"]);
    assert_eq!(provider(&house).await, Provider::Worldpay);
    let page = ada.submit(&form, "switch-form", &[]).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "it is in use already");

    let page = ada.open(&house.at("/test/psp")).await;
    let form = ada.follow(&page, "#to-sandbox").await;
    assert!(
        form.text(".clauses")
            .contains("made at Worldpay stay there")
    );
    let page = ada.submit(&form, "switch-form", &[]).await;
    assert!(page.text("#now").contains("go to the sandbox"));
    assert_eq!(page.texts("#worldpay .set .tag"), ["Retired"]);
    assert_eq!(provider(&house).await, Provider::Sandbox);
}

#[tokio::test]
async fn no_page_ever_shows_a_secret() {
    let house = House::build().await;
    house.world.psp.speak_for(Provider::Stripe);
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let incomplete = [STRIPE[1], STRIPE[2], ("account_id", "1")];

    let form = ada.open(&house.at("/test/psp/enter/stripe")).await;
    for input in ["secret_key", "webhook_secret"] {
        let input = format!("#{input}");
        assert_eq!(form.attribute(&input, "type").as_deref(), Some("password"));
        assert_eq!(
            form.attribute(&input, "autocomplete").as_deref(),
            Some("off")
        );
    }
    let mut pages = vec![form.clone()];
    let wrong = ada.submit(&form, "credentials-form", &incomplete).await;
    assert_eq!(
        wrong.value("#account_id"),
        "1",
        "what is no secret comes back"
    );
    pages.push(wrong);
    pages.push(ada.submit(&form, "credentials-form", STRIPE).await);
    let link = ".set .actions a";
    let switch = ada.follow(pages.last().unwrap(), link).await;
    pages.push(switch.clone());
    pages.push(ada.submit(&switch, "switch-form", &[]).await);
    for rest in [
        "/test/psp",
        "/test/psp/enter/stripe",
        "/record",
        "/test/settings",
    ] {
        pages.push(ada.open(&house.at(rest)).await);
    }

    for page in &pages {
        for secret in ["verysecret", "alsosecret"] {
            assert!(
                !page.html.contains(secret),
                "{} shows {secret}",
                page.address
            );
        }
    }
    assert!(pages.iter().any(|page| page.html.contains("••••")));
    let kept = house
        .world
        .store
        .credentials(&house.account.id)
        .await
        .unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        kept[0].shown,
        [("account_id".to_owned(), "acct_1".to_owned())]
    );
}

#[tokio::test]
async fn every_field_that_is_wrong_is_told() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    let page = enter(&house, &mut ada, "worldpay", &[("issuer", "XYZ")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.title().starts_with("Error: "));
    assert_eq!(
        page.texts("#error-summary li"),
        [
            "Enter the merchant code",
            "Enter the username",
            "Enter the password",
            "Enter the organisational unit ID too: these fields belong together",
            "Enter the issuer as you were given it. For 3-D Secure: 24 digits and letters",
            "Enter the JWT MAC key too: these fields belong together",
        ]
    );
    assert_eq!(
        page.attribute("#issuer", "aria-invalid").as_deref(),
        Some("true")
    );
    let kept = house
        .world
        .store
        .credentials(&house.account.id)
        .await
        .unwrap();
    assert!(kept.is_empty());
}

#[tokio::test]
async fn a_psp_that_is_not_spoken_is_said_and_its_credentials_are_kept() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    let page = enter(&house, &mut ada, "stripe", STRIPE).await;
    assert!(
        page.text("#stripe-mute")
            .contains("cannot talk to Stripe yet")
    );
    assert!(
        !page.has(".set .actions a"),
        "there is nothing to switch to"
    );
    let kept = house
        .world
        .store
        .credentials(&house.account.id)
        .await
        .unwrap();
    assert_eq!(kept[0].state, CredentialsState::Entered);
    let address = house.at(&format!("/test/psp/use/{}", kept[0].id));
    let form = ada.open(&address).await;
    assert!(form.has("#not-spoken") && !form.has("#switch-form"));
    let token = form.value("input[name=csrfToken]");
    let body = format!("csrfToken={token}");
    let page = ada.send("POST", &address, Some(&body), &[]).await;

    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("#not-spoken"));
    assert_eq!(provider(&house).await, Provider::Sandbox);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let house = House::build().await;
    let live = house.go_live().await;
    assert_eq!(live.mode, Mode::Live);
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let other = house.other_service().await;

    for address in [
        house.at("/test/psp/enter/sandbox"),
        house.at("/test/psp/enter/barter"),
        house.at("/test/psp/use/nothing"),
        house.at(&format!("/test/psp/use/{}", "0".repeat(26))),
        house.at("/test/psp/sandbox"),
        house.at("/live/psp/sandbox"),
        format!("/admin/service/{}/test/psp", other.id),
    ] {
        let page = ada.open(&address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
    }
    enter(&house, &mut ada, "stripe", STRIPE).await;
    let kept = house
        .world
        .store
        .credentials(&house.account.id)
        .await
        .unwrap();
    let elsewhere = house.at(&format!("/live/psp/use/{}", kept[0].id));
    let page = ada.open(&elsewhere).await;
    assert_eq!(
        page.status,
        StatusCode::NOT_FOUND,
        "it is of another account"
    );
}

#[tokio::test]
async fn those_who_only_look_cannot_enter_and_others_do_not_look() {
    let house = House::build().await;
    house.world.psp.speak_for(Provider::Stripe);
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    enter(&house, &mut ada, "stripe", STRIPE).await;
    let kept = house
        .world
        .store
        .credentials(&house.account.id)
        .await
        .unwrap();
    let pages = [
        "/test/psp/enter/stripe".to_owned(),
        format!("/test/psp/use/{}", kept[0].id),
        "/test/psp/sandbox".to_owned(),
    ];

    let (mut dev, _) = house.signed_in("dev@example.org", Role::Developer).await;
    let page = dev.open(&house.at("/test/psp")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has(".set") && !page.has(".actions"));
    let token = page.value("input[name=csrfToken]");
    for rest in &pages {
        let address = house.at(rest);
        assert_eq!(dev.open(&address).await.status, StatusCode::FORBIDDEN);
        let body = format!("csrfToken={token}");
        let page = dev.send("POST", &address, Some(&body), &[]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{address}");
        let page = ada.send("POST", &address, Some("csrfToken=00"), &[]).await;
        assert_eq!(page.text("h1"), "This form is no longer good");
    }
    let (mut eve, _) = house.signed_in("eve@example.org", Role::Accountant).await;
    let page = eve.open(&house.at("/test/psp")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(provider(&house).await, Provider::Sandbox);
}
