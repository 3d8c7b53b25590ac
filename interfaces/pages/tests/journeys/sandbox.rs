//! The sandbox's page.

use domain::payment::Status;
use poem::http::StatusCode;

use crate::house::House;

#[tokio::test]
async fn the_sandbox_page_moves_the_clock_and_deletes_payments() {
    let house = House::build().await;
    let mut browser = house.browser();
    browser.open(&house.link().await).await;
    let page = browser.open("/sandbox").await;

    let moved = browser
        .submit(&page, "advance", &[("minutes", "31"), ("hours", "1")])
        .await;
    assert_eq!(house.status().await, Status::Expired);
    assert_eq!(moved.text("#clock-now"), "24 June 2026, 13:31:00 UTC");
    let refused = browser
        .submit(&moved, "advance", &[("minutes", "soon")])
        .await;
    let foreign = browser
        .send("POST", "/sandbox/reset", Some("csrfToken=00"), &[])
        .await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let reset = browser.submit(&refused, "reset", &[]).await;

    assert!(moved.has("#news") && refused.text("#news").contains("not moved"));
    assert!(reset.text("#news").contains("deleted"));
    assert!(house.find_payment().await.is_none());

    let production = House::build_with(|settings| settings.sandbox = false).await;
    assert_eq!(
        production.browser().open("/sandbox").await.status,
        StatusCode::NOT_FOUND
    );
}
