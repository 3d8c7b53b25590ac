//! E-mails by the HTTP API of GOV.UK Notify.
//!
//! Its templates belong to the operator, who makes one: subject `((subject))`, body
//! `((body))`. What stands in them is ours. Its own template fills HTML and plain text from
//! the one body that we send.

mod client;
mod key;
mod mapping;
#[cfg(test)]
mod tests;
mod wire;

use async_trait::async_trait;
use domain::email::{FAILURE_MAX, Letter, OutgoingEmail};
use domain::ports::emails::{MailError, Mailer};
use secrecy::SecretString;
use url::{Host, Url};
use uuid::Uuid;

use self::client::Client;
use self::key::ApiKey;
use self::wire::{Personalisation, Request};
use crate::{Letters, reason};

/// Where GOV.UK Notify is.
const BASE_URL: &str = "https://api.notifications.service.gov.uk";

/// The way by GOV.UK Notify.
#[derive(Debug)]
pub struct Notify {
    letters: Letters,
    template: String,
    client: Client,
}

/// Why settings for GOV.UK Notify cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NotifySettingsError {
    /// The key cannot be read.
    #[error("the key is not a name and two identifiers, with hyphens between them")]
    Key,
    /// The template cannot be read.
    #[error("the template is not an identifier like f33517ff-2a88-4f6e-b855-c550268ce08a")]
    Template,
    /// The address cannot be read.
    #[error("the address of the API is not of the form https://api.example.org")]
    BaseUrl,
    /// E-mails would go over the network for everybody to read.
    #[error("the address of the API begins with http://, which only this machine may have")]
    Plain,
    /// The certificates to trust cannot be read.
    #[error("no connection can be made ready for the API")]
    Client(#[source] domain::ports::Source),
}

impl Notify {
    /// The account of this key, with its one template. `base_url` is where the API is, unless
    /// it is where everybody's is.
    pub fn new(
        key: &SecretString,
        template: &str,
        base_url: Option<&str>,
        letters: Letters,
    ) -> Result<Self, NotifySettingsError> {
        let key = ApiKey::parse(key).ok_or(NotifySettingsError::Key)?;
        let template = Uuid::parse_str(template.trim());
        let template = template
            .map_err(|_| NotifySettingsError::Template)?
            .to_string();
        let base_url = Url::parse(base_url.unwrap_or(BASE_URL));
        let base_url = base_url.map_err(|_| NotifySettingsError::BaseUrl)?;
        let is_here = match base_url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => return Err(NotifySettingsError::BaseUrl),
        };
        match base_url.scheme() {
            "https" => {}
            "http" if is_here => {}
            "http" => return Err(NotifySettingsError::Plain),
            _ => return Err(NotifySettingsError::BaseUrl),
        }
        let client = Client::new(key, &base_url, is_here).map_err(NotifySettingsError::Client)?;
        Ok(Self {
            letters,
            template,
            client,
        })
    }

    /// With another limit on how long one e-mail may take.
    #[must_use]
    pub fn with_patience(mut self, patience: std::time::Duration) -> Self {
        self.client.patience = patience;
        self
    }
}

#[async_trait]
impl Mailer for Notify {
    fn letter(&self, email: &OutgoingEmail) -> Letter {
        self.letters.letter(email)
    }

    async fn send(&self, email: &OutgoingEmail) -> Result<(), MailError> {
        let markup = self.letters.markup(email);
        let request = Request {
            email_address: &email.to,
            template_id: &self.template,
            personalisation: Personalisation {
                subject: &markup.subject,
                body: &markup.body,
            },
            reference: email.id.as_str(),
        };
        let answer = self.client.post(&request).await;
        let Err(refusal) = answer.and_then(|answer| mapping::outcome(&answer)) else {
            return Ok(());
        };
        let said = reason::without(&email.to, &refusal.to_string(), FAILURE_MAX);
        Err(match refusal.is_forever() {
            true => MailError::Never(said.into()),
            false => MailError::NotNow(said.into()),
        })
    }
}
