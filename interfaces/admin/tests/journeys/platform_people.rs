//! Platform administrators find people, shut them out, and help them in.

use domain::StaffId;
use domain::ports::Queries;
use domain::staff::Role;
use poem::http::StatusCode;

use crate::house::{House, PASSWORD, fresh, with_password};
use crate::platform::KEEPER;

const ADA: &str = "ada@example.org";

fn page_of(email: &str) -> String {
    format!(
        "/admin/platform/people/{}",
        StaffId::from_random(fresh(email))
    )
}

#[tokio::test]
async fn people_are_found_by_a_part_of_their_address() {
    let house = House::build().await;
    let (mut keeper, _) = house.keeper().await;
    house.add_member(ADA, Role::Accountant).await;

    let page = keeper.open("/admin/platform/people").await;
    assert!(page.has("#hint") && !page.has("#people"));
    let page = keeper
        .submit_get(&page, "search", &[("email", "nobody@")])
        .await;
    assert_eq!(page.text("#nobody"), "Nobody has an address like that.");
    let page = keeper
        .submit_get(&page, "search", &[("email", "ADA@")])
        .await;
    assert_eq!(page.text("td[data-label='Last signed in']"), "Never");
    let page = keeper.follow(&page, "tbody a").await;

    assert_eq!(page.text("h1"), ADA);
    assert_eq!(page.texts("tbody th"), ["Fishing licences"]);
    assert_eq!(page.text("td[data-label=Role]"), "Accountant");
    assert!(!page.html.contains("plain:"), "no password");
    for id in ["nobody", &"0".repeat(26)] {
        let page = keeper.open(&format!("/admin/platform/people/{id}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    let page = keeper.open(&format!("{}/promote", page_of(ADA))).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn somebody_is_shut_out_everywhere_and_let_in_again() {
    let house = House::build().await;
    let (mut keeper, _) = house.keeper().await;
    let (mut ada, person) = house.signed_in(ADA, Role::ServiceAdmin).await;

    let page = keeper.open(&page_of(ADA)).await;
    let form = keeper.follow(&page, "#shut-out").await;
    let page = keeper.submit(&form, "reason-form", &[("reason", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ada.open("/admin").await.text("h1"), "Your services");
    let fields = [("reason", "Left the council")];
    let page = keeper.submit(&form, "reason-form", &fields).await;

    assert!(page.text(".news").contains("is shut out"));
    assert!(page.has(".tag--bad") && page.has("#let-in") && !page.has("#shut-out"));
    assert_eq!(ada.open("/admin").await.text("h1"), "Sign in");
    let page = with_password(&mut ada, ADA, PASSWORD).await;
    assert_ne!(page.text("h1"), "Enter your code");

    let page = keeper.open(&page_of(ADA)).await;
    let form = keeper.follow(&page, "#let-in").await;
    keeper
        .submit(&form, "reason-form", &[("reason", "A mistake")])
        .await;
    let page = house.sign_in(&mut ada, &person).await;
    assert_eq!(page.text("h1"), "Your services");
}

#[tokio::test]
async fn whoever_is_locked_is_unlocked() {
    let house = House::build().await;
    let (mut keeper, _) = house.keeper().await;
    house.add_member(ADA, Role::Viewer).await;
    assert!(!keeper.open(&page_of(ADA)).await.has("#unlock"));
    let mut browser = house.browser();
    for _ in 0..6 {
        with_password(&mut browser, ADA, "not the right phrase").await;
    }

    let page = keeper.open(&page_of(ADA)).await;
    assert_eq!(page.texts(".head .tag--bad"), ["Locked"]);
    let form = keeper.follow(&page, "#unlock").await;
    let page = keeper
        .submit(&form, "reason-form", &[("reason", "She called")])
        .await;

    assert!(!page.has("#unlock"));
    let page = with_password(&mut browser, ADA, PASSWORD).await;
    assert_eq!(page.text("h1"), "Set up your second factor");
}

#[tokio::test]
async fn a_second_factor_is_taken_away_and_set_up_anew() {
    let house = House::build().await;
    let (mut keeper, _) = house.keeper().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;

    let page = keeper.open(&page_of(ADA)).await;
    let form = keeper.follow(&page, "#reset-second-factor").await;
    let page = keeper
        .submit(&form, "reason-form", &[("reason", "Phone lost")])
        .await;

    assert!(page.text(".head").contains("No second factor yet"));
    assert!(!page.has("#reset-second-factor"));
    assert_eq!(ada.open("/admin").await.text("h1"), "Sign in");
    let page = with_password(&mut ada, ADA, PASSWORD).await;
    assert_eq!(page.text("h1"), "Set up your second factor");
    let record = keeper.open("/admin/platform/record?kind=people").await;
    let deed = "Took away the second factor of ada@example.org";
    assert!(record.texts(".deed").contains(&deed.to_owned()));
}

#[tokio::test]
async fn nobody_does_it_to_themselves() {
    let house = House::build().await;
    let (mut keeper, _) = house.keeper().await;

    let page = keeper.open(&page_of(KEEPER)).await;
    assert!(page.has("#is-me") && !page.has(".actions a"));
    for change in ["shut-out", "let-in", "unlock", "reset-second-factor"] {
        let form = keeper.open(&format!("{}/{change}", page_of(KEEPER))).await;
        let page = keeper
            .submit(&form, "reason-form", &[("reason", "Why not")])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text("#error-summary li")
                .starts_with("Nobody does this")
        );
    }
    let id = StaffId::from_random(fresh(KEEPER));
    let member = house.world.store.member(&id).await.unwrap().unwrap();
    assert!(!member.disabled && member.authenticator.is_some());
}
