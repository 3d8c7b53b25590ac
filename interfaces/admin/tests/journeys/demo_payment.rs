//! Trying a payment out, without writing a program first.

use domain::ports::Queries;
use domain::ports::queries::PaymentSearch;
use domain::staff::Role;
use poem::http::StatusCode;

use crate::house::{House, PAGES_URL, PUBLIC_URL};

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn a_test_payment_leads_to_the_payment_pages_and_back_to_the_list() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Developer).await;
    let page = ada.open(&house.at("/test/dashboard")).await;
    let form = ada.follow(&page, "#demo-payment-link").await;
    assert_eq!(form.value("#paymentAmount"), "20.00");
    let policy = form.header("content-security-policy");
    assert!(policy.ends_with(&format!("form-action 'self' {PAGES_URL}")));

    let fields = [("paymentDescription", "Rod licence")];
    let page = ada.submit(&form, "demo-payment", &fields).await;

    assert!(page.address.starts_with(&format!("{PAGES_URL}/secure/")));
    let all = PaymentSearch::default();
    let found = house.world.store.search(&house.account.id, &all);
    let found = found.await.unwrap();
    let payment = &found.items[0];
    assert_eq!(payment.description.as_str(), "Rod licence");
    assert_eq!(payment.total().to_string(), "£20.00");
    let back = payment.return_url.as_ref().unwrap();
    let list = format!("{PUBLIC_URL}{}", house.at("/test/transactions"));
    assert_eq!(back.as_str(), list);
}

#[tokio::test]
async fn what_cannot_be_paid_is_asked_for_again() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;
    let form = ada.open(&house.at("/test/demo-payment")).await;

    for (description, amount, problem) in [
        ("", "20.00", "Enter a payment description"),
        ("Rod", "", "Enter a payment amount"),
        ("Rod", "twenty", "Enter a valid payment amount, like 20.00"),
        ("Rod", "0", "Enter an amount above £0"),
    ] {
        let fields = [
            ("paymentDescription", description),
            ("paymentAmount", amount),
        ];
        let page = ada.submit(&form, "demo-payment", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert_eq!(page.text("#error-summary li"), problem);
        assert_eq!(page.value("#paymentDescription"), description);
    }
    house.stop_account().await;
    let page = ada.submit(&form, "demo-payment", &[]).await;
    assert_eq!(
        page.text("#error-summary li"),
        "Payments of this account are stopped"
    );
}

#[tokio::test]
async fn nobody_plays_with_real_money() {
    let house = House::build().await;
    house.go_live().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/test/demo-payment")).await;
    let token = form.value("input[name=csrfToken]");

    let page = ada.open(&house.at("/live/demo-payment")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let body = format!("csrfToken={token}&paymentDescription=x&paymentAmount=1");
    let address = house.at("/live/demo-payment");
    let page = ada.send("POST", &address, Some(&body), &[]).await;

    assert_eq!(page.status, StatusCode::NOT_FOUND);
}
