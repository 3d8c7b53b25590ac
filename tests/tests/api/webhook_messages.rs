//! Every message that webhooks are sent is one that the contract describes.

use api::WebhookBodies;
use domain::ports::WebhookBodies as _;
use domain::ports::webhooks::MessageAbout;
use domain::webhook::EventType;
use domain::{DeliveryId, Payment, PaymentId, Timestamp};
use serde_json::Value;
use strum::IntoEnumIterator;
use system_tests::contract::Fixture;
use system_tests::contract_check::PUBLIC;

/// 2026-03-02T09:15:20.450Z, when everything here happens.
const NOW: Timestamp = Timestamp::from_millis(1_772_442_920_450);

fn message(
    event: EventType,
    payment: &PaymentId,
    write: impl Fn(&MessageAbout) -> String,
) -> Value {
    let about = MessageAbout {
        id: &DeliveryId::parse("7b2i1qd0pc7r24k9q1fbs9o8ha").unwrap(),
        event,
        at: NOW,
        payment,
    };
    serde_json::from_str(&write(&about)).unwrap()
}

fn assert_good(message: &Value) {
    let schema = &PUBLIC.webhook()["schema"];
    let violations = PUBLIC.violations(schema, message);
    assert!(violations.is_empty(), "{violations:?} in {message:#}");
}

#[test]
fn examples_of_every_event_are_what_the_contract_says() {
    let payment = PaymentId::parse("5hv2q7l0c9k3m1r8t4e6d0b2ap").unwrap();
    for event in EventType::iter() {
        assert_good(&message(event, &payment, |about| {
            WebhookBodies.example(about)
        }));
    }
    let captured = message(EventType::CardPaymentCaptured, &payment, |about| {
        WebhookBodies.example(about)
    });
    assert_eq!(PUBLIC.webhook()["examples"]["captured"]["value"], captured);
}

#[tokio::test]
async fn messages_about_every_state_are_what_the_contract_says() {
    let fixture = Fixture::memory().await.unwrap();
    let mut payments: Vec<Payment> = fixture
        .states()
        .into_iter()
        .map(|state| fixture.payment_in(state).unwrap())
        .collect();
    payments.push(fixture.full_payment().await.unwrap());
    for payment in &payments {
        let event = EventType::CardPaymentSucceeded;
        assert_good(&message(event, &payment.id, |about| {
            WebhookBodies.body(about, payment)
        }));
    }
}
