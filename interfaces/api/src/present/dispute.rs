//! Disputes as services see them, and as the sandbox shows them.

use domain::Amount;
use domain::dispute::{self, DisputeReason, DisputeStatus};
use domain::ports::queries::FoundDispute;

use super::links::PaymentAddress;
use crate::generated::public::{
    DisputeDetailForSearch, DisputeDetailForSearchReason as Reason,
    DisputeDetailForSearchStatus as Status, DisputeLinksForSearch, SettlementSummary,
};
use crate::generated::sandbox;
use crate::settings::ApiSettings;

/// A dispute among search results.
pub(super) fn for_search(found: &FoundDispute, settings: &ApiSettings) -> DisputeDetailForSearch {
    let dispute = &found.dispute;
    DisputeDetailForSearch {
        dispute_id: dispute.id.to_string(),
        payment_id: found.payment.to_string(),
        amount: dispute.amount.minor(),
        fee: dispute.fee.map(Amount::minor),
        net_amount: dispute.net_amount(),
        created_date: dispute.created_at.into(),
        evidence_due_date: dispute.evidence_due_at.map(Into::into),
        reason: match dispute.reason {
            DisputeReason::CreditNotProcessed => Reason::CreditNotProcessed,
            DisputeReason::Duplicate => Reason::Duplicate,
            DisputeReason::Fraudulent => Reason::Fraudulent,
            DisputeReason::General => Reason::General,
            DisputeReason::ProductNotReceived => Reason::ProductNotReceived,
            DisputeReason::ProductUnacceptable => Reason::ProductUnacceptable,
            DisputeReason::SubscriptionCanceled => Reason::SubscriptionCanceled,
            DisputeReason::Unrecognised => Reason::Unrecognised,
            DisputeReason::Other => Reason::Other,
        },
        status: match dispute.status {
            DisputeStatus::NeedsResponse => Status::NeedsResponse,
            DisputeStatus::UnderReview => Status::UnderReview,
            DisputeStatus::Lost => Status::Lost,
            DisputeStatus::Won => Status::Won,
        },
        settlement_summary: SettlementSummary {
            settled_date: dispute.settled_on.map(Into::into),
        },
        links: DisputeLinksForSearch {
            payment: PaymentAddress::new(settings, found.payment.as_str()).itself(),
        },
    }
}

/// A dispute as the sandbox shows it.
pub(crate) fn in_sandbox(payment: &str, dispute: &dispute::Dispute) -> sandbox::Dispute {
    use sandbox::{DisputeReason as Reason, DisputeStatus as Status};
    sandbox::Dispute {
        dispute_id: dispute.id.to_string(),
        payment_id: payment.to_owned(),
        amount: dispute.amount.minor(),
        fee: dispute.fee.map(Amount::minor),
        net_amount: dispute.net_amount(),
        reason: match dispute.reason {
            DisputeReason::CreditNotProcessed => Reason::CreditNotProcessed,
            DisputeReason::Duplicate => Reason::Duplicate,
            DisputeReason::Fraudulent => Reason::Fraudulent,
            DisputeReason::General => Reason::General,
            DisputeReason::ProductNotReceived => Reason::ProductNotReceived,
            DisputeReason::ProductUnacceptable => Reason::ProductUnacceptable,
            DisputeReason::SubscriptionCanceled => Reason::SubscriptionCanceled,
            DisputeReason::Unrecognised => Reason::Unrecognised,
            DisputeReason::Other => Reason::Other,
        },
        status: match dispute.status {
            DisputeStatus::NeedsResponse => Status::NeedsResponse,
            DisputeStatus::UnderReview => Status::UnderReview,
            DisputeStatus::Lost => Status::Lost,
            DisputeStatus::Won => Status::Won,
        },
        created_date: dispute.created_at.into(),
        evidence_due_date: dispute.evidence_due_at.map(Into::into),
    }
}
