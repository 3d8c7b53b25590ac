//! Finding payments, looking at them, and ending those that nobody has finished.

use std::time::Duration;

use domain::payment::Status;
use domain::staff::Role;
use poem::http::StatusCode;

use crate::house::House;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn the_payment_just_made_is_found_and_shown_in_full() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Accountant).await;
    house.declined("FL-1").await;
    house.world.clock.pass(Duration::from_secs(1));
    let id = house.paid("FL-2").await;

    let page = ada.open(&house.at("/test/transactions")).await;
    assert_eq!(page.text("#showing"), "Showing 1 to 2 of 2 transactions");
    assert_eq!(page.texts("tbody th"), ["FL-2", "FL-1"]);
    assert_eq!(page.texts("td[data-label=Status]"), ["Success", "Declined"]);
    let narrowed = house.at("/test/transactions?reference=fl-2&state=success");
    let page = ada.open(&narrowed).await;
    assert_eq!(page.texts("tbody th"), ["FL-2"]);
    assert_eq!(page.value("#reference"), "fl-2");
    assert!(page.has("#state-success[checked]"));
    let page = ada.follow(&page, &format!("#payment-{id}")).await;

    for (cell, says) in [
        ("#reference", "FL-2"),
        ("#description", "Fishing licence"),
        ("#amount", "£120.50"),
        ("#state", "Success"),
        ("#date-created", "24 June 2026 at 13:00:01 BST"),
        ("#brand", "Visa credit"),
        ("#card_number", "4242 42•• •••• 4242"),
        ("#cardholder_name", "Grace Hopper"),
        ("#card_expiry_date", "11/29"),
        ("#email", "grace@example.org"),
        ("#provider", "Sandbox, in which no money moves"),
        ("#payment-id", id.as_str()),
    ] {
        assert_eq!(page.text(cell), says, "{cell}");
    }
    assert_eq!(page.texts("section:last-of-type .facts th").len(), 2);
    assert!(page.html.contains("carp &#38; &#60;pike&#62;"));
    let happened = page.texts("#events li strong");
    assert_eq!(happened.last().unwrap(), "Created");
    assert!(happened.contains(&"Authorised".to_owned()));
    assert_eq!(page.attribute(".back", "href"), Some(narrowed));
}

#[tokio::test]
async fn an_empty_list_says_why_it_is_empty() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;

    let page = ada.open(&house.at("/test/transactions")).await;
    assert!(
        page.text("#no-results")
            .contains("There are no transactions yet")
    );
    house.created("FL-1").await;
    for (query, says) in [
        ("reference=FL-2", "No transactions match these filters."),
        (
            "state=success&state=error",
            "No transactions match these filters.",
        ),
        ("email=nobody", "No transactions match these filters."),
        (
            "lastDigitsCardNumber=4242",
            "No transactions match these filters.",
        ),
        ("brand=visa", "No transactions match these filters."),
        (
            "fromDate=25/06/2026",
            "No transactions match these filters.",
        ),
        ("toDate=23/06/2026", "No transactions match these filters."),
        ("page=2", "There are no transactions on this page."),
    ] {
        let page = ada
            .open(&house.at(&format!("/test/transactions?{query}")))
            .await;
        assert!(page.text("#no-results").starts_with(says), "{query}");
    }
    let all_day = house.at("/test/transactions?fromDate=24/06/2026&toDate=24/6/2026");
    let page = ada.open(&all_day).await;
    assert_eq!(page.text("#showing"), "Showing 1 transaction");
    let page = ada.follow(&page, "#clear-filters").await;
    assert_eq!(page.address, house.at("/test/transactions"));
}

#[tokio::test]
async fn filters_that_make_no_sense_are_asked_for_again() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;
    house.created("FL-1").await;

    for (query, problem) in [
        (
            "reference=4242+4242+4242+4242",
            "That looks like a card number",
        ),
        ("fromDate=yesterday", "Enter the first day"),
        (
            "fromDate=2/6/2026&toDate=1/6/2026",
            "The last day must not be before",
        ),
        ("lastDigitsCardNumber=12", "Enter the last 4 digits"),
    ] {
        let page = ada
            .open(&house.at(&format!("/test/transactions?{query}")))
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text("#error-summary li").starts_with(problem),
            "{query}"
        );
        assert!(!page.has("tbody") && !page.html.contains("4242 4242"));
    }
}

