//! A payment: one attempt to pay one amount, with its refunds inside.
//!
//! Its data is read through [`Deref`] and changed only by the methods here,
//! which record an [`Event`] for everything that happens.

pub mod event;
pub mod metadata;
pub mod paying_user;
pub mod reference;
pub mod return_url;
pub mod state;
pub mod status;
pub mod step;

use std::ops::Deref;
use std::time::Duration;

pub use self::event::{Change, Event};
pub use self::metadata::Metadata;
pub use self::paying_user::{Address, Email, PrefilledCardholder};
pub use self::reference::{Description, Reference};
pub use self::return_url::ReturnUrl;
pub use self::state::{IllegalTransition, PaymentState};
pub use self::status::Status;
pub use self::step::Step;
use crate::account::Provider;
use crate::card::CardSummary;
use crate::money::Amount;
use crate::refund::state::IllegalRefundStep;
use crate::refund::{Refund, RefundState, RefundStep};
use crate::{AccountId, PaymentId, RefundId, Timestamp};

/// An unfinished payment expires this long after it was created (public-api 3.1).
pub const EXPIRES_AFTER: Duration = Duration::from_secs(90 * 60);
/// A capturable payment expires this long after it was created.
pub const CAPTURABLE_EXPIRES_AFTER: Duration = Duration::from_secs(120 * 60 * 60);

/// Everything a payment is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentData {
    /// Its name.
    pub id: PaymentId,
    /// The gateway account that takes it.
    pub account: AccountId,
    /// The PSP it goes through, for life.
    pub provider: Provider,
    /// When the service asked for it.
    pub created_at: Timestamp,
    /// When anything last happened to it.
    pub updated_at: Timestamp,
    /// What it is over.
    pub amount: Amount,
    /// The service's name for it.
    pub reference: Reference,
    /// What the paying user is told it is for.
    pub description: Description,
    /// Where the paying user goes afterwards.
    pub return_url: ReturnUrl,
    /// Whether the service captures it in a call of its own.
    pub delayed_capture: bool,
    /// The paying user's e-mail address, once known.
    pub email: Option<Email>,
    /// The service's own pairs.
    pub metadata: Metadata,
    /// What the service knew of the paying user beforehand.
    pub prefilled: Option<PrefilledCardholder>,
    /// The card it was tried with.
    pub card: Option<CardSummary>,
    /// Where it stands.
    pub state: PaymentState,
    /// Money given back, oldest first.
    pub refunds: Vec<Refund>,
    /// When the PSP took the capture.
    pub capture_submitted_at: Option<Timestamp>,
    /// How many events it has had.
    pub events: u32,
    /// How often it has been saved.
    pub version: u64,
}

/// A payment, and what has happened to it since it was last saved.
#[derive(Clone, Debug)]
pub struct Payment {
    data: PaymentData,
    unpublished: Vec<Event>,
}

/// What a service asks for.
#[derive(Clone, Debug)]
pub struct NewPayment {
    /// The fresh name.
    pub id: PaymentId,
    /// The gateway account.
    pub account: AccountId,
    /// The account's PSP.
    pub provider: Provider,
    /// How much.
    pub amount: Amount,
    /// The service's name for it.
    pub reference: Reference,
    /// What the paying user is told.
    pub description: Description,
    /// Where they go afterwards.
    pub return_url: ReturnUrl,
    /// Whether the service captures it itself.
    pub delayed_capture: bool,
    /// The paying user's e-mail address, if the service knows it.
    pub email: Option<Email>,
    /// The service's own pairs.
    pub metadata: Metadata,
    /// What else the service knows of the paying user.
    pub prefilled: Option<PrefilledCardholder>,
}

/// What can be refunded, as `refund_summary.status` says it (public-api 5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefundAvailability {
    /// Perhaps later.
    Pending,
    /// No.
    Unavailable,
    /// Yes.
    Available,
    /// All of it is given back.
    Full,
}

