//! Refunds above a limit need a colleague.

use std::time::Duration;

use domain::PaymentId;
use domain::dispute::DisputeStatus;
use domain::email::StaffMessage;
use domain::staff::Role;
use poem::http::StatusCode;

use crate::browser::{Browser, Page};
use crate::house::{House, PUBLIC_URL};

const ADA: &str = "ada@example.org";
const BOB: &str = "bob@example.org";
const LIMIT: i64 = 5_000;

#[tokio::test]
async fn a_colleague_approves_what_is_above_the_limit() {
    let (house, mut ada, id) = asked("80").await;
    let (mut bob, _) = house.signed_in(BOB, Role::RefundManager).await;
    assert_eq!(house.payment(&id).await.amount_refunded(), 0);

    let page = bob.open(&house.at("/test/transactions")).await;
    assert_eq!(
        page.text("#awaiting-approval"),
        "1 refund waits for approval"
    );
    let page = bob.follow(&page, "#awaiting-approval").await;
    assert_eq!(page.text("td[data-label=Refund]"), "£80.00");
    assert_eq!(page.text("td[data-label='Asked for by']"), ADA);
    let form = bob.follow(&page, ".ways a").await;
    assert_eq!(form.text("#amount"), "£80.00");
    let page = bob.submit(&form, "refund-approval", &[]).await;
    assert_eq!(page.text("#error-summary li"), "Choose what to do");
    let page = bob
        .submit(&form, "refund-approval", &[("decision", "approve")])
        .await;

    assert!(page.text(".news").contains("to refund £80.00"));
    assert_eq!(page.text("#refunded-amount"), "£80.00");
    assert_eq!(
        page.text("#refunds li"),
        "£80.00 Refund successful Asked for by ada@example.org Approved by bob@example.org \
         24 June 2026 at 13:00:00 BST"
    );
    let happened = page.texts("#events li strong");
    assert!(
        happened.contains(&"Refund approved".to_owned()),
        "{happened:?}"
    );
    assert!(!page.has("#awaiting-approval"));
    let page = bob
        .submit(&form, "refund-approval", &[("decision", "decline")])
        .await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text("#error-summary li").contains("no longer waits"));
    let page = ada.open(&house.at("/test/transactions")).await;
    assert!(!page.has("#awaiting-approval"));
}

#[tokio::test]
async fn colleagues_are_told_with_a_link_to_the_payment() {
    let house = House::build().await;
    house.add_member(BOB, Role::RefundManager).await;
    house.add_member("eve@example.org", Role::Accountant).await;
    house.limit_refunds(LIMIT).await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let id = house.paid("FL-1").await;
    ask(&house, &mut ada, &id, "80").await;

    let told = house.told().await;
    let told: Vec<_> = told
        .iter()
        .filter_map(|(to, message)| match message {
            StaffMessage::ApprovalAsked { link, by, .. } => Some((to.as_str(), link, by)),
            _ => None,
        })
        .collect();

    let link = format!("{PUBLIC_URL}{}", house.at_payment(&id, ""));
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].0, told[0].1), (BOB, &link));
    assert_eq!(told[0].2.as_str(), ADA);
}

#[tokio::test]
async fn the_form_says_what_needs_approval_and_parts_do_not_slip_beneath() {
    let house = House::build().await;
    house.limit_refunds(LIMIT).await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let id = house.paid("FL-1").await;

    let form = ada.open(&house.at_payment(&id, "/refund")).await;
    assert_eq!(
        form.text("#approval-hint"),
        "Above £50.00, a colleague has to approve the refund."
    );
    let page = ask(&house, &mut ada, &id, "50").await;
    assert_eq!(page.text("#refunded-amount"), "£50.00", "not above it");
    let form = ada.open(&house.at_payment(&id, "/refund")).await;
    assert!(
        form.text("#approval-hint")
            .contains("£50.00 was refunded without")
    );
    let page = ask(&house, &mut ada, &id, "0.01").await;

    assert_eq!(page.text("#refunded-amount"), "£50.00");
    assert_eq!(page.text("#held-amount"), "£0.01");
    assert_eq!(page.text("#left-amount"), "£70.49");
    house.limit_refunds(0).await;
    let form = ada.open(&house.at_payment(&id, "/refund")).await;
    assert!(form.text("#approval-hint").contains("every refund"));
}

