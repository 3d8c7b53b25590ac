//! The sandbox's own page: the clock, the reset, the cards, the first call.

use domain::card::test_cards::TEST_CARDS;
use serde_json::json;
use system_tests::harness::{Server, Walk};

#[tokio::test]
async fn the_page_moves_the_clock_and_starts_over() {
    let server = Server::on_sqlite().await;
    let walk = Walk::begin(&server).await;
    let mut visitor = server.visitor();
    let page = visitor.page("/sandbox").await;
    let before = page.attribute("#clock-now time", "datetime");

    let form = page
        .form("advance")
        .with("hours", "1")
        .with("minutes", "31");
    let page = visitor.press(&form, "advance-clock").await.page();

    assert_eq!(page.url.path(), "/sandbox", "reloading moves nothing");
    assert!(page.attribute("#clock-now time", "datetime") > before);
    assert_eq!(walk.state().await["code"], "P0020");

    let page = visitor
        .press(&page.form("reset"), "reset-data")
        .await
        .page();

    assert_eq!(page.status(), 200);
    assert_eq!(server.api().get("/v1/payments").await.at("/total"), 0);
    server.api().create(json!({})).await;
}

#[tokio::test]
async fn the_page_shows_every_card_and_the_call_to_begin_with() {
    let server = Server::on_sqlite().await;
    let page = server.visitor().page("/sandbox").await;

    let mut numbers: Vec<String> = page
        .texts("[aria-labelledby=test-cards] tbody tr :first-child")
        .iter()
        .map(|number| number.replace(' ', ""))
        .collect();
    let mut expected: Vec<&str> = TEST_CARDS.iter().map(|card| card.number).collect();
    numbers.sort_unstable();
    expected.sort_unstable();
    assert_eq!(numbers, expected);
    let call = page.text("#first-call").unwrap();
    assert!(
        call.contains(server.key()) && call.contains(server.api_url()),
        "{call}"
    );
}

/// A form on another site cannot pull the levers with the visitor's browser.
#[tokio::test]
async fn other_sites_cannot_pull_the_levers() {
    let server = Server::on_sqlite().await;
    let id = server.api().create(json!({})).await.id;
    let mut visitor = server.visitor();

    for (address, body) in [("/sandbox/clock", "hours=2"), ("/sandbox/reset", "")] {
        let page = visitor.post_from_elsewhere(address, body).await.page();
        assert_eq!(page.status(), 403, "{address}");
    }

    assert_eq!(server.api().state(&id).await["status"], "created");
}
