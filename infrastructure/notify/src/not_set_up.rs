//! Production's way while the operator has named none: e-mails are given up at once, where
//! staff see it.

use async_trait::async_trait;
use domain::email::{EmailContent, Letter, OutgoingEmail, StaffMessage};
use domain::ports::emails::{MailError, Mailer};

use crate::Letters;

/// What staff read of each e-mail.
const REASON: &str =
    "no way to send e-mail is set up: see BURSAR_MAIL_URL and BURSAR_NOTIFY_API_KEY";

/// No way at all.
///
/// The operator passes on what cannot wait: `bursar staff invite` prints an invitation's
/// link, and `bursar staff reset` sets a password.
#[derive(Clone, Debug)]
pub struct NotSetUp {
    letters: Letters,
}

impl NotSetUp {
    /// No way, whose letters can be read all the same.
    pub fn new(letters: Letters) -> Self {
        Self { letters }
    }
}

#[async_trait]
impl Mailer for NotSetUp {
    fn letter(&self, email: &OutgoingEmail) -> Letter {
        self.letters.letter(email)
    }

    async fn send(&self, email: &OutgoingEmail) -> Result<(), MailError> {
        let (what, remedy) = summary(&email.content);
        tracing::warn!(email.id = %email.id, what, remedy, "an e-mail was not sent: no way to is set up");
        Err(MailError::Never(REASON.into()))
    }
}

/// What an e-mail is, and what the operator can do instead.
fn summary(content: &EmailContent) -> (&'static str, &'static str) {
    match content {
        EmailContent::PaymentConfirmed(_) => ("payment confirmation", ""),
        EmailContent::RefundIssued(_) => ("refund confirmation", ""),
        EmailContent::Staff(message) => match message {
            StaffMessage::Invitation { .. } => {
                ("invitation", "print a link with: bursar staff invite")
            }
            StaffMessage::PasswordReset { .. } => {
                ("password reset", "set one with: bursar staff reset")
            }
            StaffMessage::Registration { .. } => {
                ("registration", "invite them with: bursar staff invite")
            }
            StaffMessage::RegisteredAlready => ("registered already", ""),
            StaffMessage::PasswordChanged => ("password changed", ""),
            StaffMessage::SecondFactorChanged => ("second factor changed", ""),
            StaffMessage::LockedOut => ("locked out", "let them in with: bursar staff unlock"),
            StaffMessage::ApprovalAsked { .. } => {
                ("refund to approve", "the transactions page lists it")
            }
            StaffMessage::GoLiveDecided { .. } => {
                ("going live decided", "the service's pages say so")
            }
            StaffMessage::WebhookDisabled { .. } => {
                ("webhook disabled", "the webhooks page says so")
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimens;

    #[tokio::test]
    async fn every_email_is_given_up_and_says_what_to_set() {
        let mailer = NotSetUp::new(Letters::new("Bursar"));
        for (name, email) in specimens::all() {
            let Err(MailError::Never(reason)) = mailer.send(&email).await else {
                panic!("{name} was not given up");
            };
            assert_eq!(reason.to_string(), REASON, "{name}");
            assert!(!mailer.letter(&email).text.is_empty(), "{name}");
        }
    }
}
