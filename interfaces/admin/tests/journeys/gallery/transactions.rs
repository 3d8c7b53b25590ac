//! The pages about transactions: the lists, one in full, refunds and approvals.

use std::time::Duration;

use domain::PaymentId;
use domain::dispute::DisputeStatus;
use domain::id::ID_LENGTH;
use domain::staff::Role;

use super::{Named, said};
use crate::browser::{Browser, Page};
use crate::house::House;
use crate::payments::CORPORATE;

const ADA: &str = "ada.lovelace@example.org";

/// Pages of twenty rows, of which others say as much.
const LONG: [&str; 5] = [
    "transactions",
    "transactions_middle",
    "transactions_last",
    "transactions_filtered",
    "transactions_all",
];

#[tokio::test]
async fn what_the_transactions_say() {
    let mut pages = pages().await;
    pages.retain(|(name, _)| !LONG.contains(name));
    let said = said(&pages);
    let words = said.split_inclusive([' ', '\n']).map(without_id);
    insta::assert_snapshot!("words_of_transactions", words.collect::<String>());
}

/// The word, or `ID` for one that is drawn by lot.
pub(super) fn without_id(word: &str) -> String {
    let id = word.trim_end().trim_start_matches("psp-");
    let drawn = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
    if id.len() == ID_LENGTH && id.bytes().all(drawn) {
        word.replace(id, "ID")
    } else {
        word.to_owned()
    }
}

/// Walks through the pages, and keeps what it sees.
pub(super) async fn pages() -> Vec<Named> {
    let mut pages = empty().await;
    pages.extend(lists().await);
    pages.extend(one_in_full().await);
    pages.extend(refunds().await);
    pages.extend(approvals().await);
    pages
}

async fn empty() -> Vec<Named> {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let waiting = house.at("/test/transactions/awaiting-approval");
    vec![
        ("transactions_empty", list(&house, &mut ada, "").await),
        (
            "transactions_all_empty",
            ada.open("/admin/transactions/test").await,
        ),
        ("refunds_awaiting_empty", ada.open(&waiting).await),
    ]
}

async fn lists() -> Vec<Named> {
    let (house, mut ada, _) = filled().await;
    let (mut eve, _) = house.signed_in("eve@example.org", Role::Viewer).await;
    let other = house.other_service().await;
    house
        .join("eve@example.org", &other.id, Role::Developer)
        .await;
    let filters = "?reference=fl&state=success&state=refund_success&brand=visa\
                   &dateFilter=custom-range&fromDate=1/6/2026&toDate=30/6/2026";
    let nonsense = "?reference=4242424242424242&fromDate=soon&toTime=noon\
                    &lastDigitsCardNumber=1&agreementId=x";
    let last = list(&house, &mut ada, "?page=7").await;
    vec![
        ("transactions", list(&house, &mut ada, "").await),
        (
            "transactions_middle",
            list(&house, &mut ada, "?page=4").await,
        ),
        ("transactions_last", last),
        (
            "transactions_past_the_end",
            list(&house, &mut ada, "?page=99").await,
        ),
        (
            "transactions_filtered",
            list(&house, &mut ada, filters).await,
        ),
        (
            "transactions_none",
            list(&house, &mut ada, "?email=nobody").await,
        ),
        ("transactions_wrong", list(&house, &mut ada, nonsense).await),
        (
            "transactions_all",
            eve.open("/admin/transactions/test").await,
        ),
    ]
}

async fn one_in_full() -> Vec<Named> {
    let (house, mut ada, id) = filled().await;
    let full = ada.open(&house.at_payment(&id, "")).await;
    let disputed = house.paid("FL-9").await;
    house
        .disputed(&disputed, DisputeStatus::NeedsResponse)
        .await;
    let declined = house.declined("FL-10").await;
    let unfinished = house.created("FL-11").await;
    vec![
        ("transaction", full),
        (
            "transaction_disputed",
            ada.open(&house.at_payment(&disputed, "")).await,
        ),
        (
            "transaction_declined",
            ada.open(&house.at_payment(&declined, "")).await,
        ),
        (
            "transaction_unfinished",
            ada.open(&house.at_payment(&unfinished, "")).await,
        ),
    ]
}