/// Why a refund was not begun. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundError {
    /// The payment can't be refunded at present.
    #[error("the payment is not available for refund")]
    NotAvailable(RefundAvailability),
    /// What the caller believed was left is not what is left.
    #[error("the amount available has changed")]
    Mismatch,
    /// More than is left.
    #[error("the refund is above the amount available")]
    AboveAvailable,
}

/// Why a refund's step was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundStepError {
    /// The payment has no such refund.
    #[error("the payment has no such refund")]
    NoSuchRefund,
    /// Its state does not permit the step.
    #[error(transparent)]
    Illegal(#[from] IllegalRefundStep),
}

impl Payment {
    /// A payment as a service asks for it, in state Created.
    pub fn create(new: NewPayment, now: Timestamp) -> Self {
        let data = PaymentData {
            id: new.id,
            account: new.account,
            provider: new.provider,
            created_at: now,
            updated_at: now,
            amount: new.amount,
            reference: new.reference,
            description: new.description,
            return_url: new.return_url,
            delayed_capture: new.delayed_capture,
            email: new.email,
            metadata: new.metadata,
            prefilled: new.prefilled.filter(|known| !known.is_empty()),
            card: None,
            state: PaymentState::Created,
            refunds: Vec::new(),
            capture_submitted_at: None,
            events: 0,
            version: 0,
        };
        let mut payment = Self {
            data,
            unpublished: Vec::new(),
        };
        payment.record(Change::Created, now);
        payment
    }

    /// A payment as it was stored.
    pub fn restore(data: PaymentData) -> Self {
        Self {
            data,
            unpublished: Vec::new(),
        }
    }

    /// Takes a step, or refuses and changes nothing.
    pub fn take(&mut self, step: Step, now: Timestamp) -> Result<(), IllegalTransition> {
        let next = self.data.state.after(&step)?;
        if matches!(next, PaymentState::CaptureSubmitted(_)) {
            self.data.capture_submitted_at = Some(now);
        }
        self.data.state = next;
        self.record(Change::Stepped(step, Status::of(&self.data.state)), now);
        Ok(())
    }

    /// Keeps what may be kept of the card the payment is tried with.
    pub fn enter_card(&mut self, card: CardSummary) {
        self.data.card = Some(card);
    }

    /// Keeps the e-mail address the paying user typed.
    pub fn enter_email(&mut self, email: Email) {
        self.data.email = Some(email);
    }

    /// Begins a refund, guarded by what the caller believes is left; `None`
    /// leaves the guard to the payment's version.
    pub fn request_refund(
        &mut self,
        id: RefundId,
        amount: Amount,
        believed_available: Option<i64>,
        now: Timestamp,
    ) -> Result<(), RefundError> {
        let available = self.amount_available();
        match self.refund_availability() {
            RefundAvailability::Available => {}
            other => return Err(RefundError::NotAvailable(other)),
        }
        if believed_available.is_some_and(|believed| believed != available.minor()) {
            return Err(RefundError::Mismatch);
        }
        if amount > available {
            return Err(RefundError::AboveAvailable);
        }
        let refund = Refund {
            id,
            amount,
            created_at: now,
            state: RefundState::Requested,
        };
        self.record(
            Change::Refunded {
                refund: refund.id.clone(),
                amount,
                status: refund.status(),
            },
            now,
        );
        self.data.refunds.push(refund);
        Ok(())
    }

    /// Takes a step of one refund, or refuses and changes nothing.
    pub fn take_refund(
        &mut self,
        id: &RefundId,
        step: &RefundStep,
        now: Timestamp,
    ) -> Result<(), RefundStepError> {
        let refund = self
            .data
            .refunds
            .iter_mut()
            .find(|refund| refund.id == *id)
            .ok_or(RefundStepError::NoSuchRefund)?;
        let before = refund.status();
        refund.state = refund.state.after(step)?;
        let (amount, status) = (refund.amount, refund.status());
        if status != before {
            self.record(
                Change::Refunded {
                    refund: id.clone(),
                    amount,
                    status,
                },
                now,
            );
        }
        Ok(())
    }

