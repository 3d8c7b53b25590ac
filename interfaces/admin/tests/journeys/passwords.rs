//! Forgotten and changed passwords.

use std::time::Duration;

use domain::staff::Role;
use poem::http::StatusCode;

use crate::house::{House, PASSWORD, with_password};

const ADA: &str = "ada@example.org";
const OTHER: &str = "seven purple umbrellas";

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_link_and_every_session_ends() {
    let house = House::build().await;
    let (mut signed_in, mut person) = house.signed_in(ADA, Role::Viewer).await;
    let mut browser = house.browser();

    let page = browser.open("/admin/sign-in").await;
    let page = browser.follow(&page, "#forgotten").await;
    let page = browser
        .submit(&page, "forgotten-password", &[("email", ADA)])
        .await;
    assert_eq!(page.text("h1"), "Check your e-mail");
    let link = house.last_link(ADA).await;
    let page = browser.open(&link).await;
    let fields = [("password", OTHER), ("repeated", OTHER)];
    let page = browser.submit(&page, "new-password", &fields).await;

    assert_eq!(page.text("h1"), "Sign in");
    assert!(page.text(".news").starts_with("Your password is changed."));
    assert_eq!(signed_in.open("/admin").await.text("h1"), "Sign in");
    person.password = OTHER.to_owned();
    let page = house.sign_in(&mut browser, &person).await;
    assert_eq!(page.text("h1"), "Your services");
    let page = browser.clone().open(&link).await;
    let used = browser.submit(&page, "new-password", &fields).await;
    assert_eq!(used.status, StatusCode::GONE);
}

#[tokio::test]
async fn an_unknown_address_gets_the_same_answer_and_no_message() {
    let house = House::build().await;
    let mut browser = house.browser();

    let page = browser.open("/admin/forgotten-password").await;
    let fields = [("email", "eve@example.org")];
    let page = browser.submit(&page, "forgotten-password", &fields).await;

    assert_eq!(page.text("h1"), "Check your e-mail");
    assert!(house.mail().await.is_empty());
}

#[tokio::test]
async fn a_link_is_good_for_an_hour_and_a_half() {
    let house = House::build().await;
    house.add_member(ADA, Role::Viewer).await;
    let mut browser = house.browser();
    let page = browser.open("/admin/forgotten-password").await;
    browser
        .submit(&page, "forgotten-password", &[("email", ADA)])
        .await;
    let link = house.last_link(ADA).await;
    let page = browser.open(&link).await;

    house.world.clock.pass(Duration::from_secs(91 * 60));
    let fields = [("password", OTHER), ("repeated", OTHER)];
    let page = browser.submit(&page, "new-password", &fields).await;

    assert_eq!(page.status, StatusCode::GONE);
    assert_eq!(page.text("h1"), "This link is no longer good");
}

#[tokio::test]
async fn bad_passwords_are_refused_in_words_and_never_come_back() {
    let house = House::build().await;
    house.add_member(ADA, Role::Viewer).await;
    let mut browser = house.browser();
    let page = browser.open("/admin/forgotten-password").await;
    browser
        .submit(&page, "forgotten-password", &[("email", ADA)])
        .await;
    let mut page = browser.open(&house.last_link(ADA).await).await;

    for (password, repeated, said) in [
        ("", "", "Choose a password"),
        (
            "short",
            "short",
            "Choose a longer password: 12 characters at least",
        ),
        (
            OTHER,
            "something else",
            "Type the same password twice. The two are different",
        ),
        (
            memory::people::COMMON,
            memory::people::COMMON,
            "Choose a password that is harder to guess. Many people have this one, or it is \
             made of your e-mail address",
        ),
    ] {
        let fields = [("password", password), ("repeated", repeated)];
        page = browser.submit(&page, "new-password", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.text("#error-summary li"), said);
        assert!(password.is_empty() || !page.html.contains(password));
    }
    let fields = [("password", OTHER), ("repeated", OTHER)];
    let page = browser.submit(&page, "new-password", &fields).await;
    assert_eq!(page.text("h1"), "Sign in");
}

#[tokio::test]
async fn a_password_is_changed_by_somebody_who_knows_the_present_one() {
    let house = House::build().await;
    let (mut browser, person) = house.signed_in(ADA, Role::Viewer).await;
    let mut elsewhere = house.browser();
    house.sign_in(&mut elsewhere, &person).await;

    let page = browser.open("/admin/profile").await;
    let page = browser.follow(&page, "#change-password").await;
    let wrong = [
        ("present", "not the right phrase"),
        ("password", OTHER),
        ("repeated", OTHER),
    ];
    let page = browser.submit(&page, "new-password", &wrong).await;
    assert_eq!(
        page.text("#error-present"),
        "Error: That is not your present password"
    );
    let right = [
        ("present", PASSWORD),
        ("password", OTHER),
        ("repeated", OTHER),
    ];
    let page = browser.submit(&page, "new-password", &right).await;

    assert_eq!(page.text("h1"), "Your profile");
    assert_eq!(elsewhere.open("/admin").await.text("h1"), "Sign in");
    let page = with_password(&mut elsewhere, ADA, OTHER).await;
    assert_eq!(page.text("h1"), "Your second factor");
}
