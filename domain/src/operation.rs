//! What we ask of a PSP, written down before it is asked.
//!
//! The order code and the operation's id are fixed first, so that after a crash
//! the PSP can be asked what became of the request, and asked again safely.

use strum::IntoStaticStr;

use crate::{OperationId, PaymentId, RefundId, Timestamp};

/// Our name for a payment at the PSP.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OrderCode(String);

impl OrderCode {
    /// The order code of an operation that starts an authorisation.
    pub fn of(operation: &OperationId) -> Self {
        Self(operation.as_str().to_owned())
    }

    /// An order code as it was stored.
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The order code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The PSP's own name for something it did; opaque.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PspReference(String);

impl PspReference {
    /// A reference as the PSP gave it.
    pub fn given(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The reference as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One request to a PSP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its name, and the source of the PSP's idempotency key.
    pub id: OperationId,
    /// The payment it is about.
    pub payment: PaymentId,
    /// What is asked.
    pub kind: OperationKind,
    /// Our name for the payment at the PSP.
    pub order_code: OrderCode,
    /// When it was about to be sent.
    pub begun_at: Timestamp,
    /// How it ended; `None` while nobody knows.
    pub ended: Option<(Timestamp, OperationOutcome)>,
}

/// What was said between us and a PSP, in words without card numbers, security codes or
/// anything else that may not rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The payment it was about.
    pub payment: PaymentId,
    /// When the answer, or its absence, was noted.
    pub at: Timestamp,
    /// Our name for the payment at the PSP.
    pub order_code: OrderCode,
    /// What was asked, at most [`EXCHANGE_MAX`] characters.
    pub asked: String,
    /// What was answered, at most [`EXCHANGE_MAX`] characters.
    pub answered: String,
}

/// The longest text of an [`Exchange`], in characters.
pub const EXCHANGE_MAX: usize = 1_000;

/// What an [`Operation`] asks of the PSP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// Hold the money.
    Authorise,
    /// Take the money.
    Capture,
    /// Release the money.
    Cancel,
    /// Give money back.
    Refund(RefundId),
}

/// How an [`Operation`] ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum OperationOutcome {
    /// The PSP did it.
    Done,
    /// The PSP took it and will say later how it went.
    Pending,
    /// The PSP, or the bank behind it, refused.
    Declined,
    /// The PSP definitely failed.
    Failed,
    /// It never took effect at the PSP.
    NotAttempted,
}
