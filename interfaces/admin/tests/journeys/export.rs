//! Taking transactions away as a file.

use std::time::Duration;

use application::payments::create::CreatePayment;
use domain::account::Surcharges;
use domain::audit::Action;
use domain::dispute::DisputeStatus;
use domain::payment::metadata::MetadataValue;
use domain::payment::{Description, Email, Metadata, Reference};
use domain::ports::Queries;
use domain::ports::queries::AuditSearch;
use domain::staff::Role;
use domain::{Amount, PaymentId};
use poem::http::StatusCode;

use crate::browser::Browser;
use crate::house::House;
use crate::payments::CORPORATE;

const ADA: &str = "ada@example.org";
/// What the file was when somebody last looked at it with care.
const GOLDEN: &str = include_str!("golden/transactions.csv");

#[tokio::test]
async fn the_file_is_what_peoples_spreadsheets_are_made_for() {
    let (house, mut ada) = busy().await;

    let file = ada.open(&house.at("/test/transactions/export")).await;

    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"Bursar_2026-06-24_12:00:09.csv\""
    );
    assert!(
        file.header("content-type")
            .starts_with("text/csv; charset=utf-8")
    );
    assert_eq!(file.header("cache-control"), "no-store");
    let without_ids: Vec<String> = file.html.lines().map(without_ids).collect();
    assert_eq!(without_ids, GOLDEN.lines().collect::<Vec<_>>());
    assert!(file.html.ends_with('\n'));
}

#[tokio::test]
async fn what_is_read_back_comes_to_the_same_sums_as_the_list() {
    let (house, mut ada) = busy().await;
    for filters in [
        "",
        "?state=success",
        "?state=success&state=refund_success",
        "?email=mallory",
    ] {
        let page = ada
            .open(&house.at(&format!("/test/transactions{filters}")))
            .await;
        let listed: i64 = page
            .texts("td[data-label=Amount]")
            .iter()
            .map(|amount| pence(&amount.replace(" with card fee", "").replace('£', "")))
            .sum();

        let file = ada.follow(&page, "#download-transactions-link").await;

        let (mut sum, mut rows) = (0, 0);
        let mut reader = csv::Reader::from_reader(file.html.as_bytes());
        let heads = reader.headers().unwrap().clone();
        let column = |name| heads.iter().position(|head| head == name).unwrap();
        let (amount, surcharge) = (column("Amount"), column("Corporate Card Surcharge"));
        for row in reader.records() {
            let row = row.unwrap();
            sum += pence(&row[amount]) + pence(&row[surcharge]);
            rows += 1;
        }
        assert_eq!(
            (sum, rows),
            (listed, page.texts("tbody tr").len()),
            "{filters}"
        );
    }
}

#[tokio::test]
async fn everything_is_in_the_file_however_much_there_is() {
    let house = House::build().await;
    for number in 0..1_201 {
        house.created(&format!("FL-{number}")).await;
        house.world.clock.pass(Duration::from_millis(500));
    }
    let (mut ada, _) = house.signed_in(ADA, Role::Viewer).await;

    let file = ada
        .open(&house.at("/test/transactions/export?reference=fl&page=7"))
        .await;

    let mut reader = csv::Reader::from_reader(file.html.as_bytes());
    let references = reader.records().map(|row| row.unwrap()[0].to_owned());
    let expected = (0..1_201).rev().map(|number| format!("FL-{number}"));
    assert!(references.eq(expected));
}

#[tokio::test]
async fn who_took_what_away_is_written_down() {
    let house = House::build().await;
    house.created("FL-1").await;
    let (mut ada, _) = house.signed_in(ADA, Role::Accountant).await;

    ada.open(&house.at("/test/transactions/export")).await;

    let search = AuditSearch {
        actions: vec![Action::Exported],
        ..AuditSearch::default()
    };
    let found = house.world.store.search_audit(&search).await.unwrap();
    assert_eq!(found.total, 1);
    assert_eq!(found.items[0].deed.by.email(), Some(ADA));
}

#[tokio::test]
async fn a_file_leaves_out_who_paid_for_those_who_may_not_see_it() {
    let house = House::build().await;
    let live = house.go_live().await;
    house.created_in(&live, "FL-1").await;
    let (mut ada, _) = house.signed_in(ADA, Role::Developer).await;

    let page = ada.open(&house.at("/live/transactions")).await;
    assert!(!page.has("#download-transactions-link"));
    let page = ada.open(&house.at("/live/transactions/export")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = ada
        .open(&house.at("/test/transactions/export?state=success"))
        .await;
    assert_eq!(page.html.lines().count(), 1, "its columns alone");
    let page = ada
        .open(&house.at("/test/transactions/export?lastDigitsCardNumber=1"))
        .await;

    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.address.contains("/test/transactions?lastDigits"));
}

/// A house in which everything happened that a file has to tell.
async fn busy() -> (House, Browser) {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let account = house
        .change(|account| {
            account.allows_moto = true;
            account.surcharges = Surcharges {
                credit: Amount::from_minor(150).ok(),
                ..Surcharges::default()
            };
        })
        .await;
    let second = || house.world.clock.pass(Duration::from_secs(1));
    second();
    let large = |command: &mut CreatePayment| {
        command.amount = Amount::from_minor(1_234_567).unwrap();
        command.moto = true;
    };
    let id = house.ordered(&account, "LARGE-1", large).await;
    house.pay_with(&id, CORPORATE).await;
    second();
    refund(&house, &mut ada, &id, "1,000.50").await;
    second();
    house.disputed(&id, DisputeStatus::Won).await;
    second();
    house.disputed(&id, DisputeStatus::Lost).await;
    second();
    house.declined("BAD-1").await;
    second();
    house.ordered(&account, "=1+1", hostile).await;
    second();
    let id = house.paid("QUOTED, \"1\"").await;
    second();
    refund(&house, &mut ada, &id, "0.01").await;
    second();
    (house, ada)
}

/// What somebody would send who hopes that it is opened in a spreadsheet.
fn hostile(command: &mut CreatePayment) {
    let text = |key: &str, value: &str| (key.to_owned(), MetadataValue::Text(value.to_owned()));
    command.reference = Reference::parse("=1+1").unwrap();
    command.description = Description::parse("@SUM(A1:A9)").unwrap();
    command.email = Email::parse("+mallory@example.org").ok();
    command.metadata = Metadata::parse(vec![
        text("=key", "-2+3"),
        text("rod", "\t=1"),
        ("boat".to_owned(), MetadataValue::Bool(true)),
        ("feet".to_owned(), MetadataValue::Number("-12.5".to_owned())),
    ])
    .unwrap();
}

async fn refund(house: &House, browser: &mut Browser, id: &PaymentId, amount: &str) {
    let form = browser.open(&house.at_payment(id, "/refund")).await;
    let fields = [("refund", "partial"), ("amount", amount)];
    let page = browser.submit(&form, "refund-payment", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
}

/// The line with `ID` for what is drawn by lot.
fn without_ids(line: &str) -> String {
    let cells = line.split(',').map(|cell| {
        let id = cell.strip_prefix("psp-").unwrap_or(cell);
        let drawn = id.len() == 26
            && id
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
        if drawn {
            cell.replace(id, "ID")
        } else {
            cell.to_owned()
        }
    });
    cells.collect::<Vec<_>>().join(",")
}

/// `-1,234.50`, or nothing.
fn pence(amount: &str) -> i64 {
    let digits = amount.replace([',', '.'], "").replace('−', "-");
    if digits.is_empty() {
        0
    } else {
        digits.parse().unwrap()
    }
}
