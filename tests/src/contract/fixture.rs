//! The ports that the sentences are tested on.

mod databases;
pub mod people;
pub mod telling;

use std::any::Any;
use std::sync::Arc;

use domain::account::{GatewayAccount, Mode, Provider, Service, ServiceName};
use domain::id::ID_LENGTH;
use domain::ports::sandbox::{SandboxData, SandboxLedger};
use domain::ports::{Queries, Random, Store, StoreError, UnitOfWork};
use domain::{
    AccountId, Agreement, AgreementId, DisputeId, OperationId, Payment, PaymentId, RefundId,
    ServiceId, WorkId,
};
use memory::{SeededRandom, World};

use super::START;

/// The ports of one adapter, over empty storage that nobody else uses.
pub struct Fixture {
    pub store: Arc<dyn Store>,
    pub queries: Arc<dyn Queries>,
    pub ledger: Arc<dyn SandboxLedger>,
    pub data: Arc<dyn SandboxData>,
    /// Where others than the adapter reach the database, if they do.
    url: Option<String>,
    /// An account that is in the store already.
    pub account: GatewayAccount,
    random: SeededRandom,
    kept: Vec<Box<dyn Any + Send + Sync>>,
}

impl Fixture {
    /// A fixture over these ports. Adds one service with one account.
    pub async fn over(
        store: Arc<dyn Store>,
        queries: Arc<dyn Queries>,
        ledger: Arc<dyn SandboxLedger>,
        data: Arc<dyn SandboxData>,
    ) -> anyhow::Result<Self> {
        let random = SeededRandom::from_seed(1);
        let account = open(&store, &random, "Service of the fixture").await?;
        Ok(Self {
            store,
            queries,
            ledger,
            data,
            url: None,
            account,
            random,
            kept: Vec::new(),
        })
    }

    /// A fixture in memory.
    pub async fn memory() -> anyhow::Result<Self> {
        let world = World::new();
        Self::over(
            world.store.clone(),
            world.store.clone(),
            world.ledger,
            world.store,
        )
        .await
    }

    /// Keeps something alive, a scratch directory say, as long as the fixture.
    #[must_use]
    pub fn keeping(mut self, guard: impl Any + Send + Sync) -> Self {
        self.kept.push(Box::new(guard));
        self
    }

    /// Opens a unit.
    pub async fn unit(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        self.store.begin().await
    }

    /// Adds a payment in a unit of its own.
    pub async fn add(&self, payment: &mut Payment) -> Result<(), StoreError> {
        let mut unit = self.unit().await?;
        unit.payments().add(payment).await?;
        unit.commit().await
    }

    /// Saves a payment in a unit of its own.
    pub async fn save(&self, payment: &mut Payment) -> Result<(), StoreError> {
        let mut unit = self.unit().await?;
        unit.payments().save(payment).await?;
        unit.commit().await
    }

    /// Adds an agreement in a unit of its own.
    pub async fn add_agreement(&self, agreement: &mut Agreement) -> Result<(), StoreError> {
        let mut unit = self.unit().await?;
        unit.agreements().add(agreement).await?;
        unit.commit().await
    }

    /// Saves an agreement in a unit of its own.
    pub async fn save_agreement(&self, agreement: &mut Agreement) -> Result<(), StoreError> {
        let mut unit = self.unit().await?;
        unit.agreements().save(agreement).await?;
        unit.commit().await
    }

    /// Adds another service with an account.
    pub async fn other_account(&self) -> Result<GatewayAccount, StoreError> {
        open(&self.store, &self.random, "Another").await
    }

    /// Random bytes that no other call gets.
    pub fn fresh(&self) -> [u8; ID_LENGTH] {
        fresh(&self.random)
    }

    pub fn payment_id(&self) -> PaymentId {
        PaymentId::from_random(self.fresh())
    }

    pub fn refund_id(&self) -> RefundId {
        RefundId::from_random(self.fresh())
    }

    pub fn agreement_id(&self) -> AgreementId {
        AgreementId::from_random(self.fresh())
    }

    pub fn dispute_id(&self) -> DisputeId {
        DisputeId::from_random(self.fresh())
    }

    pub fn operation_id(&self) -> OperationId {
        OperationId::from_random(self.fresh())
    }

    pub fn work_id(&self) -> WorkId {
        WorkId::from_random(self.fresh())
    }
}

/// Adds a service of this name, with one account.
async fn open(
    store: &Arc<dyn Store>,
    random: &SeededRandom,
    name: &str,
) -> Result<GatewayAccount, StoreError> {
    let id = ServiceId::from_random(fresh(random));
    let mut service = Service::new(id, ServiceName::stored(name), START);
    let id = AccountId::from_random(fresh(random));
    let mut account = GatewayAccount::open(id, &service, Mode::Test, Provider::Sandbox, START);
    let mut unit = store.begin().await?;
    unit.accounts().add_service(&mut service).await?;
    unit.accounts().add_account(&mut account).await?;
    unit.commit().await?;
    Ok(account)
}

fn fresh(random: &SeededRandom) -> [u8; ID_LENGTH] {
    let mut bytes = [0; ID_LENGTH];
    random.fill(&mut bytes);
    bytes
}
