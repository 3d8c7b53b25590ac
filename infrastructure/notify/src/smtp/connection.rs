//! One conversation with a server, step by step, so that it is known which step failed.

use std::fmt;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};

use super::failure::{Failure, Step};

/// How long connecting to one address may take.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// How somebody may prove who they are. All need TLS.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

/// Where a server is and how it is spoken to.
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) encryption: Encryption,
    pub(super) credentials: Option<Credentials>,
    /// The name that we greet by.
    pub(super) greeted_by: ClientId,
}

/// How the connection is kept from others' eyes.
pub(super) enum Encryption {
    /// Not at all.
    None,
    /// By TLS from the first byte.
    Implicit(TlsParameters),
    /// By TLS after one plain sentence; a server without it is not used.
    StartTls(TlsParameters),
}

/// An e-mail as servers take it.
pub(super) struct Written {
    pub(super) from: Address,
    pub(super) to: Address,
    pub(super) bytes: Vec<u8>,
}

/// A connection that is ready for e-mails.
pub(super) struct Connection(AsyncSmtpConnection);

impl Server {
    /// Connects, encrypts, and says who we are.
    pub(super) async fn connect(&self) -> Result<Connection, Failure> {
        let implicit = match &self.encryption {
            Encryption::Implicit(tls) => Some(tls.clone()),
            Encryption::None | Encryption::StartTls(_) => None,
        };
        let address = (self.host.as_str(), self.port);
        let within = Some(CONNECT_WITHIN);
        let greeted_by = &self.greeted_by;
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, within, greeted_by, implicit, None)
                .await
                .map_err(|error| Failure::at(Step::Connect, &error))?;
        if let Encryption::StartTls(tls) = &self.encryption {
            connection
                .starttls(tls.clone(), greeted_by)
                .await
                .map_err(|error| Failure::at(Step::Encrypt, &error))?;
        }
        if let Some(credentials) = &self.credentials {
            connection
                .auth(&MECHANISMS, credentials)
                .await
                .map_err(|error| Failure::at(Step::SignIn, &error))?;
        }
        Ok(Connection(connection))
    }
}

impl Connection {
    /// Whether the server is still there.
    pub(super) async fn is_alive(&mut self) -> bool {
        self.0.test_connected().await
    }

    /// Sends one e-mail. After a failure the connection is of no further use.
    pub(super) async fn send(&mut self, written: &Written) -> Result<(), Failure> {
        let mut parameters = Vec::new();
        if !written.to.to_string().is_ascii() {
            if !self
                .0
                .server_info()
                .supports_feature(Extension::SmtpUtfEight)
            {
                return Err(Failure::Letters);
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        let connection = &mut self.0;
        connection
            .command(Mail::new(Some(written.from.clone()), parameters))
            .await
            .map_err(|error| Failure::at(Step::Sender, &error))?;
        connection
            .command(Rcpt::new(written.to.clone(), Vec::new()))
            .await
            .map_err(|error| Failure::at(Step::Recipient, &error))?;
        connection
            .command(Data)
            .await
            .map_err(|error| Failure::at(Step::Message, &error))?;
        connection
            .message(&written.bytes)
            .await
            .map_err(|error| Failure::at(Step::Message, &error))?;
        Ok(())
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match &self.encryption {
            Encryption::None => "open",
            Encryption::Implicit(_) => "TLS",
            Encryption::StartTls(_) => "STARTTLS",
        };
        let who = match &self.credentials {
            Some(_) => " as somebody",
            None => "",
        };
        write!(f, "{}:{} {how}{who}", self.host, self.port)
    }
}