    /// Removes the paying user's personal data; amounts, card brand and digits stay.
    pub fn redact(&mut self, now: Timestamp) {
        self.data.email = self
            .data
            .email
            .take()
            .and_then(|_| Email::parse(paying_user::REDACTED).ok());
        self.data.prefilled = self.data.prefilled.take().map(|known| known.redacted());
        self.data.card = self.data.card.take().map(|card| card.redacted());
        self.record(Change::Redacted, now);
    }

    /// The payment's refund of this name.
    pub fn refund(&self, id: &RefundId) -> Option<&Refund> {
        self.data.refunds.iter().find(|refund| refund.id == *id)
    }

    /// The public status.
    pub fn status(&self) -> Status {
        Status::of(&self.data.state)
    }

    /// What refunds have taken so far, in pence.
    pub fn amount_refunded(&self) -> i64 {
        Amount::sum(
            self.data
                .refunds
                .iter()
                .filter(|refund| refund.holds_its_amount())
                .map(|refund| refund.amount),
        )
    }

    /// What is left to refund, whether or not it can be refunded at present.
    pub fn amount_available(&self) -> Amount {
        Amount::from_minor(self.data.amount.minor() - self.amount_refunded())
            .unwrap_or(Amount::ZERO)
    }

    /// Whether a refund can be asked for. No wildcard: a new state must choose.
    pub fn refund_availability(&self) -> RefundAvailability {
        match &self.data.state {
            PaymentState::Captured(..) if self.amount_available() > Amount::ZERO => {
                RefundAvailability::Available
            }
            PaymentState::Captured(..) => RefundAvailability::Full,
            PaymentState::Created
            | PaymentState::Reported
            | PaymentState::Started
            | PaymentState::Authorising(_)
            | PaymentState::ChallengeRequired(_)
            | PaymentState::ChallengeSubmitted(_)
            | PaymentState::Authorised(_)
            | PaymentState::CaptureRequested(_)
            | PaymentState::Capturing(..)
            | PaymentState::CaptureSubmitted(_) => RefundAvailability::Pending,
            PaymentState::AuthorisationQueued
            | PaymentState::Capturable(_)
            | PaymentState::CaptureFailed(_)
            | PaymentState::Cancelling(..)
            | PaymentState::CancelSubmitted(..)
            | PaymentState::Cancelled(..)
            | PaymentState::Declined(_)
            | PaymentState::AuthorisationFailed(_) => RefundAvailability::Unavailable,
        }
    }

    /// When it expires if nothing happens; `None` once it is finished.
    pub fn expires_at(&self) -> Option<Timestamp> {
        match self.status() {
            Status::Created | Status::Started | Status::Submitted => {
                Some(self.data.created_at.plus(EXPIRES_AFTER))
            }
            Status::Capturable => Some(self.data.created_at.plus(CAPTURABLE_EXPIRES_AFTER)),
            Status::Success
            | Status::Declined
            | Status::Expired
            | Status::CancelledByPayingUser
            | Status::CancelledByService
            | Status::Error => None,
        }
    }

    /// What has happened since it was last saved, oldest first.
    pub fn unpublished(&self) -> &[Event] {
        &self.unpublished
    }

    /// Notes that it was saved, with all its events, as the next version.
    pub fn saved(&mut self) {
        self.unpublished.clear();
        self.data.version = self.data.version.saturating_add(1);
    }

    fn record(&mut self, change: Change, now: Timestamp) {
        self.data.updated_at = now;
        self.data.events = self.data.events.saturating_add(1);
        self.unpublished.push(Event {
            payment: self.data.id.clone(),
            position: self.data.events,
            at: now,
            change,
        });
    }
}

impl Deref for Payment {
    type Target = PaymentData;

    fn deref(&self) -> &PaymentData {
        &self.data
    }
}

impl RefundAvailability {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Unavailable => "unavailable",
            Self::Available => "available",
            Self::Full => "full",
        }
    }
}
