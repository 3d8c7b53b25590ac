//! What the built-in PSP and sandbox mode need: the PSP's own books, a clock
//! that can be moved, and a way to start over.

use std::time::Duration;

use async_trait::async_trait;

use super::{Clock, StoreError};
use crate::money::Amount;
use crate::operation::{OrderCode, PspReference};
use crate::{OperationId, PaymentId, RefundId, Timestamp};

/// The sandbox PSP's books. They are its own: nothing of ours reads them but
/// through the PSP.
///
/// Every entry is permanent before the call answers. An entry whose key is known
/// is not made again: the call answers with the first one.
#[async_trait]
pub trait SandboxLedger: Send + Sync {
    /// Enters an authorisation under its order code.
    async fn authorise(
        &self,
        entry: LedgerAuthorisation,
    ) -> Result<LedgerAuthorisation, StoreError>;

    /// The authorisation under this order code.
    async fn authorisation(
        &self,
        order_code: &OrderCode,
    ) -> Result<Option<LedgerAuthorisation>, StoreError>;

    /// Enters a movement of authorised money. One that the books do not permit,
    /// such as a capture of released money or refunds beyond what was captured,
    /// is answered with [`Movement::NotPermitted`] and not entered.
    async fn enter(&self, entry: LedgerMovement) -> Result<Movement, StoreError>;

    /// Every movement of an authorisation, oldest first.
    async fn movements(&self, order_code: &OrderCode) -> Result<Vec<LedgerMovement>, StoreError>;
}

/// An authorisation in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerAuthorisation {
    /// Its key.
    pub order_code: OrderCode,
    /// The sandbox's name for it.
    pub psp_reference: PspReference,
    /// The payment it was asked for.
    pub payment: PaymentId,
    /// How much.
    pub amount: Amount,
    /// How it ended.
    pub verdict: Verdict,
    /// Where the card is kept for an agreement: how its later payments will end.
    pub kept: Option<Verdict>,
    /// When.
    pub at: Timestamp,
}

/// How the sandbox judged a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Verdict {
    /// Held.
    Authorised,
    /// Refused.
    Declined,
    /// Failed.
    Failed,
}

/// A movement of authorised money in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerMovement {
    /// The authorisation it is about.
    pub order_code: OrderCode,
    /// What moved, with its key.
    pub kind: MovementKind,
    /// How much.
    pub amount: Amount,
    /// When.
    pub at: Timestamp,
}

/// What moved. At most one entry exists per order code and kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MovementKind {
    /// Taken. The operation is the key: a second operation's capture is a second entry
    /// as far as the books can tell, and is not permitted.
    Captured(OperationId),
    /// Released.
    Cancelled,
    /// Given back.
    Refunded(RefundId),
}

/// What became of a movement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Movement {
    /// It is in the books; this is the entry, the first one made with its key.
    Entered(LedgerMovement),
    /// The books do not permit it.
    NotPermitted,
}

/// A clock that sandbox mode can move forward.
#[async_trait]
pub trait AdjustableClock: Clock {
    /// Moves the clock forward, permanently, and answers with the new instant.
    async fn advance(&self, by: Duration) -> Result<Timestamp, StoreError>;

    /// Sets the clock back to the true time, permanently. Only together with data
    /// that is thrown away, since instants already recorded would lie ahead of it.
    async fn restore(&self) -> Result<(), StoreError>;
}

/// Everything sandbox mode keeps, and can throw away.
#[async_trait]
pub trait SandboxData: Send + Sync {
    /// Removes every payment with all that belongs to it, every agreement and
    /// idempotency key, every piece of work, and the sandbox PSP's books. Services, accounts and keys stay.
    async fn reset(&self) -> Result<(), StoreError>;

    /// How far the clock was moved.
    async fn clock_offset(&self) -> Result<Duration, StoreError>;

    /// Keeps how far the clock was moved.
    async fn set_clock_offset(&self, offset: Duration) -> Result<(), StoreError>;
}

impl LedgerAuthorisation {
    /// Whether the books permit a movement after those before it: money that is
    /// held is taken once or released, and no more is given back than was taken.
    pub fn permits(&self, before: &[LedgerMovement], entry: &LedgerMovement) -> bool {
        let sum = |counts: fn(&MovementKind) -> bool| {
            Amount::sum(before.iter().filter(|m| counts(&m.kind)).map(|m| m.amount))
        };
        let captured = sum(|kind| matches!(kind, MovementKind::Captured(_)));
        let refunded = sum(|kind| matches!(kind, MovementKind::Refunded(_)));
        let moved = before
            .iter()
            .any(|m| !matches!(m.kind, MovementKind::Refunded(_)));
        let held = self.verdict == Verdict::Authorised && !moved;
        match entry.kind {
            MovementKind::Captured(_) => held && entry.amount <= self.amount,
            MovementKind::Cancelled => held,
            MovementKind::Refunded(_) => refunded + entry.amount.minor() <= captured,
        }
    }
}
