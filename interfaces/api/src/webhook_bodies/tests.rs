//! Messages by their members, and the words that differ from the API's own.

use domain::id::ID_LENGTH;
use domain::payment::Status;
use domain::ports::WebhookBodies as _;
use domain::webhook::EventType;
use domain::{DeliveryId, PaymentId, Timestamp};
use poem_openapi::types::ToJSON;
use serde_json::{Value, json};

use super::*;

fn example(event: EventType) -> Value {
    let about = MessageAbout {
        id: &DeliveryId::from_random([1; ID_LENGTH]),
        event,
        at: Timestamp::from_millis(1_772_442_921_045),
        payment: &PaymentId::from_random([2; ID_LENGTH]),
    };
    serde_json::from_str(&WebhookBodies.example(&about)).unwrap()
}

#[test]
fn a_message_says_what_happened_to_what_and_when() {
    let message = example(EventType::CardPaymentRefunded);

    let members: Vec<_> = message.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        [
            "webhook_message_id",
            "created_date",
            "resource_id",
            "api_version",
            "resource_type",
            "event_type",
            "resource",
        ]
    );
    assert_eq!(message["webhook_message_id"], "1".repeat(ID_LENGTH));
    assert_eq!(message["created_date"], "2026-03-02T09:15:21.045Z");
    assert_eq!(message["resource_id"], "2".repeat(ID_LENGTH));
    assert_eq!(message["api_version"], 1);
    assert_eq!(message["resource_type"], "PAYMENT");
    assert_eq!(message["event_type"], "card_payment_refunded");
    assert_eq!(message["resource"]["payment_id"], message["resource_id"]);
    for left_out in ["_links", "provider_id", "authorisation_mode"] {
        assert_eq!(message["resource"].get(left_out), None, "{left_out}");
    }
}

#[test]
fn states_are_told_in_finer_words_than_the_apis() {
    for (status, expected) in [
        (
            Status::Created,
            json!({ "status": "created", "finished": false }),
        ),
        (
            Status::Capturable,
            json!({ "status": "capturable", "finished": false }),
        ),
        (
            Status::Success,
            json!({ "status": "success", "finished": true }),
        ),
        (
            Status::Declined,
            failed("declined", "Payment method rejected", "P0010"),
        ),
        (
            Status::Expired,
            failed("timedout", "Payment expired", "P0020"),
        ),
        (
            Status::CancelledByPayingUser,
            failed("cancelled", "Payment was cancelled by the user", "P0030"),
        ),
        (
            Status::CancelledByService,
            failed("cancelled", "Payment was cancelled by the user", "P0030"),
        ),
        (
            Status::Error,
            failed("error", "Payment provider returned an error", "P0050"),
        ),
    ] {
        let said = webhook_message::state(status).to_json();
        assert_eq!(said, Some(expected), "{status:?}");
    }
}

fn failed(status: &str, message: &str, code: &str) -> Value {
    json!({ "status": status, "finished": true, "message": message, "code": code })
}

#[test]
fn an_example_is_as_far_along_as_its_event() {
    for (event, status, refunds, is_captured, has_card) in [
        (
            EventType::CardPaymentStarted,
            "started",
            "pending",
            false,
            false,
        ),
        (
            EventType::CardPaymentSucceeded,
            "success",
            "pending",
            false,
            true,
        ),
        (
            EventType::CardPaymentCaptured,
            "success",
            "available",
            true,
            true,
        ),
        (
            EventType::CardPaymentRefunded,
            "success",
            "available",
            true,
            true,
        ),
        (
            EventType::CardPaymentFailed,
            "declined",
            "unavailable",
            false,
            true,
        ),
        (
            EventType::CardPaymentExpired,
            "timedout",
            "unavailable",
            false,
            false,
        ),
    ] {
        let payment = &example(event)["resource"];
        assert_eq!(payment["state"]["status"], status, "{event:?}");
        assert_eq!(payment["refund_summary"]["status"], refunds, "{event:?}");
        let captured = payment["settlement_summary"].get("captured_date").is_some();
        assert_eq!(captured, is_captured, "{event:?}");
        assert_eq!(payment.get("card_details").is_some(), has_card, "{event:?}");
    }
}
