//! When a colleague is asked, and what is held meanwhile.

use std::time::Duration;

use application::accounts::change::AccountChange;
use application::refunds::create::CreateRefundError;
use application::staff::refunds::{StaffRefund, StaffRefundError, StaffRefunded};
use domain::account::Mode;
use domain::audit::Action;
use domain::email::StaffMessage;
use domain::payment::approval::APPROVAL_WITHIN;
use domain::payment::{ApprovalOutcome, RefundError};
use domain::ports::{Clock, Store};
use domain::refund::RefundStatus;
use domain::staff::Role;
use memory::MailMishap;

use super::super::ADA;
use super::super::cast::fact;
use super::{BOB, EVE, LIMIT, PAGE, Till, began};
use crate::scene::{AMOUNT, of, pence};

#[tokio::test]
async fn up_to_the_limit_nobody_is_asked() {
    let till = Till::new().await;

    let refunded = till.refund(&till.ada, LIMIT).await.unwrap();
    assert!(began(&refunded));
    till.scene.send_back(refunded).await;

    let payment = till.payment().await;
    assert_eq!(payment.refunds[0].status(), RefundStatus::Success);
    assert_eq!(
        payment.refunds[0].issued_by.as_ref().map(|by| &*by.email),
        Some(ADA)
    );
    assert_eq!(till.given_back(), 1);
    assert_eq!(till.scene.told(BOB).await, []);
    let deed = till.scene.last_deed().await;
    assert_eq!(deed.action, Action::RefundRequested);
    assert_eq!(fact(&deed, "amount"), Some("300"));
    assert_eq!(fact(&deed, "approval"), None);
}

#[tokio::test]
async fn above_it_a_colleague_is_and_no_money_moves() {
    let till = Till::new().await;

    let refund = till.asked(LIMIT + 1).await;

    let payment = till.payment().await;
    assert_eq!(payment.refunds, []);
    assert_eq!(payment.approvals[0].refund, refund);
    assert_eq!(payment.amount_available(), pence(AMOUNT - LIMIT - 1));
    till.scene.pass(Duration::from_secs(60)).await;
    assert_eq!(till.given_back(), 0);
    let deed = till.scene.last_deed().await;
    assert_eq!(deed.action, Action::RefundRequested);
    assert_eq!(deed.target.as_deref(), Some(till.paid.payment.as_str()));
    assert_eq!(fact(&deed, "approval"), Some("asked for"));
}

#[tokio::test]
async fn parts_do_not_slip_beneath_the_limit_whoever_asks_for_them() {
    let till = Till::new().await;

    assert!(began(&till.refund(&till.ada, 200).await.unwrap()));
    // Bob has given nothing back yet, but the payment has.
    assert!(!began(&till.refund(&till.bob, 101).await.unwrap()));
    assert!(began(&till.refund(&till.bob, 100).await.unwrap()));
    assert!(!began(&till.refund(&till.ada, 1).await.unwrap()));

    // What the service gives back by itself is not staff's.
    let till = Till::new().await;
    till.scene.refund(&till.paid, of(500, None)).await.unwrap();
    assert!(began(&till.refund(&till.ada, LIMIT).await.unwrap()));
}

#[tokio::test]
async fn what_a_colleague_approved_leaves_room_below_the_limit() {
    let till = Till::new().await;
    let refund = till.asked(500).await;
    till.approve(&till.bob, &refund).await.unwrap();

    assert!(began(&till.refund(&till.ada, LIMIT).await.unwrap()));
}

#[tokio::test]
async fn without_a_limit_nobody_is_asked_and_with_one_of_nothing_always() {
    let mut till = Till::new().await;
    for (limit, asks) in [(None, false), (Some(pence(0)), true)] {
        let change = AccountChange {
            approval_above: Some(limit),
            ..AccountChange::default()
        };
        till.scene = till.scene.with_account(change).await;
        till.paid = till.scene.paid().await;

        let refunded = till.refund(&till.ada, 1).await.unwrap();
        assert_eq!(began(&refunded), !asks, "{limit:?}");
    }
}

#[tokio::test]
async fn colleagues_who_may_approve_are_told_and_nobody_else() {
    let till = Till::new().await;
    let scene = &till.scene;
    scene.member(EVE, Role::Accountant).await;
    scene.member("dev@example.org", Role::Developer).await;
    let (_, away) = scene.member("away@example.org", Role::RefundManager).await;
    let mut unit = scene.world.store.begin().await.unwrap();
    let mut member = unit.staff().get(&away.member.id).await.unwrap().unwrap();
    member.disabled = true;
    unit.staff().save(&mut member).await.unwrap();
    unit.commit().await.unwrap();

    till.asked(LIMIT + 1).await;

    let mut sent = scene.post().await;
    sent.retain(|email| email.about.is_none());
    assert_eq!(sent.len(), 1, "{sent:?}");
    let expected = StaffMessage::ApprovalAsked {
        service: "Licences".to_owned(),
        by: till.ada.member.email.clone(),
        link: PAGE.to_owned(),
    };
    assert_eq!(scene.told(BOB).await, [expected]);
}

