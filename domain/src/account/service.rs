//! A public body's service that takes payments.

use super::Provider;
use super::branding::Branding;
use super::organisation::Organisation;
use crate::payment::Language;
use crate::{ServiceId, Timestamp};

/// The longest service name, in characters (as in GOV.UK Pay).
pub const SERVICE_NAME_MAX: usize = 50;
/// What a name may not have, since it would look like markup (as in GOV.UK Pay).
pub const FORBIDDEN_IN_NAMES: &[char] = &['<', '>', '|'];

/// A public body's service that takes payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name in our records.
    pub id: ServiceId,
    /// Its name for people.
    pub name: ServiceName,
    /// Its name for people on Welsh pages, if it has another there.
    pub welsh_name: Option<ServiceName>,
    /// Whose service it is.
    pub organisation: Option<Organisation>,
    /// How its payment pages look.
    pub branding: Branding,
    /// How far it has come with taking real money.
    pub going_live: GoingLive,
    /// When it was set up.
    pub created_at: Timestamp,
    /// How often it was saved.
    pub version: u64,
}

/// A service's name for people, 1 to [`SERVICE_NAME_MAX`] characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServiceName(String);

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServiceNameError {
    /// There is none.
    #[error("the name is blank")]
    Blank,
    /// It is over [`SERVICE_NAME_MAX`] characters.
    #[error("the name must have 1 to {SERVICE_NAME_MAX} characters")]
    TooLong,
    /// It has one of [`FORBIDDEN_IN_NAMES`], or a control character.
    #[error("the name must not have < > | or control characters")]
    Forbidden,
}

/// How far a service has come with taking real money.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum GoingLive {
    /// Nobody has asked.
    #[default]
    NotAsked,
    /// Somebody has asked, and waits for a platform administrator.
    Asked {
        /// Their address.
        by: String,
        /// When.
        at: Timestamp,
        /// The PSP they want.
        provider: Provider,
    },
    /// A platform administrator said no. They may ask again.
    Refused {
        /// Why.
        reason: String,
        /// When.
        at: Timestamp,
    },
    /// It has a live account.
    Granted {
        /// When.
        at: Timestamp,
    },
}

impl ServiceName {
    /// Reads a name; spaces around it do not count.
    pub fn parse(text: &str) -> Result<Self, ServiceNameError> {
        let text = text.trim();
        let forbidden = |c: char| c.is_control() || FORBIDDEN_IN_NAMES.contains(&c);
        if text.is_empty() {
            Err(ServiceNameError::Blank)
        } else if text.chars().count() > SERVICE_NAME_MAX {
            Err(ServiceNameError::TooLong)
        } else if text.contains(forbidden) {
            Err(ServiceNameError::Forbidden)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// A name as it was stored.
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ServiceName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Service {
    /// A new service, which nobody has described yet.
    pub fn new(id: ServiceId, name: ServiceName, now: Timestamp) -> Self {
        Self {
            id,
            name,
            welsh_name: None,
            organisation: None,
            branding: Branding::default(),
            going_live: GoingLive::NotAsked,
            created_at: now,
            version: 0,
        }
    }

    /// Its name for people who read this language.
    pub fn name_in(&self, language: Language) -> &ServiceName {
        match (language, &self.welsh_name) {
            (Language::Welsh, Some(name)) => name,
            (Language::Welsh, None) | (Language::English, _) => &self.name,
        }
    }

    /// Whether it can ask to go live now.
    pub fn may_ask_to_go_live(&self) -> bool {
        match self.going_live {
            GoingLive::NotAsked | GoingLive::Refused { .. } => self.organisation.is_some(),
            GoingLive::Asked { .. } | GoingLive::Granted { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_refused() {
        let long = "é".repeat(SERVICE_NAME_MAX);
        let longer = "é".repeat(SERVICE_NAME_MAX + 1);
        for (text, expected) in [
            ("  Fishing licences ", Ok("Fishing licences")),
            (&*long, Ok(&*long)),
            (" ", Err(ServiceNameError::Blank)),
            (&longer, Err(ServiceNameError::TooLong)),
            ("a < b", Err(ServiceNameError::Forbidden)),
            ("a\u{0}b", Err(ServiceNameError::Forbidden)),
        ] {
            let name = ServiceName::parse(text);
            assert_eq!(
                name.as_ref().map(ServiceName::as_str),
                expected.as_ref().map(|n| *n)
            );
        }
    }
}
