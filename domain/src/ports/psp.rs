//! Payment service providers.

use std::sync::Arc;

use async_trait::async_trait;
use time::Date;

use super::Source;
use crate::account::Provider;
use crate::agreement::StoredCard;
use crate::card::CardDetails;
use crate::money::Amount;
use crate::operation::{OrderCode, PspReference};
use crate::payment::AgreementPaymentType;
use crate::payment::reference::{Description, Reference};
use crate::payment::state::DeclineReason;
use crate::{OperationId, PaymentId, RefundId};

/// The PSPs this program can talk to.
pub trait Psps: Send + Sync {
    /// The adapter for a PSP; `None` when this program has none.
    fn psp(&self, provider: Provider) -> Option<Arc<dyn Psp>>;
}

/// One PSP.
///
/// Every call may be repeated with the same request: adapters derive the PSP's
/// idempotency key from the request's operation, so a repetition has no second
/// effect and gives the first one's answer. A refusal is an answer, not an
/// error. An answer that the adapter does not understand is
/// [`PspError::OutcomeUnknown`], never a refusal.
#[async_trait]
pub trait Psp: Send + Sync {
    /// Holds money on a card.
    async fn authorise(
        &self,
        request: &AuthorisationRequest,
    ) -> Result<AuthorisationOutcome, PspError>;

    /// Takes money that is held.
    async fn capture(&self, request: &CaptureRequest) -> Result<CaptureOutcome, PspError>;

    /// Releases money that is held. Releasing what is no longer held is done.
    async fn cancel(&self, request: &CancelRequest) -> Result<CancelOutcome, PspError>;

    /// Gives back money that was taken.
    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PspError>;

    /// The ability to be asked about the past, if the PSP has it.
    fn inquiry(&self) -> Option<&dyn Inquiry>;

    /// The ability to keep cards for agreements, if the PSP has it.
    fn recurring(&self) -> Option<&dyn Recurring>;
}

/// A PSP that keeps cards for agreements. It answers an authorisation that asks it
/// to keep the card, and was not refused, with [`Hold::stored_card`].
#[async_trait]
pub trait Recurring: Send + Sync {
    /// Holds money on a card that the PSP keeps. A card it does not keep is declined.
    async fn authorise_stored(
        &self,
        request: &StoredAuthorisationRequest,
    ) -> Result<AuthorisationOutcome, PspError>;
}

/// A PSP that can be asked what became of an authorisation.
#[async_trait]
pub trait Inquiry: Send + Sync {
    /// What the PSP knows under this order code.
    async fn find(&self, order_code: &OrderCode) -> Result<Found, PspError>;
}

/// What a PSP knows of an order code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing: the authorisation never reached it.
    Nothing,
    /// It holds the money.
    Authorised(Hold),
    /// The authorisation was refused.
    Declined(Retry),
    /// The authorisation failed for other reasons.
    Failed,
    /// It held the money and has taken it.
    Captured(PspReference),
    /// It held the money and has released it.
    Cancelled(PspReference),
}

/// A card to hold money on.
#[derive(Debug)]
pub struct AuthorisationRequest {
    /// The operation, source of the idempotency key.
    pub operation: OperationId,
    /// Our name for the payment at the PSP.
    pub order_code: OrderCode,
    /// The payment.
    pub payment: PaymentId,
    /// How much to hold.
    pub amount: Amount,
    /// The service's name for the payment.
    pub reference: Reference,
    /// What the payment is for.
    pub description: Description,
    /// The card.
    pub card: CardDetails,
    /// Whether the paying user ordered by mail or telephone.
    pub moto: bool,
    /// Whether the PSP is to keep the card for an agreement.
    pub keeps_card: bool,
}

/// A card that the PSP keeps, to hold money on.
#[derive(Clone, Debug)]
pub struct StoredAuthorisationRequest {
    /// The operation, source of the idempotency key.
    pub operation: OperationId,
    /// Our name for the payment at the PSP.
    pub order_code: OrderCode,
    /// The payment.
    pub payment: PaymentId,
    /// How much to hold.
    pub amount: Amount,
    /// The service's name for the payment.
    pub reference: Reference,
    /// What the payment is for.
    pub description: Description,
    /// The PSP's name for the card.
    pub card: StoredCard,
    /// What sort of payment it is.
    pub payment_type: AgreementPaymentType,
}

/// Money to take.
#[derive(Clone, Debug)]
pub struct CaptureRequest {
    /// The operation, source of the idempotency key.
    pub operation: OperationId,
    /// Our name for the payment at the PSP.
    pub order_code: OrderCode,
    /// The PSP's name for the authorisation.
    pub psp_reference: PspReference,
    /// How much to take: all that is held.
    pub amount: Amount,
}

/// Money to release.
#[derive(Clone, Debug)]
pub struct CancelRequest {
    /// Our name for the payment at the PSP, source of the idempotency key.
    pub order_code: OrderCode,
    /// The PSP's name for the authorisation.
    pub psp_reference: PspReference,
}

/// Money to give back.
#[derive(Clone, Debug)]
pub struct RefundRequest {
    /// The refund, source of the idempotency key.
    pub refund: RefundId,
    /// Our name for the payment at the PSP.
    pub order_code: OrderCode,
    /// The PSP's name for the authorisation.
    pub psp_reference: PspReference,
    /// How much to give back.
    pub amount: Amount,
}

/// How an authorisation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorisationOutcome {
    /// The money is held.
    Authorised(Hold),
    /// The bank refused.
    Declined(Retry),
    /// The PSP definitely failed; no money is held.
    Failed,
}

/// Money that a PSP holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The PSP's name for the authorisation.
    pub psp_reference: PspReference,
    /// The PSP's name for the card, where it was to keep it.
    pub stored_card: Option<StoredCard>,
}

/// Whether a card that was refused may be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The bank did not say.
    Unsaid,
    /// Another time.
    Later,
    /// Never.
    Never,
}

impl Hold {
    /// A hold on a card that is not kept.
    pub fn once(psp_reference: PspReference) -> Self {
        Self {
            psp_reference,
            stored_card: None,
        }
    }
}

impl From<Retry> for DeclineReason {
    fn from(retry: Retry) -> Self {
        match retry {
            Retry::Unsaid => Self::RefusedByBank,
            Retry::Later => Self::RefusedForNow,
            Retry::Never => Self::RefusedForGood,
        }
    }
}

/// How a capture went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaptureOutcome {
    /// The money was taken, on this day.
    Captured(Date),
    /// The PSP has it and will say later.
    Pending,
    /// The PSP would not take it now; it may later.
    Refused,
}

/// How releasing money went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CancelOutcome {
    /// The money is released.
    Cancelled,
    /// The PSP has it and will say later.
    Pending,
    /// The PSP would not release it.
    Refused,
}

/// How a refund went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The money was given back.
    Refunded(PspReference),
    /// The PSP has it and will say later.
    Pending(PspReference),
    /// The PSP would not give it back.
    Refused,
}

/// The PSP gave no usable answer.
#[derive(Debug, thiserror::Error)]
pub enum PspError {
    /// The request never left us, so no money can have moved.
    #[error("the request was not sent to the PSP")]
    NotSent(#[source] Source),
    /// The request may have taken effect. Ask before trying again.
    #[error("the outcome at the PSP is unknown")]
    OutcomeUnknown(#[source] Source),
}