#[tokio::test]
async fn nobody_approves_their_own_but_may_take_it_back() {
    let (house, mut ada, id) = asked("120.50").await;

    let page = ada.open(&house.at_payment(&id, "")).await;
    assert_eq!(
        page.text("#awaiting-approval a"),
        "Take back the refund of £120.50"
    );
    assert!(!page.has("#refund-payment-link"), "nothing is left");
    let refused = ada.open(&house.at_payment(&id, "/refund")).await;
    assert!(refused.text("#no-refund").contains("waits for a colleague"));
    let form = ada.follow(&page, "#awaiting-approval a").await;
    assert!(!form.has("input[value=approve]"));
    let page = ada
        .submit(&form, "refund-approval", &[("decision", "approve")])
        .await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(
        page.text("#error-summary li")
            .contains("refund of their own")
    );
    let page = ada
        .submit(&form, "refund-approval", &[("decision", "wait")])
        .await;
    assert!(page.has("#awaiting-approval"));
    let page = ada
        .submit(&form, "refund-approval", &[("decision", "decline")])
        .await;

    assert_eq!(page.text(".news"), "You took your refund back.");
    assert!(page.has("#refund-payment-link") && !page.has("#awaiting-approval"));
    assert_eq!(page.text("#events li strong"), "Refund taken back");
    assert_eq!(house.payment(&id).await.amount_refunded(), 0);
}

#[tokio::test]
async fn a_colleague_may_decline_and_nobody_may_when_it_lapsed() {
    let (house, mut ada, id) = asked("80").await;
    let (mut bob, person) = house.signed_in(BOB, Role::ServiceAdmin).await;
    let page = bob.open(&house.at_payment(&id, "")).await;
    assert!(
        page.text("#awaiting-approval a")
            .starts_with("Approve or decline")
    );
    let form = bob.follow(&page, "#awaiting-approval a").await;

    let page = bob
        .submit(&form, "refund-approval", &[("decision", "decline")])
        .await;
    assert!(page.text(".news").contains("declined"));
    assert!(page.text("#events li").contains("By bob@example.org"));
    let page = ask(&house, &mut ada, &id, "90").await;
    let address = page.attribute("#awaiting-approval a", "href").unwrap();
    house.world.clock.pass(Duration::from_secs(8 * 24 * 3_600));
    house.sign_in(&mut bob, &person).await;
    let page = bob.open(&address).await;

    assert!(page.text("#decided").contains("no longer waits"));
    assert!(!page.has("form#refund-approval"));
}

#[tokio::test]
async fn what_changed_meanwhile_stands_in_the_way() {
    let (house, _, id) = asked("80").await;
    let (mut bob, _) = house.signed_in(BOB, Role::RefundManager).await;
    let list = bob
        .open(&house.at("/test/transactions/awaiting-approval"))
        .await;
    let form = bob.follow(&list, ".ways a").await;
    let approve = [("decision", "approve")];

    house.disputed(&id, DisputeStatus::NeedsResponse).await;
    let page = bob.submit(&form, "refund-approval", &approve).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text("#error-summary li").contains("disputes"));
    house.stop_account().await;
    let page = bob.submit(&form, "refund-approval", &approve).await;

    assert!(page.text("#error-summary li").contains("are stopped"));
    assert_eq!(house.payment(&id).await.amount_refunded(), 0);
}

#[tokio::test]
async fn those_who_may_not_approve_are_not_offered_to() {
    let (house, _, id) = asked("80").await;
    for role in [Role::Viewer, Role::Accountant, Role::Developer] {
        let email = format!("{}@example.org", role.word());
        let (mut eve, _) = house.signed_in(&email, role).await;

        let list = eve
            .open(&house.at("/test/transactions/awaiting-approval"))
            .await;
        assert_eq!(list.text("td[data-label=Refund]"), "£80.00");
        assert!(!list.has(".ways a"));
        let page = eve.open(&house.at_payment(&id, "")).await;
        assert!(page.has("#awaiting-approval") && !page.has("#awaiting-approval a"));
        let approval = &house.payment(&id).await.approvals[0];
        let address = house.at_payment(&id, &format!("/approval/{}", approval.refund));
        let page = eve.open(&address).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let token = eve
            .open("/admin/profile")
            .await
            .value("input[name=csrfToken]");
        for decision in ["approve", "decline"] {
            let body = format!("csrfToken={token}&decision={decision}");
            let answer = eve.send("POST", &address, Some(&body), &[]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{decision}");
        }
    }
    assert!(house.payment(&id).await.approvals[0].decision.is_none());
}

/// A house in which Ada asked for a refund that somebody has to approve.
async fn asked(amount: &str) -> (House, Browser, PaymentId) {
    let house = House::build().await;
    house.limit_refunds(LIMIT).await;
    let (mut ada, _) = house.signed_in(ADA, Role::RefundManager).await;
    let id = house.paid("FL-1").await;
    let page = ask(&house, &mut ada, &id, amount).await;
    assert!(
        page.text(".news")
            .starts_with("We have asked your colleagues")
    );
    (house, ada, id)
}

async fn ask(house: &House, browser: &mut Browser, id: &PaymentId, amount: &str) -> Page {
    let form = browser.open(&house.at_payment(id, "/refund")).await;
    let fields = [("refund", "partial"), ("amount", amount)];
    browser.submit(&form, "refund-payment", &fields).await
}
