//! Who decides, and that money moves once.

use application::accounts::change::AccountChange;
use application::staff::refunds::{RefundDecision, StaffRefundError};
use application::staff::services::AccessError;
use domain::account::Mode;
use domain::audit::Action;
use domain::id::ID_LENGTH;
use domain::payment::approval::APPROVAL_WITHIN;
use domain::payment::{ApprovalError, ApprovalOutcome, RefundError};
use domain::ports::Store;
use domain::refund::{Issuer, RefundStatus};
use domain::staff::{Permission, Role};
use domain::{PaymentId, RefundId, StaffId};

use super::super::cast::fact;
use super::{BOB, EVE, Till};
use crate::scene::{AMOUNT, pence};

#[tokio::test]
async fn a_second_person_approves_and_money_moves_once() {
    let till = Till::new().await;
    let refund = till.asked(700).await;

    let begun = till.approve(&till.bob, &refund).await.unwrap().unwrap();
    assert_eq!(begun.refund, refund);
    till.scene.perform(begun.work.clone()).await;
    till.scene.perform(begun.work).await;
    till.scene.settle().await;

    let payment = till.payment().await;
    assert_eq!(
        payment.refund(&refund).unwrap().status(),
        RefundStatus::Success
    );
    assert_eq!(payment.amount_available(), pence(AMOUNT - 700));
    assert_eq!(till.given_back(), 1);
    let decision = payment.approval(&refund).unwrap().decision.clone().unwrap();
    assert_eq!(decision.outcome, ApprovalOutcome::Approved);
    assert_eq!(decision.by.map(|by| by.email).as_deref(), Some(BOB));
    let deed = till.scene.last_deed().await;
    assert_eq!(deed.action, Action::RefundDecided);
    assert_eq!(deed.by.email(), Some(BOB));
    assert_eq!(fact(&deed, "refund"), Some(refund.as_str()));
    assert_eq!(fact(&deed, "amount"), Some("700"));
    assert_eq!(fact(&deed, "decision"), Some("approved"));
}

#[tokio::test]
async fn who_asked_cannot_approve() {
    let till = Till::new().await;
    let refund = till.asked(700).await;

    let own = till.approve(&till.ada, &refund).await;

    assert!(matches!(
        own,
        Err(StaffRefundError::Approval(ApprovalError::OwnRefund))
    ));
    assert_eq!(till.payment().await.refunds, []);
    assert_eq!(till.scene.times(Action::RefundDecided).await, 0);
}

#[tokio::test]
async fn who_asked_can_take_it_back_whatever_they_are_by_then() {
    let till = Till::new().await;
    let house = till.scene.house().await;
    let refund = till.asked(700).await;
    let mut ada = till.ada.clone();
    ada.member.join(house.id.clone(), Role::Viewer);

    till.decline(&ada, &refund).await.unwrap();

    assert_eq!(till.payment().await.amount_available(), pence(AMOUNT));
    let deed = till.scene.last_deed().await;
    assert_eq!(fact(&deed, "decision"), Some("taken back"));
    let too_late = till.approve(&till.bob, &refund).await;
    assert!(matches!(
        too_late,
        Err(StaffRefundError::Approval(ApprovalError::Over))
    ));
}

#[tokio::test]
async fn a_colleague_declines_and_the_amount_is_free() {
    let till = Till::new().await;
    let refund = till.asked(700).await;

    let begun = till.decline(&till.bob, &refund).await.unwrap();

    assert_eq!(begun, None);
    assert_eq!(till.payment().await.amount_available(), pence(AMOUNT));
    let deed = till.scene.last_deed().await;
    assert_eq!(fact(&deed, "decision"), Some("declined"));
    // The work that would have let it lapse finds nothing to do.
    till.scene.settle().await;
    let decision = till.payment().await.approvals[0].decision.clone();
    assert_eq!(decision.unwrap().outcome, ApprovalOutcome::Declined);
}

#[tokio::test]
async fn who_may_not_approve_decides_nothing_about_others_refunds() {
    let till = Till::new().await;
    let refund = till.asked(700).await;
    let (_, eve) = till.scene.member(EVE, Role::Developer).await;

    for decision in [RefundDecision::Approve, RefundDecision::Decline] {
        let refused = till.decide(&eve, &refund, decision).await;
        assert!(matches!(
            refused,
            Err(StaffRefundError::Access(AccessError::NotPermitted(
                Permission::ApproveRefunds
            )))
        ));
    }
    assert!(till.payment().await.approvals[0].decision.is_none());
}

