//! What sandbox mode can do besides: move the clock, start over, and let happen
//! what cardholders' banks and payouts do elsewhere.

pub mod disputes;
pub mod outbox;
pub mod payouts;
pub mod staff;

use std::time::Duration;

use domain::Timestamp;
use domain::account::{GatewayAccount, Mode, Provider};
use domain::ports::StoreError;

use crate::accounts::change::{AccountChange, ChangeAccountError};
use crate::accounts::open::{OpenAccountError, OpenServiceError};
use crate::{Application, SandboxPorts};

/// The furthest that the clock moves in one go: ten years.
pub const ADVANCE_MAX: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);
/// How much work one move of the clock does before it leaves the rest to the workers.
pub const ADVANCE_WORK_MAX: u64 = 10_000;

/// The clock after it was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advanced {
    /// The new instant.
    pub now: Timestamp,
    /// How many pieces of work fell due and were done.
    pub work_done: u64,
}

/// Why the sandbox did not do it.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// This is not sandbox mode.
    #[error("this is not sandbox mode")]
    NotSandbox,
    /// The clock moves forward by a second at least, and [`ADVANCE_MAX`] at most.
    #[error("the clock moves by 1 second to 10 years")]
    Advance,
    /// It could not be stored.
    #[error("the sandbox's data could not be changed")]
    Store(#[from] StoreError),
}

/// Why there is no demo account.
#[derive(Debug, thiserror::Error)]
pub enum DemoAccountError {
    /// Its service could not be opened.
    #[error(transparent)]
    Service(#[from] OpenServiceError),
    /// It could not be opened.
    #[error(transparent)]
    Account(#[from] OpenAccountError),
    /// It could not be set up.
    #[error(transparent)]
    Change(#[from] ChangeAccountError),
    /// The accounts could not be read.
    #[error("the accounts could not be read")]
    Store(#[from] StoreError),
}

impl Application {
    /// What time the sandbox believes it is.
    pub fn sandbox_clock(&self) -> Result<Timestamp, SandboxError> {
        Ok(self.sandbox()?.clock.now())
    }

    /// Moves the clock forward and does the work that falls due.
    pub async fn advance_clock(&self, by: Duration) -> Result<Advanced, SandboxError> {
        let sandbox = self.sandbox()?;
        if !(Duration::from_secs(1)..=ADVANCE_MAX).contains(&by) {
            return Err(SandboxError::Advance);
        }
        let now = sandbox.clock.advance(by).await?;
        let work_done = self.run_due_work(ADVANCE_WORK_MAX).await?;
        Ok(Advanced { now, work_done })
    }

    /// Throws away every payment and all that belongs to it, and sets the clock
    /// back. Accounts and keys stay.
    pub async fn reset_sandbox(&self) -> Result<(), SandboxError> {
        let sandbox = self.sandbox()?;
        sandbox.data.reset().await?;
        sandbox.clock.restore().await?;
        Ok(self.schedule_recurring_work().await?)
    }

    /// The account that sandbox mode starts with, opened if there is none. It may
    /// do everything that accounts may be permitted to do.
    pub async fn demo_account(
        &self,
        service_name: &str,
    ) -> Result<GatewayAccount, DemoAccountError> {
        if let Some(account) = self.accounts().await?.into_iter().next() {
            return Ok(account);
        }
        let service = self.open_service(service_name).await?;
        let account = self
            .open_account(&service.id, Mode::Test, Provider::Sandbox)
            .await?;
        let everything = AccountChange {
            allows_moto: Some(true),
            allows_moto_api: Some(true),
            allows_telephone: Some(true),
            recurring: Some(true),
            ..AccountChange::default()
        };
        Ok(self.change_account(&account.id, everything).await?)
    }

    fn sandbox(&self) -> Result<&SandboxPorts, SandboxError> {
        self.ports.sandbox.as_ref().ok_or(SandboxError::NotSandbox)
    }
}
