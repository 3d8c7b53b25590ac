//! E-mails as mail servers pass them on.

use std::time::{Duration, UNIX_EPOCH};

use domain::email::{Letter, OutgoingEmail};
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::{Address, address::Envelope};

use super::SmtpSettingsError;
use super::connection::Written;
use super::failure::Failure;

/// Who e-mails are from.
#[derive(Debug)]
pub(super) struct Sender {
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

impl Sender {
    /// Reads both addresses.
    pub(super) fn parse(from: &str, reply_to: Option<&str>) -> Result<Self, SmtpSettingsError> {
        let from = from.trim().parse().map_err(|_| SmtpSettingsError::From)?;
        let reply_to = reply_to.map(|text| text.trim().parse()).transpose();
        let reply_to = reply_to.map_err(|_| SmtpSettingsError::ReplyTo)?;
        Ok(Self { from, reply_to })
    }

    /// Where the sender's address is.
    pub(super) fn domain(&self) -> &str {
        self.from.email.domain()
    }

    /// Writes an e-mail down: the text first, then the HTML, which programs prefer.
    pub(super) fn write(&self, email: &OutgoingEmail, letter: &Letter) -> Result<Written, Failure> {
        let to: Address = email.to.parse().map_err(|_| Failure::Address)?;
        let from = self.from.email.clone();
        let envelope = Envelope::new(Some(from.clone()), vec![to.clone()]);
        let millis = u64::try_from(email.written_at.as_millis()).unwrap_or_default();
        let mut builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.clone()))
            .subject(letter.subject.clone())
            .date(UNIX_EPOCH + Duration::from_millis(millis))
            .message_id(Some(format!("<{}@{}>", email.id, self.domain())))
            .header(AutoSubmitted)
            .envelope(envelope.map_err(|_| Failure::Unwritable)?);
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        let alternatives =
            MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
        let message = builder.multipart(alternatives);
        Ok(Written {
            from,
            to,
            bytes: message.map_err(|_| Failure::Unwritable)?.formatted(),
        })
    }
}

/// `Auto-Submitted: auto-generated`, at which holiday notices stay away.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_has_an_address_and_perhaps_a_name() {
        for (from, reply_to, domain) in [
            ("no-reply@example.org", None, Some("example.org")),
            (
                " Tŷ’r Bont <no-reply@pay.example.org> ",
                Some("Help <help@example.org>"),
                Some("pay.example.org"),
            ),
            ("nobody", None, None),
            ("no-reply@example.org\r\nBcc: eve@example.org", None, None),
            ("no-reply@example.org", Some("nobody"), None),
        ] {
            let sender = Sender::parse(from, reply_to);
            assert_eq!(sender.ok().as_ref().map(Sender::domain), domain, "{from}");
        }
    }
}
