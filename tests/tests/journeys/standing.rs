//! Pages follow the payment's true state, whatever page was asked for.

use serde_json::json;
use system_tests::client::cookies::From;
use system_tests::harness::cards::with_card;
use system_tests::harness::{Server, Walk};
use system_tests::on_every_database;
use url::Url;

on_every_database!(
    submitting_the_card_twice_authorises_once,
    confirming_twice_captures_once,
    the_back_button_and_a_second_tab_land_on_the_true_page,
    every_page_of_every_state_is_the_page_of_the_state,
);

const PAGES: [&str; 4] = ["", "/auth_waiting", "/confirm", "/capture_waiting"];

async fn submitting_the_card_twice_authorises_once(server: Server) {
    let mut walk = Walk::begin(&server).await;
    let form = with_card(walk.page.form("card-details"), "4242424242424242");
    let (mut one, mut two) = (walk.visitor.clone(), walk.visitor.clone());

    let (first, second) = tokio::join!(
        one.press(&form, "submit-card-details"),
        two.press(&form, "submit-card-details"),
    );

    for landing in [first, second] {
        assert_eq!(landing.page().status(), 200);
    }
    let history = ["created", "started", "submitted"];
    assert_eq!(walk.history().await, history, "one authorisation");

    let late = walk
        .visitor
        .press(&form, "submit-card-details")
        .await
        .page();
    assert!(late.has("#confirm-link"), "{}", late.html());
    assert_eq!(walk.history().await, history);
}

async fn confirming_twice_captures_once(server: Server) {
    let mut walk = Walk::to_confirm(&server, json!({})).await;
    let form = walk.page.form("confirmation");
    let (mut one, mut two) = (walk.visitor.clone(), walk.visitor.clone());

    tokio::join!(one.press(&form, "confirm"), two.press(&form, "confirm"));
    let late = walk.visitor.press(&form, "confirm").await.page();

    assert!(late.has(".successful"), "{}", late.html());
    assert_eq!(
        walk.history().await,
        ["created", "started", "submitted", "success"]
    );
    let payment = walk.api.payment(&walk.payment.id).await;
    assert_eq!(payment.at("/refund_summary/amount_available"), 14_500);
}

async fn the_back_button_and_a_second_tab_land_on_the_true_page(server: Server) {
    let mut walk = Walk::to_confirm(&server, json!({})).await;

    let back = walk.look("").await.page();
    assert_eq!(back.status(), 200);
    assert!(!back.has("#card-details"), "the card form is over");
    assert!(back.has("#confirm-link") && back.has("#return-url"));

    let mut second_tab = walk.visitor.clone();
    let tab = second_tab.follow(&back, "confirm-link").await.page();
    assert_eq!(tab.title(), "Confirm your payment");
    second_tab
        .press(&tab.form("confirmation"), "confirm")
        .await
        .away();

    let first_tab = walk.look("/confirm").await.page();
    assert!(first_tab.has(".successful"));
}

async fn every_page_of_every_state_is_the_page_of_the_state(server: Server) {
    let started = Walk::begin(&server).await;
    let submitted = Walk::to_confirm(&server, json!({})).await;
    let mut declined = Walk::begin(&server).await;
    declined.submit_card("4000000000000002").await;
    let mut failed = Walk::begin(&server).await;
    failed.submit_card("4000000000000119").await;
    let mut given_up = Walk::begin(&server).await;
    given_up.cancel().await;
    let called_off = Walk::begin(&server).await;
    called_off.api.cancel(&called_off.payment.id).await;
    let paid = Walk::to_the_end(&server, json!({})).await;
    let capturable = Walk::to_the_end(&server, json!({ "delayed_capture": true })).await;

    for (mut walk, own, otherwise, title) in [
        (
            started,
            Some(("", "#card-details")),
            "#card-details-link",
            "Payment not finished",
        ),
        (
            submitted,
            Some(("/confirm", "#confirmation")),
            "#confirm-link",
            "Payment not finished",
        ),
        (declined, None, ".qa-payment-declined", "Payment declined"),
        (failed, None, ".system-error", "Payment failed"),
        (given_up, None, ".user-cancel", "Payment cancelled"),
        (called_off, None, ".system-cancel", "Payment cancelled"),
        (paid, None, ".successful", "Payment complete"),
        (capturable, None, ".successful", "Payment complete"),
    ] {
        for path in PAGES {
            let page = walk.look(path).await.page();
            assert_eq!(page.status(), 200, "{title} {path}");
            assert_eq!(page.count("main#main-content"), 1);
            assert!(!page.heading().is_empty());
            // A page that waits leads on to the page that is waited for.
            let at = page.url.path().replace(&walk.address(""), "");
            match own {
                Some((place, selector)) if place == at => assert!(page.has(selector), "{at}"),
                Some(_) | None => {
                    assert!(page.has(otherwise), "{title} {path}: {}", page.html());
                    assert_eq!(page.title(), format!("{title} - Bursar"));
                }
            }
        }
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_yet_is_an_error() {
    let server = Server::on_sqlite().await;
    let payment = server.api().create(json!({})).await;
    let mut visitor = server.visitor();
    let link = Url::parse(&payment.next_url).unwrap();
    visitor.send("GET", &link, None, From::AnotherSite).await;

    let page = visitor
        .page(&format!("/card_details/{}/confirm", payment.id))
        .await;

    assert_eq!(page.status(), 500);
    assert!(page.has(".general-error") && page.has("#errorMsg") && page.has("#return-url"));
    assert_eq!(server.api().state(&payment.id).await["status"], "created");
}

#[tokio::test]
async fn addresses_that_are_no_page_say_so() {
    let server = Server::on_sqlite().await;
    let mut visitor = server.visitor();
    for (address, status) in [
        ("/nothing", 404),
        ("/card_details", 404),
        ("/card_details/5hv2q7l0c9k3m1r8t4e6d0b2ap", 403),
        ("/return/5hv2q7l0c9k3m1r8t4e6d0b2ap", 403),
        ("/request-denied", 400),
    ] {
        let page = visitor.page(address).await;
        assert_eq!(page.status(), status, "{address}");
        assert!(!page.heading().is_empty());
        assert!(!page.has("#return-url"));
        if status != 403 {
            assert!(
                page.has(".general-error") && page.has("#errorMsg"),
                "{address}"
            );
        }
    }
}
