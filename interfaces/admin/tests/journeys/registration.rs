//! People of bodies that the operator trusts register themselves.

use std::time::Duration;

use domain::email::StaffMessage;
use poem::http::StatusCode;

use crate::browser::{Browser, Page};
use crate::house::{House, PASSWORD};

const ADA: &str = "ada@parks.council.example";

async fn asks(browser: &mut Browser, email: &str) -> Page {
    let page = browser.open("/admin/register").await;
    browser.submit(&page, "register", &[("email", email)]).await
}

#[tokio::test]
async fn somebody_registers_and_adds_their_service() {
    let house = House::taking_registrations().await;
    let mut browser = house.browser();
    let page = browser.open("/admin/sign-in").await;
    assert_eq!(
        page.attribute("#register", "href").as_deref(),
        Some("/admin/register")
    );

    let page = asks(&mut browser, ADA).await;
    assert_eq!(page.text("h1"), "Check your e-mail");
    let page = browser.open(&house.last_link(ADA).await).await;
    assert!(page.text("main").contains(ADA));
    let twice = [("password", PASSWORD), ("repeated", PASSWORD)];
    let page = browser.submit(&page, "register-password", &twice).await;
    house.set_up(&mut browser, page, ADA, PASSWORD).await;
    let page = browser.open("/admin").await;
    assert!(page.has("#no-services"), "{}", page.html);
}

#[tokio::test]
async fn a_link_is_good_once_and_for_a_day() {
    let house = House::taking_registrations().await;
    let mut browser = house.browser();
    asks(&mut browser, ADA).await;
    let link = house.last_link(ADA).await;

    let mut changed = link.clone();
    changed.replace_range(
        changed.len() - 1..,
        if link.ends_with('0') { "1" } else { "0" },
    );
    assert_eq!(browser.open(&changed).await.status, StatusCode::GONE);
    house.world.clock.pass(Duration::from_secs(24 * 60 * 60));
    assert_eq!(browser.open(&link).await.status, StatusCode::GONE);

    asks(&mut browser, ADA).await;
    let link = house.last_link(ADA).await;
    let page = browser.open(&link).await;
    let twice = [("password", PASSWORD), ("repeated", PASSWORD)];
    browser.submit(&page, "register-password", &twice).await;
    let again = house.browser().open(&link).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert_eq!(again.text("h1"), "This link is no longer good");
}

#[tokio::test]
async fn what_is_wrong_is_said() {
    let house = House::taking_registrations().await;
    let mut browser = house.browser();
    for (email, text) in [
        ("", "Enter your e-mail address"),
        ("ada", "Enter your e-mail address"),
        (
            "ada@example.org",
            "Use the address that your public body gave you",
        ),
        ("ada@council.example.evil.example", "Use the address"),
    ] {
        let page = asks(&mut browser, email).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert!(page.text("#error-summary").contains(text), "{email}");
    }
    asks(&mut browser, ADA).await;
    let page = browser.open(&house.last_link(ADA).await).await;
    let short = [("password", "short"), ("repeated", "short")];
    let page = browser.submit(&page, "register-password", &short).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text("#error-summary").contains("12 characters"));
}

/// Whether somebody has an address is told to its owner alone.
#[tokio::test]
async fn the_answer_is_the_same_for_an_address_that_somebody_has() {
    let house = House::taking_registrations().await;
    let mut browser = house.browser();
    let fresh = asks(&mut browser, ADA).await;
    house.add_member(ADA, domain::staff::Role::Viewer).await;
    let known = asks(&mut browser, ADA).await;
    assert_eq!(
        (fresh.status, fresh.text("main")),
        (known.status, known.text("main"))
    );

    let told = house.told().await;
    assert_eq!(
        told.last().map(|(_, message)| message),
        Some(&StaffMessage::RegisteredAlready)
    );
}

#[tokio::test]
async fn where_nobody_may_register_there_are_no_such_pages() {
    let house = House::build().await;
    let mut browser = house.browser();
    assert!(!browser.open("/admin/sign-in").await.has("#register"));
    for address in ["/admin/register", "/admin/register/sent"] {
        assert_eq!(browser.open(address).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(
        browser.open("/admin/register/00").await.status,
        StatusCode::GONE
    );
}
