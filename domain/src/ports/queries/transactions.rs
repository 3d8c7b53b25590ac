//! Transactions as staff look for them: payments, refunds and disputes in one list.

use strum::IntoStaticStr;

use super::search::Sheet;
use crate::dispute::{Dispute, DisputeStatus};
use crate::payment::Status;
use crate::refund::RefundStatus;
use crate::{AgreementId, Payment, Refund, Timestamp};

/// Transactions to look for; what is left out matches everything. What is said of a
/// payment holds for its refunds and disputes too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransactionSearch {
    /// A part of the payment's reference, whatever its case.
    pub reference: Option<String>,
    /// A part of the paying user's e-mail address, whatever its case.
    pub email: Option<String>,
    /// A part of the name on the card, whatever its case.
    pub cardholder_name: Option<String>,
    /// The card's last four digits.
    pub last_digits: Option<String>,
    /// Any of these brands, by their identifiers; empty matches every brand and none.
    pub brands: Vec<String>,
    /// The whole of a value in the payment's metadata, as it is spelt there.
    pub metadata_value: Option<String>,
    /// The agreement that the payment sets up or is taken on.
    pub agreement: Option<AgreementId>,
    /// Any of these; empty matches all.
    pub statuses: Vec<TransactionStatus>,
    /// Created at or after this instant: the payment, refund or dispute itself.
    pub from: Option<Timestamp>,
    /// Created before this instant.
    pub to: Option<Timestamp>,
    /// Which part of what is found.
    pub sheet: Sheet,
}

/// Where a transaction stands, as staff look for it (as in GOV.UK Pay).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    IntoStaticStr,
    strum::EnumString,
    strum::EnumIter,
)]
#[strum(serialize_all = "snake_case")]
pub enum TransactionStatus {
    /// A payment that is not finished.
    InProgress,
    /// A payment that was paid.
    Success,
    /// A payment that was refused.
    Declined,
    /// A payment that was not finished in time.
    TimedOut,
    /// A payment that the paying user or the service ended.
    Cancelled,
    /// A payment on which the PSP failed.
    Error,
    /// A refund on its way.
    RefundSubmitted,
    /// A refund that was given back.
    RefundSuccess,
    /// A refund that was not given back.
    RefundError,
    /// A dispute that waits for the service's answer.
    #[strum(serialize = "dispute_awaiting_evidence")]
    DisputeNeedsResponse,
    /// A dispute that the bank looks at.
    DisputeUnderReview,
    /// A dispute that the service won.
    DisputeWon,
    /// A dispute that the service lost.
    DisputeLost,
}

/// A transaction that was found.
#[derive(Clone, Debug)]
pub struct FoundTransaction {
    /// The payment it is, or is about.
    pub payment: Payment,
    /// Which part of it.
    pub part: TransactionPart,
}

/// The payment itself, or something about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransactionPart {
    /// The payment.
    Payment,
    /// One of its refunds.
    Refund(Refund),
    /// One of its disputes.
    Dispute(Dispute),
}

/// A place in the list of transactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransactionCursor {
    /// When the transaction there was created.
    pub created_at: Timestamp,
    /// Its name, which tells those of one instant apart.
    pub id: String,
}

