//! What a cardholder says against a payment, and how far that has come.

use domain::Amount;
use domain::dispute::{Dispute, DisputeReason, DisputeStatus};

use super::{Block, facts};
use crate::london;

/// What there is to know of a dispute.
pub(super) fn of(dispute: &Dispute) -> Block {
    let status = match dispute.status {
        DisputeStatus::NeedsResponse => "Waiting for evidence",
        DisputeStatus::UnderReview => "Under review by the bank",
        DisputeStatus::Lost => "Lost: the money went back",
        DisputeStatus::Won => "Won: the money stays",
    };
    let reason = match dispute.reason {
        DisputeReason::CreditNotProcessed => "A promised refund did not come",
        DisputeReason::Duplicate => "Paid twice",
        DisputeReason::Fraudulent => "Fraud",
        DisputeReason::General => "General",
        DisputeReason::ProductNotReceived => "Nothing was received",
        DisputeReason::ProductUnacceptable => "What was received was not acceptable",
        DisputeReason::SubscriptionCanceled => "The subscription had ended",
        DisputeReason::Unrecognised => "The cardholder does not recognise it",
        DisputeReason::Other => "Other",
    };
    let net = dispute.net_amount().and_then(|net| {
        let lost = Amount::from_minor(-net).ok()?;
        Some(format!("−{lost}"))
    });
    Block {
        id: format!("dispute-{}", dispute.id),
        heading: "Dispute",
        facts: facts([
            ("", "Status", Some(status.to_owned())),
            ("", "Opened", Some(london::date_time(dispute.created_at))),
            ("", "Disputed amount", Some(dispute.amount.to_string())),
            (
                "",
                "Provider’s fee",
                dispute.fee.as_ref().map(Amount::to_string),
            ),
            ("", "Net amount", net),
            ("", "Reason", Some(reason.to_owned())),
            (
                "",
                "Evidence due by",
                dispute.evidence_due_at.map(london::date_time),
            ),
        ])
        .collect(),
    }
}
