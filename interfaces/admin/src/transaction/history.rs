//! What happened to a payment, in words, newest first.

use application::staff::transactions::Transaction;
use domain::payment::state::CancelledBy;
use domain::payment::{Approval, ApprovalOutcome, Change, Event, Step};
use domain::ports::queries::TransactionStatus;
use domain::refund::RefundStatus;
use domain::{Payment, RefundId};

use crate::london;
use crate::transactions::standing::Tag;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Happening {
    pub(super) what: &'static str,
    /// What else to say of it.
    pub(super) more: Option<String>,
    pub(super) amount: Option<String>,
    pub(super) at: String,
    pub(super) at_machine: String,
}

/// Everything that happened and means something to people.
pub(super) fn of(transaction: &Transaction) -> Vec<Happening> {
    let events = transaction.events.iter().rev();
    events
        .filter_map(|event| Happening::of(event, &transaction.payment))
        .collect()
}

impl Happening {
    fn of(event: &Event, payment: &Payment) -> Option<Self> {
        let (what, more) = words(&event.change, payment)?;
        let amount = match &event.change {
            Change::Refunded { amount, .. }
            | Change::Disputed { amount, .. }
            | Change::ApprovalAsked { amount, .. }
            | Change::ApprovalDecided { amount, .. } => Some(amount.to_string()),
            Change::Created | Change::Stepped(..) | Change::Settled(_) | Change::Redacted => None,
        };
        Some(Self {
            what,
            more,
            amount,
            at: london::date_time(event.at),
            at_machine: london::machine(event.at),
        })
    }
}

/// What to say of a change; `None` for what only machines care about.
fn words(change: &Change, payment: &Payment) -> Option<(&'static str, Option<String>)> {
    match change {
        Change::Created => Some(("Created", None)),
        Change::Stepped(step, status) => {
            let what = of_step(step)?;
            // An unsuccessful end has a code and a message.
            let ends = matches!(what, "Declined" | "Error" | "Cancelled" | "Timed out");
            let failure = status.failure().filter(|_| ends);
            let more = failure.map(|(code, message)| format!("{code}: {message}"));
            Some((what, more))
        }
        Change::Refunded { refund, status, .. } => {
            let what = Tag::of(TransactionStatus::of_refund(*status)).label;
            let asked_for = *status == RefundStatus::Submitted;
            let by = issuer(payment, refund).filter(|_| asked_for);
            Some((what, by.map(|email| format!("Asked for by {email}"))))
        }
        Change::ApprovalAsked { refund, .. } => {
            let approval = payment.approval(refund);
            let more = approval.map(|asked| format!("Asked for by {}", asked.asked_by.email));
            Some(("Refund waits for approval", more))
        }
        Change::ApprovalDecided {
            refund, outcome, ..
        } => Some(decided(payment.approval(refund), *outcome)),
        Change::Disputed { status, .. } => {
            let what = Tag::of(TransactionStatus::of_dispute(*status)).label;
            Some((what, None))
        }
        Change::Settled(day) => {
            let more = format!("With the payout of {}", london::calendar_day(*day));
            Some(("Paid out", Some(more)))
        }
        Change::Redacted => Some(("Personal data removed", None)),
    }
}

fn decided(
    approval: Option<&Approval>,
    outcome: ApprovalOutcome,
) -> (&'static str, Option<String>) {
    let by = approval.and_then(|approval| approval.decision.as_ref()?.by.as_ref());
    let by_asker = approval
        .zip(by)
        .is_some_and(|(approval, by)| approval.asked_by.staff == by.staff);
    let what = match outcome {
        ApprovalOutcome::Approved => "Refund approved",
        ApprovalOutcome::Declined if by_asker => "Refund taken back",
        ApprovalOutcome::Declined => "Refund declined",
        ApprovalOutcome::Lapsed => "Nobody approved the refund in time",
    };
    (what, by.map(|by| format!("By {}", by.email)))
}

fn issuer<'a>(payment: &'a Payment, refund: &RefundId) -> Option<&'a str> {
    let mut refunds = payment.refunds.iter();
    let refund = refunds.find(|found| found.id == *refund)?;
    refund
        .issued_by
        .as_ref()
        .map(|issuer| issuer.email.as_str())
}

fn of_step(step: &Step) -> Option<&'static str> {
    match step {
        Step::Start => Some("Started"),
        Step::QueueAuthorisation => Some("Waiting for the stored card"),
        Step::SubmitCard(_) => Some("Card details sent"),
        Step::RequireChallenge => Some("3-D Secure asked for"),
        Step::SubmitChallenge(_) => Some("3-D Secure answered"),
        Step::Authorise(_) => Some("Authorised"),
        Step::Decline(_) => Some("Declined"),
        Step::FailAuthorisation | Step::LoseAuthorisation | Step::AbandonCapture => Some("Error"),
        Step::AwaitService => Some("Waiting for the service to take the money"),
        Step::RequestCapture => Some("Successful"),
        Step::SubmitCapture(Some(_)) => Some("Reported as paid"),
        Step::ConfirmCapture(_) => Some("Money taken"),
        Step::Cancel(by) | Step::BeginCancel(by) => Some(match by {
            CancelledBy::PayingUser | CancelledBy::Service => "Cancelled",
            CancelledBy::Expiry => "Timed out",
        }),
        Step::BeginCapture(_)
        | Step::PostponeCapture
        | Step::SubmitCapture(None)
        | Step::SubmitCancel
        | Step::FinishCancel(_)
        | Step::CleanUp(_) => None,
    }
}
