//! Where a service is told.

use std::collections::BTreeSet;
use std::time::Duration;

use strum::IntoStaticStr;
use url::{Host, Url};

use super::event_type::EventType;
use super::secret::{ROTATION_LASTS, SigningSecret};
use crate::{AccountId, Timestamp, WebhookId};

/// The longest address, in characters as it is stored (as in GOV.UK Pay).
pub const ENDPOINT_URL_MAX: usize = 2_048;
/// The longest description, in characters (as in GOV.UK Pay).
pub const ENDPOINT_DESCRIPTION_MAX: usize = 50;
/// How many endpoints an account may have.
pub const ENDPOINTS_MAX: usize = 20;
/// How many secrets sign at a time.
pub const SECRETS_MAX: usize = 3;
/// An endpoint that has failed for so long, and so often, is disabled.
pub const DISABLED_AFTER: Duration = Duration::from_secs(5 * 24 * 60 * 60);
/// How many attempts must have failed in a row before an endpoint is disabled.
pub const DISABLED_AFTER_FAILURES: u32 = 20;

/// One endpoint of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookEndpoint {
    /// Its name in our records.
    pub id: WebhookId,
    /// The account whose payments it is told of.
    pub account: AccountId,
    /// Where it is.
    pub url: EndpointUrl,
    /// What people call it, 1 to [`ENDPOINT_DESCRIPTION_MAX`] characters.
    pub description: String,
    /// What it is told of.
    pub events: BTreeSet<EventType>,
    /// What its messages are signed with, newest first; never empty.
    pub secrets: Vec<SigningSecret>,
    /// Whether it is told anything.
    pub status: EndpointStatus,
    /// Attempts that failed in a row, and since when.
    pub failing: Option<Failing>,
    /// When it was registered.
    pub created_at: Timestamp,
    /// How often it was saved. Noting attempts is no saving.
    pub version: u64,
}

/// Whether an endpoint is told anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, strum::EnumString, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum EndpointStatus {
    /// It is.
    Active,
    /// Its service does not want it to be.
    Inactive,
    /// It failed for too long, or said that it is gone.
    Disabled,
}

impl EndpointStatus {
    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Inactive => "Inactive",
            Self::Disabled => "Disabled",
        }
    }
}

/// Attempts that failed in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failing {
    /// How many.
    pub attempts: u32,
    /// When the first failed.
    pub since: Timestamp,
}

/// The address of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointUrl(Url);

/// Why a text is no address for an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointUrlError {
    /// It cannot be read, is too long, or has a user name or a fragment.
    #[error("the text is not a web address")]
    Malformed,
    /// It is not `https`, and only sandboxes may use anything else.
    #[error("the address must begin with https://")]
    NotHttps,
}

impl EndpointUrl {
    /// Reads an address. `http` is for sandboxes alone.
    pub fn parse(text: &str, allows_http: bool) -> Result<Self, EndpointUrlError> {
        let url = Url::parse(text.trim()).map_err(|_| EndpointUrlError::Malformed)?;
        if url.as_str().len() > ENDPOINT_URL_MAX {
            return Err(EndpointUrlError::Malformed);
        }
        let plain =
            url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let named = match url.host() {
            Some(Host::Domain(name)) => !name.is_empty(),
            Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
            None => false,
        };
        if !plain || !named {
            return Err(EndpointUrlError::Malformed);
        }
        match url.scheme() {
            "https" => Ok(Self(url)),
            "http" if allows_http => Ok(Self(url)),
            "http" => Err(EndpointUrlError::NotHttps),
            _ => Err(EndpointUrlError::Malformed),
        }
    }

