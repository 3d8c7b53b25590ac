//! What to look for among what services and people were told.

use super::search::Sheet;
use crate::email::EmailStateName;
use crate::payment::Event;
use crate::webhook::{Delivery, DeliveryStatus, EventType};
use crate::{PaymentId, Timestamp};

/// Deliveries to look for; what is left out matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliverySearch {
    /// That stand so.
    pub status: Option<DeliveryStatus>,
    /// That tell of this.
    pub event: Option<EventType>,
    /// That tell of this payment.
    pub payment: Option<PaymentId>,
    /// Whose event happened at or after this instant.
    pub from: Option<Timestamp>,
    /// Whose event happened before this instant.
    pub to: Option<Timestamp>,
    /// Which part of what is found.
    pub sheet: Sheet,
}

impl DeliverySearch {
    /// Whether a delivery matches.
    pub fn matches(&self, delivery: &Delivery) -> bool {
        self.status.is_none_or(|status| status == delivery.status)
            && self.event.is_none_or(|event| event == delivery.event)
            && (self.payment.as_ref()).is_none_or(|payment| *payment == delivery.payment)
            && self.from.is_none_or(|from| from <= delivery.happened_at)
            && self.to.is_none_or(|to| delivery.happened_at < to)
    }
}

/// E-mails to look for; what is left out matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmailSearch {
    /// That stand so.
    pub state: Option<EmailStateName>,
    /// Which part of what is found.
    pub sheet: Sheet,
}

/// The place of an event among those that were handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HandedOnCursor {
    /// When it was.
    pub at: Timestamp,
    /// Its place among all events.
    pub sequence: i64,
}

/// An event that was handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOn {
    /// Its place.
    pub cursor: HandedOnCursor,
    /// What happened.
    pub event: Event,
}
