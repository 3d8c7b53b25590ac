//! Agreements as services see them.

use domain::agreement::{self, AgreementStatus};

use super::card;
use crate::generated::public::{
    Agreement, AgreementStatus as PublicStatus, PaymentInstrument, PaymentInstrumentType,
};

/// An agreement, with its card once it has one.
pub(crate) fn one(agreement: &domain::Agreement) -> Agreement {
    Agreement {
        agreement_id: agreement.id.to_string(),
        reference: agreement.reference.as_str().to_owned(),
        description: agreement.description.as_str().to_owned(),
        user_identifier: agreement
            .user_identifier
            .as_ref()
            .map(|user| user.as_str().to_owned()),
        status: match agreement.status {
            AgreementStatus::Created => PublicStatus::Created,
            AgreementStatus::Active => PublicStatus::Active,
            AgreementStatus::Inactive => PublicStatus::Inactive,
            AgreementStatus::Cancelled => PublicStatus::Cancelled,
        },
        created_date: agreement.created_at.into(),
        cancelled_date: agreement.cancelled_at.map(Into::into),
        payment_instrument: agreement.instrument.as_ref().map(instrument),
    }
}

fn instrument(instrument: &agreement::PaymentInstrument) -> PaymentInstrument {
    PaymentInstrument {
        type_: PaymentInstrumentType::Card,
        created_date: instrument.created_at.into(),
        card_details: card::stored(&instrument.card),
    }
}
