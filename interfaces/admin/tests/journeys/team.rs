//! Inviting, changing and removing colleagues.

use std::time::Duration;

use domain::staff::Role;
use poem::http::StatusCode;

use crate::browser::{Browser, Page};
use crate::house::{House, PASSWORD};

const ADA: &str = "ada@example.org";
const BOB: &str = "bob@example.org";

/// Invites somebody, from the team's page.
async fn invite(house: &House, browser: &mut Browser, email: &str, role: &str) -> Page {
    let page = browser.open(&house.at("/team")).await;
    let page = browser.follow(&page, "#invite").await;
    let fields = [("email", email), ("role", role)];
    browser.submit(&page, "invite-form", &fields).await
}

#[tokio::test]
async fn somebody_new_is_invited_chooses_a_password_and_joins() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    let page = invite(&house, &mut ada, BOB, "refund-manager").await;
    assert_eq!(
        page.text(".news"),
        "bob@example.org is invited. The link is good for a week."
    );
    assert_eq!(page.text("#invitations tbody th"), BOB);
    let mut browser = house.browser();
    let page = browser.open(&house.last_link(BOB).await).await;
    assert_eq!(page.text("h1"), "Join Fishing licences");
    let fields = [("password", PASSWORD), ("repeated", PASSWORD)];
    let page = browser.submit(&page, "accept", &fields).await;
    house.set_up(&mut browser, page, BOB, PASSWORD).await;

    let page = browser.open(&house.at("/team")).await;
    assert_eq!(page.text("#role-refund-manager"), "Refund manager (1)");
    assert!(!page.has("#invite") && !page.has("#invitations"));
}

#[tokio::test]
async fn somebody_known_signs_in_with_that_address_to_join() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let (mut bob, person) = house.signed_in(BOB, Role::Viewer).await;
    let page = ada.open(&house.at("/team")).await;
    let page = ada.follow(&page, "a[href$='/remove']").await;
    ada.submit(&page, "colleague-form", &[("remove", "yes")])
        .await;
    assert_eq!(
        bob.open(&house.at("/team")).await.status,
        StatusCode::NOT_FOUND
    );
    invite(&house, &mut ada, BOB, "accountant").await;
    let link = house.last_link(BOB).await;

    let page = ada.open(&link).await;
    assert!(
        page.text("main")
            .contains("You are signed in as ada@example.org")
    );
    let mut browser = house.browser();
    let page = browser.open(&link).await;
    let page = browser.follow(&page, "#continue").await;
    house.world.clock.pass(Duration::from_secs(90));
    let page = browser
        .submit(&page, "sign-in", &[("email", BOB), ("password", PASSWORD)])
        .await;
    let code = house.code(&person);
    let page = browser.submit(&page, "code-form", &[("code", &code)]).await;
    let page = browser.submit(&page, "accept", &[]).await;

    assert_eq!(page.text(".news"), "You have joined. Welcome!");
    assert_eq!(page.text("#role-accountant"), "Accountant (1)");
    assert_eq!(browser.open(&link).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn an_invitation_is_withdrawn_or_too_old() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let mut browser = house.browser();

    let page = invite(&house, &mut ada, BOB, "viewer").await;
    let withdrawn = house.last_link(BOB).await;
    let page = ada.submit_containing(&page, "#invitations button").await;
    assert_eq!(page.text(".news"), "The invitation is withdrawn.");
    assert_eq!(browser.open(&withdrawn).await.status, StatusCode::GONE);
    invite(&house, &mut ada, BOB, "viewer").await;
    let link = house.last_link(BOB).await;
    house
        .world
        .clock
        .pass(Duration::from_secs(7 * 24 * 60 * 60));

    assert_eq!(browser.open(&link).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn what_is_wrong_with_an_invitation_is_said() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    for (email, role, said) in [
        (
            "bob",
            "viewer",
            "Enter an e-mail address, like name@example.org",
        ),
        (
            ADA,
            "viewer",
            "Somebody with this address belongs to the service already",
        ),
        (BOB, "king", "Choose what they are to be"),
    ] {
        let page = invite(&house, &mut ada, email, role).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.text("#error-summary li"), said);
        assert_eq!(page.value("#email"), email);
    }
}

#[tokio::test]
async fn a_colleague_gets_another_role_and_is_removed() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let (mut bob, _) = house.signed_in(BOB, Role::Viewer).await;

    let page = ada.open(&house.at("/team")).await;
    let page = ada.follow(&page, "a[href$='/role']").await;
    let page = ada
        .submit(&page, "colleague-form", &[("role", "service-admin")])
        .await;
    assert_eq!(page.text(".news"), "bob@example.org is now: Service admin.");
    assert!(bob.open(&house.at("/team")).await.has("#invite"));
    let page = ada.follow(&page, "a[href$='/remove']").await;
    let undecided = ada.submit(&page, "colleague-form", &[]).await;
    assert_eq!(undecided.text("#error-summary li"), "Choose yes or no");
    let page = ada
        .submit(&page, "colleague-form", &[("remove", "no")])
        .await;
    assert_eq!(page.text("#role-service-admin"), "Service admin (2)");
    let page = ada.follow(&page, "a[href$='/remove']").await;
    let page = ada
        .submit(&page, "colleague-form", &[("remove", "yes")])
        .await;

    assert_eq!(page.text("#role-service-admin"), "Service admin (1)");
    assert_eq!(
        bob.open(&house.at("/team")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn only_those_who_manage_the_team_change_it() {
    let house = House::build().await;
    let ada = house.add_member(ADA, Role::ServiceAdmin).await;
    for (email, role) in [
        ("r@example.org", Role::RefundManager),
        ("a@example.org", Role::Accountant),
        ("d@example.org", Role::Developer),
        ("v@example.org", Role::Viewer),
    ] {
        let (mut browser, _) = house.signed_in(email, role).await;
        let page = browser.open(&house.at("/team")).await;
        assert_eq!(page.status, StatusCode::OK, "{role:?}");
        assert!(!page.has("#invite") && !page.has("a[href$='/role']"));
        let token = page.value("input[name=csrfToken]");
        for (path, fields) in [
            ("/team/invite".to_owned(), "email=x@example.org&role=viewer"),
            (format!("/team/member/{ada}/role"), "role=viewer"),
            (format!("/team/member/{ada}/remove"), "remove=yes"),
            (format!("/team/invitation/{}/withdraw", "0".repeat(26)), ""),
        ] {
            let body = format!("csrfToken={token}&{fields}");
            let page = browser
                .send("POST", &house.at(&path), Some(&body), &[])
                .await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{role:?} {path}");
            assert_eq!(page.text("h1"), "You may not do this");
            let page = browser.open(&house.at(&path)).await;
            assert!(!page.status.is_success(), "{role:?} {path}");
        }
    }
}
