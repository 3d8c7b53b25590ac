//! What the card form asks, takes and refuses.

use domain::account::{EmailCollection, Mode};
use domain::payment::Status;
use memory::Call;
use poem::http::StatusCode;

use crate::house::{self, House};

#[tokio::test]
async fn wrong_answers_come_back_with_what_to_do_and_without_the_card() {
    let house = House::build().await;
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;

    let page = browser
        .submit(
            &form,
            "card-details",
            &[
                ("cardNo", "4242 4242 4242 4241"),
                ("cvc", "98765"),
                ("cardholderName", "Ada <b>"),
                ("addressCountry", "GB"),
            ],
        )
        .await;

    assert_eq!(
        (page.status, page.title().as_str()),
        (StatusCode::OK, "Error: Enter card details")
    );
    assert!(!page.html.contains("4242") && !page.html.contains("98765"));
    assert_eq!(page.value("#cardholder-name"), "Ada <b>");
    for (link, target) in page.links("#error-summary li a") {
        assert!(page.has(&target), "{link} leads to {target}");
        assert!(
            page.attribute(&target, "aria-invalid").is_some(),
            "{target}"
        );
        let described = page.attribute(&target, "aria-describedby").unwrap();
        let own = described
            .split(' ')
            .find(|id| id.starts_with("error-"))
            .unwrap();
        let specific = page.text(&format!("#{link}"));
        assert!(
            page.text(&format!("#{own}")).ends_with(&specific),
            "{own}: {specific}"
        );
    }
    assert_eq!(house.status().await, Status::Started);
}

#[tokio::test]
async fn a_card_that_is_not_taken_is_refused_on_the_page() {
    let house = House::build().await;
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;

    let page = browser
        .submit(&form, "card-details", &house::card("6759649826438453"))
        .await;

    assert_eq!(
        page.text("#card-no-error"),
        "Maestro cards cannot be used here"
    );
    assert_eq!(house.world.psp.count(Call::Authorise), 0);
}

#[tokio::test]
async fn the_security_code_fits_the_brand() {
    let house = House::build().await;
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;
    let amex = |code: &'static str| {
        let mut fields = house::card("371449635398431");
        fields.push(("cvc", code));
        fields
    };

    let refused = browser.submit(&form, "card-details", &amex("737")).await;
    let taken = browser
        .submit(&refused, "card-details", &amex("7373"))
        .await;

    assert!(refused.has("#cvc-error") && !refused.has("#card-no-error"));
    assert_eq!(taken.title(), "Confirm your payment");
}

#[tokio::test]
async fn the_card_has_not_expired() {
    let house = House::build().await;
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;
    let mut card = house::card("4242424242424242");
    card.extend([("expiryMonth", "5"), ("expiryYear", "2026")]);

    let page = browser.submit(&form, "card-details", &card).await;

    assert_eq!(
        page.text("#expiry-month-error"),
        "The expiry date must be in the future"
    );
}

#[tokio::test]
async fn what_the_service_knew_is_filled_in() {
    let house = House::build().await;
    let mut browser = house.browser();

    let form = browser.open(&house.prefilled_link().await).await;

    assert_eq!(form.value("#cardholder-name"), "Grace Hopper");
    assert_eq!(form.value("#address-line-1"), "1 Rue");
    assert_eq!(form.value("#address-country option[selected]"), "FR");
    assert_eq!(form.value("#email"), "grace@example.org");
}

#[tokio::test]
async fn an_account_decides_what_the_form_asks() {
    let house = House::build().await;
    let link = house.link().await;
    house
        .change_account(|account| {
            account.asks_billing_address = false;
            account.email = EmailCollection::Off;
            account.mode = Mode::Live;
        })
        .await;
    let mut browser = house.browser();
    let form = browser.open(&link).await;
    let fields = [
        ("cardNo", "4242424242424242"),
        ("expiryMonth", "10"),
        ("expiryYear", "29"),
        ("cardholderName", "Ada"),
        ("cvc", "737"),
        ("email", "sneaked@example.org"),
    ];

    let confirm = browser.submit(&form, "card-details", &fields).await;

    assert!(!form.has("#address-line-1") && !form.has("#email") && !form.has(".test"));
    assert!(!confirm.has("#address") && !confirm.has("#email"));
    assert!(
        confirm
            .header("content-security-policy")
            .ends_with("form-action 'self' https:")
    );
}

#[tokio::test]
async fn scripts_can_ask_about_a_card_number() {
    let house = House::build().await;
    let mut browser = house.browser();
    browser.open(&house.link().await).await;
    let address = format!("/check_card/{}", house.payment_id().await);

    for (number, answer) in [
        (
            "4242424242424242",
            r#"{"accepted":true,"corporate":false,"prepaid":"NOT_PREPAID","type":"CREDIT"}"#,
        ),
        (
            "4000000000000002",
            r#"{"accepted":true,"corporate":false,"prepaid":"NOT_PREPAID","type":"CREDIT_OR_DEBIT"}"#,
        ),
        (
            "6759649826438453",
            r#"{"accepted":false,"message":"Maestro cards cannot be used here"}"#,
        ),
    ] {
        let body = format!("cardNo={number}");
        let found = browser.send("POST", &address, Some(&body), &[]).await;
        assert_eq!(json(&found.html), json(answer));
        assert_eq!(found.header("content-type"), "application/json");
    }
    let stranger = house
        .browser()
        .send("POST", &address, Some("cardNo=1"), &[])
        .await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN);
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}
