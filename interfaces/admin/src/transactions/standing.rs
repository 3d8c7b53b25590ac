//! Where a transaction stands, in words for people.

use domain::payment::Status;
use domain::ports::queries::TransactionStatus;

/// A tag on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Its words.
    pub(crate) label: &'static str,
    /// How it looks, beside its words: `good`, `bad`, `wait` or `plain`.
    pub(crate) look: &'static str,
}

impl Tag {
    /// The tag of a transaction.
    pub(crate) fn of(status: TransactionStatus) -> Self {
        use TransactionStatus as T;
        let (label, look) = match status {
            T::InProgress => ("In progress", "wait"),
            T::Success => ("Success", "good"),
            T::Declined => ("Declined", "bad"),
            T::TimedOut => ("Timed out", "plain"),
            T::Cancelled => ("Cancelled", "plain"),
            T::Error => ("Error", "bad"),
            T::RefundSubmitted => ("Refund submitted", "wait"),
            T::RefundSuccess => ("Refund successful", "good"),
            T::RefundError => ("Refund failed", "bad"),
            T::DisputeNeedsResponse => ("Dispute waits for evidence", "wait"),
            T::DisputeUnderReview => ("Dispute under review", "wait"),
            T::DisputeWon => ("Dispute won", "good"),
            T::DisputeLost => ("Dispute lost", "bad"),
        };
        Self { label, look }
    }

    /// The tag of a payment.
    pub(crate) fn of_payment(status: Status) -> Self {
        Self::of(TransactionStatus::of_payment(status))
    }
}
