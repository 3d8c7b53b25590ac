//! Making API keys, seeing them once, and revoking them.

use domain::staff::Role;
use poem::http::StatusCode;
use secrecy::ExposeSecret;

use crate::house::House;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn a_key_works_from_when_it_is_shown_until_it_is_revoked() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Developer).await;

    let page = ada.open(&house.at("/test/keys")).await;
    assert_eq!(page.text("h1"), "Test API keys");
    assert!(page.text(".note").contains("Keep test and live apart"));
    assert!(page.has("#no-keys") && !page.has("#revoked-keys-link"));
    let page = ada.follow(&page, "#create-api-key").await;
    let fields = [("description", "Licences website")];
    let page = ada.submit(&page, "create-key", &fields).await;
    assert_eq!(page.status, StatusCode::CREATED);
    assert_eq!(page.header("cache-control"), "no-store");
    let text = page.text("#api-key");
    assert!(text.starts_with("api_test_"));
    assert!(house.application.authenticate(&text).await.is_ok());

    let page = ada.follow(&page, "#keys-link").await;
    assert!(!page.html.contains(&text), "the key is shown only once");
    assert_eq!(page.text("tbody th"), "Licences website");
    assert_eq!(
        page.texts("tbody td[data-label]"),
        ["ada@example.org 24 Jun 2026, 13:00", "24 Jun 2026, 13:00"]
    );
    let page = ada.follow(&page, ".revoke").await;
    let page = ada.submit(&page, "revoke-key", &[("revoke", "yes")]).await;

    assert_eq!(page.text(".news"), "The key “Licences website” is revoked.");
    assert!(page.has("#no-keys"));
    assert!(house.application.authenticate(&text).await.is_err());
    let page = ada.follow(&page, "#revoked-keys-link").await;
    assert_eq!(page.text("tbody th"), "Licences website");
    assert!(page.has("td[data-label=Revoked]"));
}

#[tokio::test]
async fn a_description_is_asked_for_in_words() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/test/keys/create")).await;
    let long = "x".repeat(51);

    for (typed, problem) in [
        ("  ", "Enter a name for the key"),
        (long.as_str(), "The name must have 50 characters or fewer"),
    ] {
        let page = ada
            .submit(&form, "create-key", &[("description", typed)])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.title().starts_with("Error: "));
        assert_eq!(page.text("#error-summary li"), problem);
    }
    assert!(
        house
            .application
            .keys(&house.account.id)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn revoking_asks_again_and_takes_no_for_an_answer() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let made = house
        .application
        .make_key(&house.account.id, "Website")
        .await;
    let made = made.unwrap();
    let address = house.at(&format!("/test/keys/{}/revoke", made.key.id));

    let form = ada.open(&address).await;
    assert_eq!(form.text("legend"), "Revoke “Website”?");
    let page = ada.submit(&form, "revoke-key", &[]).await;
    assert_eq!(
        page.text("#error-summary li"),
        "Choose whether to revoke Website"
    );
    let page = ada.submit(&form, "revoke-key", &[("revoke", "no")]).await;

    assert_eq!(page.text("tbody th"), "Website");
    assert!(
        house
            .application
            .authenticate(made.text.expose_secret())
            .await
            .is_ok()
    );
    let revoked = ada.open(&house.at("/test/keys/revoked")).await;
    assert_eq!(revoked.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn those_who_may_not_manage_keys_neither_see_how_nor_can() {
    let house = House::build().await;
    house.go_live().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Developer).await;

    let page = ada.open(&house.at("/live/keys")).await;
    assert_eq!(page.text("h1"), "Live API keys");
    assert!(!page.has("#create-api-key"));
    let page = ada.open(&house.at("/live/keys/create")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let form = ada.open(&house.at("/test/keys/create")).await;
    let token = form.value("input[name=csrfToken]");
    let body = format!("csrfToken={token}&description=Mine");
    let answer = ada
        .send("POST", &house.at("/live/keys/create"), Some(&body), &[])
        .await;

    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let (mut bob, _) = house.signed_in("bob@example.org", Role::Viewer).await;
    let page = bob.open(&house.at("/test/keys")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_key_is_called_something_else_and_goes_on_working() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let made = house.application.make_key(&house.account.id, "Website");
    let made = made.await.unwrap();
    let page = ada.open(&house.at("/test/keys")).await;
    assert_eq!(
        page.text("td[data-label='Created by']"),
        "The operator 24 Jun 2026, 13:00"
    );
    assert_eq!(page.text("td[data-label='Last used']"), "Not used yet");

    let form = ada.follow(&page, ".rename").await;
    assert_eq!(form.value("#description"), "Website");
    let page = ada
        .submit(&form, "rename-key", &[("description", " ")])
        .await;
    assert_eq!(page.text("#error-summary li"), "Enter a name for the key");
    let fields = [("description", "Licences website")];
    let page = ada.submit(&form, "rename-key", &fields).await;

    assert_eq!(
        page.text(".news"),
        "The key is now called “Licences website”."
    );
    assert_eq!(page.text("tbody th"), "Licences website");
    let text = made.text.expose_secret();
    assert!(house.application.authenticate(text).await.is_ok());
    let (mut bob, _) = house.signed_in("bob@example.org", Role::Viewer).await;
    let address = house.at(&format!("/test/keys/{}/change-name", made.key.id));
    assert_eq!(bob.open(&address).await.status, StatusCode::FORBIDDEN);
}
