//! The store: units of work over tables in memory.
//!
//! A unit keeps its changes to itself until it commits. It reads what is
//! committed at each call, and its own changes over that.

pub(crate) mod accounts;
mod agreements;
mod emails;
mod events;
mod idempotency;
mod operations;
mod payments;
mod staff;
pub(crate) mod tokens;
pub(crate) mod webhooks;
mod work;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::audit::{Chain, Deed};
use domain::idempotency::{Claim, WAIT_MAX};
use domain::operation::{Exchange, Operation};
use domain::payment::Event;
use domain::ports::emails::Emails;
use domain::ports::repositories::{
    Accounts, Agreements, Events, Idempotency, Operations, Payments, Tokens, UnitOfWork, WorkQueue,
};
use domain::ports::sandbox::SandboxData;
use domain::ports::staff::{AuditTrail, Invitations, Sessions, StaffMembers};
use domain::ports::webhooks::Webhooks;
use domain::ports::{Store, StoreError};
use domain::work::Work;

use crate::data::Changes;
use crate::ledger::MemoryLedger;
use crate::shared::{Inner, OpenUnits, Row, Shared, UnitId};

/// Everything that is stored, in memory.
#[derive(Clone, Debug)]
pub struct MemoryStore {
    pub(crate) shared: Shared,
    ledger: Arc<MemoryLedger>,
    claims_wait: Duration,
}

impl MemoryStore {
    /// An empty store. Resetting it clears this ledger too.
    pub fn over(ledger: Arc<MemoryLedger>) -> Self {
        Self {
            shared: Shared::default(),
            ledger,
            claims_wait: WAIT_MAX,
        }
    }

    /// The same store, whose units wait only so long for an idempotency key, by the
    /// wall clock. Units of the first wait as long as they did.
    pub fn waiting_for_keys(&self, longest: Duration) -> Self {
        Self {
            claims_wait: longest,
            ..self.clone()
        }
    }

    /// The units that are open, for others to watch.
    pub fn open_units(&self) -> OpenUnits {
        self.shared.open_units()
    }

    /// Every piece of work, longest due first.
    pub fn all_work(&self) -> Vec<Work> {
        let mut work: Vec<Work> = self.shared.lock().data.work.values().cloned().collect();
        work.sort_by(|a, b| (a.due_at, &a.id).cmp(&(b.due_at, &b.id)));
        work
    }

    /// Every operation, in the order they were begun.
    pub fn all_operations(&self) -> Vec<Operation> {
        let inner = self.shared.lock();
        let mut operations: Vec<Operation> = inner.data.operations.values().cloned().collect();
        operations.sort_by(|a, b| (a.begun_at, &a.id).cmp(&(b.begun_at, &b.id)));
        operations
    }

    /// Everything that was said between us and PSPs, oldest first.
    pub fn all_exchanges(&self) -> Vec<Exchange> {
        let inner = self.shared.lock();
        let mut exchanges: Vec<Exchange> = inner.data.exchanges.values().cloned().collect();
        exchanges.sort_by_key(|exchange| exchange.at);
        exchanges
    }

    /// Every claim of an idempotency key, oldest first.
    pub fn all_claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = self.shared.lock().data.claims.values().cloned().collect();
        claims.sort_by_key(|claim| claim.at);
        claims
    }

    /// Every event, in the order they were saved, and whether it was handed on.
    pub fn all_events(&self) -> Vec<(Event, bool)> {
        let inner = self.shared.lock();
        let rows = inner.data.events.values();
        rows.map(|row| (row.stored.event.clone(), row.dispatched_at.is_some()))
            .collect()
    }
}

impl MemoryStore {
    /// Changes a deed on record as somebody with the database in their hands might.
    pub fn tamper(&self, chain: &Chain, position: u64, change: impl FnOnce(&mut Deed)) {
        let key = (chain.clone(), position);
        if let Some(link) = self.shared.lock().data.links.get_mut(&key) {
            change(&mut link.deed);
        }
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        Ok(Box::new(Unit {
            id: self.shared.open().await,
            shared: self.shared.clone(),
            claims_wait: self.claims_wait,
            changes: Changes::default(),
        }))
    }
}

#[async_trait]
impl SandboxData for MemoryStore {
    async fn reset(&self) -> Result<(), StoreError> {
        self.shared.lock().data.reset();
        self.ledger.clear();
        Ok(())
    }

    async fn clock_offset(&self) -> Result<Duration, StoreError> {
        Ok(self.shared.lock().data.clock_offset)
    }

    async fn set_clock_offset(&self, offset: Duration) -> Result<(), StoreError> {
        self.shared.lock().data.clock_offset = offset;
        Ok(())
    }
}

/// One unit of work.
struct Unit {
    id: UnitId,
    shared: Shared,
    claims_wait: Duration,
    changes: Changes,
}

impl Unit {
    async fn hold(&self, row: Row) {
        self.shared.hold(row, self.id).await;
    }

    /// The tables below and the changes above them, for one call.
    fn look<T>(&mut self, look: impl FnOnce(&mut Inner, &mut Changes) -> T) -> T {
        look(&mut self.shared.lock(), &mut self.changes)
    }
}

#[async_trait]
impl UnitOfWork for Unit {
    fn payments(&mut self) -> &mut dyn Payments {
        self
    }

    fn tokens(&mut self) -> &mut dyn Tokens {
        self
    }

    fn operations(&mut self) -> &mut dyn Operations {
        self
    }

    fn work(&mut self) -> &mut dyn WorkQueue {
        self
    }

    fn events(&mut self) -> &mut dyn Events {
        self
    }

    fn accounts(&mut self) -> &mut dyn Accounts {
        self
    }

    fn agreements(&mut self) -> &mut dyn Agreements {
        self
    }

    fn idempotency(&mut self) -> &mut dyn Idempotency {
        self
    }

    fn staff(&mut self) -> &mut dyn StaffMembers {
        self
    }

    fn sessions(&mut self) -> &mut dyn Sessions {
        self
    }

    fn invitations(&mut self) -> &mut dyn Invitations {
        self
    }

    fn audit(&mut self) -> &mut dyn AuditTrail {
        self
    }

    fn webhooks(&mut self) -> &mut dyn Webhooks {
        self
    }

    fn emails(&mut self) -> &mut dyn Emails {
        self
    }

    async fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        self.look(|inner, changes| changes.apply(&mut inner.data));
        Ok(())
    }
}

impl Drop for Unit {
    fn drop(&mut self) {
        self.shared.close(self.id);
    }
}