    /// The address.
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl WebhookEndpoint {
    /// Whether it is told anything.
    pub fn is_active(&self) -> bool {
        self.status == EndpointStatus::Active
    }

    /// Whether it is told of such an event.
    pub fn wants(&self, event: EventType) -> bool {
        self.is_active() && self.events.contains(&event)
    }

    /// The secrets that sign now, newest first.
    pub fn signing(&self, now: Timestamp) -> impl Iterator<Item = &SigningSecret> {
        self.secrets.iter().filter(move |secret| secret.signs(now))
    }

    /// Puts a new secret before those that sign; they go on for [`ROTATION_LASTS`], or for
    /// what was left to them.
    pub fn rotate(&mut self, new: SigningSecret, now: Timestamp) {
        self.secrets.retain(|secret| secret.signs(now));
        for secret in &mut self.secrets {
            secret
                .retires_at
                .get_or_insert_with(|| now.plus(ROTATION_LASTS));
        }
        self.secrets.insert(0, new);
        self.secrets.truncate(SECRETS_MAX);
    }
}

impl Failing {
    /// Whether it has gone on for so long and so often that the endpoint is disabled.
    pub fn disables(&self, now: Timestamp) -> bool {
        now.since(self.since) >= DISABLED_AFTER && self.attempts >= DISABLED_AFTER_FAILURES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    #[test]
    fn addresses_are_read_and_refused() {
        use EndpointUrlError as E;
        let long = format!("https://a.example/{}", "a".repeat(ENDPOINT_URL_MAX));
        for (text, in_production, in_sandbox) in [
            ("https://a.example/hook?x=1", Ok(()), Ok(())),
            (" https://a.example ", Ok(()), Ok(())),
            ("https://127.0.0.1/", Ok(()), Ok(())),
            ("http://localhost:3000/hook", Err(E::NotHttps), Ok(())),
            ("a.example", Err(E::Malformed), Err(E::Malformed)),
            ("ftp://a.example", Err(E::Malformed), Err(E::Malformed)),
            (
                "https://me:secret@a.example",
                Err(E::Malformed),
                Err(E::Malformed),
            ),
            (
                "https://a.example/#part",
                Err(E::Malformed),
                Err(E::Malformed),
            ),
            (&long, Err(E::Malformed), Err(E::Malformed)),
            ("", Err(E::Malformed), Err(E::Malformed)),
        ] {
            assert_eq!(
                EndpointUrl::parse(text, false).map(drop),
                in_production,
                "{text}"
            );
            assert_eq!(
                EndpointUrl::parse(text, true).map(drop),
                in_sandbox,
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_that_mean_an_address_are_read_as_that_address() {
        for text in ["http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/"] {
            let url = EndpointUrl::parse(text, true).unwrap();
            assert_eq!(url.as_str(), "http://127.0.0.1/", "{text}");
        }
    }

    #[test]
    fn a_secret_goes_on_beside_its_successor_for_a_day() {
        let secret = |made_at| SigningSecret {
            sealed: Vec::new(),
            made_at,
            retires_at: None,
        };
        let mut endpoint = WebhookEndpoint {
            id: WebhookId::from_random([1; crate::id::ID_LENGTH]),
            account: AccountId::from_random([1; crate::id::ID_LENGTH]),
            url: EndpointUrl::parse("https://a.example", false).unwrap(),
            description: "A".to_owned(),
            events: EventType::offered().collect(),
            secrets: vec![secret(NOW)],
            status: EndpointStatus::Active,
            failing: None,
            created_at: NOW,
            version: 0,
        };
        let later = NOW.plus(Duration::from_secs(60));

        endpoint.rotate(secret(later), later);

        let made = |at| -> Vec<_> { endpoint.signing(at).map(|secret| secret.made_at).collect() };
        assert_eq!(made(later), [later, NOW]);
        assert_eq!(made(later.plus(ROTATION_LASTS)), [later]);
    }

    #[test]
    fn only_long_and_frequent_failure_disables() {
        let failing = |attempts| Failing {
            attempts,
            since: NOW,
        };
        let then = NOW.plus(DISABLED_AFTER);

        assert!(failing(DISABLED_AFTER_FAILURES).disables(then));
        assert!(!failing(DISABLED_AFTER_FAILURES - 1).disables(then));
        assert!(!failing(1_000).disables(then.minus(Duration::from_millis(1))));
    }
}
