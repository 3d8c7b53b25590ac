//! Somebody of a body that the operator trusts registers themselves: by an address whose
//! domain is on the operator's list.
//!
//! Nothing is kept of who asked. The link that is sent carries, sealed, whom it is for and
//! until when it is good; it is worth nothing once somebody has the address.

use domain::audit::{Action, Chain, Doer};
use domain::email::StaffMessage;
use domain::id::ID_LENGTH;
use domain::ports::StoreError;
use domain::staff::invitation::REGISTRATION_LIFETIME;
use domain::staff::password::PasswordError;
use domain::staff::{StaffEmail, StaffMember};
use domain::{StaffId, Timestamp};
use secrecy::SecretString;

use super::Origin;
use super::record::Entry;
use crate::Application;

/// Where a link is sealed for.
const PLACE: &str = "registration";

/// The domains whose people may register themselves, their subdomains included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegistrationDomains(Vec<String>);

/// Why nobody was registered.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationError {
    /// The operator lets nobody register.
    #[error("nobody may register")]
    Closed,
    /// The text is no address.
    #[error("the text is not an e-mail address")]
    NotAnEmail,
    /// The address is of a domain that is not on the operator's list.
    #[error("the address is of a domain whose people may not register")]
    Domain,
    /// The link is too old, was used, or never was.
    #[error("the link is no longer good")]
    LinkOver,
    /// The password may not be one.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// It could not be stored.
    #[error("the registration could not be stored")]
    Store(#[from] StoreError),
}

impl RegistrationDomains {
    /// These domains, as the operator lists them: letters in any case, blanks passed over.
    pub fn of<'a>(domains: impl IntoIterator<Item = &'a str>) -> Self {
        let named = domains
            .into_iter()
            .map(|domain| domain.trim().to_lowercase());
        Self(named.filter(|domain| !domain.is_empty()).collect())
    }

    /// Whether nobody may register.
    pub fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether people with such an address may register.
    fn admit(&self, email: &StaffEmail) -> bool {
        let domain = email
            .as_str()
            .rsplit_once('@')
            .map_or("", |(_, domain)| domain);
        self.0.iter().any(|listed| {
            let parent = domain.strip_suffix(listed.as_str());
            parent.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

impl Application {
    /// Whether anybody may register.
    pub fn takes_registrations(&self) -> bool {
        !self.policy.registration_domains.are_none()
    }

    /// The address, if its owner may register.
    pub fn may_register(&self, email: &str) -> Result<StaffEmail, RegistrationError> {
        if !self.takes_registrations() {
            return Err(RegistrationError::Closed);
        }
        let email = StaffEmail::parse(email).map_err(|_| RegistrationError::NotAnEmail)?;
        if self.policy.registration_domains.admit(&email) {
            Ok(email)
        } else {
            Err(RegistrationError::Domain)
        }
    }

    /// Sends a link to register. Whether somebody has the address already is told to its
    /// owner alone, by another message.
    pub async fn ask_to_register(
        &self,
        email: &str,
        link: impl Fn(&str) -> String + Send,
    ) -> Result<(), RegistrationError> {
        let email = self.may_register(email)?;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let message = match unit.staff().by_email(&email).await? {
            Some(_) => StaffMessage::RegisteredAlready,
            None => {
                let until = now.plus(REGISTRATION_LIFETIME);
                let sealed = self.ports.people.vault.seal(
                    PLACE,
                    format!("{} {}", until.as_millis(), email.as_str()).as_bytes(),
                );
                let text: String = sealed.iter().map(|byte| format!("{byte:02x}")).collect();
                StaffMessage::Registration { link: link(&text) }
            }
        };
        self.tell(unit.as_mut(), &email, message, now).await?;
        unit.commit().await?;
        Ok(())
    }

    /// Whom a link is for, while it is good.
    pub async fn registering(&self, link: &str) -> Result<StaffEmail, RegistrationError> {
        let email = self.opened(link).ok_or(RegistrationError::LinkOver)?;
        let known = self
            .ports
            .store
            .begin()
            .await?
            .staff()
            .by_email(&email)
            .await?;
        match known {
            Some(_) => Err(RegistrationError::LinkOver),
            None => Ok(email),
        }
    }

    /// Registers whom a link is for, with a password. They set up a second factor when
    /// they first sign in.
    pub async fn register(
        &self,
        link: &str,
        password: SecretString,
        origin: &Origin,
    ) -> Result<StaffMember, RegistrationError> {
        let email = self.registering(link).await?;
        let hash = self.hash(password, &email).await?;
        let now = self.now();
        let id = StaffId::from_random(self.random::<ID_LENGTH>());
        let mut member = StaffMember::new(id, email, now);
        member.password = Some(hash);
        let mut unit = self.ports.store.begin().await?;
        match unit.staff().add(&mut member).await {
            Err(StoreError::Stale) => return Err(RegistrationError::LinkOver),
            other => other?,
        }
        let by = Doer::Staff {
            id: member.id.clone(),
            email: member.email.as_str().to_owned(),
        };
        let entry = Entry::new(Chain::Platform, Action::StaffCreated, by, now).from(origin);
        let entry = entry.to(member.email.as_str()).with("by", "registration");
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(member)
    }

    fn opened(&self, link: &str) -> Option<StaffEmail> {
        let digits: Vec<u8> = link.bytes().collect();
        let pairs = digits.chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        let sealed: Vec<u8> = pairs.collect::<Option<_>>()?;
        let opened = self.ports.people.vault.open(PLACE, &sealed)?;
        let opened = String::from_utf8(opened).ok()?;
        let (until, email) = opened.split_once(' ')?;
        let until = Timestamp::from_millis(until.parse().ok()?);
        let good = self.now() < until;
        StaffEmail::parse(email).ok().filter(|_| good)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_admit_their_people_and_those_of_their_parts() {
        let domains = RegistrationDomains::of([" Council.example.org ", "", "nhs.example"]);
        for (email, admitted) in [
            ("ada@council.example.org", true),
            ("ada@parks.council.example.org", true),
            ("ada@othercouncil.example.org", false),
            ("ada@example.org", false),
            ("ada@nhs.example", true),
            ("ada@council.example.org.evil.example", false),
        ] {
            let email = StaffEmail::parse(email).unwrap();
            assert_eq!(domains.admit(&email), admitted, "{}", email.as_str());
        }
        assert!(RegistrationDomains::of([" "]).are_none());
    }
}
