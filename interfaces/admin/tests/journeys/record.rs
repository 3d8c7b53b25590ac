//! The record: of a service for its people, of everybody for the platform.

use domain::staff::Role;
use poem::http::StatusCode;

use crate::browser::Browser;
use crate::house::House;

const ADA: &str = "ada@example.org";

async fn invite(house: &House, browser: &mut Browser, email: &str) {
    let form = browser.open(&house.at("/team/invite")).await;
    let fields = [("email", email), ("role", "viewer")];
    browser.submit(&form, "invite-form", &fields).await;
}

#[tokio::test]
async fn deeds_are_told_in_words_newest_first() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let empty = ada.open(&house.at("/record")).await;
    assert!(
        empty
            .text("#no-entries")
            .starts_with("Nothing is on record yet")
    );
    assert!(empty.text(".note").contains("bursar audit verify"));

    invite(&house, &mut ada, "bob@example.org").await;
    let form = ada.open(&house.at("/test/keys/create")).await;
    let key = ada
        .submit(&form, "create-key", &[("description", "Website")])
        .await;
    let page = ada.open(&house.at("/team")).await;
    let page = ada.follow(&page, "#nav-record").await;

    assert_eq!(
        page.texts(".deed"),
        [
            "Created the test API key “Website”",
            "Invited bob@example.org as View only"
        ]
    );
    assert_eq!(page.text("#showing"), "1 to 2 of 2 entries");
    assert!(page.text("tbody td").contains(ADA));
    assert_eq!(
        page.texts(".deed__facts div:last-child"),
        ["Entry 2", "Entry 1"]
    );
    assert!(!page.html.contains(&key.text("#api-key")), "no secret");
}

#[tokio::test]
async fn the_record_is_narrowed_by_kind_who_target_and_day() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let (mut eve, _) = house.signed_in("eve@example.org", Role::ServiceAdmin).await;
    invite(&house, &mut ada, "bob@example.org").await;
    invite(&house, &mut eve, "dan@example.org").await;
    let form = eve.open(&house.at("/test/keys/create")).await;
    eve.submit(&form, "create-key", &[("description", "Website")])
        .await;
    let all = ada.open(&house.at("/record")).await;

    for (fields, count) in [
        (&[("kind", "keys")] as &[_], 1),
        (&[("kind", "team")], 2),
        (&[("who", "EVE@")], 2),
        (&[("target", "bob@")], 1),
        (&[("fromDate", "24/06/2026"), ("toDate", "24/06/2026")], 3),
        (&[("toDate", "23/06/2026")], 0),
    ] {
        let page = ada.submit_get(&all, "filters", fields).await;
        assert_eq!(page.texts(".deed").len(), count, "{fields:?}");
        assert!(page.has("#clear-filters"));
        assert_eq!(page.has("#no-entries"), count == 0);
    }
    let page = ada
        .submit_get(&all, "filters", &[("fromDate", "soon")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text("#error-summary li")
            .starts_with("Enter the first day")
    );
    assert!(!page.has("#no-entries"));
}

#[tokio::test]
async fn fifty_entries_stand_on_a_page() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let (mut keeper, _) = house.keeper().await;
    let form = keeper.open(&house.kept("/stop")).await;
    for _ in 0..53 {
        keeper
            .submit(&form, "reason-form", &[("reason", "Again")])
            .await;
        house.world.clock.pass(std::time::Duration::from_secs(2));
    }

    let first = ada.open(&house.at("/record")).await;
    assert_eq!(first.text("#showing"), "1 to 50 of 53 entries");
    assert!(!first.has("#newer"));
    let second = ada.follow(&first, "#older").await;
    assert_eq!(second.text("#showing"), "51 to 53 of 53 entries");
    assert!(!second.has("#older"));
    let back = ada.follow(&second, "#newer").await;
    assert_eq!(back.texts(".deed").len(), 50);
    let beyond = ada.open(&house.at("/record?page=9")).await;
    assert!(
        beyond
            .text("#no-entries")
            .contains("does not go back so far")
    );
}

#[tokio::test]
async fn those_who_may_not_see_it_do_not() {
    let house = House::build().await;
    for (role, status) in [
        (Role::Accountant, StatusCode::OK),
        (Role::RefundManager, StatusCode::FORBIDDEN),
        (Role::Developer, StatusCode::FORBIDDEN),
        (Role::Viewer, StatusCode::FORBIDDEN),
    ] {
        let email = format!("{}@example.org", role.word());
        let (mut browser, _) = house.signed_in(&email, role).await;
        let page = browser.open(&house.at("/record")).await;
        assert_eq!(page.status, status, "{role:?}");
        let other = house.other_service().await;
        let page = browser
            .open(&format!("/admin/service/{}/record", other.id))
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn everybodys_record_names_its_services_and_is_for_the_platform() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    invite(&house, &mut ada, "bob@example.org").await;
    let (mut keeper, _) = house.keeper().await;

    let page = keeper.open("/admin/platform/record").await;
    let deeds = page.texts(".deed");
    assert!(deeds.iter().any(|deed| deed.starts_with("Signed in")));
    assert!(deeds.contains(&"Invited bob@example.org as View only".to_owned()));
    assert!(
        page.texts(".deed__facts")
            .iter()
            .any(|facts| facts.contains("Fishing licences"))
    );
    let page = keeper.open(&house.kept("")).await;
    let page = keeper.follow(&page, "#its-record").await;
    assert_eq!(
        page.texts(".deed"),
        ["Invited bob@example.org as View only"]
    );
    let page = keeper.open("/admin/platform/record?service=x").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}
