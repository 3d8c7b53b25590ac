//! What a payment looks like in each state, member by member.

use serde_json::{Value, json};

use crate::shown::{captured, link, links, merged, refund_summary, state, typed_card, web_payment};

/// The look of a web payment that was brought into a state on its pages.
pub(super) struct Shape {
    state: &'static str,
}

impl Shape {
    pub(super) fn new(state: &'static str) -> Self {
        Self { state }
    }

    /// `refund_summary.status`.
    pub(super) fn refund_status(&self) -> &'static str {
        match self.state {
            "created" | "started" | "submitted" => "pending",
            "success" => "available",
            _ => "unavailable",
        }
    }

    /// The whole body of `getPayment`.
    pub(super) fn whole(&self) -> Value {
        let mut payment = web_payment(json!({
            "state": state(self.state),
            "refund_summary": refund_summary(self.refund_status(), 14_500),
            "delayed_capture": self.state == "capturable",
            "_links": links(self.links()),
        }));
        if let Some((number, card_type)) = self.card() {
            let paid = json!({
                "email": "ade.okafor@example.org",
                "card_brand": "Visa",
                "card_details": typed_card(number, "Visa", card_type),
            });
            payment = merged(payment, paid);
        }
        if ["submitted", "capturable", "success"].contains(&self.state) {
            payment["provider_id"] = json!("<uuid>");
        }
        if self.state == "submitted" {
            // The token is another than the provider's name.
            let text = payment["_links"].to_string();
            let text = text.replace("<uuid>", "<uuid 2>");
            payment["_links"] = serde_json::from_str(&text).unwrap();
        }
        if self.state == "success" {
            payment["settlement_summary"] = captured();
        }
        payment
    }

    /// The whole body of `getPaymentEvents`.
    pub(super) fn events(&self) -> Value {
        let states: &[&'static str] = match self.state {
            "created" => &["created"],
            "started" => &["created", "started"],
            "submitted" => &["created", "started", "submitted"],
            "capturable" => &["created", "started", "submitted", "capturable"],
            "success" => &["created", "started", "submitted", "success"],
            "declined" => &["created", "started", "declined"],
            "error" => &["created", "started", "error"],
            "abandoned" => &["created", "started", "abandoned"],
            "cancelled" => &["created", "cancelled"],
            _ => &["created", "expired"],
        };
        events(states)
    }

    fn links(&self) -> &'static [&'static str] {
        match self.state {
            "created" | "started" | "submitted" => &["cancel", "next_url", "next_url_post"],
            "capturable" => &["cancel", "capture"],
            _ => &[],
        }
    }

    /// The card it was tried with, and the card's type.
    fn card(&self) -> Option<(&'static str, Option<&'static str>)> {
        match self.state {
            "submitted" | "capturable" | "success" => Some(("4242424242424242", Some("credit"))),
            "declined" => Some(("4000000000000002", None)),
            "error" => Some(("4000000000000119", None)),
            _ => None,
        }
    }
}

/// The whole body of `getPaymentEvents` for a payment that came through these states.
pub(crate) fn events(states: &[&str]) -> Value {
    let event = |name: &&str| {
        json!({
            "payment_id": "<id>",
            "state": state(name),
            "updated": "<instant>",
            "_links": { "payment_url": link("", "GET") },
        })
    };
    json!({
        "payment_id": "<id>",
        "events": states.iter().map(event).collect::<Vec<_>>(),
        "_links": { "self": link("/events", "GET") },
    })
}
