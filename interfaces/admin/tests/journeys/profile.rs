//! One's own sessions and recovery codes.

use domain::staff::Role;
use poem::http::StatusCode;

use crate::house::House;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let house = House::build().await;
    let (mut browser, person) = house.signed_in(ADA, Role::Viewer).await;
    let (mut second, mut third) = (house.browser(), house.browser());
    house.sign_in(&mut second, &person).await;
    house.sign_in(&mut third, &person).await;

    let page = browser.open("/admin/profile").await;
    assert_eq!(page.texts("#sessions tbody tr").len(), 3);
    let page = browser
        .submit_containing(&page, "#sessions tbody tr:nth-child(2) button")
        .await;
    assert_eq!(page.text(".news"), "That browser is signed out.");
    let page = browser.submit(&page, "end-others", &[]).await;

    assert_eq!(page.text(".news"), "You are signed out everywhere else.");
    assert_eq!(page.texts("#sessions tbody tr").len(), 1);
    for browser in [&mut second, &mut third] {
        assert_eq!(browser.open("/admin").await.text("h1"), "Sign in");
    }
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let (mut bob, person) = house.signed_in("bob@example.org", Role::Viewer).await;
    house.sign_in(&mut house.browser(), &person).await;
    let theirs = bob.open("/admin/profile").await;
    let action = theirs.attribute("#sessions form", "action").unwrap();

    let own = ada.open("/admin/profile").await;
    let token = own.value("input[name=csrfToken]");
    let body = format!("csrfToken={token}");
    let page = ada.send("POST", &action, Some(&body), &[]).await;

    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(
        bob.open("/admin/profile")
            .await
            .texts("#sessions tbody tr")
            .len(),
        2
    );
}

#[tokio::test]
async fn new_recovery_codes_replace_the_old_ones() {
    let house = House::build().await;
    let (mut browser, person) = house.signed_in(ADA, Role::Viewer).await;

    let page = browser.open("/admin/profile").await;
    let page = browser.follow(&page, "#new-recovery-codes").await;
    for (password, problem) in [
        ("", "Enter your password"),
        ("another phrase", "That is not your password"),
    ] {
        let again = browser
            .submit(&page, "renew", &[("password", password)])
            .await;
        assert_eq!(again.text("#error-summary li"), problem);
    }
    let page = browser
        .submit(&page, "renew", &[("password", &person.password)])
        .await;

    let codes = page.texts("#recovery-codes li");
    assert_eq!(codes.len(), 10);
    assert!(
        codes
            .iter()
            .all(|code| !person.recovery_codes.contains(code))
    );
    assert_eq!(page.header("cache-control"), "no-store");
}
