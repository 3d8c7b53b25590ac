//! From the link to the service, by every way there is.

use std::time::Duration;

use domain::payment::Status;
use memory::{Behaviour, Call};
use poem::http::StatusCode;

use crate::house::{self, House, RETURN_URL};
use crate::to_confirm_page;

#[tokio::test]
async fn a_payment_is_made_without_scripts() {
    let house = House::build().await;

    let (mut browser, confirm) = to_confirm_page(&house).await;

    assert_eq!(confirm.title(), "Confirm your payment");
    assert_eq!(confirm.text("#card-number"), "●●●●●●●●●●●●4242");
    assert_eq!(confirm.text("#expiry-date"), "10/29");
    assert_eq!(confirm.text("#cardholder-name"), "Ada Lovelace");
    assert_eq!(
        confirm.text("#address"),
        "1 High Street, Leeds, LS1 1AA, United Kingdom"
    );
    assert_eq!(confirm.text("#email"), "ada@example.org");
    assert_eq!(confirm.text("#amount"), "£12.50");

    let away = browser.submit(&confirm, "confirmation", &[]).await;

    assert_eq!(away.address, RETURN_URL);
    assert_eq!(house.status().await, Status::Success);
    assert_eq!(house.world.psp.count(Call::Capture), 1);
}

#[tokio::test]
async fn each_ending_has_its_page() {
    for (card, class) in [
        ("4000000000000002", ".qa-payment-declined"),
        ("4000000000000069", ".qa-payment-declined"),
        ("4000000000000127", ".qa-payment-declined"),
        ("4000000000000119", ".system-error"),
    ] {
        let house = House::build().await;
        let mut browser = house.browser();
        let form = browser.open(&house.link().await).await;

        let page = browser
            .submit(&form, "card-details", &house::card(card))
            .await;

        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has(class), "{card}: {}", page.html);
        let away = browser.follow(&page, "#return-url").await;
        assert_eq!(away.address, RETURN_URL);
    }
}

#[tokio::test]
async fn cancelling_is_a_page_with_the_way_back() {
    let house = House::build().await;
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;

    let cancelled = browser.submit(&form, "cancel", &[]).await;

    assert_eq!(cancelled.status, StatusCode::OK);
    assert!(cancelled.has(".user-cancel"));
    assert_eq!(house.status().await, Status::CancelledByPayingUser);
    assert_eq!(
        browser.follow(&cancelled, "#return-url").await.address,
        RETURN_URL
    );
}

#[tokio::test]
async fn cancelling_on_the_confirm_page_releases_the_money() {
    let house = House::build().await;
    let (mut browser, confirm) = to_confirm_page(&house).await;

    let cancelled = browser.submit(&confirm, "cancel", &[]).await;

    assert!(cancelled.has(".user-cancel"));
    assert_eq!(house.world.psp.count(Call::Cancel), 1);
}

#[tokio::test]
async fn back_and_second_tab_land_where_the_payment_is() {
    let house = House::build().await;
    let (mut browser, confirm) = to_confirm_page(&house).await;
    let id = house.payment_id().await;

    let back = browser.open(&format!("/card_details/{id}")).await;
    let onward = browser.follow(&back, "#confirm-link").await;
    browser.submit(&confirm, "confirmation", &[]).await;
    let twice = browser.submit(&confirm, "confirmation", &[]).await;
    let cancel = browser.submit(&confirm, "cancel", &[]).await;

    assert!(back.has(".in-progress") && back.has("button#return-url"));
    assert_eq!(onward.title(), "Confirm your payment");
    for page in [&twice, &cancel] {
        assert!(page.has(".successful"), "{}", page.html);
    }
    assert_eq!(house.world.psp.count(Call::Capture), 1);
    assert_eq!(house.status().await, Status::Success);
}

#[tokio::test]
async fn leaving_an_unfinished_payment_takes_a_button() {
    let house = House::build().await;
    let (mut browser, _) = to_confirm_page(&house).await;
    let id = house.payment_id().await;

    let asked = browser.open(&format!("/return/{id}")).await;
    assert_eq!(
        house.status().await,
        Status::Submitted,
        "a GET changes nothing"
    );
    let away = browser.submit_containing(&asked, "#return-url").await;

    assert_eq!(away.address, RETURN_URL);
    assert_eq!(house.status().await, Status::CancelledByPayingUser);
}

#[tokio::test]
async fn a_slow_bank_is_waited_for() {
    let house = House::build().await;
    house.world.psp.next(Call::Authorise, Behaviour::Stall);
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;

    let waiting = browser
        .submit(&form, "card-details", &house::card("4242424242424242"))
        .await;
    let second = browser
        .submit(&form, "card-details", &house::card("4242424242424242"))
        .await;
    house.world.psp.release();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let after = browser.open(&waiting.address).await;

    for page in [&waiting, &second] {
        assert!(
            page.address.ends_with("/auth_waiting") && page.has("#spinner"),
            "{}",
            page.address
        );
        assert!(
            page.html
                .contains(r#"<noscript><meta http-equiv="refresh" content="2"></noscript>"#)
        );
    }
    assert_eq!(after.title(), "Confirm your payment");
    assert_eq!(house.world.psp.count(Call::Authorise), 1);
}

#[tokio::test]
async fn fifty_submits_of_one_form_are_one_authorisation() {
    let house = House::build().await;
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;

    let submits = (0..50).map(|_| {
        let (mut tab, form) = (browser.clone(), form.clone());
        tokio::spawn(async move {
            tab.submit(&form, "card-details", &house::card("4242424242424242"))
                .await
                .address
        })
    });
    for submit in submits.collect::<Vec<_>>() {
        let address = submit.await.unwrap();
        assert!(
            address.ends_with("/confirm") || address.ends_with("/auth_waiting"),
            "{address}"
        );
    }

    assert_eq!(house.world.psp.count(Call::Authorise), 1);
}

#[tokio::test]
async fn a_payment_left_alone_expires() {
    let house = House::build().await;
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;
    house.world.clock.pass(Duration::from_secs(91 * 60));
    house.application.run_due_work(100).await.unwrap();

    let page = browser
        .submit(&form, "card-details", &house::card("4242424242424242"))
        .await;

    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has(".session-expired") && page.has("a#return-url"));
}
