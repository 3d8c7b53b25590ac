//! A service looks at what happened to a payment.
//!
//! Services see public statuses, so steps that leave the status as it was are
//! folded into the one before.

use domain::payment::{Change, Event, Status};
use domain::ports::StoreError;
use domain::refund::RefundStatus;
use domain::{PaymentId, RefundId, Timestamp};

use crate::Application;
use crate::actor::Service;

/// What happened, in public words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicEvent {
    /// When.
    pub at: Timestamp,
    /// What it became.
    pub outcome: PublicOutcome,
}

/// What became of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicOutcome {
    /// The payment came to this status.
    Payment(Status),
    /// A refund came to this status.
    Refund(RefundId, RefundStatus),
}

/// A payment's events, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentEvents {
    /// The payment.
    pub payment: PaymentId,
    /// Its events.
    pub events: Vec<PublicEvent>,
}

/// Why there are no events to show.
#[derive(Debug, thiserror::Error)]
pub enum GetEventsError {
    /// The account has no such payment.
    #[error("the account has no such payment")]
    NotFound,
    /// They could not be read.
    #[error("the events could not be read")]
    Store(#[from] StoreError),
}

impl Application {
    /// What happened to the service's payment.
    pub async fn payment_events(
        &self,
        service: &Service,
        id: &str,
    ) -> Result<PaymentEvents, GetEventsError> {
        let id = PaymentId::parse(id).ok_or(GetEventsError::NotFound)?;
        let events = self
            .ports
            .queries
            .events(&service.account.id, &id)
            .await?
            .ok_or(GetEventsError::NotFound)?;
        Ok(PaymentEvents {
            payment: id,
            events: public(&events),
        })
    }
}

fn public(events: &[Event]) -> Vec<PublicEvent> {
    let mut shown: Vec<PublicEvent> = Vec::new();
    for event in events {
        let Some(outcome) = outcome(&event.change) else {
            continue;
        };
        if !shown.iter().any(|before| before.outcome == outcome) {
            shown.push(PublicEvent {
                at: event.at,
                outcome,
            });
        }
    }
    shown
}

fn outcome(change: &Change) -> Option<PublicOutcome> {
    match change {
        Change::Created => Some(PublicOutcome::Payment(Status::Created)),
        Change::Stepped(_, status) => Some(PublicOutcome::Payment(*status)),
        Change::Refunded { refund, status, .. } => {
            Some(PublicOutcome::Refund(refund.clone(), *status))
        }
        // A refund that waits for approval is none yet.
        Change::ApprovalAsked { .. }
        | Change::ApprovalDecided { .. }
        | Change::Disputed { .. }
        | Change::Settled(_)
        | Change::Redacted => None,
    }
}
