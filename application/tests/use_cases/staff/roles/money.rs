//! Payments, refunds and figures.

use Permission as P;
use application::staff::dashboard::Day;
use application::staff::refunds::{RefundDecision, StaffRefund, StaffRefundError};
use domain::account::Mode;
use domain::id::ID_LENGTH;
use domain::payment::{Description, ReturnUrl};
use domain::ports::Store;
use domain::ports::queries::TransactionSearch;
use domain::refund::Issuer;
use domain::staff::Permission;
use domain::{PaymentId, RefundId, StaffId};

use super::{Answer, Needs, Walk};
use crate::scene::{AMOUNT, hours, pence};

pub(super) async fn walk(walk: &mut Walk) {
    looking(walk).await;
    taking_away(walk).await;
    giving_back(walk).await;
    ending(walk).await;
}

async fn looking(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let (house, mode) = (walk.house.clone(), walk.mode);
    let paid = walk.scene.paid().await.payment;
    let paid = paid.as_str();
    let all = TransactionSearch::default;

    let done = application.staff_transactions(&staff, &house, mode, all());
    let done = done.await;
    let people = done.as_ref().ok().map(|page| {
        let mut items = page.items.iter();
        items.any(|found| found.payment.email.is_some())
    });
    sees(walk, "staff_transactions: who pays", people);
    walk.note("staff_transactions", Needs::May(P::SeeTransactions), done);

    let done = application.staff_transaction(&staff, &house, mode, paid);
    let done = done.await;
    let people = done.as_ref().ok().map(|seen| seen.payment.email.is_some());
    sees(walk, "staff_transaction: who pays", people);
    walk.note("staff_transaction", Needs::May(P::SeeTransactions), done);

    let done = application.staff_transaction_to_change(&staff, &house, mode, paid);
    let done = done.await;
    assert!(done.as_ref().is_ok_and(|seen| seen.payment.email.is_none()) || done.is_err());
    let needs = Needs::May(P::SeeTransactions);
    walk.note("staff_transaction_to_change", needs, done);

    let done = application.staff_all_transactions(&staff, mode, all());
    walk.note("staff_all_transactions", Needs::Nothing, done.await);

    let today = [Day {
        date: staff.at.date(),
        from: staff.at,
        to: staff.at.plus(hours(24)),
    }];
    let done = application.staff_dashboard(&staff, &house, mode, &today);
    walk.note(
        "staff_dashboard",
        Needs::May(P::SeeTransactions),
        done.await,
    );

    let what = (pence(100), Description::parse("A demo").unwrap());
    let back = ReturnUrl::parse("https://service.example/done").unwrap();
    let done = application.staff_demo_payment(&staff, &house, mode, what, back);
    let needs = Needs::May(P::SeeTransactions);
    walk.note("staff_demo_payment", needs, done.await);
}

/// Whether they see who pays: nothing is refused, but nobody shows.
fn sees(walk: &mut Walk, name: &'static str, people: Option<bool>) {
    let answer = match people {
        Some(true) => Answer::Permitted,
        Some(false) => Answer::NotPermitted(P::SeePersonalData),
        None => Answer::NoSuchThing,
    };
    walk.tell(name, Needs::May(P::SeePersonalData), answer);
}

async fn taking_away(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let all = TransactionSearch::default;

    let done = application.staff_export(&staff, &walk.house, walk.mode, all());
    let done = done.await;
    walk.note("staff_export", Needs::May(P::ExportTransactions), done);
    let done = application.staff_export_all(&staff, walk.mode, all()).await;
    let accounts = done.as_ref().map_or(0, |export| export.accounts.len());
    walk.note("staff_export_all", Needs::Nothing, done);
    let role = staff.member.role_in(&walk.house);
    let may = role.is_some_and(|role| role.may(P::ExportTransactions, walk.mode));
    assert_eq!(accounts, usize::from(may), "{role:?}");
}

async fn giving_back(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let (house, mode) = (walk.house.clone(), walk.mode);
    let paid = walk.scene.paid().await.payment;
    let (id, part) = (paid.as_str(), StaffRefund::Part(pence(1)));

    let done = application.staff_refund(&staff, &house, mode, id, part, AMOUNT, "");
    walk.note("staff_refund", Needs::May(P::RefundPayments), done.await);

    let colleague = StaffId::from_random([30; ID_LENGTH]);
    for (name, decision, asked_by, needs) in [
        (
            "staff_decide_refund: approve",
            RefundDecision::Approve,
            &colleague,
            P::ApproveRefunds,
        ),
        (
            "staff_decide_refund: decline",
            RefundDecision::Decline,
            &colleague,
            P::ApproveRefunds,
        ),
        (
            "staff_decide_refund: take back",
            RefundDecision::Decline,
            &staff.member.id,
            P::SeeTransactions,
        ),
    ] {
        let refund = asked(walk, &paid, asked_by).await;
        let refund = refund.as_str();
        let done = application.staff_decide_refund(&staff, &house, mode, id, refund, decision);
        walk.note(name, Needs::May(needs), done.await);
    }
    let refund = asked(walk, &paid, &staff.member.id).await;
    let approve = RefundDecision::Approve;
    let own = application.staff_decide_refund(&staff, &house, mode, id, refund.as_str(), approve);
    let own = match own.await {
        Err(StaffRefundError::Approval(_)) => Ok(()),
        Ok(_) => panic!("they approved their own"),
        Err(error) => Err(error),
    };
    walk.note(
        "staff_decide_refund: own",
        Needs::May(P::ApproveRefunds),
        own,
    );

    let done = application.staff_awaiting_approval(&staff, &house, mode);
    let needs = Needs::May(P::SeeTransactions);
    walk.note("staff_awaiting_approval", needs, done.await);
}

/// Somebody has asked for a refund of a penny to be approved.
async fn asked(walk: &Walk, payment: &PaymentId, by: &StaffId) -> RefundId {
    let mut unit = walk.scene.world.store.begin().await.unwrap();
    let mut payment = unit.payments().get(payment).await.unwrap().unwrap();
    let mut bytes = [7; ID_LENGTH];
    bytes[0] = u8::try_from(payment.approvals.len()).unwrap();
    let refund = RefundId::from_random(bytes);
    let by = Issuer {
        staff: by.clone(),
        email: "somebody@example.org".to_owned(),
    };
    let left = payment.amount_available().minor();
    payment
        .ask_approval(refund.clone(), pence(1), by, left, walk.staff.at)
        .unwrap();
    unit.payments().save(&mut payment).await.unwrap();
    unit.commit().await.unwrap();
    refund
}

async fn ending(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let created = walk.scene.created(false).await.payment;
    let done = application.staff_cancel(&staff, &walk.house, walk.mode, created.as_str());
    let done = done.await;
    walk.note("staff_cancel", Needs::May(P::CancelPayments), done);
    let other = match walk.mode {
        Mode::Test => Mode::Live,
        Mode::Live => Mode::Test,
    };
    let done = application.staff_cancel(&staff, &walk.house, other, created.as_str());
    assert!(done.await.is_err(), "the other account has no such payment");
}
