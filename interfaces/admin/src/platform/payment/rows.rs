//! Lines of the tables behind a payment.

use domain::operation::{Exchange, Operation, OperationKind};
use domain::payment::{Change, Event};

use crate::london;
use crate::platform::plain;

/// One thing that happened.
pub(super) struct EventRow {
    pub(super) position: u32,
    pub(super) at: String,
    pub(super) what: String,
    /// What services see since then.
    pub(super) seen: String,
}

/// One request to a PSP.
pub(super) struct OperationRow {
    pub(super) id: String,
    pub(super) what: String,
    pub(super) order_code: String,
    pub(super) begun: String,
    pub(super) ended: String,
}

/// What was said between us and a PSP.
pub(super) struct ExchangeRow {
    pub(super) at: String,
    pub(super) order_code: String,
    pub(super) asked: String,
    pub(super) answered: String,
}

impl EventRow {
    pub(super) fn of(event: &Event) -> Self {
        let (what, seen) = words(&event.change);
        Self {
            position: event.position,
            at: london::date_time(event.at),
            what,
            seen,
        }
    }
}

/// A change, and what services see since then.
fn words(change: &Change) -> (String, String) {
    match change {
        Change::Created => ("Created".to_owned(), "created".to_owned()),
        Change::Stepped(step, status) => {
            let name: &str = step.name().into();
            let seen = match status.failure() {
                Some((code, _)) => format!("{} ({code})", status.word()),
                None => status.word().to_owned(),
            };
            (plain(name), seen)
        }
        Change::Refunded {
            refund,
            amount,
            status,
        } => {
            let seen: &str = status.word();
            (
                format!("Refund of {amount}: {refund}"),
                format!("refund {seen}"),
            )
        }
        Change::ApprovalAsked { refund, amount } => {
            let what = format!("Approval asked for a refund of {amount}: {refund}");
            (what, String::new())
        }
        Change::ApprovalDecided {
            refund,
            amount,
            outcome,
        } => {
            let outcome: &str = outcome.into();
            let what = format!("Refund of {amount} {outcome}: {refund}");
            (what, String::new())
        }
        Change::Disputed {
            dispute,
            amount,
            status,
        } => {
            let seen: &str = status.word();
            (
                format!("Dispute about {amount}: {dispute}"),
                format!("dispute {seen}"),
            )
        }
        Change::Settled(day) => (
            format!("Paid out on {}", london::calendar_day(*day)),
            String::new(),
        ),
        Change::Redacted => ("Personal data removed".to_owned(), String::new()),
    }
}

impl OperationRow {
    pub(super) fn of(operation: &Operation) -> Self {
        let what = match &operation.kind {
            OperationKind::Authorise => "Hold the money".to_owned(),
            OperationKind::Capture => "Take the money".to_owned(),
            OperationKind::Cancel => "Release the money".to_owned(),
            OperationKind::Refund(refund) => format!("Give money back: {refund}"),
        };
        let ended = match &operation.ended {
            Some((at, outcome)) => {
                let outcome: &str = outcome.into();
                format!("{} on {}", plain(outcome), london::date_time(*at))
            }
            None => "Nobody knows yet".to_owned(),
        };
        Self {
            id: operation.id.to_string(),
            what,
            order_code: operation.order_code.as_str().to_owned(),
            begun: london::date_time(operation.begun_at),
            ended,
        }
    }
}

impl ExchangeRow {
    pub(super) fn of(exchange: &Exchange) -> Self {
        Self {
            at: london::date_time(exchange.at),
            order_code: exchange.order_code.as_str().to_owned(),
            asked: exchange.asked.clone(),
            answered: exchange.answered.clone(),
        }
    }
}
