//! Staff say where their service is told what happens to its payments.

pub mod deliveries;

use std::collections::BTreeSet;

use domain::account::{GatewayAccount, Mode};
use domain::audit::{Action, Chain};
use domain::id::ID_LENGTH;
use domain::ports::StoreError;
use domain::staff::Permission;
use domain::webhook::endpoint::{ENDPOINT_DESCRIPTION_MAX, ENDPOINTS_MAX, EndpointUrlError};
use domain::webhook::secret::{place, text};
use domain::webhook::{EndpointStatus, EndpointUrl, EventType, SigningSecret, WebhookEndpoint};
use domain::{ServiceId, Timestamp, WebhookId};
use secrecy::{ExposeSecret, SecretString};

use super::Staff;
use super::record::Entry;
use super::services::AccessError;
use crate::Application;

/// An endpoint as staff describe it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointDescription {
    /// Its address.
    pub url: String,
    /// What people call it.
    pub description: String,
    /// What it is told of.
    pub events: BTreeSet<EventType>,
}

/// Why an endpoint was not registered or changed.
#[derive(Debug, thiserror::Error)]
pub enum EndpointError {
    /// They do not get to it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// Parts of the description are wrong.
    #[error("parts of the description are wrong")]
    Wrong(Vec<EndpointProblem>),
    /// The account has [`ENDPOINTS_MAX`].
    #[error("an account has at most {ENDPOINTS_MAX} endpoints")]
    TooMany,
    /// It is not active, so nothing is sent to it.
    #[error("the endpoint is not active")]
    NotActive,
    /// Somebody else changed it at the same moment.
    #[error("somebody else changed the endpoint first")]
    Stale,
}

/// What is wrong with an endpoint's description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointProblem {
    /// There is no address.
    NoUrl,
    /// The address cannot be read.
    Url,
    /// The address is not `https`.
    NotHttps,
    /// The description is blank.
    NoDescription,
    /// The description is over [`ENDPOINT_DESCRIPTION_MAX`] characters.
    LongDescription,
    /// Nothing is to be told.
    NoEvents,
}

/// An endpoint in full.
#[derive(Debug)]
pub struct EndpointInFull {
    /// The endpoint.
    pub endpoint: WebhookEndpoint,
    /// The texts of the secrets that sign now, newest first, for those who may change it.
    pub secrets: Vec<SecretString>,
    /// Whether the viewer may change it.
    pub may_change: bool,
}

impl From<StoreError> for EndpointError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::Stale,
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::Access(error.into()),
        }
    }
}

impl Application {
    /// The endpoints of a service's account, oldest first.
    pub async fn staff_endpoints(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
    ) -> Result<Vec<WebhookEndpoint>, AccessError> {
        let see = Permission::SeeWebhooks;
        let account = self.account_for(staff, service, mode, see).await?;
        Ok(self.ports.queries.webhook_endpoints(&account.id).await?)
    }

    /// One endpoint, with its secrets for those who may change it.
    pub async fn staff_endpoint(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        id: &str,
    ) -> Result<EndpointInFull, AccessError> {
        let see = Permission::SeeWebhooks;
        let account = self.account_for(staff, service, mode, see).await?;
        let endpoint = self.endpoint_of(&account, id).await?;
        let may_change = staff.may(Permission::ManageWebhooks, service, mode).is_ok();
        let secrets = match may_change {
            true => self.signing_secrets(&endpoint, staff.at),
            false => Vec::new(),
        };
        Ok(EndpointInFull {
            endpoint,
            secrets,
            may_change,
        })
    }

    /// Registers an endpoint, with a secret of its own.
    pub async fn register_endpoint(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        description: &EndpointDescription,
    ) -> Result<WebhookEndpoint, EndpointError> {
        let manage = Permission::ManageWebhooks;
        let account = self.account_for(staff, service, mode, manage).await?;
        let url = self.sound(description).map_err(EndpointError::Wrong)?;
        let id = WebhookId::from_random(self.random::<ID_LENGTH>());
        let mut endpoint = WebhookEndpoint {
            secrets: vec![self.new_signing_secret(&id, mode, staff.at)],
            id,
            account: account.id.clone(),
            url,
            description: description.description.trim().to_owned(),
            events: description.events.clone(),
            status: EndpointStatus::Active,
            failing: None,
            created_at: staff.at,
            version: 0,
        };
        let mut unit = self.ports.store.begin().await?;
        if unit.webhooks().of_account(&account.id).await?.len() >= ENDPOINTS_MAX {
            return Err(EndpointError::TooMany);
        }
        unit.webhooks().add(&mut endpoint).await?;
        let entry = endpoint_entry(staff, &account, &endpoint, "registered");
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(endpoint)
    }

