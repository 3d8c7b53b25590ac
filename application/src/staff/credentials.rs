//! Staff enter what opens their account at a PSP, and switch to it.
//!
//! What was entered is sealed and never shown again. The set that goes out of use stays,
//! for refunds of what was paid with it.

use domain::account::credentials::{CredentialField, CredentialValues, FieldProblem};
use domain::account::{Credentials, CredentialsState, GatewayAccount, Mode, Provider};
use domain::audit::{Action, Chain};
use domain::ports::StoreError;
use domain::staff::Permission;
use domain::{CredentialsId, ServiceId};
use secrecy::{ExposeSecret, SecretString};

use super::Staff;
use super::record::Entry;
use super::services::AccessError;
use crate::Application;

/// How an account stands with PSPs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PspAccount {
    /// The account; [`GatewayAccount::provider`] is where new payments go.
    pub account: GatewayAccount,
    /// Every set of credentials, newest first.
    pub credentials: Vec<Credentials>,
    /// The PSPs that this program can talk to.
    pub spoken: Vec<Provider>,
}

/// Why credentials were not entered or put to use.
#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    /// They do not get to it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// Fields are wrong.
    #[error("fields are wrong")]
    Fields(Vec<(CredentialField, FieldProblem)>),
    /// The PSP has no credentials.
    #[error("the PSP has no credentials")]
    NoneNeeded,
    /// They are in use, or were.
    #[error("the credentials are in use, or were")]
    NotNew,
    /// This program cannot talk to the PSP.
    #[error("this program cannot talk to the PSP")]
    NotSpoken,
    /// A live account takes real money alone.
    #[error("a live account cannot use the sandbox")]
    LiveAtSandboxPsp,
}

impl From<StoreError> for CredentialsError {
    fn from(error: StoreError) -> Self {
        Self::Access(error.into())
    }
}

impl Application {
    /// How a service's account stands with PSPs.
    pub async fn staff_psp(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
    ) -> Result<PspAccount, AccessError> {
        let see = Permission::SeeCredentials;
        let account = self.account_for(staff, service, mode, see).await?;
        let credentials = self.ports.queries.credentials(&account.id).await?;
        let psps = &self.ports.psps;
        let spoken = Provider::all().filter(|provider| psps.psp(*provider).is_some());
        Ok(PspAccount {
            account,
            credentials,
            spoken: spoken.collect(),
        })
    }

    /// Keeps credentials for a service's account. They are not in use yet; sets of the
    /// same PSP that never were in use go out of use.
    pub async fn enter_credentials(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        provider: Provider,
        typed: impl Fn(&str) -> SecretString + Send,
    ) -> Result<Credentials, CredentialsError> {
        let change = Permission::ChangeCredentials;
        let account = self.account_for(staff, service, mode, change).await?;
        if provider.credential_fields().is_empty() {
            return Err(CredentialsError::NoneNeeded);
        }
        let values = CredentialValues::parse(&account, provider, typed);
        let values = values.map_err(CredentialsError::Fields)?;
        let id = CredentialsId::from_random(self.random());
        let place = Credentials::place(&account.id, &id);
        let lines = values.lines();
        let vault = &self.ports.people.vault;
        let credentials = Credentials {
            sealed: vault.seal(&place, lines.expose_secret().as_bytes()),
            id,
            account: account.id.clone(),
            provider,
            shown: values.shown(),
            state: CredentialsState::Entered,
            entered_by: staff.member.email.as_str().to_owned(),
            entered_at: staff.at,
            activated_at: None,
            retired_at: None,
        };
        let mut unit = self.ports.store.begin().await?;
        for mut other in unit.accounts().credentials(&account.id).await? {
            if other.provider == provider && other.state == CredentialsState::Entered {
                other.state = CredentialsState::Retired;
                other.retired_at = Some(staff.at);
                unit.accounts().save_credentials(&other).await?;
            }
        }
        unit.accounts().add_credentials(&credentials).await?;
        let entry = psp_entry(staff, service, mode, provider, "entered");
        self.record(unit.as_mut(), entry.to(credentials.id.as_str()))
            .await?;
        unit.commit().await?;
        Ok(credentials)
    }

    /// Sends new payments of a service's account to the PSP of these credentials.
    pub async fn switch_psp(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        credentials: &str,
    ) -> Result<Credentials, CredentialsError> {
        let change = Permission::ChangeCredentials;
        let account = self.account_for(staff, service, mode, change).await?;
        let mut unit = self.ports.store.begin().await?;
        let all = unit.accounts().credentials(&account.id).await?;
        let named = all.iter().find(|set| set.id.as_str() == credentials);
        let mut chosen = named.ok_or(AccessError::NotFound)?.clone();
        if chosen.state != CredentialsState::Entered {
            return Err(CredentialsError::NotNew);
        }
        if self.ports.psps.psp(chosen.provider).is_none() {
            return Err(CredentialsError::NotSpoken);
        }
        self.retire_active(unit.as_mut(), &all, staff).await?;
        chosen.state = CredentialsState::Active;
        chosen.activated_at = Some(staff.at);
        unit.accounts().save_credentials(&chosen).await?;
        self.send_payments_to(unit.as_mut(), &account, chosen.provider)
            .await?;
        let entry = psp_entry(staff, service, mode, chosen.provider, "switched to");
        self.record(unit.as_mut(), entry.to(chosen.id.as_str()))
            .await?;
        unit.commit().await?;
        Ok(chosen)
    }

    /// Sends new payments of a service's test account to the sandbox.
    pub async fn switch_to_sandbox(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
    ) -> Result<(), CredentialsError> {
        let change = Permission::ChangeCredentials;
        let account = self.account_for(staff, service, mode, change).await?;
        if mode == Mode::Live {
            return Err(CredentialsError::LiveAtSandboxPsp);
        }
        if account.provider == Provider::Sandbox {
            return Err(CredentialsError::NotNew);
        }
        let mut unit = self.ports.store.begin().await?;
        let all = unit.accounts().credentials(&account.id).await?;
        self.retire_active(unit.as_mut(), &all, staff).await?;
        self.send_payments_to(unit.as_mut(), &account, Provider::Sandbox)
            .await?;
        let entry = psp_entry(staff, service, mode, Provider::Sandbox, "switched to");
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(())
    }

    async fn retire_active(
        &self,
        unit: &mut dyn domain::ports::UnitOfWork,
        all: &[Credentials],
        staff: &Staff,
    ) -> Result<(), StoreError> {
        let active = all
            .iter()
            .filter(|set| set.state == CredentialsState::Active);
        for set in active {
            let retired = Credentials {
                state: CredentialsState::Retired,
                retired_at: Some(staff.at),
                ..set.clone()
            };
            unit.accounts().save_credentials(&retired).await?;
        }
        Ok(())
    }

    async fn send_payments_to(
        &self,
        unit: &mut dyn domain::ports::UnitOfWork,
        account: &GatewayAccount,
        provider: Provider,
    ) -> Result<(), CredentialsError> {
        let account = unit.accounts().account(&account.id).await?;
        let mut account = account.ok_or(AccessError::NotFound)?;
        account.provider = provider;
        Ok(unit.accounts().save_account(&mut account).await?)
    }
}

fn psp_entry(
    staff: &Staff,
    service: &ServiceId,
    mode: Mode,
    provider: Provider,
    what: &str,
) -> Entry {
    Entry::of(
        staff,
        Chain::Service(service.clone()),
        Action::CredentialsChanged,
    )
    .with("mode", mode.word())
    .with("provider", provider.word())
    .with("done", what)
}
