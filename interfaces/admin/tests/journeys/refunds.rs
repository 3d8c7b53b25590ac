//! Giving money back.

use domain::staff::Role;
use poem::http::StatusCode;

use crate::house::House;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn a_part_is_given_back_and_then_the_rest() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let id = house.paid("FL-1").await;

    let page = ada.open(&house.at_payment(&id, "")).await;
    let page = ada.follow(&page, "#refund-payment-link").await;
    assert_eq!(
        page.text("label[for=refund-full]"),
        "The full amount: £120.50"
    );
    let fields = [("refund", "partial"), ("amount", "20.05")];
    let page = ada.submit(&page, "refund-payment", &fields).await;
    assert!(
        page.text(".news")
            .contains("asked the payment provider to refund £20.05")
    );
    assert_eq!(page.text("#refunded-amount"), "£20.05");
    assert_eq!(page.text("#left-amount"), "£100.45");
    assert_eq!(page.texts("#refunds li strong"), ["£20.05"]);
    assert_eq!(page.text("#net-amount"), "£100.45");
    assert_eq!(
        page.text("#refunds li"),
        "£20.05 Refund successful Asked for by ada@example.org 24 June 2026 at 13:00:00 BST"
    );
    let list = ada.open(&house.at("/test/transactions")).await;
    let mut amounts = list.texts("td[data-label=Amount]");
    amounts.sort();
    assert_eq!(amounts, ["£120.50", "−£20.05"]);

    let page = ada.follow(&page, "#refund-payment-link").await;
    assert_eq!(
        page.text("label[for=refund-full]"),
        "All that is left: £100.45"
    );
    let page = ada
        .submit(&page, "refund-payment", &[("refund", "full")])
        .await;

    assert_eq!(page.text("#refunded-amount"), "£120.50");
    assert!(!page.has("#refund-payment-link"));
    assert_eq!(house.payment(&id).await.amount_refunded(), 12_050);
    let page = ada.open(&house.at_payment(&id, "/refund")).await;
    assert!(page.text("#no-refund").contains("refunded already"));
}

#[tokio::test]
async fn amounts_that_cannot_be_given_back_are_asked_for_again() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let id = house.paid("FL-1").await;
    let form = ada.open(&house.at_payment(&id, "/refund")).await;

    for (refund, amount, problem) in [
        ("", "", "Choose whether to refund all of it or a part"),
        ("some", "", "Choose whether to refund all of it or a part"),
        ("partial", "", "Enter the amount to refund"),
        ("partial", "0.00", "Enter an amount above £0.00"),
        (
            "partial",
            "ten",
            "Enter the amount in pounds and pence, like 10.50, or in pounds, like 10",
        ),
        (
            "partial",
            "10.5",
            "Enter the amount in pounds and pence, like 10.50, or in pounds, like 10",
        ),
        ("partial", "120.51", "Enter an amount of at most £120.50"),
        (
            "partial",
            "999999999999",
            "Enter an amount of at most £120.50",
        ),
    ] {
        let fields = [("refund", refund), ("amount", amount)];
        let page = ada.submit(&form, "refund-payment", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.text("#error-summary li"), problem);
        assert_eq!(page.value("#amount"), amount, "what was typed comes back");
    }
    assert_eq!(house.payment(&id).await.amount_refunded(), 0);
    let fields = [("refund", "partial"), ("amount", "120.50")];
    let page = ada.submit(&form, "refund-payment", &fields).await;
    assert_eq!(page.text("#refunded-amount"), "£120.50");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_gives_money_back_once() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let id = house.paid("FL-1").await;
    let form = ada.open(&house.at_payment(&id, "/refund")).await;
    let fields = [("refund", "partial"), ("amount", "50")];

    ada.submit(&form, "refund-payment", &fields).await;
    let page = ada.submit(&form, "refund-payment", &fields).await;

    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text("#error-summary li").contains("has changed"));
    assert_eq!(
        page.value("#refund-amount-available"),
        "7050",
        "as it is now"
    );
    assert_eq!(house.payment(&id).await.amount_refunded(), 5_000);
    let page = ada.submit(&page, "refund-payment", &fields).await;
    assert_eq!(page.text("#refunded-amount"), "£100.00");
}

#[tokio::test]
async fn those_who_may_only_look_neither_see_how_nor_can() {
    let house = House::build().await;
    let id = house.paid("FL-1").await;
    for role in [Role::Viewer, Role::Accountant] {
        let (mut ada, _) = house
            .signed_in(&format!("{}@example.org", role.word()), role)
            .await;

        let page = ada.open(&house.at_payment(&id, "")).await;
        assert_eq!(page.text("#state"), "Success");
        assert!(!page.has("#refund-payment-link") && !page.has("#cancel-payment-link"));
        let page = ada.open(&house.at_payment(&id, "/refund")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let profile = ada.open("/admin/profile").await;
        let token = profile.value("input[name=csrfToken]");
        let body = format!("csrfToken={token}&refund=full&available=12050&cancel=yes");
        for rest in ["/refund", "/cancel"] {
            let answer = ada
                .send("POST", &house.at_payment(&id, rest), Some(&body), &[])
                .await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{rest}");
        }
    }
    assert_eq!(house.payment(&id).await.amount_refunded(), 0);
}

#[tokio::test]
async fn nothing_is_given_back_while_the_account_is_stopped() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let id = house.paid("FL-1").await;
    house.stop_account().await;

    let form = ada.open(&house.at_payment(&id, "/refund")).await;
    let page = ada
        .submit(&form, "refund-payment", &[("refund", "full")])
        .await;

    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text("#error-summary li").contains("are stopped"));
    assert_eq!(house.payment(&id).await.amount_refunded(), 0);
}
