//! A payment as services see it.

use std::collections::BTreeMap;

use application::payments::LinkedPayment;
use domain::Payment;
use domain::payment::metadata::MetadataValue;
use domain::payment::{Metadata, PaymentState, RefundAvailability, Status};
use domain::token::Token;
use serde_json::{Map, Number, Value};

use super::card;
use super::links::{self, PaymentAddress};
use crate::contract::{Nullable, Scalars};
use crate::generated::public::{
    self, CardPayment, CardPaymentAuthorisationMode, CardPaymentLanguage, ExternalMetadata,
    PaymentDetailForSearch, PaymentLinks, PaymentLinksForSearch, PaymentSettlementSummary,
    PaymentStateStatus, PaymentWithAllLinks, PostLink, PostLinkMethod, RefundSummary,
    RefundSummaryStatus,
};
use crate::settings::ApiSettings;

/// A payment and where it leads; links that do not apply are absent.
pub(crate) fn with_all_links(found: &LinkedPayment, settings: &ApiSettings) -> PaymentWithAllLinks {
    let payment = &found.payment;
    let address = PaymentAddress::new(settings, payment.id.as_str());
    let token = found.token.as_ref();
    PaymentWithAllLinks {
        card_payment: card_payment(payment),
        links: PaymentLinks {
            self_: address.itself(),
            next_url: token.map(|token| next_url(token, settings)),
            next_url_post: token.map(|token| next_url_post(token, settings)),
            events: address.events(),
            refunds: address.refunds(),
            cancel: can_be_cancelled(payment).then(|| address.cancel()),
            capture: can_be_captured(payment).then(|| address.capture()),
        },
    }
}

/// A payment among search results; links that do not apply are null.
pub(super) fn for_search(payment: &Payment, settings: &ApiSettings) -> PaymentDetailForSearch {
    let address = PaymentAddress::new(settings, payment.id.as_str());
    PaymentDetailForSearch {
        card_payment: card_payment(payment),
        links: PaymentLinksForSearch {
            self_: address.itself(),
            events: address.events(),
            refunds: address.refunds(),
            cancel: Nullable(can_be_cancelled(payment).then(|| links::optional(address.cancel()))),
            capture: Nullable(can_be_captured(payment).then(|| links::optional(address.capture()))),
        },
    }
}

fn can_be_cancelled(payment: &Payment) -> bool {
    !payment.status().finished()
}

fn can_be_captured(payment: &Payment) -> bool {
    payment.status() == Status::Capturable
}

fn next_url(token: &Token, settings: &ApiSettings) -> public::Link {
    links::get(format!("{}/secure/{}", settings.pages_url, token.value))
}

fn next_url_post(token: &Token, settings: &ApiSettings) -> PostLink {
    PostLink {
        type_: "application/x-www-form-urlencoded".to_owned(),
        params: BTreeMap::from([("chargeTokenId".to_owned(), token.value.to_string())]),
        href: format!("{}/secure", settings.pages_url),
        method: PostLinkMethod::Post,
    }
}

fn card_payment(payment: &Payment) -> CardPayment {
    CardPayment {
        amount: payment.amount.minor(),
        description: payment.description.as_str().to_owned(),
        reference: payment.reference.as_str().to_owned(),
        language: CardPaymentLanguage::En,
        metadata: metadata(&payment.metadata),
        email: payment
            .email
            .as_ref()
            .map(|email| email.as_str().to_owned()),
        state: state(payment.status()),
        payment_id: payment.id.to_string(),
        payment_provider: payment.provider.word().to_owned(),
        created_date: payment.created_at.into(),
        refund_summary: RefundSummary {
            status: refund_status(payment.refund_availability()),
            amount_available: payment.amount_available().minor(),
            amount_submitted: payment.amount_refunded(),
        },
        settlement_summary: PaymentSettlementSummary {
            capture_submit_time: payment.capture_submitted_at.map(Into::into),
            captured_date: match &payment.state {
                PaymentState::Captured(_, on) => Some((*on).into()),
                _ => None,
            },
            settled_date: None,
        },
        card_details: card::details(payment),
        delayed_capture: payment.delayed_capture,
        moto: false,
        provider_id: payment
            .state
            .psp_reference()
            .map(|reference| reference.as_str().to_owned()),
        return_url: Some(payment.return_url.as_str().to_owned()),
        authorisation_mode: CardPaymentAuthorisationMode::Web,
        card_brand: payment
            .card
            .as_ref()
            .and_then(|card| card.brand)
            .map(|brand| brand.label().to_owned()),
    }
}

/// The state of a payment in public words.
pub(super) fn state(status: Status) -> public::PaymentState {
    let (code, message) = status.failure().unzip();
    public::PaymentState {
        status: match status {
            Status::Created => PaymentStateStatus::Created,
            Status::Started => PaymentStateStatus::Started,
            Status::Submitted => PaymentStateStatus::Submitted,
            Status::Capturable => PaymentStateStatus::Capturable,
            Status::Success => PaymentStateStatus::Success,
            Status::Declined | Status::Expired | Status::CancelledByPayingUser => {
                PaymentStateStatus::Failed
            }
            Status::CancelledByService => PaymentStateStatus::Cancelled,
            Status::Error => PaymentStateStatus::Error,
        },
        finished: status.finished(),
        message: message.map(str::to_owned),
        code: code.map(str::to_owned),
    }
}

fn refund_status(availability: RefundAvailability) -> RefundSummaryStatus {
    match availability {
        RefundAvailability::Pending => RefundSummaryStatus::Pending,
        RefundAvailability::Unavailable => RefundSummaryStatus::Unavailable,
        RefundAvailability::Available => RefundSummaryStatus::Available,
        RefundAvailability::Full => RefundSummaryStatus::Full,
    }
}

fn metadata(metadata: &Metadata) -> Option<ExternalMetadata> {
    let pairs = metadata
        .pairs()
        .iter()
        .map(|(key, value)| (key.clone(), scalar(value)));
    (!metadata.is_empty()).then(|| Scalars::new(pairs.collect::<Map<_, _>>()))
}

fn scalar(value: &MetadataValue) -> Value {
    match value {
        MetadataValue::Text(text) => Value::String(text.clone()),
        MetadataValue::Bool(value) => Value::Bool(*value),
        // What was read as a number is written as one; anything else would be text.
        MetadataValue::Number(number) => number
            .parse::<Number>()
            .map_or_else(|_| Value::String(number.clone()), Value::Number),
    }
}
