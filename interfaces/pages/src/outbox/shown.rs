//! An e-mail's particulars as the outbox shows them.

use application::sandbox::outbox::InOutbox;
use domain::email::{EmailContent, EmailState, OutgoingEmail, StaffMessage};
use domain::payment::Language;

use crate::clock_reading::ClockReading;

/// An e-mail, but for what it says.
#[derive(Clone, Debug)]
pub(crate) struct ShownEmail {
    pub(crate) id: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    /// The language it speaks.
    pub(crate) language: &'static str,
    pub(crate) kind: Kind,
    pub(crate) written: ClockReading,
    pub(crate) standing: Standing,
    pub(crate) attempts: u32,
    /// The payment it is about.
    pub(crate) payment: Option<String>,
}

/// What kind of e-mail it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// For programs.
    pub(crate) word: &'static str,
    /// For people.
    pub(crate) title: &'static str,
}

/// How an e-mail stands.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// For programs, and the class that it is drawn by.
    pub(crate) word: &'static str,
    /// For people.
    pub(crate) title: &'static str,
    /// Since when, once it is sent or given up.
    pub(crate) since: Option<ClockReading>,
    /// Why it was not taken the last time.
    pub(crate) reason: Option<String>,
}

impl ShownEmail {
    /// The particulars of an e-mail.
    pub(crate) fn of(found: &InOutbox) -> Self {
        let InOutbox { email, letter } = found;
        let about = email.about.as_ref();
        Self {
            id: email.id.to_string(),
            to: email.to.clone(),
            subject: letter.subject.clone(),
            language: language(&email.content).code(),
            kind: Kind::of(&email.content),
            written: ClockReading::of(email.written_at),
            standing: Standing::of(email),
            attempts: email.attempts,
            payment: about.map(|(_, payment)| payment.to_string()),
        }
    }
}

impl Standing {
    fn of(email: &OutgoingEmail) -> Self {
        let (title, since) = match email.state {
            EmailState::Waiting => ("Waiting", None),
            EmailState::Sent(at) => ("Sent", Some(at)),
            EmailState::Failed(at) => ("Given up", Some(at)),
        };
        Self {
            word: email.state.name().into(),
            title,
            since: since.map(ClockReading::of),
            reason: email.last_failure.clone(),
        }
    }
}

impl Kind {
    /// The kind of an e-mail that says this.
    pub(crate) fn of(content: &EmailContent) -> Self {
        let (word, title) = match content {
            EmailContent::PaymentConfirmed(_) => ("payment_confirmed", "Payment confirmation"),
            EmailContent::RefundIssued(_) => ("refund_issued", "Refund confirmation"),
            EmailContent::Staff(message) => match message {
                StaffMessage::Invitation { .. } => ("invitation", "Invitation"),
                StaffMessage::PasswordReset { .. } => ("password_reset", "Password reset"),
                StaffMessage::Registration { .. } => ("registration", "Registration"),
                StaffMessage::RegisteredAlready => ("registered_already", "Registered already"),
                StaffMessage::PasswordChanged => ("password_changed", "Password changed"),
                StaffMessage::SecondFactorChanged => {
                    ("second_factor_changed", "Second factor changed")
                }
                StaffMessage::LockedOut => ("locked_out", "Locked out"),
                StaffMessage::ApprovalAsked { .. } => ("approval_asked", "Approval asked for"),
                StaffMessage::GoLiveDecided { .. } => ("go_live_decided", "Going live decided"),
                StaffMessage::WebhookDisabled { .. } => ("webhook_disabled", "Webhook disabled"),
            },
        };
        Self { word, title }
    }
}

fn language(content: &EmailContent) -> Language {
    match content {
        EmailContent::PaymentConfirmed(receipt) | EmailContent::RefundIssued(receipt) => {
            receipt.language
        }
        EmailContent::Staff(_) => Language::English,
    }
}
