//! Refunds that need two people, and many hands at once.

use application::accounts::change::AccountChange;
use domain::Amount;
use domain::staff::Role;
use serde_json::json;
use system_tests::client::{Landing, Visitor};

use crate::ground::{Ground, all};

const PAID: i64 = 5_000;
const GRACE: &str = "grace@example.org";

/// A payment all of whose money waits for a colleague's approval, and the colleague at the
/// page that decides.
async fn asked(ground: &Ground) -> (String, Visitor, String) {
    let server = &ground.server;
    let account = server.application().demo_account("Demo service").await;
    let account = account.unwrap();
    let change = AccountChange {
        approval_above: Some(Amount::from_minor(1).ok()),
        ..AccountChange::default()
    };
    let changed = server.application().change_account(&account.id, change);
    changed.await.unwrap();
    let payment = ground.paid(PAID).await;
    let at = format!(
        "/admin/service/{}/test/transactions/{payment}",
        account.service
    );

    let mut ada = server.staff().await;
    let page = ada.page(&format!("{at}/refund")).await;
    let form = page.form("refund-payment").with("refund", "full");
    ada.press(&form, "refund-button").await;
    let mut grace = server
        .staff_as(GRACE, &account.service, Role::RefundManager)
        .await;
    let decide = grace.page(&at).await.link("decide").to_string();
    (payment, grace, decide)
}

async fn a_refund_that_is_approved_twenty_times_at_once_is_given_back_once(ground: Ground) {
    let (payment, mut grace, decide) = asked(&ground).await;
    let page = grace.page(&decide).await;
    let form = page.form("refund-approval").with("decision", "approve");

    let presses = (0..20).map(|_| {
        let (mut grace, form) = (grace.clone(), form.clone());
        async move { grace.press(&form, "continue").await }
    });
    for landing in all(presses).await {
        assert!(matches!(landing, Landing::Page(page) if page.status() < 500));
    }

    let books = ground.books(&payment).await;
    assert_eq!(books.refunded, [PAID]);
}

async fn what_waits_for_approval_is_not_given_back_by_the_api_meanwhile(ground: Ground) {
    let (payment, mut grace, decide) = asked(&ground).await;
    let page = grace.page(&decide).await;
    let form = page.form("refund-approval").with("decision", "approve");

    let api = ground.server.api();
    let refunds = (0..20).map(|_| {
        let (api, payment) = (api.clone(), payment.clone());
        async move { api.refund(&payment, json!({ "amount": 100 })).await.status }
    });
    let approving = tokio::spawn(async move { grace.press(&form, "continue").await });
    for status in all(refunds).await {
        assert!(matches!(status, 400 | 412), "{status}");
    }
    approving.await.unwrap();

    let books = ground.books(&payment).await;
    assert_eq!(books.refunded, [PAID]);
}

on_both_databases!(
    a_refund_that_is_approved_twenty_times_at_once_is_given_back_once,
    what_waits_for_approval_is_not_given_back_by_the_api_meanwhile,
);
