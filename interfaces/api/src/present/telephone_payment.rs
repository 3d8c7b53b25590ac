//! A telephone payment as it was recorded; members without a value are left out.

use application::payments::report::ReportedPayment;
use domain::Payment;
use domain::card::Brand;
use domain::payment::Report;
use domain::payment::report::{ReportedCode, ReportedFailure, ReportedOutcome};

use super::payment;
use crate::contract::Json;
use crate::generated::public::{
    PaymentOutcome, PaymentOutcomeCode, PaymentOutcomeStatus, RecordTelephonePaymentSuccess,
    Supplemental, TelephonePaymentResponse, TelephonePaymentResponseCardType as CardType,
};

/// What was recorded; nothing for a payment that nobody reported.
pub(crate) fn recorded(reported: &ReportedPayment) -> Option<RecordTelephonePaymentSuccess> {
    let payment = &reported.payment;
    let shown = Json(response(payment, payment.report.as_ref()?));
    Some(if reported.known {
        RecordTelephonePaymentSuccess::Ok(shown)
    } else {
        RecordTelephonePaymentSuccess::Created(shown)
    })
}

fn response(payment: &Payment, report: &Report) -> TelephonePaymentResponse {
    let card = payment.card.clone().unwrap_or_default();
    TelephonePaymentResponse {
        amount: payment.amount.minor(),
        reference: payment.reference.as_str().to_owned(),
        description: payment.description.as_str().to_owned(),
        created_date: report.created_at.map(Into::into),
        authorised_date: report.authorised_at.map(Into::into),
        processor_id: report.processor_id.clone(),
        provider_id: report.provider_id.clone(),
        auth_code: report.auth_code.clone(),
        payment_outcome: outcome(&report.outcome),
        card_type: card.brand.and_then(card_type),
        name_on_card: card.holder.map(|holder| holder.as_str().to_owned()),
        email_address: payment
            .email
            .as_ref()
            .map(|email| email.as_str().to_owned()),
        card_expiry: card.expiry.map(|expiry| expiry.to_string()),
        last_four_digits: card.last_four,
        first_six_digits: card.first_six,
        telephone_number: report.telephone_number.clone(),
        payment_id: payment.id.to_string(),
        state: payment::of_status(payment.status()),
    }
}

fn outcome(outcome: &ReportedOutcome) -> PaymentOutcome {
    match outcome {
        ReportedOutcome::Success => PaymentOutcome {
            status: PaymentOutcomeStatus::Success,
            code: None,
            supplemental: None,
        },
        ReportedOutcome::Failed(failure) => PaymentOutcome {
            status: PaymentOutcomeStatus::Failed,
            code: Some(match failure.code {
                ReportedCode::Declined => PaymentOutcomeCode::P0010,
                ReportedCode::Cancelled => PaymentOutcomeCode::P0030,
                ReportedCode::Error => PaymentOutcomeCode::P0050,
            }),
            supplemental: supplemental(failure),
        },
    }
}

fn supplemental(failure: &ReportedFailure) -> Option<Supplemental> {
    let says_more = failure.error_code.is_some() || failure.error_message.is_some();
    says_more.then(|| Supplemental {
        error_code: failure.error_code.clone(),
        error_message: failure.error_message.clone(),
    })
}

/// The brands that a report can name.
fn card_type(brand: Brand) -> Option<CardType> {
    match brand {
        Brand::Mastercard => Some(CardType::MasterCard),
        Brand::Visa => Some(CardType::Visa),
        Brand::Maestro => Some(CardType::Maestro),
        Brand::DinersClub => Some(CardType::DinersClub),
        Brand::AmericanExpress => Some(CardType::AmericanExpress),
        Brand::Jcb => Some(CardType::Jcb),
        Brand::Discover | Brand::UnionPay => None,
    }
}