#[tokio::test]
async fn a_message_that_fails_does_not_keep_the_refund_from_being_asked_for() {
    let till = Till::new().await;
    till.scene.world.mailer.fail(Some(MailMishap::Never));

    till.asked(LIMIT + 1).await;

    assert_eq!(till.scene.told(BOB).await, []);
    assert_eq!(till.payment().await.approvals.len(), 1);
}

#[tokio::test]
async fn a_service_cannot_give_back_by_its_key_what_is_held() {
    let till = Till::new().await;
    till.asked(700).await;

    let taken = till.scene.refund(&till.paid, of(301, None)).await;
    assert!(matches!(
        taken,
        Err(CreateRefundError::Refused(RefundError::AboveAvailable))
    ));
    let taken = till.scene.refund(&till.paid, of(300, Some(AMOUNT))).await;
    assert!(matches!(
        taken,
        Err(CreateRefundError::Refused(RefundError::Mismatch))
    ));
    till.scene
        .refund(&till.paid, of(300, Some(300)))
        .await
        .unwrap();
}

#[tokio::test]
async fn all_that_is_left_is_what_nobody_holds() {
    let till = Till::new().await;
    till.asked(800).await;

    let refunded = till
        .refund_of(&till.bob, StaffRefund::All, 200)
        .await
        .unwrap();

    assert!(began(&refunded));
    assert_eq!(till.payment().await.refunds[0].amount, pence(200));
    let nothing = till.refund_of(&till.bob, StaffRefund::All, 0).await;
    assert!(matches!(nothing, Err(StaffRefundError::Refused(_))));
}

#[tokio::test]
async fn a_form_that_was_sent_twice_asks_once() {
    let till = Till::new().await;
    let part = StaffRefund::Part(pence(400));
    let sent = till.refund_of(&till.ada, part, AMOUNT).await.unwrap();
    assert!(matches!(sent, StaffRefunded::AwaitsApproval(_)));

    let again = till.refund_of(&till.ada, part, AMOUNT).await;

    assert!(matches!(
        again,
        Err(StaffRefundError::Refused(RefundError::Mismatch))
    ));
    assert_eq!(till.payment().await.approvals.len(), 1);
}

#[tokio::test]
async fn nothing_is_neither_given_back_nor_asked_for() {
    let mut till = Till::new().await;
    let nothing = till.refund(&till.ada, 0).await;
    assert!(matches!(nothing, Err(StaffRefundError::Nothing)));

    // More was given back alone than the limit of today permits.
    till.refund(&till.ada, 200).await.unwrap();
    till.scene = till.scene.with_limit(100).await;
    let nothing = till.refund(&till.ada, 0).await;
    assert!(matches!(nothing, Err(StaffRefundError::Nothing)));
    assert_eq!(till.payment().await.approvals, []);
}

#[tokio::test]
async fn after_seven_days_nobody_has_to_decide_any_more() {
    let till = Till::new().await;
    let refund = till.asked(700).await;

    till.scene
        .pass(APPROVAL_WITHIN - Duration::from_millis(1))
        .await;
    assert_eq!(till.payment().await.amount_available(), pence(300));
    till.scene.pass(Duration::from_millis(1)).await;

    let payment = till.payment().await;
    assert_eq!(payment.amount_available(), pence(AMOUNT));
    let decision = payment.approval(&refund).unwrap().decision.clone().unwrap();
    assert_eq!(decision.outcome, ApprovalOutcome::Lapsed);
    assert_eq!(till.scene.payment_work(), []);
    assert_eq!(till.given_back(), 0);
}

#[tokio::test]
async fn nobody_asks_where_payments_are_stopped() {
    let till = Till::new().await;
    let change = AccountChange {
        disabled: Some(true),
        ..AccountChange::default()
    };
    till.scene.with_account(change).await;

    for minor in [1, LIMIT + 1] {
        let refused = till.refund(&till.ada, minor).await;
        assert!(matches!(refused, Err(StaffRefundError::AccountDisabled)));
    }
    assert_eq!(till.payment().await.approvals, []);
}

#[tokio::test]
async fn what_waits_is_listed_longest_first_without_people_for_who_may_not_see_them() {
    let mut till = Till::new().await;
    let house = till.scene.house().await;
    till.asked(400).await;
    let first = till.paid.payment.clone();
    till.scene.world.clock.pass(Duration::from_secs(60));
    till.ada.at = till.scene.world.clock.now();
    till.paid = till.scene.paid().await;
    till.asked(500).await;
    let second = till.paid.payment.clone();
    till.paid = till.scene.paid().await;
    let (_, admin) = till.scene.inside().await;

    for (staff, sees_people) in [(&till.bob, true), (&admin, false)] {
        let waiting = till
            .scene
            .application
            .staff_awaiting_approval(staff, &house.id, Mode::Test)
            .await
            .unwrap();
        let ids: Vec<_> = waiting.iter().map(|payment| payment.id.clone()).collect();
        assert_eq!(ids, [first.clone(), second.clone()]);
        for payment in waiting {
            assert_eq!(payment.email.is_some(), sees_people);
        }
    }
}
