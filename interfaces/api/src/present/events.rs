//! The history of a payment as services see it.

use application::payments::events::{PaymentEvents, PublicEvent, PublicOutcome};
use domain::refund::RefundStatus;

use super::links::PaymentAddress;
use super::payment;
use crate::generated::public::{
    self, PaymentEvent, PaymentEventLink, PaymentLinksForEvents, PaymentState, PaymentStateStatus,
};
use crate::settings::ApiSettings;

/// A payment's events, the oldest first.
pub(crate) fn history(found: &PaymentEvents, settings: &ApiSettings) -> public::PaymentEvents {
    let id = found.payment.as_str();
    let address = PaymentAddress::new(settings, id);
    public::PaymentEvents {
        payment_id: id.to_owned(),
        events: found
            .events
            .iter()
            .map(|event| PaymentEvent {
                payment_id: id.to_owned(),
                state: state(event),
                updated: event.at.into(),
                links: PaymentEventLink {
                    payment_url: address.itself(),
                },
            })
            .collect(),
        links: PaymentLinksForEvents {
            self_: address.events(),
        },
    }
}

/// Events of refunds stand among those of the payment, with nothing to tell them apart.
fn state(event: &PublicEvent) -> PaymentState {
    match &event.outcome {
        PublicOutcome::Payment(status) => payment::of_status(*status),
        PublicOutcome::Refund(_, status) => PaymentState {
            status: match status {
                RefundStatus::Submitted => PaymentStateStatus::Submitted,
                RefundStatus::Success => PaymentStateStatus::Success,
                RefundStatus::Error => PaymentStateStatus::Error,
            },
            finished: status.finished(),
            message: None,
            code: None,
            can_retry: None,
        },
    }
}
