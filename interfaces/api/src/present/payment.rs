//! A payment as services see it.

mod access;
mod state;

use application::payments::LinkedPayment;
use application::payments::create::CreatedPayment;
use domain::Payment;
use domain::payment::metadata::MetadataValue;
use domain::payment::{
    AgreementPaymentType, AuthorisationMode, Language, Metadata, PaymentState, RefundAvailability,
    Status,
};
use serde_json::{Map, Number, Value};

pub(super) use self::state::of_status;

use super::card;
use super::links::{self, PaymentAddress};
use crate::contract::{Json, Nullable, Scalars};
use crate::generated::public::{
    CardPayment, CardPaymentAgreementPaymentType as PaymentType,
    CardPaymentAuthorisationMode as Mode, CardPaymentLanguage, CreatePaymentSuccess,
    ExternalMetadata, PaymentDetailForSearch, PaymentLinks, PaymentLinksForSearch,
    PaymentSettlementSummary, PaymentWithAllLinks, RefundSummary, RefundSummaryStatus,
};
use crate::settings::ApiSettings;

/// A payment that was asked for: a new one says where it is, one that was made before does not.
pub(crate) fn created(asked: &CreatedPayment, settings: &ApiSettings) -> CreatePaymentSuccess {
    let shown = with_all_links(&asked.linked, settings);
    if asked.made_before {
        return CreatePaymentSuccess::Ok(Json(shown));
    }
    let location = shown.links.self_.href.clone();
    CreatePaymentSuccess::Created(Json(shown), location)
}

/// A payment and where it leads; links that do not apply are absent.
pub(crate) fn with_all_links(found: &LinkedPayment, settings: &ApiSettings) -> PaymentWithAllLinks {
    let payment = &found.payment;
    let address = PaymentAddress::new(settings, payment.id.as_str());
    let access = access::to(payment, found.token.as_ref(), settings);
    PaymentWithAllLinks {
        card_payment: by_itself(payment),
        links: PaymentLinks {
            self_: address.itself(),
            next_url: access.next_url,
            next_url_post: access.next_url_post,
            auth_url_post: access.auth_url_post,
            events: address.events(),
            refunds: address.refunds(),
            cancel: can_be_cancelled(payment).then(|| address.cancel()),
            capture: can_be_captured(payment).then(|| address.capture()),
        },
    }
}

/// A payment without where it leads.
pub(crate) fn by_itself(payment: &Payment) -> CardPayment {
    CardPayment {
        agreement_id: payment
            .agreement
            .as_ref()
            .map(|part| part.agreement.to_string()),
        ..card_payment(payment)
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
    !payment.status().finished() && payment.mode != AuthorisationMode::Agreement
}

fn can_be_captured(payment: &Payment) -> bool {
    payment.status() == Status::Capturable
}

/// What single payments and search results have in common. The latter never name an agreement.
fn card_payment(payment: &Payment) -> CardPayment {
    CardPayment {
        amount: payment.amount.minor(),
        description: payment.description.as_str().to_owned(),
        reference: payment.reference.as_str().to_owned(),
        language: match payment.language {
            Language::English => CardPaymentLanguage::En,
            Language::Welsh => CardPaymentLanguage::Cy,
        },
        metadata: metadata(&payment.metadata),
        email: payment
            .email
            .as_ref()
            .map(|email| email.as_str().to_owned()),
        state: state::of(payment),
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
            settled_date: payment.settled_on.map(Into::into),
        },
        card_details: card::details(payment),
        delayed_capture: payment.delayed_capture,
        moto: payment.moto,
        corporate_card_surcharge: payment.surcharge.map(|extra| extra.minor()),
        total_amount: payment.surcharge.map(|_| payment.total().minor()),
        // No provider here tells what it keeps, or challenges anybody.
        fee: None,
        net_amount: None,
        authorisation_summary: None,
        exemption: None,
        provider_id: provider_id(payment),
        return_url: payment
            .return_url
            .as_ref()
            .map(|url| url.as_str().to_owned()),
        agreement_id: None,
        authorisation_mode: match payment.mode {
            AuthorisationMode::Web => Mode::Web,
            AuthorisationMode::MotoApi => Mode::MotoApi,
            AuthorisationMode::Agreement => Mode::Agreement,
            AuthorisationMode::External => Mode::External,
        },
        agreement_payment_type: payment
            .agreement
            .as_ref()
            .map(|part| match part.payment_type {
                AgreementPaymentType::Instalment => PaymentType::Instalment,
                AgreementPaymentType::Recurring => PaymentType::Recurring,
                AgreementPaymentType::Unscheduled => PaymentType::Unscheduled,
            }),
        card_brand: payment
            .card
            .as_ref()
            .and_then(|card| card.brand)
            .map(|brand| brand.label().to_owned()),
    }
}

/// The provider's name for the payment. A report brings it, however the payment went.
fn provider_id(payment: &Payment) -> Option<String> {
    let given = payment.state.psp_reference();
    let reported = payment.report.as_ref();
    given
        .map(|reference| reference.as_str().to_owned())
        .or_else(|| reported.map(|report| report.provider_id.clone()))
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
