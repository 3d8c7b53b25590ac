//! The sandbox's page.

use domain::dispute::DisputeStatus;
use domain::payment::Status;
use poem::http::StatusCode;

use crate::house::House;
use crate::to_confirm_page;

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

#[tokio::test]
async fn the_sandbox_page_disputes_and_pays_out() {
    let house = House::build().await;
    let (mut browser, confirm) = to_confirm_page(&house).await;
    let id = house.payment_id().await.to_string();
    let page = browser.open("/sandbox").await;
    let early = browser
        .submit(&page, "open-dispute", &[("payment", &id)])
        .await;
    browser.submit(&confirm, "confirmation", &[]).await;

    let opened = browser
        .submit(&early, "open-dispute", &[("reason", "duplicate")])
        .await;
    let again = browser.submit(&opened, "open-dispute", &[]).await;
    let reviewed = browser
        .submit(&again, "move-dispute", &[("status", "under_review")])
        .await;
    let back = browser
        .submit(&reviewed, "move-dispute", &[("status", "needs_response")])
        .await;
    let lost = browser
        .submit(&back, "move-dispute", &[("status", "lost")])
        .await;
    let late = browser
        .submit(&lost, "move-dispute", &[("status", "won")])
        .await;
    let paid_out = browser.submit(&late, "pay-out", &[]).await;

    let payment = house.find_payment().await.unwrap();
    let [dispute] = payment.disputes.as_slice() else {
        panic!("{:?}", payment.disputes);
    };
    assert_eq!(dispute.status, DisputeStatus::Lost);
    assert_eq!(dispute.amount, payment.total());
    assert!(payment.settled_on.is_some() && dispute.settled_on.is_some());
    for (page, news) in [
        (&early, "money was taken can be disputed"),
        (&opened, "The payment is disputed."),
        (&again, "has a dispute that is open"),
        (&reviewed, "The dispute has moved on."),
        (&back, "there already, or decided"),
        (&lost, "The dispute has moved on."),
        (&late, "no undecided dispute"),
        (&paid_out, "settled as of today"),
    ] {
        let said = page.text("#news");
        assert!(said.contains(news), "{said}");
    }
    assert_eq!(lost.value("#moved-payment"), id);
}

#[tokio::test]
async fn levers_move_nothing_for_other_sites_or_by_unknown_words() {
    let house = House::build().await;
    let mut browser = house.browser();
    let page = browser.open("/sandbox?payment=%3Cb%3E&news=x").await;
    let token = page.value("#csrf3");

    assert!(!page.has("#news") && page.value("#moved-payment").is_empty());
    for address in [
        "/sandbox/disputes",
        "/sandbox/disputes/move",
        "/sandbox/payouts",
    ] {
        let foreign = browser
            .send("POST", address, Some("payment=x&csrfToken=00"), &[])
            .await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN, "{address}");
    }
    for (address, form, news) in [
        (
            "/sandbox/disputes",
            "payment=x&reason=spite",
            "unknown_choice",
        ),
        (
            "/sandbox/disputes",
            "payment=x&reason=general",
            "no_such_payment",
        ),
        (
            "/sandbox/disputes/move",
            "payment=&status=won",
            "no_such_payment",
        ),
    ] {
        let body = format!("{form}&csrfToken={token}");
        let answer = browser.send("POST", address, Some(&body), &[]).await;
        let location = answer.location().unwrap();
        assert!(location.contains(news), "{location}");
    }
}
