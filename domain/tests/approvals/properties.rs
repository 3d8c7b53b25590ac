//! Random walks of asking, deciding, refunding and time passing.

use domain::operation::PspReference;
use domain::payment::{ApprovalOutcome, Change};
use domain::refund::{RefundStatus, RefundStep};
use domain::{Payment, RefundId, Timestamp};
use proptest::prelude::*;

use super::{TOTAL, issuer, paid, pence, refund};

/// Something that somebody tries.
#[derive(Clone, Debug)]
enum Move {
    Ask { amount: i64, by: u8 },
    Issue { amount: i64, by: u8 },
    Request { amount: i64 },
    Approve { which: usize, by: u8 },
    Decline { which: usize, by: u8 },
    Lapse { which: usize },
    RefundStep { which: usize, step: RefundStep },
}

/// How far apart the moves are: a walk outlasts several approvals.
const HOURS_A_MOVE: i64 = 13;
/// As many refunds have names of their own: five bits of a byte count.
const MOVES_MAX: usize = 31;

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let (amount, by, which) = (1_i64..6_000, 1_u8..4, 0_usize..6);
    let steps = vec![
        RefundStep::Submit(PspReference::given("r")),
        RefundStep::Succeed(PspReference::given("r")),
        RefundStep::Fail,
    ];
    let one = prop_oneof![
        3 => (amount.clone(), by.clone()).prop_map(|(amount, by)| Move::Ask { amount, by }),
        1 => (amount.clone(), by.clone()).prop_map(|(amount, by)| Move::Issue { amount, by }),
        1 => amount.prop_map(|amount| Move::Request { amount }),
        3 => (which.clone(), by.clone()).prop_map(|(which, by)| Move::Approve { which, by }),
        1 => (which.clone(), by).prop_map(|(which, by)| Move::Decline { which, by }),
        1 => which.clone().prop_map(|which| Move::Lapse { which }),
        2 => (which, proptest::sample::select(steps))
            .prop_map(|(which, step)| Move::RefundStep { which, step }),
    ];
    proptest::collection::vec(one, 0..=MOVES_MAX)
}

/// The refund that the approval at this place is for; one that nobody asked for where
/// there is none.
fn awaited(payment: &Payment, which: usize) -> RefundId {
    let approval = payment.approvals.get(which);
    approval.map_or(refund(31), |approval| approval.refund.clone())
}

/// Makes a move at the `n`th moment; says whether it was permitted.
fn make(payment: &mut Payment, next: &Move, n: usize) -> bool {
    let n = u8::try_from(n).unwrap();
    let now = Timestamp::from_millis(i64::from(n) * HOURS_A_MOVE * 3_600_000);
    let left = payment.amount_available().minor();
    match next {
        Move::Ask { amount, by } => payment
            .ask_approval(refund(n), pence(*amount), issuer(*by), left, now)
            .is_ok(),
        Move::Issue { amount, by } => payment
            .issue_refund(refund(n), pence(*amount), issuer(*by), left, now)
            .is_ok(),
        Move::Request { amount } => payment
            .request_refund(refund(n), pence(*amount), None, now)
            .is_ok(),
        Move::Approve { which, by } => {
            let id = awaited(payment, *which);
            payment.approve_refund(&id, issuer(*by), now).is_ok()
        }
        Move::Decline { which, by } => {
            let id = awaited(payment, *which);
            payment.decline_refund(&id, issuer(*by), now).is_ok()
        }
        Move::Lapse { which } => {
            let id = awaited(payment, *which);
            payment.lapse_refund(&id, now)
        }
        Move::RefundStep { which, step } => {
            let id = payment.refunds.get(*which).map(|refund| refund.id.clone());
            id.is_some_and(|id| payment.take_refund(&id, step, now).is_ok())
        }
    }
}

proptest! {
    #[test]
    fn refunds_and_what_awaits_approval_never_exceed_the_payment(walk in moves()) {
        let mut payment = paid();
        for (n, next) in walk.iter().enumerate() {
            let before = payment.clone();
            if !make(&mut payment, next, n) {
                prop_assert_eq!(&*before, &*payment);
            }

            let taken = payment.amount_refunded() + payment.amount_awaiting_approval();
            prop_assert!(taken <= TOTAL);
            prop_assert_eq!(payment.amount_available().minor(), TOTAL - taken);
        }
    }

    #[test]
    fn nothing_is_approved_by_who_asked_or_begun_without_approval(walk in moves()) {
        let mut payment = paid();
        for (n, next) in walk.iter().enumerate() {
            make(&mut payment, next, n);
        }

        for approval in &payment.approvals {
            let outcome = approval.decision.as_ref().map(|decision| decision.outcome);
            let approved = outcome == Some(ApprovalOutcome::Approved);
            prop_assert_eq!(payment.refund(&approval.refund).is_some(), approved);
            if let Some(decision) = &approval.decision {
                prop_assert_eq!(decision.by.is_none(), decision.outcome == ApprovalOutcome::Lapsed);
                let in_time = decision.at < approval.lapses_at();
                prop_assert_eq!(in_time, decision.outcome != ApprovalOutcome::Lapsed);
                let own = decision.by.as_ref().is_some_and(|by| by.staff == approval.asked_by.staff);
                prop_assert!(!(approved && own));
            }
        }
    }

    /// The events alone say what is held, given back and decided.
    #[test]
    fn folding_the_events_gives_what_is_held(walk in moves()) {
        let mut payment = paid();
        for (n, next) in walk.iter().enumerate() {
            make(&mut payment, next, n);
        }

        let (mut held, mut given) = (0, 0);
        for (n, event) in payment.unpublished().iter().enumerate() {
            prop_assert_eq!(event.position as usize, n + 1);
            match &event.change {
                Change::ApprovalAsked { amount, .. } => held += amount.minor(),
                Change::ApprovalDecided { amount, .. } => held -= amount.minor(),
                Change::Refunded { amount, status, .. } => match status {
                    RefundStatus::Submitted => given += amount.minor(),
                    RefundStatus::Success => {}
                    RefundStatus::Error => given -= amount.minor(),
                },
                _ => {}
            }
        }
        prop_assert_eq!(held, payment.amount_awaiting_approval());
        prop_assert_eq!(given, payment.amount_refunded());
    }
}