    /// Describes an endpoint anew.
    pub async fn change_endpoint(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        id: &str,
        description: &EndpointDescription,
    ) -> Result<WebhookEndpoint, EndpointError> {
        let url = self.sound(description);
        self.with_endpoint(staff, service, mode, id, "changed", |endpoint| {
            endpoint.url = url.map_err(EndpointError::Wrong)?;
            let text = description.description.trim();
            text.clone_into(&mut endpoint.description);
            endpoint.events.clone_from(&description.events);
            Ok(())
        })
        .await
    }

    /// Tells an endpoint from now on, or no more. One that failed starts afresh.
    pub async fn activate_endpoint(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        id: &str,
        active: bool,
    ) -> Result<WebhookEndpoint, EndpointError> {
        let (word, status) = match active {
            true => ("activated", EndpointStatus::Active),
            false => ("deactivated", EndpointStatus::Inactive),
        };
        self.with_endpoint(staff, service, mode, id, word, |endpoint| {
            endpoint.failing = None;
            endpoint.status = status;
            Ok(())
        })
        .await
    }

    /// Gives an endpoint a new secret. The one from before signs beside it for a day.
    pub async fn rotate_secret(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        id: &str,
    ) -> Result<WebhookEndpoint, EndpointError> {
        let now = staff.at;
        self.with_endpoint(staff, service, mode, id, "secret rotated", |endpoint| {
            let new = self.new_signing_secret(&endpoint.id, mode, now);
            endpoint.rotate(new, now);
            Ok(())
        })
        .await
    }

    async fn with_endpoint(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        id: &str,
        what: &str,
        change: impl FnOnce(&mut WebhookEndpoint) -> Result<(), EndpointError>,
    ) -> Result<WebhookEndpoint, EndpointError> {
        let manage = Permission::ManageWebhooks;
        let account = self.account_for(staff, service, mode, manage).await?;
        let id = WebhookId::parse(id).ok_or(AccessError::NotFound)?;
        let mut unit = self.ports.store.begin().await?;
        let endpoint = unit.webhooks().get(&id).await?;
        let mut endpoint = endpoint
            .filter(|endpoint| endpoint.account == account.id)
            .ok_or(AccessError::NotFound)?;
        let before = endpoint.clone();
        change(&mut endpoint)?;
        if endpoint == before {
            return Ok(endpoint);
        }
        unit.webhooks().save(&mut endpoint).await?;
        let entry = endpoint_entry(staff, &account, &endpoint, what);
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(endpoint)
    }

    async fn endpoint_of(
        &self,
        account: &GatewayAccount,
        id: &str,
    ) -> Result<WebhookEndpoint, AccessError> {
        let id = WebhookId::parse(id).ok_or(AccessError::NotFound)?;
        let queries = &self.ports.queries;
        let found = queries.webhook_endpoint(&account.id, &id).await?;
        found.ok_or(AccessError::NotFound)
    }

    /// The address, if the description is sound. Only a sandbox talks to `http`.
    fn sound(&self, described: &EndpointDescription) -> Result<EndpointUrl, Vec<EndpointProblem>> {
        let mut problems = Vec::new();
        let url = EndpointUrl::parse(&described.url, self.ports.sandbox.is_some());
        match &url {
            Ok(_) => {}
            Err(_) if described.url.trim().is_empty() => problems.push(EndpointProblem::NoUrl),
            Err(EndpointUrlError::Malformed) => problems.push(EndpointProblem::Url),
            Err(EndpointUrlError::NotHttps) => problems.push(EndpointProblem::NotHttps),
        }
        match described.description.trim().chars().count() {
            0 => problems.push(EndpointProblem::NoDescription),
            1..=ENDPOINT_DESCRIPTION_MAX => {}
            _ => problems.push(EndpointProblem::LongDescription),
        }
        if described.events.is_empty() {
            problems.push(EndpointProblem::NoEvents);
        }
        match url {
            Ok(url) if problems.is_empty() => Ok(url),
            _ => Err(problems),
        }
    }

    fn new_signing_secret(&self, id: &WebhookId, mode: Mode, now: Timestamp) -> SigningSecret {
        let text = SecretString::from(text(mode, self.random::<ID_LENGTH>()));
        let vault = &self.ports.people.vault;
        SigningSecret {
            sealed: vault.seal(&place(id), text.expose_secret().as_bytes()),
            made_at: now,
            retires_at: None,
        }
    }
}

fn endpoint_entry(
    staff: &Staff,
    account: &GatewayAccount,
    endpoint: &WebhookEndpoint,
    what: &str,
) -> Entry {
    let chain = Chain::Service(account.service.clone());
    Entry::of(staff, chain, Action::WebhookChanged)
        .to(endpoint.id.as_str())
        .with("mode", account.mode.word())
        .with("done", what)
        .with("address", endpoint.url.as_str())
}
