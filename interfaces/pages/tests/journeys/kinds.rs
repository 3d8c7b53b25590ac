//! Payments that are not like the usual one: by corporate card, by telephone,
//! for an agreement, and those that have no pages.

use application::agreements::create::CreateAgreement;
use domain::Amount;
use domain::account::Surcharges;
use domain::payment::{AuthorisationMode, Description, Language, Reference, Status};
use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::house::{self, House};

const CORPORATE_CREDIT: &str = "4111111111111111";
const CORPORATE_DEBIT: &str = "4988080000000000";

async fn with_surcharges() -> House {
    let house = House::build().await;
    house
        .change_account(|account| {
            account.surcharges = Surcharges {
                credit: Amount::from_minor(250).ok(),
                debit: Amount::from_minor(125).ok(),
                prepaid_debit: None,
            };
        })
        .await;
    house
}

#[tokio::test]
async fn a_corporate_card_costs_more_and_the_confirm_page_says_so() {
    let house = with_surcharges().await;
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;

    let confirm = browser
        .submit(&form, "card-details", &house::card(CORPORATE_CREDIT))
        .await;

    assert!(form.has("#payment-summary-breakdown[hidden]"));
    assert!(form.has("#corporate-card-surcharge-message[hidden]"));
    assert_eq!(form.text("#amount"), "£12.50");
    assert!(confirm.has("#payment-summary-breakdown:not([hidden])"));
    assert_eq!(confirm.text("#payment-summary-breakdown-amount"), "£12.50");
    assert_eq!(confirm.text("#payment-summary-corporate-card-fee"), "£2.50");
    assert_eq!(confirm.text("#amount"), "£15.00");
    browser.submit(&confirm, "confirmation", &[]).await;
    assert_eq!(house.status().await, Status::Success);
}

#[tokio::test]
async fn a_card_that_costs_nothing_more_has_no_breakdown() {
    let house = with_surcharges().await;
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;

    let confirm = browser
        .submit(&form, "card-details", &house::card("4242424242424242"))
        .await;

    assert!(confirm.has("#payment-summary-breakdown[hidden]"));
    assert_eq!(confirm.text("#amount"), "£12.50");
}

#[tokio::test]
async fn scripts_learn_what_a_card_costs_more() {
    let house = with_surcharges().await;
    let mut browser = house.browser();
    for (language, number, surcharge) in [
        (
            Language::English,
            CORPORATE_CREDIT,
            json!({
                "message": "Paying with a corporate credit card costs £2.50 more.",
                "fee": "£2.50",
                "total": "£15.00",
            }),
        ),
        (
            Language::Welsh,
            CORPORATE_DEBIT,
            json!({
                "message": "Mae talu â cherdyn debyd corfforaethol yn costio £1.25 yn ychwanegol.",
                "fee": "£1.25",
                "total": "£13.75",
            }),
        ),
        (Language::English, "4131840000000003", Value::Null),
        (Language::English, "4242424242424242", Value::Null),
    ] {
        house.world.clock.pass(std::time::Duration::from_secs(1));
        let link = house.link_with(|command| command.language = language).await;
        browser.open(&link).await;
        let address = format!("/check_card/{}", house.payment_id().await);
        let body = format!("cardNo={number}");

        let answer = browser.send("POST", &address, Some(&body), &[]).await;

        let answer: Value = serde_json::from_str(&answer.html).unwrap();
        assert_eq!(answer["accepted"], true);
        assert_eq!(answer["surcharge"], surcharge, "{number}");
    }
}

#[tokio::test]
async fn an_order_by_telephone_asks_for_no_billing_address() {
    let house = House::build().await;
    let mut browser = house.browser();
    let form = browser
        .open(&house.link_with(|command| command.moto = true).await)
        .await;
    let fields: Vec<_> = house::card("4242424242424242")
        .into_iter()
        .filter(|(name, _)| !name.starts_with("address"))
        .collect();

    let confirm = browser.submit(&form, "card-details", &fields).await;

    assert!(!form.has("#address-line-1") && form.has("#email"));
    assert!(confirm.has("#confirm") && !confirm.has("#address"));
}

#[tokio::test]
async fn the_card_page_says_what_a_card_is_stored_for() {
    let house = House::build().await;
    let command = CreateAgreement {
        reference: Reference::parse("CLUB-1").unwrap(),
        description: Description::parse("Library fees & fines").unwrap(),
        user_identifier: None,
        repeatable: None,
    };
    let agreement = house
        .application
        .create_agreement(&house.service(), command)
        .await
        .unwrap();
    let mut browser = house.browser();

    let form = browser
        .open(
            &house
                .link_with(|command| command.set_up_agreement = Some(agreement.id.to_string()))
                .await,
        )
        .await;

    assert_eq!(
        form.text("#agreement-setup-disclaimer strong"),
        "Library fees & fines"
    );
    assert!(
        form.text("#agreement-setup-disclaimer")
            .starts_with("Your card will also be stored")
    );
    let usual = browser.open(&house.link().await).await;
    assert!(!usual.has("#agreement-setup-disclaimer"));
}

#[tokio::test]
async fn a_payment_whose_card_the_service_sends_has_no_pages() {
    let house = House::build().await;
    let token = house
        .link_with(|command| {
            command.mode = AuthorisationMode::MotoApi;
            command.return_url = None;
        })
        .await;
    let mut browser = house.browser();

    for _ in 0..2 {
        let page = browser.open(&token).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.has(".session-expired") && !page.has("form"));
    }
    assert!(browser.cookies().is_empty());
    assert_eq!(house.status().await, Status::Created);
}