#[tokio::test]
async fn a_long_list_comes_in_pages_that_keep_its_filters() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;
    for number in 1..=41 {
        house.created(&format!("FL-{number}")).await;
        house.world.clock.pass(Duration::from_secs(1));
    }

    let page = ada
        .open(&house.at("/test/transactions?state=in_progress"))
        .await;
    assert_eq!(page.text("#showing"), "Showing 1 to 20 of 41 transactions");
    assert_eq!(page.texts("tbody th").first().unwrap(), "FL-41");
    assert!(!page.has("#previous-page"));
    let page = ada.follow(&page, "#next-page").await;
    assert!(page.address.ends_with("?state=in_progress&page=2"));
    assert_eq!(page.text(".pager [aria-current]"), "2");
    let page = ada.follow(&page, "#next-page").await;

    assert_eq!(page.text("#showing"), "Showing 41 to 41 of 41 transactions");
    assert_eq!(page.texts("tbody th"), ["FL-1"]);
    assert!(!page.has("#next-page"));
    let page = ada.follow(&page, "tbody a").await;
    let page = ada.follow(&page, ".back").await;
    assert!(page.address.ends_with("?state=in_progress&page=3"));
}

#[tokio::test]
async fn who_pays_is_not_shown_to_those_who_may_not_see_it() {
    let house = House::build().await;
    let live = house.go_live().await;
    let id = house.created_in(&live, "FL-1").await;
    let (mut ada, _) = house.signed_in(ADA, Role::Developer).await;

    let page = ada.open(&house.at("/live/transactions")).await;
    assert_eq!(page.texts("tbody th"), ["FL-1"]);
    assert!(!page.html.contains("grace@example.org") && !page.has("input#email"));
    let page = ada
        .open(&house.at(&format!("/live/transactions/{id}")))
        .await;

    assert!(page.has("#reference") && !page.has("#email"));
    assert!(!page.html.contains("grace@example.org"));
    assert!(!page.has("#cancel-payment-link"));
}

#[tokio::test]
async fn the_payment_of_another_account_is_not_there() {
    let house = House::build().await;
    let live = house.go_live().await;
    let id = house.created_in(&live, "FL-1").await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    for rest in ["", "/refund", "/cancel"] {
        let page = ada.open(&house.at_payment(&id, rest)).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{rest}");
    }
    let page = ada.open(&house.at("/test/transactions/nothing")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let page = ada
        .open(&house.at(&format!("/live/transactions/{id}")))
        .await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn an_unfinished_payment_is_cancelled_after_one_more_question() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let id = house.created("FL-1").await;

    let page = ada.open(&house.at_payment(&id, "?state=in_progress")).await;
    assert!(!page.has("#refund-payment-link"));
    let form = ada.follow(&page, "#cancel-payment-link").await;
    let page = ada.submit(&form, "cancel-payment", &[]).await;
    assert_eq!(
        page.text("#error-summary li"),
        "Choose whether to cancel the payment"
    );
    let page = ada
        .submit(&form, "cancel-payment", &[("cancel", "no")])
        .await;
    assert_eq!(page.text("#state"), "In progress");
    assert!(page.address.ends_with("?state=in_progress"));
    let page = ada
        .submit(&form, "cancel-payment", &[("cancel", "yes")])
        .await;

    assert_eq!(page.text(".news"), "The payment is cancelled.");
    assert!(page.text("#state").contains("P0040"));
    assert!(!page.has("#cancel-payment-link"));
    assert_eq!(
        house.payment(&id).await.status(),
        Status::CancelledByService
    );
    let page = ada
        .submit(&form, "cancel-payment", &[("cancel", "yes")])
        .await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(
        page.text("#error-summary li")
            .contains("can no longer be cancelled")
    );
}
