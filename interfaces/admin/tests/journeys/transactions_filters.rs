//! Narrowing the list of transactions.

use std::time::Duration;

use application::payments::create::CreatePayment;
use domain::payment::metadata::MetadataValue;
use domain::payment::{Email, Metadata};
use domain::staff::Role;
use poem::http::StatusCode;

use crate::browser::Page;
use crate::house::House;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn every_filter_finds_what_it_is_for() {
    let house = House::build().await;
    let changed = |command: &mut CreatePayment| {
        command.email = Email::parse("bob@example.org").ok();
        let pair = ("rod".to_owned(), MetadataValue::Text("tench".to_owned()));
        command.metadata = Metadata::parse(vec![pair]).unwrap();
    };
    house.ordered(&house.account, "OLD-1", changed).await;
    house.world.clock.pass(Duration::from_secs(24 * 3_600));
    house.declined("FL-1").await;
    house.world.clock.pass(Duration::from_secs(1));
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let id = house.paid("FL-2").await;
    let form = ada.open(&house.at_payment(&id, "/refund")).await;
    house.world.clock.pass(Duration::from_secs(1));
    ada.submit(&form, "refund-payment", &[("refund", "full")])
        .await;

    for (query, found) in [
        ("", "FL-2 FL-2 FL-1 OLD-1"),
        ("reference=fl", "FL-2 FL-2 FL-1"),
        ("reference=L-2", "FL-2 FL-2"),
        ("email=BOB", "OLD-1"),
        ("cardholderName=hopper", "FL-2 FL-2 FL-1"),
        ("lastDigitsCardNumber=4242", "FL-2 FL-2"),
        ("lastDigitsCardNumber=0002", "FL-1"),
        ("brand=visa", "FL-2 FL-2 FL-1"),
        ("brand=jcb&brand=maestro", ""),
        ("metadataValue=tench", "OLD-1"),
        ("metadataValue=ten", ""),
        ("agreementId=abcdefghijklmnopqrstuv1234", ""),
        ("state=in_progress&state=refund_success", "FL-2 OLD-1"),
        ("state=success", "FL-2"),
        ("state=declined", "FL-1"),
        ("state=timed_out&state=cancelled&state=error", ""),
        ("state=refund_submitted&state=refund_error", ""),
        ("state=dispute_awaiting_evidence&state=dispute_won", ""),
        ("dateFilter=all-time", "FL-2 FL-2 FL-1 OLD-1"),
        ("dateFilter=today", "FL-2 FL-2 FL-1"),
        ("dateFilter=yesterday", "OLD-1"),
        ("dateFilter=last-7-days", "OLD-1"),
        ("dateFilter=previous-month", ""),
        ("dateFilter=last-12-months", "FL-2 FL-2 FL-1 OLD-1"),
        ("dateFilter=custom-range&toDate=24/06/2026", "OLD-1"),
        ("fromDate=25/06/2026&toDate=25/6/2026", "FL-2 FL-2 FL-1"),
        ("fromDate=25/06/2026&fromTime=13:00:01", "FL-2 FL-2"),
        ("toDate=25/06/2026&toTime=13:00", "FL-1 OLD-1"),
        ("reference=fl&state=refund_success&dateFilter=today", "FL-2"),
    ] {
        let page = ada
            .open(&house.at(&format!("/test/transactions?{query}")))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert_eq!(references(&page).join(" "), found, "{query}");
        let further = !query.is_empty() && !query.starts_with("reference=") || query.contains('&');
        let opens = further && query != "dateFilter=all-time";
        assert_eq!(page.has("#filters details[open]"), opens, "{query}");
    }
}

#[tokio::test]
async fn filters_stand_in_the_form_as_they_were_sent() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;
    let query = "state=success&state=refund_error&brand=visa&dateFilter=custom-range\
                 &fromDate=1/6/2026&fromTime=9:30&metadataValue=carp";

    let page = ada
        .open(&house.at(&format!("/test/transactions?{query}")))
        .await;

    assert_eq!(page.value("#fromDate"), "1/6/2026");
    assert_eq!(page.value("#fromTime"), "9:30");
    assert_eq!(page.value("#metadataValue"), "carp");
    assert_eq!(page.value("#dateFilter option[selected]"), "custom-range");
    let ticked = page.texts("#filters .choice:has(input[checked]) label");
    assert_eq!(ticked, ["Success", "Refund failed", "Visa"]);
    assert_eq!(page.texts("input[name=state]").len(), 13);
    let page = ada.follow(&page, "#clear-filters").await;
    assert_eq!(page.address, house.at("/test/transactions"));
    assert!(!page.has("input[checked]"));
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

    for (query, field, problem) in [
        (
            "reference=4242+4242+4242+4242",
            "reference",
            "That looks like a card number",
        ),
        (
            "metadataValue=4242-4242-4242-4242",
            "metadataValue",
            "That looks like a card number",
        ),
        ("fromDate=yesterday", "fromDate", "Enter the first day"),
        (
            "dateFilter=custom-range",
            "fromDate",
            "Enter the first day, the last",
        ),
        (
            "fromDate=2/6/2026&toDate=1/6/2026",
            "toDate",
            "The end must not be before",
        ),
        (
            "fromDate=2/6/2026&fromTime=noon",
            "fromTime",
            "Enter the time with hours",
        ),
        (
            "lastDigitsCardNumber=12",
            "lastDigitsCardNumber",
            "Enter the last 4 digits",
        ),
        ("agreementId=licence", "agreementId", "Enter the whole ID"),
    ] {
        let page = ada
            .open(&house.at(&format!("/test/transactions?{query}")))
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text("#error-summary li").starts_with(problem),
            "{query}"
        );
        let link = page.attribute("#error-summary a", "href");
        assert_eq!(link, Some(format!("#{field}")));
        assert!(page.has(&format!("input#{field}[aria-invalid]")));
        assert!(!page.has("tbody") && !page.html.contains("4242"));
        assert!(!page.has("#download-transactions-link"));
    }
}

#[tokio::test]
async fn an_agreement_leads_to_everything_taken_on_it() {
    let house = House::build().await;
    let account = house.change(|account| account.recurring = true).await;
    let agreement = house.agreement(&account).await;
    let id = house
        .ordered(&account, "FL-1", |command| {
            command.set_up_agreement = Some(agreement.to_string());
        })
        .await;
    house.created("FL-2").await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;

    let page = ada.open(&house.at_payment(&id, "")).await;
    assert_eq!(page.text("#agreement"), agreement.as_str());
    let page = ada.follow(&page, "#agreement a").await;

    assert_eq!(references(&page), ["FL-1"]);
    assert_eq!(page.value("#agreementId"), agreement.as_str());
}

fn references(page: &Page) -> Vec<String> {
    page.texts("tbody th")
}
