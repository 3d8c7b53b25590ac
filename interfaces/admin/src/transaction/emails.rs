//! What a payment's paying user was sent.

use application::staff::transactions::Transaction;
use domain::email::{EmailContent, EmailState, OutgoingEmail};

use crate::london;
use crate::transactions::standing::Tag;

/// One e-mail.
pub(super) struct EmailRow {
    pub(super) what: &'static str,
    pub(super) tag: Tag,
    /// To whom, for those who may see it.
    pub(super) to: Option<String>,
    /// What is wrong, if anything.
    pub(super) trouble: Option<String>,
    pub(super) at: String,
    pub(super) at_machine: String,
}

/// The e-mails, newest first.
pub(super) fn of(transaction: &Transaction) -> Vec<EmailRow> {
    let newest_first = transaction.emails.iter().rev();
    newest_first.map(EmailRow::of).collect()
}

impl EmailRow {
    fn of(email: &OutgoingEmail) -> Self {
        let (label, look, at) = match email.state {
            EmailState::Waiting => ("To be sent", "wait", email.written_at),
            EmailState::Sent(at) => ("Sent", "good", at),
            EmailState::Failed(at) => ("Given up", "bad", at),
        };
        Self {
            what: kind(&email.content),
            tag: Tag { label, look },
            to: Some(email.to.clone()).filter(|to| !to.is_empty()),
            trouble: trouble(email),
            at: london::date_time(at),
            at_machine: london::machine(at),
        }
    }
}

fn kind(content: &EmailContent) -> &'static str {
    match content {
        EmailContent::PaymentConfirmed(_) => "Payment confirmation",
        EmailContent::RefundIssued(_) => "Refund confirmation",
        EmailContent::Staff(_) => "Message to staff",
    }
}

/// Why it is not there yet, or never will be.
fn trouble(email: &OutgoingEmail) -> Option<String> {
    let reason = email.last_failure.as_deref().unwrap_or("no reason given");
    let tries = match email.attempts {
        1 => "once".to_owned(),
        tries => format!("{tries} times"),
    };
    match email.state {
        EmailState::Failed(_) => Some(format!("Tried {tries}: {reason}")),
        EmailState::Waiting if email.attempts > 0 => Some(format!(
            "Tried {tries}: {reason}. It is tried again by itself"
        )),
        EmailState::Waiting | EmailState::Sent(_) => None,
    }
}
