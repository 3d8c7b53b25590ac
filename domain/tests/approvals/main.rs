//! A second person's approval of refunds: what it holds, who may give it, when it is too
//! late, and what never happens whatever is tried.

#![cfg(test)]

mod deciding;
mod holding;
mod properties;

use domain::account::Provider;
use domain::dispute::{Dispute, DisputeReason, DisputeStatus};
use domain::operation::{OrderCode, PspReference};
use domain::payment::state::{Attempt, Authorisation};
use domain::payment::{
    AuthorisationMode, Description, Language, Metadata, NewPayment, Reference, ReturnUrl, Step,
};
use domain::refund::Issuer;
use domain::{
    AccountId, Amount, DisputeId, OperationId, Payment, PaymentId, RefundId, StaffId, Timestamp,
};
use time::macros::date;

/// What the payment here is over, in pence.
const TOTAL: i64 = 10_000;
/// When refunds here are asked for.
const ASKED: Timestamp = Timestamp::from_millis(1_000);
/// A moment later.
const LATER: Timestamp = Timestamp::from_millis(2_000);

fn pence(minor: i64) -> Amount {
    Amount::from_minor(minor).unwrap()
}

fn refund(n: u8) -> RefundId {
    RefundId::from_random([n; 26])
}

fn issuer(n: u8) -> Issuer {
    Issuer {
        staff: StaffId::from_random([n; 26]),
        email: format!("{n}@example.org"),
    }
}

fn ada() -> Issuer {
    issuer(1)
}

fn bob() -> Issuer {
    issuer(2)
}

/// A payment that was paid.
fn paid() -> Payment {
    let new = NewPayment {
        id: PaymentId::from_random([2; 26]),
        account: AccountId::from_random([3; 26]),
        provider: Provider::Sandbox,
        amount: pence(TOTAL),
        reference: Reference::parse("LIC-1").unwrap(),
        description: Description::parse("Licence").unwrap(),
        mode: AuthorisationMode::Web,
        return_url: Some(ReturnUrl::parse("https://service.example/done").unwrap()),
        language: Language::English,
        moto: false,
        agreement: None,
        delayed_capture: false,
        email: None,
        metadata: Metadata::default(),
        prefilled: None,
    };
    let now = Timestamp::from_millis(0);
    let mut payment = Payment::create(new, now);
    let operation = OperationId::from_random([1; 26]);
    let order_code = OrderCode::of(&operation);
    for step in [
        Step::Start,
        Step::SubmitCard(Attempt {
            order_code: order_code.clone(),
            operation: operation.clone(),
        }),
        Step::Authorise(Authorisation {
            order_code,
            psp_reference: PspReference::given("psp-1"),
        }),
        Step::RequestCapture,
        Step::BeginCapture(operation),
        Step::ConfirmCapture(date!(2026 - 11 - 22)),
    ] {
        payment.take(step, now).unwrap();
    }
    payment
}

/// The same, with Ada's refund of so much awaiting approval.
fn asked(minor: i64) -> Payment {
    let mut payment = paid();
    payment
        .ask_approval(refund(1), pence(minor), ada(), TOTAL, ASKED)
        .unwrap();
    payment
}

fn disputed(payment: &mut Payment) {
    let dispute = Dispute {
        id: DisputeId::from_random([7; 26]),
        amount: pence(TOTAL),
        fee: None,
        reason: DisputeReason::Fraudulent,
        status: DisputeStatus::NeedsResponse,
        evidence_due_at: None,
        created_at: LATER,
        settled_on: None,
    };
    payment.open_dispute(dispute, LATER).unwrap();
}
