//! Platform administrators find services, enter them, and stop them.

use std::time::Duration;

use domain::audit::{Action, Chain};
use domain::ports::Queries;
use domain::staff::Role;
use poem::http::StatusCode;

use crate::house::House;
use crate::platform::enter;

#[tokio::test]
async fn services_are_found_by_a_part_of_their_name() {
    let house = House::build().await;
    house.other_service().await;
    house.go_live().await;
    let (mut keeper, _) = house.keeper().await;

    let all = keeper.open("/admin/platform/services").await;
    assert_eq!(all.texts("tbody th a"), ["Fishing licences", "Parking"]);
    assert_eq!(all.texts("tbody .tag--live"), ["Live: Sandbox"]);
    let page = keeper
        .submit_get(&all, "search", &[("name", " PARK ")])
        .await;
    assert_eq!(page.texts("tbody th a"), ["Parking"]);
    let page = keeper.submit_get(&all, "search", &[("name", "<b>")]).await;
    assert_eq!(
        page.text("#no-services"),
        "No service has a name like that."
    );
    let page = keeper.follow(&all, "tbody th a").await;

    assert_eq!(page.text("h1"), "Fishing licences");
    assert!(page.html.contains(house.account.id.as_str()));
    assert!(page.text(".rows").contains("Not entered yet"));
    for id in ["nothing", &"0".repeat(26)] {
        let address = format!("/admin/platform/services/{id}");
        let page = keeper.open(&address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_service_is_entered_for_a_reason_that_its_people_can_read() {
    let house = House::build().await;
    let (mut keeper, _) = house.keeper().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let team = house.at("/team");
    assert_eq!(keeper.open(&team).await.status, StatusCode::NOT_FOUND);

    let form = keeper.open(&house.kept("")).await;
    let form = keeper.follow(&form, "#enter").await;
    let page = keeper
        .submit(&form, "reason-form", &[("reason", " ")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.text("#error-summary li"), "Enter a reason");
    assert_eq!(keeper.open(&team).await.status, StatusCode::NOT_FOUND);
    let page = enter(&house, &mut keeper).await;

    assert_eq!(page.address, house.at("/test/dashboard"));
    assert!(
        page.text(".news")
            .contains("You entered “Fishing licences”")
    );
    assert!(page.text("#entered").contains("until 14:00"));
    assert_eq!(keeper.open(&team).await.status, StatusCode::OK);
    let page = keeper.open(&house.kept("")).await;
    assert!(page.has("#go-inside") && !page.has("#enter"));
    let record = ada.open(&house.at("/record")).await;
    assert!(record.text(".deed").contains("Entered the service"));
    assert_eq!(
        record.text(".deed__reason"),
        "“Ticket 1234: keys are refused”"
    );
}

#[tokio::test]
async fn an_entry_ends_by_leaving_and_after_an_hour() {
    let house = House::build().await;
    let (mut keeper, _) = house.keeper().await;
    let page = enter(&house, &mut keeper).await;

    let page = keeper.submit(&page, "entered", &[]).await;
    assert_eq!(page.text(".news"), "You left the service.");
    let team = house.at("/team");
    assert_eq!(keeper.open(&team).await.status, StatusCode::NOT_FOUND);

    enter(&house, &mut keeper).await;
    for (minutes, status) in [
        (20, StatusCode::OK),
        (20, StatusCode::OK),
        (19, StatusCode::OK),
        (1, StatusCode::NOT_FOUND),
    ] {
        house.world.clock.pass(Duration::from_secs(minutes * 60));
        assert_eq!(keeper.open(&team).await.status, status);
    }
    assert!(keeper.open(&house.kept("")).await.has("#enter"));
}

#[tokio::test]
async fn an_entry_is_for_one_service_in_one_browser() {
    let house = House::build().await;
    let other = house.other_service().await;
    let (mut keeper, person) = house.keeper().await;
    enter(&house, &mut keeper).await;

    let elsewhere = format!("/admin/service/{}/team", other.id);
    assert_eq!(keeper.open(&elsewhere).await.status, StatusCode::NOT_FOUND);
    let mut second = house.browser();
    house.sign_in(&mut second, &person).await;
    let team = house.at("/team");
    assert_eq!(second.open(&team).await.status, StatusCode::NOT_FOUND);
    assert_eq!(keeper.open(&team).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_service_is_stopped_and_started_again_for_a_reason() {
    let house = House::build().await;
    house.go_live().await;
    let (mut keeper, _) = house.keeper().await;
    let chain = || Chain::Service(house.service_id().clone());

    for (way, done, tags) in [("#stop", "stopped", 2), ("#start", "started", 0)] {
        let page = keeper.open(&house.kept("")).await;
        let form = keeper.follow(&page, way).await;
        let before = house.world.store.accounts().await.unwrap();
        let page = keeper.submit(&form, "reason-form", &[]).await;
        assert_eq!(page.text("#error-summary li"), "Enter a reason");
        assert_eq!(house.world.store.accounts().await.unwrap(), before);

        let fields = [("reason", "Fraud is suspected")];
        let page = keeper.submit(&form, "reason-form", &fields).await;

        assert!(page.has(".news"));
        assert_eq!(page.texts("tbody .tag--bad").len(), tags);
        let deed = house.last_deed(chain(), Action::ServiceDisabled).await;
        let deed = deed.unwrap().deed;
        assert_eq!(deed.reason.as_deref(), Some("Fraud is suspected"));
        assert_eq!(deed.facts, [("done".to_owned(), done.to_owned())]);
    }
}