impl TransactionStatus {
    /// The word in addresses.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The payments it means.
    pub fn of_payments(self) -> &'static [Status] {
        match self {
            Self::InProgress => &[
                Status::Created,
                Status::Started,
                Status::Submitted,
                Status::Capturable,
            ],
            Self::Success => &[Status::Success],
            Self::Declined => &[Status::Declined],
            Self::TimedOut => &[Status::Expired],
            Self::Cancelled => &[Status::CancelledByPayingUser, Status::CancelledByService],
            Self::Error => &[Status::Error],
            Self::RefundSubmitted
            | Self::RefundSuccess
            | Self::RefundError
            | Self::DisputeNeedsResponse
            | Self::DisputeUnderReview
            | Self::DisputeWon
            | Self::DisputeLost => &[],
        }
    }

    /// The refunds it means.
    pub fn of_refunds(self) -> Option<RefundStatus> {
        match self {
            Self::RefundSubmitted => Some(RefundStatus::Submitted),
            Self::RefundSuccess => Some(RefundStatus::Success),
            Self::RefundError => Some(RefundStatus::Error),
            Self::InProgress
            | Self::Success
            | Self::Declined
            | Self::TimedOut
            | Self::Cancelled
            | Self::Error
            | Self::DisputeNeedsResponse
            | Self::DisputeUnderReview
            | Self::DisputeWon
            | Self::DisputeLost => None,
        }
    }

    /// The disputes it means.
    pub fn of_disputes(self) -> Option<DisputeStatus> {
        match self {
            Self::DisputeNeedsResponse => Some(DisputeStatus::NeedsResponse),
            Self::DisputeUnderReview => Some(DisputeStatus::UnderReview),
            Self::DisputeWon => Some(DisputeStatus::Won),
            Self::DisputeLost => Some(DisputeStatus::Lost),
            Self::InProgress
            | Self::Success
            | Self::Declined
            | Self::TimedOut
            | Self::Cancelled
            | Self::Error
            | Self::RefundSubmitted
            | Self::RefundSuccess
            | Self::RefundError => None,
        }
    }

    /// Where a payment stands.
    pub fn of_payment(status: Status) -> Self {
        match status {
            Status::Created | Status::Started | Status::Submitted | Status::Capturable => {
                Self::InProgress
            }
            Status::Success => Self::Success,
            Status::Declined => Self::Declined,
            Status::Expired => Self::TimedOut,
            Status::CancelledByPayingUser | Status::CancelledByService => Self::Cancelled,
            Status::Error => Self::Error,
        }
    }

    /// Where a refund stands.
    pub fn of_refund(status: RefundStatus) -> Self {
        match status {
            RefundStatus::Submitted => Self::RefundSubmitted,
            RefundStatus::Success => Self::RefundSuccess,
            RefundStatus::Error => Self::RefundError,
        }
    }

    /// Where a dispute stands.
    pub fn of_dispute(status: DisputeStatus) -> Self {
        match status {
            DisputeStatus::NeedsResponse => Self::DisputeNeedsResponse,
            DisputeStatus::UnderReview => Self::DisputeUnderReview,
            DisputeStatus::Won => Self::DisputeWon,
            DisputeStatus::Lost => Self::DisputeLost,
        }
    }
}

impl TransactionSearch {
    /// Whether something is asked of the payment itself, and not just of what is listed.
    pub fn asks_about_payments(&self) -> bool {
        self.reference.is_some()
            || self.email.is_some()
            || self.cardholder_name.is_some()
            || self.last_digits.is_some()
            || !self.brands.is_empty()
            || self.metadata_value.is_some()
            || self.agreement.is_some()
    }

    /// Whether everything of the accounts matches.
    pub fn matches_all(&self) -> bool {
        !self.asks_about_payments()
            && self.statuses.is_empty()
            && self.from.is_none()
            && self.to.is_none()
    }
}

impl FoundTransaction {
    /// Where it stands.
    pub fn status(&self) -> TransactionStatus {
        match &self.part {
            TransactionPart::Payment => TransactionStatus::of_payment(self.payment.status()),
            TransactionPart::Refund(refund) => TransactionStatus::of_refund(refund.status()),
            TransactionPart::Dispute(dispute) => TransactionStatus::of_dispute(dispute.status),
        }
    }

    /// When it was created.
    pub fn created_at(&self) -> Timestamp {
        match &self.part {
            TransactionPart::Payment => self.payment.created_at,
            TransactionPart::Refund(refund) => refund.created_at,
            TransactionPart::Dispute(dispute) => dispute.created_at,
        }
    }

    /// Its place in the list.
    pub fn cursor(&self) -> TransactionCursor {
        let id = match &self.part {
            TransactionPart::Payment => self.payment.id.as_str(),
            TransactionPart::Refund(refund) => refund.id.as_str(),
            TransactionPart::Dispute(dispute) => dispute.id.as_str(),
        };
        TransactionCursor {
            created_at: self.created_at(),
            id: id.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_status_is_found_by_the_word_it_is_shown_as() {
        for status in Status::iter() {
            let word = TransactionStatus::of_payment(status);
            assert!(word.of_payments().contains(&status));
        }
        for word in TransactionStatus::iter() {
            let refund = word.of_refunds().map(TransactionStatus::of_refund);
            let dispute = word.of_disputes().map(TransactionStatus::of_dispute);
            let payments = word.of_payments().iter();
            let mut all = payments
                .map(|status| TransactionStatus::of_payment(*status))
                .chain(refund)
                .chain(dispute)
                .peekable();
            assert!(all.peek().is_some());
            assert!(all.all(|found| found == word), "{word:?}");
        }
    }
}