async fn refunds() -> Vec<Named> {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let id = house.paid("FL-1").await;
    let form = ada.open(&house.at_payment(&id, "/refund")).await;
    let wrong = [("refund", "partial"), ("amount", "200")];
    let wrong = ada.submit(&form, "refund-payment", &wrong).await;
    let done = refund(&house, &mut ada, &id, "20.50").await;
    let stale = ada
        .submit(&form, "refund-payment", &[("refund", "full")])
        .await;
    house.limit_refunds(1_000).await;
    let limited = ada.open(&house.at_payment(&id, "/refund")).await;
    refund(&house, &mut ada, &id, "100").await;
    let held = ada.open(&house.at_payment(&id, "/refund")).await;
    vec![
        ("refund", form),
        ("refund_wrong", wrong),
        ("refund_done", done),
        ("refund_stale", stale),
        ("refund_limited", limited),
        ("refund_held", held),
    ]
}

async fn approvals() -> Vec<Named> {
    let house = House::build().await;
    house.limit_refunds(1_000).await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let (mut bob, _) = house
        .signed_in("bob@example.org", Role::RefundManager)
        .await;
    let (first, second) = (house.paid("FL-1").await, house.paid("FL-2").await);
    let asked = refund(&house, &mut ada, &first, "100").await;
    refund(&house, &mut bob, &second, "50").await;
    let waiting = house.at("/test/transactions/awaiting-approval");
    let own = ada.follow(&asked, "#decide").await;
    let seen = bob.open(&house.at_payment(&first, "")).await;
    let form = bob.follow(&seen, "#decide").await;
    let undecided = bob.submit(&form, "refund-approval", &[]).await;
    let list_of_waiting = bob.open(&waiting).await;
    let approve = [("decision", "approve")];
    let approved = bob.submit(&form, "refund-approval", &approve).await;
    let late = bob.submit(&form, "refund-approval", &approve).await;
    vec![
        ("refund_asked", asked),
        ("refund_to_approve", seen),
        ("refund_approval", form),
        ("refund_approval_own", own),
        ("refund_approval_undecided", undecided),
        ("refund_approval_late", late),
        ("refund_approved", approved),
        ("refunds_awaiting", list_of_waiting),
    ]
}

/// A house of many transactions, and a payment to which everything happened.
async fn filled() -> (House, Browser, PaymentId) {
    let house = House::build().await;
    let credit = domain::Amount::from_minor(250).ok();
    let account = house
        .change(|account| account.surcharges.credit = credit)
        .await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    for number in 1..=123 {
        let reference = format!("FL-2026-06-{number:04}");
        match number % 9 {
            0 => house.declined(&reference).await,
            1 | 2 => house.created(&reference).await,
            _ => house.paid(&reference).await,
        };
        house.world.clock.pass(Duration::from_secs(7));
    }
    let id = house.ordered(&account, "FL-2026-06-0124", |_| {}).await;
    house.pay_with(&id, CORPORATE).await;
    house.world.clock.pass(Duration::from_secs(60));
    refund(&house, &mut ada, &id, "20.05").await;
    house.limit_refunds(1_000).await;
    house.world.clock.pass(Duration::from_secs(60));
    refund(&house, &mut ada, &id, "15").await;
    house.world.clock.pass(Duration::from_secs(60));
    house.disputed(&id, DisputeStatus::Won).await;
    (house, ada, id)
}

async fn list(house: &House, browser: &mut Browser, query: &str) -> Page {
    browser
        .open(&house.at(&format!("/test/transactions{query}")))
        .await
}

async fn refund(house: &House, browser: &mut Browser, id: &PaymentId, amount: &str) -> Page {
    let form = browser.open(&house.at_payment(id, "/refund")).await;
    let fields = [("refund", "partial"), ("amount", amount)];
    browser.submit(&form, "refund-payment", &fields).await
}
