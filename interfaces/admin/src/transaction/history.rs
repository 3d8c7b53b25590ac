//! What happened to a payment, in words, newest first.

use domain::dispute::DisputeStatus;
use domain::payment::state::CancelledBy;
use domain::payment::{Change, Event, Step};
use domain::refund::RefundStatus;

use crate::london;

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
pub(super) fn of(events: &[Event]) -> Vec<Happening> {
    events.iter().rev().filter_map(Happening::of).collect()
}

impl Happening {
    fn of(event: &Event) -> Option<Self> {
        let (what, more) = words(&event.change)?;
        let amount = match &event.change {
            Change::Refunded { amount, .. } | Change::Disputed { amount, .. } => {
                Some(amount.to_string())
            }
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
fn words(change: &Change) -> Option<(&'static str, Option<String>)> {
    let plain = |what| Some((what, None));
    match change {
        Change::Created => plain("Created"),
        Change::Stepped(step, status) => {
            let what = of_step(step)?;
            // An unsuccessful end has a code and a message.
            let ends = matches!(what, "Declined" | "Error" | "Cancelled" | "Timed out");
            let failure = status.failure().filter(|_| ends);
            let more = failure.map(|(code, message)| format!("{code}: {message}"));
            Some((what, more))
        }
        Change::Refunded { status, .. } => plain(match status {
            RefundStatus::Submitted => "Refund submitted",
            RefundStatus::Success => "Refund successful",
            RefundStatus::Error => "Refund failed",
        }),
        Change::Disputed { status, .. } => plain(match status {
            DisputeStatus::NeedsResponse => "Dispute waiting for evidence",
            DisputeStatus::UnderReview => "Dispute under review",
            DisputeStatus::Lost => "Dispute lost",
            DisputeStatus::Won => "Dispute won",
        }),
        Change::Settled(day) => {
            let more = format!("With the payout of {}", london::calendar_day(*day));
            Some(("Paid out", Some(more)))
        }
        Change::Redacted => plain("Personal data removed"),
    }
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
