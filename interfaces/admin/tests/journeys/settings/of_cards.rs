//! Which cards are taken, and what they cost on top.

use domain::Amount;
use domain::account::{Provider, Surcharges};
use domain::card::{Brand, CardType};
use domain::staff::Role;
use poem::http::StatusCode;

use super::{post, says, token};
use crate::house::House;

#[tokio::test]
async fn cards_are_ticked() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let address = house.at("/test/settings/cards");
    let form = ada.open(&address).await;
    assert!(form.has("#debit-visa[checked]") && form.has("#credit-jcb[checked]"));
    assert!(form.has("#debit-maestro:not([checked])"));
    assert_eq!(
        form.text("#debit-maestro-hint"),
        "Needs 3-D Secure, which is on"
    );

    let fields = "debit=visa&debit=maestro&credit=american-express";
    let page = post(&mut ada, &address, &token(&form), fields).await;

    assert_eq!(page.text(".news"), "Changed: Accepted cards.");
    assert_eq!(
        says(&page, "cards"),
        ["Debit: Visa, Maestro", "Credit: American Express"]
    );
    let cards = house.account_now().await.cards;
    assert!(cards.has(Brand::Maestro, CardType::Debit));
    assert!(!cards.has(Brand::Visa, CardType::Credit));
    assert_eq!(
        house.recorded().await,
        ["mode: test; cards: visa debit, american-express credit, maestro debit"]
    );
}

#[tokio::test]
async fn cards_that_cannot_be_are_refused() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let address = house.at("/test/settings/cards");
    let form = ada.open(&address).await;

    let page = post(&mut ada, &address, &token(&form), "").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.text("#error-summary li"), "Choose at least one card");
    assert_eq!(
        page.attribute("#error-summary a", "href").unwrap(),
        "#debit-visa"
    );
    for fields in ["debit=jcb", "credit=maestro", "credit=cheque"] {
        let page = post(&mut ada, &address, &token(&form), fields).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{fields}");
    }
    assert!(house.recorded().await.is_empty());
}

#[tokio::test]
async fn maestro_and_3_d_secure_come_and_go_together() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let (cards, secure) = ("/test/settings/cards", "/test/settings/3-d-secure");
    let form = ada.open(&house.at(cards)).await;
    post(&mut ada, &house.at(cards), &token(&form), "debit=maestro").await;

    let form = ada.open(&house.at(secure)).await;
    let page = ada
        .submit(&form, "change-setting", &[("answer", "off")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text("#error-summary li").starts_with("Maestro cards"));
    assert!(house.account_now().await.requires_3ds);
    house
        .change_account(|account| {
            account.cards = domain::card::brand::AcceptedCards::usual();
            account.requires_3ds = false;
        })
        .await;
    let form = ada.open(&house.at(cards)).await;
    assert_eq!(
        form.text("#debit-maestro-hint"),
        "Needs 3-D Secure, which is off"
    );
    let page = post(&mut ada, &house.at(cards), &token(&form), "debit=maestro").await;

    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        page.attribute("#error-summary a", "href").unwrap(),
        "#debit-maestro"
    );
    assert!(page.has("#debit-maestro[checked]") && !page.has("#debit-visa[checked]"));
}

#[tokio::test]
async fn worldpay_has_to_agree_to_some_cards() {
    let house = House::build().await;
    house
        .change_account(|account| account.provider = Provider::Worldpay)
        .await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;

    let form = ada.open(&house.at("/test/settings/cards")).await;

    for id in ["#credit-american-express-hint", "#credit-unionpay-hint"] {
        assert_eq!(form.text(id), "Worldpay must have agreed to it");
    }
    assert!(!form.has("#credit-jcb-hint"));
}

#[tokio::test]
async fn surcharges_are_typed_in_pounds() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/test/settings/surcharges")).await;
    let fields = [("credit", "£2.50"), ("debit", "0"), ("prepaid-debit", "1")];

    let page = ada.submit(&form, "change-setting", &fields).await;

    assert_eq!(
        says(&page, "surcharges"),
        ["Credit: £2.50", "Prepaid debit: £1.00"]
    );
    let pence = |minor| Amount::from_minor(minor).ok();
    let expected = Surcharges {
        credit: pence(250),
        debit: None,
        prepaid_debit: pence(100),
    };
    assert_eq!(house.account_now().await.surcharges, expected);
    let form = ada.open(&house.at("/test/settings/surcharges")).await;
    assert_eq!(
        [form.value("#credit"), form.value("#debit")],
        ["2.50".to_owned(), String::new()]
    );
    let fields = [
        ("credit", "2.5"),
        ("debit", "1000000"),
        ("prepaid-debit", ""),
    ];
    let page = ada.submit(&form, "change-setting", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        page.texts("#error-summary li"),
        [
            "Enter pounds and pence for credit cards, like 2.50, or leave it blank",
            "Enter £100,000.00 or less for debit cards"
        ]
    );
    assert_eq!(page.value("#credit"), "2.5");
    assert_eq!(house.account_now().await.surcharges, expected);
}
