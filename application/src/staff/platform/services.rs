//! Platform administrators find services, enter them, and stop them.

use domain::ServiceId;
use domain::account::{GatewayAccount, GoingLive, Service};
use domain::audit::{Action, Chain};
use domain::ports::StoreError;
use domain::staff::ServiceEntry;

use super::{PlatformError, reason_of};
use crate::Application;
use crate::staff::Staff;
use crate::staff::record::Entry;
use crate::staff::services::AccessError;

/// A service as the platform sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformService {
    /// The service.
    pub service: Service,
    /// Its accounts, oldest first.
    pub accounts: Vec<GatewayAccount>,
}

impl PlatformService {
    /// Whether every account is stopped.
    pub fn is_stopped(&self) -> bool {
        !self.accounts.is_empty() && self.accounts.iter().all(|account| account.disabled)
    }
}

impl Application {
    /// Services whose name has this part, by name; those that ask to go live first.
    pub async fn platform_services(
        &self,
        staff: &Staff,
        name: &str,
    ) -> Result<Vec<PlatformService>, PlatformError> {
        staff.looks_after_the_platform()?;
        let part = name.trim().to_lowercase();
        let all = self.ports.queries.services().await?;
        let accounts = self.ports.queries.accounts().await?;
        let matching = all
            .into_iter()
            .filter(|service| service.name.as_str().to_lowercase().contains(&part));
        let mut found: Vec<PlatformService> = matching
            .map(|service| PlatformService {
                accounts: accounts
                    .iter()
                    .filter(|account| account.service == service.id)
                    .cloned()
                    .collect(),
                service,
            })
            .collect();
        found.sort_by_key(|found| {
            let waits = matches!(found.service.going_live, GoingLive::Asked { .. });
            (!waits, found.service.name.as_str().to_lowercase())
        });
        Ok(found)
    }

    /// One service, as the platform sees it.
    pub async fn platform_service(
        &self,
        staff: &Staff,
        service: &str,
    ) -> Result<PlatformService, PlatformError> {
        staff.looks_after_the_platform()?;
        let id = ServiceId::parse(service).ok_or(AccessError::NotFound)?;
        let service = self.ports.queries.service(&id).await?;
        Ok(PlatformService {
            service: service.ok_or(AccessError::NotFound)?,
            accounts: self.ports.queries.accounts_of(&id).await?,
        })
    }

    /// Enters a service, in this browser, for an hour. Its own record says so, and why.
    pub async fn enter_service(
        &self,
        staff: &Staff,
        service: &ServiceId,
        reason: &str,
    ) -> Result<(), PlatformError> {
        staff.looks_after_the_platform()?;
        let reason = reason_of(reason)?;
        let mut unit = self.ports.store.begin().await?;
        let known = unit.accounts().service(service).await?;
        known.ok_or(AccessError::NotFound)?;
        let mut session = staff.session.clone();
        session.entered = Some(ServiceEntry {
            service: service.clone(),
            at: staff.at,
        });
        unit.sessions().save(&session).await?;
        let chain = Chain::Service(service.clone());
        let entry = Entry::of(staff, chain, Action::ServiceEntered).because(&reason);
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(())
    }

    /// Leaves the service that was entered in this browser.
    pub async fn leave_service(&self, staff: &Staff) -> Result<(), StoreError> {
        let mut session = staff.session.clone();
        session.entered = None;
        let mut unit = self.ports.store.begin().await?;
        unit.sessions().save(&session).await?;
        unit.commit().await
    }

    /// Stops payments and refunds of all accounts of a service, or lets them go on.
    pub async fn stop_service(
        &self,
        staff: &Staff,
        service: &ServiceId,
        stopped: bool,
        reason: &str,
    ) -> Result<(), PlatformError> {
        staff.looks_after_the_platform()?;
        let reason = reason_of(reason)?;
        let accounts = self.ports.queries.accounts_of(service).await?;
        if accounts.is_empty() {
            return Err(AccessError::NotFound.into());
        }
        let mut unit = self.ports.store.begin().await?;
        for known in accounts {
            let account = unit.accounts().account(&known.id).await?;
            let mut account = account.ok_or(AccessError::NotFound)?;
            account.disabled = stopped;
            unit.accounts().save_account(&mut account).await?;
        }
        let chain = Chain::Service(service.clone());
        let entry = Entry::of(staff, chain, Action::ServiceDisabled).because(&reason);
        let word = if stopped { "stopped" } else { "started" };
        self.record(unit.as_mut(), entry.with("done", word)).await?;
        unit.commit().await?;
        Ok(())
    }
}
