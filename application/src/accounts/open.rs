//! The operator opens a service and its accounts.

use domain::account::service::ServiceNameError;
use domain::account::{GatewayAccount, Mode, Provider, Service, ServiceName};
use domain::ports::StoreError;
use domain::{AccountId, ServiceId};

use crate::Application;

/// Why a service was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenServiceError {
    /// The name may not be one.
    #[error(transparent)]
    Name(#[from] ServiceNameError),
    /// It could not be stored.
    #[error("the service could not be stored")]
    Store(#[from] StoreError),
}

/// Why an account was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenAccountError {
    /// There is no such service.
    #[error("there is no such service")]
    NoSuchService,
    /// In sandbox mode no money may move.
    #[error("sandbox mode has no live accounts")]
    LiveInSandbox,
    /// The sandbox takes no real money, so a live account there would only pretend to.
    #[error("the sandbox PSP has no live accounts")]
    LiveAtSandboxPsp,
    /// It could not be stored.
    #[error("the account could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// Opens a service.
    pub async fn open_service(&self, name: &str) -> Result<Service, OpenServiceError> {
        let name = ServiceName::parse(name)?;
        let id = ServiceId::from_random(self.random());
        let mut service = Service::new(id, name, self.now());
        let mut unit = self.ports.store.begin().await?;
        unit.accounts().add_service(&mut service).await?;
        unit.commit().await?;
        Ok(service)
    }

    /// Opens an account for a service.
    pub async fn open_account(
        &self,
        service: &ServiceId,
        mode: Mode,
        provider: Provider,
    ) -> Result<GatewayAccount, OpenAccountError> {
        if mode == Mode::Live && self.ports.sandbox.is_some() {
            return Err(OpenAccountError::LiveInSandbox);
        }
        if mode == Mode::Live && provider == Provider::Sandbox {
            return Err(OpenAccountError::LiveAtSandboxPsp);
        }
        let services = self.ports.queries.services().await?;
        let service = services
            .iter()
            .find(|known| known.id == *service)
            .ok_or(OpenAccountError::NoSuchService)?;
        let mut account = GatewayAccount::open(
            AccountId::from_random(self.random()),
            service,
            mode,
            provider,
            self.now(),
        );
        let mut unit = self.ports.store.begin().await?;
        unit.accounts().add_account(&mut account).await?;
        unit.commit().await?;
        Ok(account)
    }

    /// Every service, oldest first.
    pub async fn services(&self) -> Result<Vec<Service>, StoreError> {
        self.ports.queries.services().await
    }

    /// Every account, oldest first.
    pub async fn accounts(&self) -> Result<Vec<GatewayAccount>, StoreError> {
        self.ports.queries.accounts().await
    }
}
