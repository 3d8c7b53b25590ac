//! Finding payments, looking at them, and ending those that nobody has finished.

use std::time::Duration;

use domain::dispute::DisputeStatus;
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
    assert!(!page.has("details[open]"), "nothing but what is usual");
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
        ("#three-d-secure", "Not required"),
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
async fn refunds_and_disputes_are_rows_of_their_own() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let id = house.paid("FL-1").await;
    house.world.clock.pass(Duration::from_secs(1));
    let form = ada.open(&house.at_payment(&id, "/refund")).await;
    let fields = [("refund", "partial"), ("amount", "50")];
    ada.submit(&form, "refund-payment", &fields).await;
    for (after, status) in [(1, DisputeStatus::Won), (2, DisputeStatus::Lost)] {
        house.world.clock.pass(Duration::from_secs(after));
        house.disputed(&id, status).await;
    }

    let page = ada.open(&house.at("/test/transactions")).await;

    assert_eq!(page.texts("tbody th"), ["FL-1"; 4]);
    assert_eq!(
        page.texts("td[data-label=Amount]"),
        ["−£20.00", "£20.00", "−£50.00", "£120.50"]
    );
    assert_eq!(
        page.texts("td[data-label=Status]"),
        [
            "Dispute lost",
            "Dispute won",
            "Refund successful",
            "Success"
        ]
    );
    let refund = page.attribute("tbody tr:nth-child(3) a", "href").unwrap();
    let (payment, part) = refund.split_once('#').unwrap();
    assert_eq!(payment, house.at_payment(&id, ""));
    assert!(ada.open(payment).await.has(&format!("#{part}")));
    let dispute = page.attribute("tbody a", "href").unwrap();
    let (_, part) = dispute.split_once('#').unwrap();
    assert!(ada.open(payment).await.has(&format!("#{part}")));
}

#[tokio::test]
async fn a_long_list_comes_in_pages_that_keep_its_filters() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;
    for number in 1..=101 {
        house.created(&format!("FL-{number}")).await;
        house.world.clock.pass(Duration::from_secs(1));
    }

    let page = ada
        .open(&house.at("/test/transactions?state=in_progress"))
        .await;
    assert_eq!(page.text("#showing"), "Showing 1 to 20 of 101 transactions");
    assert_eq!(page.texts("tbody th").first().unwrap(), "FL-101");
    assert!(!page.has("#previous-page"));
    let page = ada.follow(&page, "#next-page").await;
    assert!(page.address.ends_with("?state=in_progress&page=2"));
    assert_eq!(page.text(".pager [aria-current]"), "2");
    assert_eq!(page.attribute("#page", "max").as_deref(), Some("6"));
    assert_eq!(page.value("#jump input[name=state]"), "in_progress");
    let last = format!(
        "{}?state=in_progress&page=6",
        page.attribute("#jump", "action").unwrap()
    );
    let page = ada.open(&last).await;

    assert_eq!(
        page.text("#showing"),
        "Showing 101 to 101 of 101 transactions"
    );
    assert_eq!(page.texts("tbody th"), ["FL-1"]);
    assert!(!page.has("#next-page"));
    let page = ada.follow(&page, "tbody a").await;
    let page = ada.follow(&page, ".back").await;
    assert!(page.address.ends_with("?state=in_progress&page=6"));
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
