//! Staff change how payments are taken.
//!
//! What is worth money to the platform, such as orders by telephone, is for platform
//! administrators alone.

use domain::ServiceId;
use domain::account::{GatewayAccount, Mode};
use domain::audit::{Action, Chain};
use domain::ports::StoreError;
use domain::staff::{Permission, Standing};

use super::Staff;
use super::record::Entry;
use super::services::AccessError;
use crate::Application;
use crate::accounts::change::{AccountChange, ChangeAccountError};

/// Why settings were not changed.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// They do not get to it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The settings would not fit together.
    #[error(transparent)]
    Refused(ChangeAccountError),
}

impl From<StoreError> for SettingsError {
    fn from(error: StoreError) -> Self {
        Self::Access(error.into())
    }
}

impl From<ChangeAccountError> for SettingsError {
    fn from(error: ChangeAccountError) -> Self {
        match error {
            ChangeAccountError::NoSuchAccount => Self::Access(AccessError::NotFound),
            ChangeAccountError::Store(error) => Self::Access(error.into()),
            ChangeAccountError::RateLimit
            | ChangeAccountError::NoCards
            | ChangeAccountError::LongParagraph
            | ChangeAccountError::NeedsThreeDSecure
            | ChangeAccountError::NotForTelephone => Self::Refused(error),
        }
    }
}

impl Application {
    /// The settings of a service's account.
    pub async fn staff_settings(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
    ) -> Result<GatewayAccount, AccessError> {
        let see = Permission::SeeSettings;
        self.account_for(staff, service, mode, see).await
    }

    /// Changes the settings of a service's account, and answers with them.
    pub async fn staff_change_settings(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        change: AccountChange,
    ) -> Result<GatewayAccount, SettingsError> {
        let permission = Permission::ChangeSettings;
        let account = self.account_for(staff, service, mode, permission).await?;
        let is_platform_admin = staff.standing_in(service) == Some(Standing::PlatformAdmin);
        if change.is_for_the_platform() && !is_platform_admin {
            return Err(AccessError::NotPermitted(permission).into());
        }
        let mut unit = self.ports.store.begin().await?;
        let changed = self.change_in(unit.as_mut(), &account.id, change).await?;
        let chain = Chain::Service(service.clone());
        let mut entry = Entry::of(staff, chain, Action::SettingsChanged).with("mode", mode.word());
        for (name, value) in &changed.differences {
            entry = entry.with(name, value);
        }
        if !changed.differences.is_empty() {
            self.record(unit.as_mut(), entry).await?;
            unit.commit().await?;
        }
        Ok(changed.account)
    }
}
