//! E-mails: written in the unit that gives the reason for them, sent later, and sent again
//! when sending fails.

pub mod staff;

use std::fmt;
use std::time::Duration;

use strum::{EnumDiscriminants, IntoStaticStr};

pub use self::staff::StaffMessage;
use crate::money::Amount;
use crate::payment::Language;
use crate::{AccountId, EmailId, PaymentId, Timestamp};

/// The pauses before the second and later tries. GOV.UK Pay tries once more, after an hour; a
/// short pause first gets over a server that restarts.
pub const EMAIL_RETRY_PAUSES: [Duration; 4] = [
    Duration::from_secs(5 * 60),
    Duration::from_secs(60 * 60),
    Duration::from_secs(6 * 60 * 60),
    Duration::from_secs(24 * 60 * 60),
];
/// How long e-mails are kept once they are sent or given up.
pub const EMAILS_KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// The longest paragraph of a service's own, in characters (as in GOV.UK Pay).
pub const PARAGRAPH_MAX: usize = 5_000;
/// What stands for the payment's reference in such a paragraph (as in GOV.UK Pay).
pub const REFERENCE_IN_PARAGRAPHS: &str = "$reference";
/// How much is kept of why an e-mail was not taken, in characters.
pub const FAILURE_MAX: usize = 500;

/// One e-mail.
#[derive(Clone, PartialEq, Eq)]
pub struct OutgoingEmail {
    /// Its name: the receiving server may tell repetitions by it.
    pub id: EmailId,
    /// The account and the payment it is about, where it is about one.
    pub about: Option<(AccountId, PaymentId)>,
    /// The address it goes to.
    pub to: String,
    /// What it says. As long as it rests, its link is sealed.
    pub content: EmailContent,
    /// How it stands.
    pub state: EmailState,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it was not taken the last time, at most [`FAILURE_MAX`] characters.
    pub last_failure: Option<String>,
    /// When it was written.
    pub written_at: Timestamp,
}

/// What an e-mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmailContent {
    /// To a member of staff.
    Staff(StaffMessage),
    /// To a paying user: the payment was successful.
    PaymentConfirmed(Receipt),
    /// To a paying user: money was given back.
    RefundIssued(Receipt),
}

/// What a paying user is told of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The service's name, in the language of the e-mail.
    pub service: String,
    /// The payment's reference.
    pub reference: String,
    /// What it is for.
    pub description: String,
    /// What was paid in all, or what is given back.
    pub amount: Amount,
    /// What the card cost on top, where it did.
    pub surcharge: Option<Amount>,
    /// When the payment was created.
    pub created_at: Timestamp,
    /// The service's own paragraph, with the reference in its place.
    pub paragraph: Option<String>,
    /// The language.
    pub language: Language,
}

/// How an e-mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(
    name(EmailStateName),
    derive(Hash, IntoStaticStr, strum::EnumString, strum::EnumIter)
)]
#[strum_discriminants(strum(serialize_all = "snake_case"))]
#[strum_discriminants(doc = "The bare name of an [`EmailState`].")]
pub enum EmailState {
    /// It is to be sent.
    Waiting,
    /// It was handed on. It may still not arrive.
    Sent(Timestamp),
    /// It was given up.
    Failed(Timestamp),
}

/// An e-mail as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The whole as HTML, a document of its own.
    pub html: String,
    /// The whole as plain text.
    pub text: String,
}

impl EmailState {
    /// The state's bare name.
    pub fn name(self) -> EmailStateName {
        self.into()
    }
}

impl OutgoingEmail {
    /// Notes that it was handed on.
    pub fn sent(&mut self, now: Timestamp) {
        self.attempts = self.attempts.saturating_add(1);
        self.state = EmailState::Sent(now);
        self.last_failure = None;
    }

    /// Notes that it was not taken. Says when it is tried again; `None` when it is given up,
    /// at once where it never will be taken.
    pub fn refused(&mut self, reason: &str, forever: bool, now: Timestamp) -> Option<Timestamp> {
        let tried = usize::try_from(self.attempts).unwrap_or(usize::MAX);
        self.attempts = self.attempts.saturating_add(1);
        self.last_failure = Some(reason.chars().take(FAILURE_MAX).collect());
        let pause = EMAIL_RETRY_PAUSES.get(tried).filter(|_| !forever);
        if pause.is_none() {
            self.state = EmailState::Failed(now);
        }
        pause.map(|pause| now.plus(*pause))
    }
}

impl fmt::Debug for OutgoingEmail {
    /// Whom it is for and what it says of them does not print.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingEmail")
            .field("id", &self.id)
            .field("state", &self.state)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// A service's own paragraph as one payment's e-mail has it.
pub fn paragraph_for(paragraph: &str, reference: &str) -> String {
    paragraph.replace(REFERENCE_IN_PARAGRAPHS, reference)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ID_LENGTH;

    const NOW: Timestamp = Timestamp::from_millis(1_000);

    fn email() -> OutgoingEmail {
        OutgoingEmail {
            id: EmailId::from_random([7; ID_LENGTH]),
            about: None,
            to: "ada@example.org".to_owned(),
            content: EmailContent::Staff(StaffMessage::PasswordChanged),
            state: EmailState::Waiting,
            attempts: 0,
            last_failure: None,
            written_at: NOW,
        }
    }

    #[test]
    fn it_is_tried_five_times_over_a_day_and_then_given_up() {
        let mut email = email();
        let mut pauses = Vec::new();

        while let Some(at) = email.refused("busy", false, NOW) {
            pauses.push(at.since(NOW).as_secs());
        }

        assert_eq!(pauses, [300, 3_600, 21_600, 86_400]);
        assert_eq!(email.state, EmailState::Failed(NOW));
        assert_eq!(email.attempts, 5);
    }

    #[test]
    fn one_that_never_will_be_taken_is_given_up_at_once_with_its_reason() {
        let mut email = email();

        assert_eq!(email.refused(&"é".repeat(600), true, NOW), None);

        assert_eq!(email.state, EmailState::Failed(NOW));
        assert_eq!(
            email.last_failure.map(|text| text.chars().count()),
            Some(FAILURE_MAX)
        );
    }

    #[test]
    fn a_paragraph_names_the_reference_wherever_it_is_asked_for() {
        assert_eq!(
            paragraph_for("Quote $reference. Again: $reference", "A$1"),
            "Quote A$1. Again: A$1"
        );
    }
}
