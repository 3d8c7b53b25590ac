//! What the clients of the journeys ask for.

use application::agreements::create::CreateAgreement;
use application::checkout::submit_card::SubmitCard;
use application::idempotency::Repeatable;
use application::payments::create::CreatePayment;
use application::payments::report::ReportPayment;
use application::refunds::create::CreateRefund;
use domain::card::{CardDetails, CardNumber, Expiry, Holder, SecurityCode};
use domain::idempotency::IdempotencyKey;
use domain::payment::report::ReportedOutcome;
use domain::payment::{
    AuthorisationMode, Description, Email, Language, Metadata, Reference, Report, ReturnUrl,
};
use domain::{Agreement, Amount};

use super::{AMOUNT, Journey, REFUND};

/// The payment of a journey. The agreement is the one that it sets up, or is taken on.
pub(super) fn payment(
    journey: Journey,
    reference: &str,
    agreement: Option<&Agreement>,
) -> anyhow::Result<CreatePayment> {
    let mode = match journey {
        Journey::SendCard => AuthorisationMode::MotoApi,
        Journey::Recurring => AuthorisationMode::Agreement,
        _ => AuthorisationMode::Web,
    };
    let is_web = mode == AuthorisationMode::Web;
    let agreement = agreement.map(|agreement| agreement.id.as_str().to_owned());
    let (set_up_agreement, agreement) = if is_web {
        (agreement, None)
    } else {
        (None, agreement)
    };
    let return_url = ReturnUrl::parse("https://service.example/done")?;
    Ok(CreatePayment {
        amount: Amount::from_minor(AMOUNT)?,
        reference: Reference::parse(reference)?,
        description: Description::parse("A licence")?,
        mode,
        return_url: is_web.then_some(return_url),
        language: Language::English,
        moto: false,
        delayed_capture: journey == Journey::CaptureDelayed,
        set_up_agreement,
        agreement,
        agreement_payment_type: None,
        email: (journey == Journey::Tell)
            .then(|| Email::parse("ada@example.org"))
            .transpose()?,
        metadata: Metadata::default(),
        prefilled: None,
        typed_reference: false,
        repeatable: repeatable(journey == Journey::CreateByKey, reference)?,
    })
}

/// The refund of a journey, guarded where it has no key.
pub(super) fn refund(journey: Journey, reference: &str) -> anyhow::Result<CreateRefund> {
    let has_key = journey == Journey::RefundByKey;
    Ok(CreateRefund {
        amount: Amount::from_minor(REFUND)?,
        believed_available: (!has_key).then_some(AMOUNT),
        repeatable: repeatable(has_key, reference)?,
    })
}

pub(super) fn agreement(reference: &str) -> anyhow::Result<CreateAgreement> {
    Ok(CreateAgreement {
        reference: Reference::parse(reference)?,
        description: Description::parse("A subscription")?,
        user_identifier: None,
        repeatable: None,
    })
}

/// The report of a call, known by the payment's reference.
pub(super) fn report(reference: &str) -> anyhow::Result<ReportPayment> {
    Ok(ReportPayment {
        amount: Amount::from_minor(AMOUNT)?,
        reference: Reference::parse(reference)?,
        description: Description::parse("A licence by telephone")?,
        email: None,
        card: None,
        report: Report {
            processor_id: "processor".to_owned(),
            provider_id: reference.to_owned(),
            outcome: ReportedOutcome::Success,
            created_at: None,
            authorised_at: None,
            auth_code: None,
            telephone_number: None,
        },
        repeatable: None,
    })
}

pub(super) fn card() -> anyhow::Result<CardDetails> {
    Ok(CardDetails {
        number: CardNumber::parse("4242424242424242")?,
        expiry: Expiry::parse("12", "2099")?,
        security_code: SecurityCode::parse("123", None)?,
        holder: Holder::parse("Ada Lovelace")?,
        billing_address: None,
    })
}

pub(super) fn typed_card() -> anyhow::Result<SubmitCard> {
    Ok(SubmitCard {
        card: card()?,
        email: None,
    })
}

/// The key of a payment's request, where it has one.
fn repeatable(has_key: bool, reference: &str) -> anyhow::Result<Option<Repeatable>> {
    if !has_key {
        return Ok(None);
    }
    let key = reference.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    Ok(Some(Repeatable {
        key: IdempotencyKey::parse(key)?,
        asked: reference.as_bytes().to_vec(),
    }))
}
