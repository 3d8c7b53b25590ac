//! What awaits approval holds its amount, until it is decided or lapses.

use std::time::Duration;

use domain::payment::approval::APPROVAL_WITHIN;
use domain::payment::{ApprovalError, ApprovalOutcome, RefundAvailability, RefundError};
use domain::refund::RefundStep;

use super::{ASKED, LATER, TOTAL, ada, asked, bob, disputed, paid, pence, refund};

#[test]
fn what_awaits_approval_holds_its_amount_and_is_no_refund_yet() {
    let mut payment = asked(7_000);

    assert_eq!(payment.refunds, []);
    assert_eq!(payment.amount_awaiting_approval(), 7_000);
    assert_eq!(payment.amount_available(), pence(3_000));
    for (minor, believed, expected) in [
        (3_001, None, Err(RefundError::AboveAvailable)),
        (3_000, Some(TOTAL), Err(RefundError::Mismatch)),
        (3_000, Some(3_000), Ok(())),
    ] {
        let refunded = payment.request_refund(refund(9), pence(minor), believed, LATER);
        assert_eq!(refunded, expected, "{minor}");
    }
    assert_eq!(
        payment.refund_availability(),
        RefundAvailability::Full,
        "nothing is left for anybody else"
    );
}

#[test]
fn asking_is_guarded_as_refunds_are() {
    for (minor, believed, expected) in [
        (TOTAL, TOTAL - 1, RefundError::Mismatch),
        (TOTAL + 1, TOTAL, RefundError::AboveAvailable),
    ] {
        let mut payment = paid();
        let refused = payment.ask_approval(refund(1), pence(minor), ada(), believed, ASKED);
        assert_eq!(refused, Err(expected));
        assert_eq!(payment.approvals, []);
    }

    let mut payment = paid();
    disputed(&mut payment);
    let refused = payment.ask_approval(refund(1), pence(1), ada(), TOTAL, LATER);
    assert_eq!(refused, Err(RefundError::Disputed));
}

#[test]
fn what_is_declined_frees_its_amount() {
    for by in [ada(), bob()] {
        let mut payment = asked(7_000);

        payment
            .decline_refund(&refund(1), by.clone(), LATER)
            .unwrap();

        assert_eq!(payment.amount_available(), pence(TOTAL));
        let decision = payment.approval(&refund(1)).unwrap().decision.clone();
        let decision = decision.unwrap();
        assert_eq!(decision.outcome, ApprovalOutcome::Declined);
        assert_eq!(decision.by, Some(by));
        for decided in [
            payment.approve_refund(&refund(1), bob(), LATER),
            payment.decline_refund(&refund(1), bob(), LATER),
        ] {
            assert_eq!(decided, Err(ApprovalError::Over));
        }
    }
}

#[test]
fn it_lapses_after_seven_days_to_the_millisecond() {
    let lapses_at = ASKED.plus(APPROVAL_WITHIN);
    let before = lapses_at.minus(Duration::from_millis(1));

    let mut payment = asked(7_000);
    assert_eq!(payment.approvals[0].lapses_at(), lapses_at);
    assert!(!payment.lapse_refund(&refund(1), before));
    payment
        .clone()
        .approve_refund(&refund(1), bob(), before)
        .unwrap();
    payment
        .clone()
        .decline_refund(&refund(1), bob(), before)
        .unwrap();
    for decided in [
        payment.approve_refund(&refund(1), bob(), lapses_at),
        payment.decline_refund(&refund(1), ada(), lapses_at),
    ] {
        assert_eq!(decided, Err(ApprovalError::Over));
    }

    // Until the work has been there, the amount is still kept back.
    assert_eq!(payment.amount_available(), pence(3_000));
    assert!(payment.lapse_refund(&refund(1), lapses_at));
    assert_eq!(payment.amount_available(), pence(TOTAL));
    let decision = payment.approvals[0].decision.clone().unwrap();
    assert_eq!(
        (decision.outcome, decision.by),
        (ApprovalOutcome::Lapsed, None)
    );
    assert!(!payment.lapse_refund(&refund(1), lapses_at));
}

#[test]
fn only_what_staff_gave_back_alone_counts_against_the_limit() {
    let mut payment = asked(1_000);
    payment.approve_refund(&refund(1), bob(), LATER).unwrap();
    payment
        .request_refund(refund(2), pence(2_000), None, LATER)
        .unwrap();
    assert_eq!(payment.amount_refunded_alone(), 0);

    payment
        .issue_refund(refund(3), pence(300), ada(), 7_000, LATER)
        .unwrap();
    payment
        .issue_refund(refund(4), pence(40), bob(), 6_700, LATER)
        .unwrap();
    assert_eq!(payment.amount_refunded_alone(), 340);

    // What failed was not given back.
    payment
        .take_refund(&refund(4), &RefundStep::Fail, LATER)
        .unwrap();
    assert_eq!(payment.amount_refunded_alone(), 300);
}
