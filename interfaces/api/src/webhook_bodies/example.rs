//! A payment that was made up, as far along as the event that a message tells of.

use std::time::Duration;

use domain::payment::Status;
use domain::ports::webhooks::MessageAbout;
use domain::webhook::EventType;

use crate::contract::Nullable;
use crate::generated::public::{
    Address, CardDetails, CardDetailsCardType, PaymentSettlementSummary, RefundSummary,
    RefundSummaryStatus, WebhookPayment, WebhookPaymentLanguage,
};
use crate::present::webhook_message;

/// What the payment is over, in pence.
const AMOUNT: i64 = 2_600;
/// What of it is given back.
const GIVEN_BACK: i64 = 1_000;
/// How long before the event it was created.
const AGE: Duration = Duration::from_secs(90);

/// A payment to which the event has just happened.
pub(super) fn payment(about: &MessageAbout<'_>) -> WebhookPayment {
    let card = card(about.event);
    WebhookPayment {
        amount: AMOUNT,
        description: "Resident parking permit, six months".to_owned(),
        reference: "PERMIT-0417".to_owned(),
        language: WebhookPaymentLanguage::En,
        metadata: None,
        email: Some("ade.okafor@example.org".to_owned()),
        state: webhook_message::state(status(about.event)),
        payment_id: about.payment.to_string(),
        payment_provider: "sandbox".to_owned(),
        created_date: about.at.minus(AGE).into(),
        refund_summary: refunds(about.event),
        settlement_summary: settlement(about),
        card_brand: card.as_ref().and_then(|card| card.card_brand.0.clone()),
        card_details: card,
        delayed_capture: false,
        moto: false,
        corporate_card_surcharge: None,
        total_amount: None,
        fee: None,
        net_amount: None,
        return_url: Some("https://parking.example.org/permits/0417/paid".to_owned()),
        agreement_id: None,
        agreement_payment_type: None,
        authorisation_summary: webhook_message::unchallenged(),
        exemption: None,
    }
}

fn status(event: EventType) -> Status {
    match event {
        EventType::CardPaymentStarted => Status::Started,
        EventType::CardPaymentSucceeded
        | EventType::CardPaymentCaptured
        | EventType::CardPaymentRefunded => Status::Success,
        EventType::CardPaymentFailed => Status::Declined,
        EventType::CardPaymentExpired => Status::Expired,
    }
}

fn refunds(event: EventType) -> RefundSummary {
    let (status, amount_submitted) = match event {
        EventType::CardPaymentStarted | EventType::CardPaymentSucceeded => {
            (RefundSummaryStatus::Pending, 0)
        }
        EventType::CardPaymentCaptured => (RefundSummaryStatus::Available, 0),
        EventType::CardPaymentRefunded => (RefundSummaryStatus::Available, GIVEN_BACK),
        EventType::CardPaymentFailed | EventType::CardPaymentExpired => {
            (RefundSummaryStatus::Unavailable, 0)
        }
    };
    RefundSummary {
        status,
        amount_available: AMOUNT - amount_submitted,
        amount_submitted,
    }
}

fn settlement(about: &MessageAbout<'_>) -> PaymentSettlementSummary {
    let is_captured = match about.event {
        EventType::CardPaymentCaptured | EventType::CardPaymentRefunded => true,
        EventType::CardPaymentStarted
        | EventType::CardPaymentSucceeded
        | EventType::CardPaymentFailed
        | EventType::CardPaymentExpired => false,
    };
    PaymentSettlementSummary {
        capture_submit_time: is_captured.then(|| about.at.into()),
        captured_date: is_captured.then(|| about.at.date().into()),
        settled_date: None,
    }
}

/// The card, where the event comes after somebody has entered it.
fn card(event: EventType) -> Option<CardDetails> {
    let entered = match event {
        EventType::CardPaymentStarted | EventType::CardPaymentExpired => false,
        EventType::CardPaymentSucceeded
        | EventType::CardPaymentCaptured
        | EventType::CardPaymentRefunded
        | EventType::CardPaymentFailed => true,
    };
    entered.then(|| CardDetails {
        last_digits_card_number: Nullable(Some("4242".to_owned())),
        first_digits_card_number: Nullable(Some("424242".to_owned())),
        cardholder_name: Nullable(Some("Ade Okafor".to_owned())),
        expiry_date: Nullable(Some("11/29".to_owned())),
        billing_address: Nullable(Some(Address {
            line1: Some("3 Harbour Road".to_owned()),
            line2: None,
            postcode: Some("CF10 4PA".to_owned()),
            city: Some("Cardiff".to_owned()),
            country: Some("GB".to_owned()),
        })),
        card_brand: Nullable(Some("Visa".to_owned())),
        card_type: Nullable(Some(CardDetailsCardType::Credit)),
        wallet_type: Nullable(None),
    })
}
