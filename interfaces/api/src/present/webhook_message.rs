//! A payment as webhooks tell of it: what `getPayment` shows, a little less of it, and a
//! state in finer words.

use domain::payment::Status;
use domain::ports::webhooks::MessageAbout;
use domain::webhook::EventType;

use crate::generated::public::{
    AuthorisationSummary, CardPayment, CardPaymentAgreementPaymentType as AgreementUse,
    CardPaymentLanguage as Language, ThreeDSecure, WebhookMessage,
    WebhookMessageEventType as Event, WebhookMessageResourceType, WebhookPayment,
    WebhookPaymentAgreementPaymentType, WebhookPaymentLanguage, WebhookPaymentState,
    WebhookPaymentStateStatus as Word,
};

/// The version of the API whose payments webhooks tell of.
const API_VERSION: i64 = 1;

/// A message around a payment.
pub(crate) fn around(about: &MessageAbout<'_>, resource: WebhookPayment) -> WebhookMessage {
    WebhookMessage {
        webhook_message_id: about.id.to_string(),
        created_date: about.at.into(),
        resource_id: about.payment.to_string(),
        api_version: API_VERSION,
        resource_type: WebhookMessageResourceType::Payment,
        event_type: match about.event {
            EventType::CardPaymentStarted => Event::CardPaymentStarted,
            EventType::CardPaymentSucceeded => Event::CardPaymentSucceeded,
            EventType::CardPaymentCaptured => Event::CardPaymentCaptured,
            EventType::CardPaymentRefunded => Event::CardPaymentRefunded,
            EventType::CardPaymentFailed => Event::CardPaymentFailed,
            EventType::CardPaymentExpired => Event::CardPaymentExpired,
        },
        resource,
    }
}

/// A payment of this status, from what the API shows of it. What a provider calls it and how
/// it got its authorisation stay out, and that nobody was challenged is said (as in GOV.UK
/// Pay).
pub(crate) fn payment(shown: CardPayment, status: Status) -> WebhookPayment {
    let CardPayment {
        amount,
        description,
        reference,
        language,
        metadata,
        email,
        state,
        payment_id,
        payment_provider,
        created_date,
        refund_summary,
        settlement_summary,
        card_details,
        delayed_capture,
        moto,
        corporate_card_surcharge,
        total_amount,
        fee,
        net_amount,
        provider_id: _,
        return_url,
        agreement_id,
        authorisation_mode: _,
        agreement_payment_type,
        authorisation_summary,
        exemption,
        card_brand,
    } = shown;
    WebhookPayment {
        amount,
        description,
        reference,
        language: match language {
            Language::En => WebhookPaymentLanguage::En,
            Language::Cy => WebhookPaymentLanguage::Cy,
        },
        metadata,
        email,
        state: WebhookPaymentState {
            can_retry: state.can_retry,
            ..self::state(status)
        },
        payment_id,
        payment_provider,
        created_date,
        refund_summary,
        settlement_summary,
        card_details,
        delayed_capture,
        moto,
        corporate_card_surcharge,
        total_amount,
        fee,
        net_amount,
        return_url,
        agreement_id,
        agreement_payment_type: agreement_payment_type.map(|used| match used {
            AgreementUse::Instalment => WebhookPaymentAgreementPaymentType::Instalment,
            AgreementUse::Recurring => WebhookPaymentAgreementPaymentType::Recurring,
            AgreementUse::Unscheduled => WebhookPaymentAgreementPaymentType::Unscheduled,
        }),
        authorisation_summary: authorisation_summary.unwrap_or_else(unchallenged),
        exemption,
        card_brand,
    }
}

/// A status in the words of webhooks.
pub(crate) fn state(status: Status) -> WebhookPaymentState {
    let reason = match status {
        // Whoever cancelled, it is told as the person's doing (as in GOV.UK Pay).
        Status::CancelledByService => Status::CancelledByPayingUser.failure(),
        other => other.failure(),
    };
    let (code, message) = reason.unzip();
    WebhookPaymentState {
        status: match status {
            Status::Created => Word::Created,
            Status::Started => Word::Started,
            Status::Submitted => Word::Submitted,
            Status::Capturable => Word::Capturable,
            Status::Success => Word::Success,
            Status::Declined => Word::Declined,
            Status::Expired => Word::Timedout,
            Status::CancelledByPayingUser | Status::CancelledByService => Word::Cancelled,
            Status::Error => Word::Error,
        },
        finished: status.finished(),
        message: message.map(str::to_owned),
        code: code.map(str::to_owned),
        can_retry: None,
    }
}

/// Nobody had to prove who they are.
pub(crate) fn unchallenged() -> AuthorisationSummary {
    AuthorisationSummary {
        three_d_secure: ThreeDSecure { required: false },
    }
}