#[tokio::test]
async fn two_who_approve_at_once_give_the_money_back_once() {
    let till = Till::new().await;
    let refund = till.asked(700).await;
    let (_, eve) = till.scene.member(EVE, Role::ServiceAdmin).await;

    let (first, second) = tokio::join!(
        till.approve(&till.bob, &refund),
        till.approve(&eve, &refund)
    );

    let (begun, refused): (Vec<_>, Vec<_>) = [first, second].into_iter().partition(Result::is_ok);
    assert_eq!((begun.len(), refused.len()), (1, 1));
    assert!(refused.into_iter().all(|refused| matches!(
        refused,
        Err(StaffRefundError::Refused(RefundError::Mismatch)
            | StaffRefundError::Approval(ApprovalError::Over))
    )));
    till.scene.settle().await;
    assert_eq!(till.given_back(), 1);
    assert_eq!(till.payment().await.refunds.len(), 1);
    assert_eq!(till.scene.times(Action::RefundDecided).await, 1);
}

#[tokio::test]
async fn who_approves_while_a_colleague_does_finds_the_payment_changed() {
    let till = Till::new().await;
    let refund = till.asked(700).await;
    let mut unit = till.scene.world.store.begin().await.unwrap();
    let mut payment = till.payment().await;
    let eve = Issuer {
        staff: StaffId::from_random([30; ID_LENGTH]),
        email: EVE.to_owned(),
    };
    payment.approve_refund(&refund, eve, till.bob.at).unwrap();
    unit.payments().save(&mut payment).await.unwrap();

    let (approved, committed) = tokio::join!(till.approve(&till.bob, &refund), unit.commit());

    committed.unwrap();
    assert!(matches!(
        approved,
        Err(StaffRefundError::Refused(RefundError::Mismatch))
    ));
    assert_eq!(till.payment().await.refunds.len(), 1);
    assert_eq!(till.scene.times(Action::RefundDecided).await, 0);
}

#[tokio::test]
async fn what_lapsed_cannot_be_approved_even_before_the_work_has_been_there() {
    let till = Till::new().await;
    let refund = till.asked(700).await;
    till.scene.world.clock.pass(APPROVAL_WITHIN);
    let mut bob = till.bob.clone();
    bob.at = bob.at.plus(APPROVAL_WITHIN);

    let too_late = till.approve(&bob, &refund).await;

    assert!(matches!(
        too_late,
        Err(StaffRefundError::Approval(ApprovalError::Over))
    ));
}

#[tokio::test]
async fn where_payments_are_stopped_nobody_approves_but_declining_goes_on() {
    let till = Till::new().await;
    let refund = till.asked(700).await;
    let change = AccountChange {
        disabled: Some(true),
        ..AccountChange::default()
    };
    till.scene.with_account(change).await;

    let refused = till.approve(&till.bob, &refund).await;
    assert!(matches!(refused, Err(StaffRefundError::AccountDisabled)));
    till.decline(&till.bob, &refund).await.unwrap();
}

#[tokio::test]
async fn what_is_not_there_cannot_be_decided() {
    let till = Till::new().await;
    let refund = till.asked(700).await;
    let house = till.scene.house().await;
    let other = till.scene.paid().await;
    let nobodys = PaymentId::from_random([30; ID_LENGTH]);
    let unknown = RefundId::from_random([30; ID_LENGTH]);

    for (payment, refund) in [
        (till.paid.payment.as_str(), unknown.as_str()),
        (till.paid.payment.as_str(), "no refund"),
        (other.payment.as_str(), refund.as_str()),
        (nobodys.as_str(), refund.as_str()),
    ] {
        let decided = till.scene.application.staff_decide_refund(
            &till.bob,
            &house.id,
            Mode::Test,
            payment,
            refund,
            RefundDecision::Approve,
        );
        assert!(matches!(
            decided.await,
            Err(StaffRefundError::Access(AccessError::NotFound))
        ));
    }
}
