//! What webhook endpoints are sent: JSON, as the contract's `WebhookMessage` says.

mod example;
#[cfg(test)]
mod tests;

use domain::Payment;
use domain::ports::webhooks::MessageAbout;
use poem_openapi::types::ToJSON;

use crate::present::{payment, webhook_message};

/// Writes messages as the public API's contract says.
#[derive(Clone, Copy, Debug, Default)]
pub struct WebhookBodies;

impl domain::ports::WebhookBodies for WebhookBodies {
    fn body(&self, about: &MessageAbout<'_>, payment: &Payment) -> String {
        let shown = payment::by_itself(payment);
        let resource = webhook_message::payment(shown, payment.status());
        webhook_message::around(about, resource).to_json_string()
    }

    fn example(&self, about: &MessageAbout<'_>) -> String {
        let resource = example::payment(about);
        webhook_message::around(about, resource).to_json_string()
    }
}
