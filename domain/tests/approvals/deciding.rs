//! Who decides, and what comes of it.

use domain::payment::approval::Decided;
use domain::payment::{ApprovalError, ApprovalOutcome, Change, RefundError};
use domain::refund::{Issuer, RefundStatus};

use super::{LATER, ada, asked, bob, disputed, issuer, paid, pence, refund};

#[test]
fn a_colleague_approves_and_the_refund_is_who_asked_for_its() {
    let mut payment = asked(7_000);

    payment.approve_refund(&refund(1), bob(), LATER).unwrap();

    assert_eq!(payment.amount_awaiting_approval(), 0);
    assert_eq!(payment.amount_available(), pence(3_000));
    let begun = payment.refund(&refund(1)).unwrap();
    assert_eq!((begun.amount, begun.created_at), (pence(7_000), LATER));
    assert_eq!(begun.issued_by, Some(ada()));
    assert_eq!(
        payment.approval(&refund(1)).unwrap().decision,
        Some(Decided {
            outcome: ApprovalOutcome::Approved,
            at: LATER,
            by: Some(bob()),
        })
    );
    let again = payment.approve_refund(&refund(1), issuer(3), LATER);
    assert_eq!(again, Err(ApprovalError::Over));
    assert_eq!(payment.refunds.len(), 1);
}

#[test]
fn nobody_approves_their_own_whatever_their_address_is_by_now() {
    let mut payment = asked(7_000);
    let renamed = Issuer {
        email: "ada.king@example.org".to_owned(),
        ..ada()
    };

    let own = payment.approve_refund(&refund(1), renamed, LATER);

    assert_eq!(own, Err(ApprovalError::OwnRefund));
    assert_eq!(payment.refunds, []);
    assert_eq!(payment.amount_awaiting_approval(), 7_000);
}

#[test]
fn a_dispute_blocks_the_approval_and_not_the_refusal() {
    let mut payment = asked(7_000);
    disputed(&mut payment);

    let approved = payment.approve_refund(&refund(1), bob(), LATER);
    assert_eq!(approved, Err(RefundError::Disputed.into()));
    assert!(payment.approvals[0].is_open(LATER));
    payment.decline_refund(&refund(1), bob(), LATER).unwrap();
    assert_eq!(payment.refunds, []);
}

#[test]
fn what_nobody_asked_for_cannot_be_decided() {
    let mut payment = paid();

    let unknown = Err(ApprovalError::NoSuchApproval);
    assert_eq!(payment.approve_refund(&refund(1), bob(), LATER), unknown);
    assert_eq!(payment.decline_refund(&refund(1), bob(), LATER), unknown);
    assert!(!payment.lapse_refund(&refund(1), LATER));
    assert_eq!(payment.approvals, []);
}

#[test]
fn every_decision_is_an_event() {
    let mut payment = asked(1_000);
    payment.saved();
    payment.approve_refund(&refund(1), bob(), LATER).unwrap();
    payment
        .ask_approval(refund(2), pence(20), bob(), 9_000, LATER)
        .unwrap();
    payment.decline_refund(&refund(2), ada(), LATER).unwrap();

    let decided = |n, minor, outcome| Change::ApprovalDecided {
        refund: refund(n),
        amount: pence(minor),
        outcome,
    };
    let changes: Vec<Change> = payment
        .unpublished()
        .iter()
        .map(|event| event.change.clone())
        .collect();
    assert_eq!(
        changes,
        [
            decided(1, 1_000, ApprovalOutcome::Approved),
            Change::Refunded {
                refund: refund(1),
                amount: pence(1_000),
                status: RefundStatus::Submitted,
            },
            Change::ApprovalAsked {
                refund: refund(2),
                amount: pence(20),
            },
            decided(2, 20, ApprovalOutcome::Declined),
        ]
    );
}
