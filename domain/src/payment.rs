//! A payment: one attempt to pay one amount, with its refunds inside.
//!
//! Its data is read through [`Deref`] and changed only by its methods, which
//! record an [`Event`] for everything that happens.

pub mod approval;
pub mod data;
pub mod disputing;
pub mod event;
pub mod metadata;
pub mod mode;
pub mod paying_user;
pub mod reference;
pub mod refunding;
pub mod report;
pub mod return_url;
pub mod state;
pub mod status;
pub mod step;

use std::ops::Deref;
use std::time::Duration;

pub use self::approval::{Approval, ApprovalError, ApprovalOutcome};
pub use self::data::{AgreementPart, AgreementPaymentType, NewPayment, PaymentData};
pub use self::event::{Change, Event};
pub use self::metadata::Metadata;
pub use self::mode::{AuthorisationMode, Language};
pub use self::paying_user::{Address, Email, PrefilledCardholder};
pub use self::reference::{Description, Reference};
pub use self::refunding::{RefundAvailability, RefundError, RefundStepError};
pub use self::report::Report;
pub use self::return_url::ReturnUrl;
pub use self::state::{IllegalTransition, PaymentState};
pub use self::status::Status;
pub use self::step::Step;
use crate::Timestamp;
use crate::agreement::StoredCard;
use crate::card::CardSummary;
use crate::money::Amount;

/// An unfinished payment expires this long after it was created (as in GOV.UK Pay).
pub const EXPIRES_AFTER: Duration = Duration::from_secs(90 * 60);
/// A capturable payment expires this long after it was created.
pub const CAPTURABLE_EXPIRES_AFTER: Duration = Duration::from_secs(120 * 60 * 60);

/// A payment, and what has happened to it since it was last saved.
#[derive(Clone, Debug)]
pub struct Payment {
    data: PaymentData,
    unpublished: Vec<Event>,
}

impl Payment {
    /// A payment as a service asks for it, in state Created.
    pub fn create(new: NewPayment, now: Timestamp) -> Self {
        Self::begin(new, PaymentState::Created, now)
    }

    /// A payment that was taken elsewhere, in state Reported.
    pub fn report(
        new: NewPayment,
        report: Report,
        card: Option<CardSummary>,
        now: Timestamp,
    ) -> Self {
        let mut payment = Self::begin(new, PaymentState::Reported, now);
        payment.data.report = Some(report);
        payment.data.card = card;
        payment
    }

    fn begin(new: NewPayment, state: PaymentState, now: Timestamp) -> Self {
        let data = PaymentData {
            id: new.id,
            account: new.account,
            provider: new.provider,
            created_at: now,
            updated_at: now,
            amount: new.amount,
            reference: new.reference,
            description: new.description,
            mode: new.mode,
            return_url: new.return_url,
            language: new.language,
            moto: new.moto,
            delayed_capture: new.delayed_capture,
            agreement: new.agreement,
            email: new.email,
            metadata: new.metadata,
            prefilled: new.prefilled.filter(|known| !known.is_empty()),
            card: None,
            surcharge: None,
            stored_card: None,
            report: None,
            state,
            refunds: Vec::new(),
            approvals: Vec::new(),
            disputes: Vec::new(),
            capture_submitted_at: None,
            settled_on: None,
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

    /// Adds what the card costs on top. One that would take the payment above
    /// [`Amount::MAX`] is waived.
    pub fn add_surcharge(&mut self, surcharge: Option<Amount>) {
        self.data.surcharge = surcharge
            .filter(|extra| *extra > Amount::ZERO)
            .filter(|extra| self.data.amount.plus(*extra).is_some());
    }

    /// Keeps the PSP's name for the card, for the agreement the payment sets up.
    pub fn keep_stored_card(&mut self, card: StoredCard) {
        self.data.stored_card = Some(card);
    }

    /// What the paying user pays in all, and what can be refunded.
    pub fn total(&self) -> Amount {
        self.data
            .surcharge
            .and_then(|extra| self.data.amount.plus(extra))
            .unwrap_or(self.data.amount)
    }

    /// The agreement it sets up, if it sets one up.
    pub fn sets_up(&self) -> Option<&AgreementPart> {
        self.data
            .agreement
            .as_ref()
            .filter(|_| self.data.mode != AuthorisationMode::Agreement)
    }

    /// The agreement it is taken on, if it is taken on one.
    pub fn taken_on(&self) -> Option<&AgreementPart> {
        self.data
            .agreement
            .as_ref()
            .filter(|_| self.data.mode == AuthorisationMode::Agreement)
    }

    /// Keeps the e-mail address the paying user typed.
    pub fn enter_email(&mut self, email: Email) {
        self.data.email = Some(email);
    }

    /// Removes the paying user's personal data; amounts, card brand and digits stay.
    pub fn redact(&mut self, now: Timestamp) {
        self.data.report = self.data.report.take().map(Report::redacted);
        self.data.email = self
            .data
            .email
            .take()
            .and_then(|_| Email::parse(paying_user::REDACTED).ok());
        self.data.prefilled = self.data.prefilled.take().map(|known| known.redacted());
        self.data.card = self.data.card.take().map(|card| card.redacted());
        self.record(Change::Redacted, now);
    }

    /// Whether it says anything of the person who pays.
    pub fn holds_personal_data(&self) -> bool {
        let card = self.data.card.as_ref();
        self.data.email.is_some()
            || self.data.prefilled.is_some()
            || card.is_some_and(|card| card.holder.is_some() || card.billing_address.is_some())
    }

    /// The same payment for somebody who may not know who pays. Not to be saved.
    pub fn anonymous(self) -> Self {
        let data = PaymentData {
            email: None,
            prefilled: None,
            card: self.data.card.map(|card| CardSummary {
                holder: None,
                billing_address: None,
                ..card
            }),
            report: self.data.report.map(Report::redacted),
            ..self.data
        };
        Self::restore(data)
    }

    /// The public status.
    pub fn status(&self) -> Status {
        Status::of(&self.data.state)
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
