//! What went wrong, for staff to read, and whether it is worth trying again.

use std::error::Error as _;

use domain::email::FAILURE_MAX;
use domain::ports::emails::MailError;
use lettre::transport::smtp::Error;

use crate::reason;

/// Answers to those who did not sign in, or not well enough, at whatever step they come.
const WHO_ARE_YOU: [u16; 4] = [530, 534, 535, 538];

/// A step of the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Connect,
    Encrypt,
    SignIn,
    Sender,
    Recipient,
    Message,
}

/// Why an e-mail was not sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// A step failed.
    #[error("{}: {said}", step.words())]
    At {
        step: Step,
        /// What the server answered, or how the connection failed.
        said: String,
        /// Whether the server said that it always will.
        is_permanent: bool,
    },
    /// It took too long.
    #[error("the mail server took too long")]
    TimedOut,
    /// The address is no address.
    #[error("the address cannot be one")]
    Address,
    /// The address has letters that the server does not take.
    #[error("the mail server takes no address with such letters")]
    Letters,
    /// The e-mail cannot be written down.
    #[error("the e-mail cannot be written down")]
    Unwritable,
}

impl Step {
    fn words(self) -> &'static str {
        match self {
            Self::Connect => "the mail server cannot be reached",
            Self::Encrypt => "the mail server cannot be reached over TLS",
            Self::SignIn => "the mail server does not let us in",
            Self::Sender => "the mail server does not take our sender",
            Self::Recipient => "the mail server does not take the recipient",
            Self::Message => "the mail server does not take the e-mail",
        }
    }

    /// Whether it is about this e-mail, rather than about the server or its settings, which
    /// an operator can mend.
    fn is_about_the_email(self) -> bool {
        match self {
            Self::Connect | Self::Encrypt | Self::SignIn | Self::Sender => false,
            Self::Recipient | Self::Message => true,
        }
    }
}

impl Failure {
    /// The failure of a step.
    pub(super) fn at(step: Step, error: &Error) -> Self {
        let why = error.source().map(ToString::to_string);
        let why = why.unwrap_or_else(|| error.to_string());
        let said = match error.status() {
            Some(code) => format!("{code} {why}"),
            None => why,
        };
        let asks_who_we_are = error
            .status()
            .is_some_and(|code| WHO_ARE_YOU.contains(&code.into()));
        Self::At {
            step,
            said,
            is_permanent: error.is_permanent() && !asks_who_we_are,
        }
    }

    /// As the port has it, without the address that the e-mail was for.
    pub(super) fn about(self, to: &str) -> MailError {
        let is_forever = match &self {
            Self::At {
                step, is_permanent, ..
            } => *is_permanent && step.is_about_the_email(),
            Self::TimedOut => false,
            Self::Address | Self::Letters | Self::Unwritable => true,
        };
        let said = reason::without(to, &self.to_string(), FAILURE_MAX);
        match is_forever {
            true => MailError::Never(said.into()),
            false => MailError::NotNow(said.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_about_the_email_is_forever() {
        for (step, is_permanent, is_forever) in [
            (Step::Connect, true, false),
            (Step::SignIn, true, false),
            (Step::Sender, true, false),
            (Step::Recipient, true, true),
            (Step::Recipient, false, false),
            (Step::Message, true, true),
            (Step::Message, false, false),
        ] {
            let failure = Failure::At {
                step,
                said: "550 no".to_owned(),
                is_permanent,
            };
            let error = failure.about("ada@example.org");
            let never = matches!(error, MailError::Never(_));
            assert_eq!(never, is_forever, "{step:?} {is_permanent}");
        }
    }

    #[test]
    fn the_reason_is_without_the_address() {
        let failure = Failure::At {
            step: Step::Recipient,
            said: "550 5.1.1 <Ada@Example.org>: no such user\r\n".to_owned(),
            is_permanent: true,
        };

        let MailError::Never(said) = failure.about("ada@example.org") else {
            panic!("it is forever");
        };

        assert_eq!(
            said.to_string(),
            "the mail server does not take the recipient: 550 5.1.1 <…>: no such user"
        );
    }
}
