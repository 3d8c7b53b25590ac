//! E-mails over SMTP, to the server that the operator names.
//!
//! Sending twice is possible: when a connection breaks after the last byte, nobody knows
//! whether the e-mail was taken. So every try carries the same `Message-ID`, by which
//! receiving servers tell repetitions.

mod connection;
mod failure;
mod message;
mod pool;
mod settings;

use std::time::Duration;

use async_trait::async_trait;
use domain::email::{Letter, OutgoingEmail};
use domain::ports::emails::{MailError, Mailer};
use secrecy::SecretString;

use self::failure::Failure;
use self::message::Sender;
use self::pool::Pool;
pub use self::settings::SmtpSettingsError;
use crate::Letters;

/// How long one e-mail may take, from connecting to the server's last answer. Work is leased
/// for longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The way over SMTP.
#[derive(Debug)]
pub struct Smtp {
    letters: Letters,
    sender: Sender,
    pool: Pool,
    patience: Duration,
}

impl Smtp {
    /// A server, as an address says it: `smtp://user:password@host:587` starts with STARTTLS,
    /// `smtps://host:465` with TLS, and only `smtp://host:25?tls=none` goes without. Special
    /// characters in user and password are percent-encoded.
    ///
    /// `from` and `reply_to` are addresses, with or without a name: `Parking <no-reply@example.org>`.
    pub fn from_url(
        url: &SecretString,
        from: &str,
        reply_to: Option<&str>,
        letters: Letters,
    ) -> Result<Self, SmtpSettingsError> {
        let sender = Sender::parse(from, reply_to)?;
        let server = settings::server(url, sender.domain())?;
        let letters = match reply_to {
            Some(_) => letters.with_answers_read(),
            None => letters,
        };
        Ok(Self {
            letters,
            sender,
            pool: Pool::new(server),
            patience: PATIENCE,
        })
    }

    /// With another limit on how long one e-mail may take.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    async fn hand_on(&self, email: &OutgoingEmail) -> Result<(), Failure> {
        let written = self.sender.write(email, &self.letter(email))?;
        let _turn = self.pool.turn().await;
        let mut connection = self.pool.connection().await?;
        // A connection that is not given back is closed: one that was interrupted has answers
        // on the way that belong to this e-mail, and must serve no other.
        connection.send(&written).await?;
        self.pool.give_back(connection);
        Ok(())
    }
}

#[async_trait]
impl Mailer for Smtp {
    fn letter(&self, email: &OutgoingEmail) -> Letter {
        self.letters.letter(email)
    }

    async fn send(&self, email: &OutgoingEmail) -> Result<(), MailError> {
        tokio::time::timeout(self.patience, self.hand_on(email))
            .await
            .unwrap_or(Err(Failure::TimedOut))
            .map_err(|failure| failure.about(&email.to))
    }
}
