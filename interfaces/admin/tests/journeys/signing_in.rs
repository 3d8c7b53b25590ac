//! Password, second factor, recovery codes, and too many wrong answers.

use std::time::Duration;

use domain::staff::Role;
use poem::http::StatusCode;

use crate::house::{House, PASSWORD, with_password};

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn the_first_sign_in_sets_up_an_app_and_shows_recovery_codes_once() {
    let house = House::build().await;

    let (mut browser, person) = house.signed_in(ADA, Role::Viewer).await;

    assert_eq!(person.recovery_codes.len(), 10);
    let services = browser.open("/admin").await;
    assert_eq!(services.text("h1"), "Your services");
    let again = browser.open("/admin/set-up").await;
    assert_eq!(again.text("h1"), "Your services");
}

#[tokio::test]
async fn the_second_sign_in_asks_for_a_code_and_leads_to_the_page_that_was_wanted() {
    let house = House::build().await;
    let (_, person) = house.signed_in(ADA, Role::Viewer).await;
    house.world.clock.pass(Duration::from_secs(60));
    let mut browser = house.browser();

    let page = browser.open(&house.at("/team")).await;
    assert_eq!(page.text("h1"), "Sign in");
    let fields = [("email", " ADA@example.org "), ("password", PASSWORD)];
    let page = browser.submit(&page, "sign-in", &fields).await;
    assert_eq!(page.text("h1"), "Your second factor");
    let wrong = browser
        .submit(&page, "code-form", &[("code", "000000")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.title().starts_with("Error: "));
    let code = house.code(&person);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let page = browser
        .submit(&wrong, "code-form", &[("code", &spaced)])
        .await;

    assert_eq!(page.text("h1"), "Team");
}

#[tokio::test]
async fn a_session_from_before_the_second_factor_is_worth_nothing() {
    let house = House::build().await;
    let (_, person) = house.signed_in(ADA, Role::Viewer).await;
    let mut browser = house.browser();
    with_password(&mut browser, ADA, PASSWORD).await;

    let page = browser.open("/admin/profile").await;
    assert_eq!(page.text("h1"), "Your second factor");
    let mut thief = browser.clone();
    house.world.clock.pass(Duration::from_secs(60));
    let code = house.code(&person);
    browser.submit(&page, "code-form", &[("code", &code)]).await;

    assert_eq!(thief.open("/admin/profile").await.text("h1"), "Sign in");
    assert_eq!(
        browser.open("/admin/profile").await.text("h1"),
        "Your profile"
    );
}

#[tokio::test]
async fn a_recovery_code_lets_somebody_in_once() {
    let house = House::build().await;
    let (_, person) = house.signed_in(ADA, Role::Viewer).await;
    let code = person.recovery_codes[3].to_lowercase();

    for (heading, status) in [
        ("Your services", StatusCode::OK),
        ("Your second factor", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let mut browser = house.browser();
        let page = with_password(&mut browser, ADA, PASSWORD).await;
        let page = browser.submit(&page, "code-form", &[("code", &code)]).await;
        assert_eq!((page.text("h1").as_str(), page.status), (heading, status));
    }
}

#[tokio::test]
async fn a_wrong_address_and_a_wrong_password_get_one_answer() {
    let house = House::build().await;
    house.add_member(ADA, Role::Viewer).await;
    let mut browser = house.browser();

    let address = with_password(&mut browser, "eve@example.org", PASSWORD).await;
    let password = with_password(&mut browser, ADA, "not the right phrase").await;

    let said = "The e-mail address or the password is not right";
    assert_eq!(address.text("#error-summary li"), said);
    assert_eq!(password.text("#error-summary li"), said);
    assert!(!password.html.contains("not the right phrase"));
}

#[tokio::test]
async fn nothing_typed_is_asked_for_again() {
    let house = House::build().await;
    let mut browser = house.browser();

    let page = with_password(&mut browser, "", "").await;

    let expected = ["Enter your e-mail address", "Enter your password"];
    assert_eq!(page.texts("#error-summary li"), expected);
}

#[tokio::test]
async fn wrong_passwords_end_in_a_pause_and_then_in_a_lock() {
    let house = House::build().await;
    house.add_member(ADA, Role::Viewer).await;
    let mut browser = house.browser();

    for _ in 0..5 {
        with_password(&mut browser, ADA, "not the right phrase").await;
    }
    let page = with_password(&mut browser, ADA, PASSWORD).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.text("h1"), "Too many wrong answers");
    for _ in 0..15 {
        house.world.clock.pass(Duration::from_secs(2 * 60 * 60));
        with_password(&mut browser, ADA, "not the right phrase").await;
    }
    house.world.clock.pass(Duration::from_secs(2 * 60 * 60));
    let page = with_password(&mut browser, ADA, PASSWORD).await;

    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(page.text("h1"), "You cannot sign in");
}

#[tokio::test]
async fn a_wrong_first_code_keeps_the_secret_that_was_scanned() {
    let house = House::build().await;
    house.add_member(ADA, Role::Viewer).await;
    let mut browser = house.browser();
    let page = with_password(&mut browser, ADA, PASSWORD).await;

    let again = browser.submit(&page, "set-up", &[("code", "000000")]).await;

    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.text("#secret"), page.text("#secret"));
    assert!(again.has("svg#qr"));
    assert_eq!(
        again.attribute("#code", "autocomplete").unwrap(),
        "one-time-code"
    );
}

#[tokio::test]
async fn who_takes_too_long_begins_again() {
    let house = House::build().await;
    house.signed_in(ADA, Role::Viewer).await;
    let mut browser = house.browser();
    let page = with_password(&mut browser, ADA, PASSWORD).await;

    house.world.clock.pass(Duration::from_secs(10 * 60));
    let page = browser
        .submit(&page, "code-form", &[("code", "123456")])
        .await;

    assert_eq!(page.text("h1"), "Sign in");
    assert_eq!(
        page.text(".news"),
        "That took too long. Please begin again."
    );
}

#[tokio::test]
async fn signing_out_ends_the_session_and_says_so_once() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::Viewer).await;
    let page = browser.open("/admin").await;
    let before = browser.clone();

    let page = browser.submit_containing(&page, "#sign-out").await;

    assert_eq!(page.text(".news"), "You are signed out.");
    assert!(!browser.open("/admin/sign-in").await.has(".news"));
    for mut browser in [browser, before] {
        assert_eq!(browser.open("/admin").await.text("h1"), "Sign in");
    }
}

#[tokio::test]
async fn a_session_ends_when_nothing_is_done_in_it() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::Viewer).await;

    for (minutes, heading) in [(29, "Your profile"), (29, "Your profile"), (31, "Sign in")] {
        house.world.clock.pass(Duration::from_secs(minutes * 60));
        assert_eq!(browser.open("/admin/profile").await.text("h1"), heading);
    }
}
