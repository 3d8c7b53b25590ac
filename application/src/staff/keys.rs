//! Staff make API keys, see them once, and revoke them.

use domain::account::{ApiKey, Mode};
use domain::audit::{Action, Chain};
use domain::ports::StoreError;
use domain::staff::Permission;
use domain::{AccountId, ApiKeyId, ServiceId};

use super::Staff;
use super::record::Entry;
use super::services::AccessError;
use crate::Application;
use crate::accounts::keys::{NewKey, description_of};

/// An account's keys, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The good ones.
    pub active: Vec<ApiKey>,
    /// The revoked ones.
    pub revoked: Vec<ApiKey>,
}

/// Why a key was not made or revoked.
#[derive(Debug, thiserror::Error)]
pub enum StaffKeyError {
    /// They do not get to it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The description is blank or too long.
    #[error("the description is blank or too long")]
    Description,
    /// There is no such key, or it was revoked before.
    #[error("there is no such key, or it was revoked before")]
    NoSuchKey,
}

impl From<StoreError> for StaffKeyError {
    fn from(error: StoreError) -> Self {
        Self::Access(error.into())
    }
}

impl Application {
    /// The keys of a service's account.
    pub async fn staff_keys(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
    ) -> Result<Keys, AccessError> {
        let see = Permission::SeeKeys;
        let account = self.account_for(staff, service, mode, see).await?;
        let mut keys = self.ports.queries.keys(&account.id).await?;
        keys.reverse();
        let (active, revoked) = keys.into_iter().partition(|key| key.revoked_at.is_none());
        Ok(Keys { active, revoked })
    }

    /// Makes a key. Its text is shown now or never.
    pub async fn staff_create_key(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        description: &str,
    ) -> Result<NewKey, StaffKeyError> {
        let manage = Permission::ManageKeys;
        let account = self.account_for(staff, service, mode, manage).await?;
        let description = description_of(description).ok_or(StaffKeyError::Description)?;
        let by = Some(staff.member.email.as_str());
        let made = self.key_for(&account.id, description, by, self.new_key_text(mode));
        let mut unit = self.ports.store.begin().await?;
        unit.accounts().add_key(&made.key).await?;
        let entry = key_entry(staff, service, mode, Action::KeyCreated, &made.key);
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(made)
    }

    /// Gives a key of the service's account another description.
    pub async fn staff_rename_key(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        key: &str,
        description: &str,
    ) -> Result<ApiKey, StaffKeyError> {
        let manage = Permission::ManageKeys;
        let account = self.account_for(staff, service, mode, manage).await?;
        let before = self.known_key(&account.id, key).await?;
        let description = description_of(description).ok_or(StaffKeyError::Description)?;
        if before.description == description {
            return Ok(before);
        }
        let mut unit = self.ports.store.begin().await?;
        let renamed = unit.accounts().rename_key(&before.id, &description).await?;
        if !renamed {
            return Err(StaffKeyError::NoSuchKey);
        }
        let key = ApiKey {
            description,
            ..before.clone()
        };
        let entry = key_entry(staff, service, mode, Action::KeyRenamed, &key);
        self.record(unit.as_mut(), entry.with("before", &before.description))
            .await?;
        unit.commit().await?;
        Ok(key)
    }

    /// Revokes a key of the service's account: at once here, within a minute in other
    /// processes.
    pub async fn staff_revoke_key(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        key: &str,
    ) -> Result<ApiKey, StaffKeyError> {
        let revoke = Permission::RevokeKeys;
        let account = self.account_for(staff, service, mode, revoke).await?;
        let key = self.known_key(&account.id, key).await?;
        let mut unit = self.ports.store.begin().await?;
        if !unit.accounts().revoke_key(&key.id, staff.at).await? {
            return Err(StaffKeyError::NoSuchKey);
        }
        let entry = key_entry(staff, service, mode, Action::KeyRevoked, &key);
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(key)
    }

    async fn known_key(&self, account: &AccountId, key: &str) -> Result<ApiKey, StaffKeyError> {
        let id = ApiKeyId::parse(key).ok_or(StaffKeyError::NoSuchKey)?;
        let keys = self.ports.queries.keys(account).await?;
        let key = keys.into_iter().find(|key| key.id == id);
        key.ok_or(StaffKeyError::NoSuchKey)
    }
}

fn key_entry(
    staff: &Staff,
    service: &ServiceId,
    mode: Mode,
    action: Action,
    key: &ApiKey,
) -> Entry {
    Entry::of(staff, Chain::Service(service.clone()), action)
        .to(key.id.as_str())
        .with("mode", mode.word())
        .with("description", &key.description)
}
