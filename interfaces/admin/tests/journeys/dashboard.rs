//! How a service does, in figures and pictures.

use domain::staff::Role;
use poem::http::StatusCode;

use crate::house::House;
use crate::payments::GOOD;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn figures_are_those_of_the_days_that_were_chosen() {
    let house = House::build().await;
    let id = house.takes(20_000, GOOD).await;
    house.takes(5_000, "371449635398431").await;
    house.sleeps();
    house.gives_back(&id, 7_550).await;
    house.takes(1_000, GOOD).await;
    house.is_refused(9_900).await;
    house.created("FL-2").await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;

    let page = ada.open(&house.at("/test/dashboard")).await;
    assert_eq!(page.title(), "Dashboard - Fishing licences - Bursar");
    assert_eq!(page.text("#days"), "Thursday 25 June 2026");
    assert_eq!(
        page.texts(".figure"),
        [
            "Successful payments £10.00 1 payment",
            "Refunds £75.50 1 refund",
            "Net −£65.50 payments less refunds",
            "Success rate 50% of 2 finished",
        ]
    );
    let page = ada
        .submit_get(&page, "period", &[("period", "yesterday")])
        .await;

    assert_eq!(page.text("#days"), "Wednesday 24 June 2026");
    assert_eq!(page.text("#figure-net strong"), "£250.00");
    assert_eq!(
        page.texts("#brands tbody tr"),
        ["Visa£200.0080%", "American Express£50.0020%"]
    );
    assert!(!page.has("#failures"));
}

#[tokio::test]
async fn each_figure_leads_to_the_transactions_it_counts() {
    let house = House::build().await;
    house.sleeps();
    let id = house.takes(20_000, GOOD).await;
    house.gives_back(&id, 500).await;
    house.takes(4_000, GOOD).await;
    house.is_refused(1_000).await;
    house.sleeps();
    house.takes(900, GOOD).await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;
    let dashboard = ada
        .open(&house.at("/test/dashboard?period=yesterday"))
        .await;

    for (figure, transactions) in [
        ("#figure-taken", 2),
        ("#figure-refunded", 1),
        ("#figure-net", 3),
        ("#figure-success", 3),
    ] {
        let page = ada.follow(&dashboard, figure).await;
        assert_eq!(page.status, StatusCode::OK, "{figure}");
        assert_eq!(page.texts("tbody tr").len(), transactions, "{figure}");
    }
}

#[tokio::test]
async fn each_picture_is_a_table_too() {
    let house = House::build().await;
    house.trades(14).await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;

    let page = ada
        .open(&house.at("/test/dashboard?period=previous-seven-days"))
        .await;

    for picture in ["#by-day", "#rate", "#failures", "#brands"] {
        let svg = format!("{picture} svg[role=img]");
        let names = page.attribute(&svg, "aria-labelledby").unwrap();
        for name in names.split(' ') {
            assert!(!page.text(&format!("#{name}")).is_empty(), "{name}");
        }
        let headings = page.texts(&format!("{picture} thead th[scope=col]"));
        let rows = page.texts(&format!("{picture} tbody tr"));
        assert!(headings.len() >= 3 && !rows.is_empty(), "{picture}");
    }
    assert_eq!(page.texts("#by-day tbody tr").len(), 7);
    assert_eq!(page.texts(".column").len(), 7);
    assert!(page.has("#by-day details[open]"));
    let long = ada
        .open(&house.at("/test/dashboard?period=previous-ninety-days"))
        .await;
    assert_eq!(long.texts("#by-day tbody tr").len(), 90);
    assert!(!long.has("#by-day details[open]"));
}

#[tokio::test]
async fn days_without_payments_say_so() {
    let house = House::build().await;
    house.declined("FL-1").await;
    house.sleeps();
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;

    let page = ada.open(&house.at("/test/dashboard")).await;
    assert_eq!(page.text("#nothing h3"), "Nothing was paid in these days");
    assert!(!page.has("svg[role=img]"));
    assert_eq!(page.text("#figure-success strong"), "–");
    let page = ada
        .open(&house.at("/test/dashboard?period=yesterday"))
        .await;

    assert_eq!(page.text("#nothing h3"), "Nothing was paid in these days");
    assert_eq!(page.text("#figure-success strong"), "0%");
    assert_eq!(
        page.texts("#failures tbody tr"),
        ["Declined by the bank1100%"]
    );
    assert!(page.has("#rate") && !page.has("#brands"));
}

#[tokio::test]
async fn days_that_are_none_are_asked_for_again() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;

    let page = ada
        .open(&house.at("/test/dashboard?period=custom-range&fromDate=1/6/2026&toDate=soon"))
        .await;

    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.title().starts_with("Error: Dashboard"));
    assert_eq!(
        page.text("#error-summary li"),
        "Enter the last day with day, month and year, like 24/06/2026"
    );
    assert_eq!(page.value("#toDate"), "soon", "what was typed comes back");
    assert!(!page.has(".figures"));
}

#[tokio::test]
async fn what_to_do_next_depends_on_where_the_service_stands_and_on_the_role() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let (mut bob, _) = house.signed_in("bob@example.org", Role::Viewer).await;

    let page = ada.open(&house.at("/test/dashboard")).await;
    assert_eq!(page.text("#state .tag"), "Not live yet");
    assert!(page.has("#demo-payment-link") && !page.has("#switch-mode"));
    let asking = page.attribute("#request-to-go-live-link", "href");
    assert_eq!(asking, Some(house.at("/go-live")));
    let page = bob.open(&house.at("/test/dashboard")).await;
    assert!(page.has("#demo-payment-link") && !page.has("#request-to-go-live-link"));
    house.go_live().await;
    let page = ada.open(&house.at("/test/dashboard")).await;
    assert_eq!(page.text("#state .tag"), "Test");
    assert!(!page.has("#request-to-go-live-link"));
    let page = ada.follow(&page, "#switch-mode").await;

    assert_eq!(page.address, house.at("/live/dashboard"));
    assert_eq!(page.text("#state .tag"), "Live");
    assert!(!page.has("#demo-payment-link"));
    house.stop_account().await;
    let page = ada.open(&house.at("/test/dashboard")).await;
    assert_eq!(page.text("#state .tag"), "Not taking payments");
    assert!(!page.has("#demo-payment-link"));
}
