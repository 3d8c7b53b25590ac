//! Units of work, counted.

mod accounts;
mod agreements;
mod idempotency;
mod staff;
mod telling;

use std::sync::Arc;

use async_trait::async_trait;
use domain::operation::{Exchange, Operation, OperationKind, OperationOutcome};
use domain::ports::emails::Emails;
use domain::ports::repositories::{
    Accounts, Agreements, Events, Idempotency, Operations, Payments, StoredEvent, Tokens,
    UnitOfWork, WorkQueue,
};
use domain::ports::staff::{AuditTrail, Invitations, Sessions, StaffMembers};
use domain::ports::webhooks::Webhooks;
use domain::ports::{Store, StoreError};
use domain::token::Token;
use domain::work::{Work, WorkGroup, WorkKind};
use domain::{AccountId, Payment, PaymentId, Timestamp};
use uuid::Uuid;

use crate::crash::Countdown;

pub(super) struct CountedStore {
    pub(super) inner: Arc<dyn Store>,
    pub(super) countdown: Arc<Countdown>,
}

struct CountedUnit {
    inner: Box<dyn UnitOfWork>,
    countdown: Arc<Countdown>,
}

#[async_trait]
impl Store for CountedStore {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        let inner = self.countdown.around(self.inner.begin()).await?;
        Ok(Box::new(CountedUnit {
            inner,
            countdown: Arc::clone(&self.countdown),
        }))
    }
}

#[async_trait]
impl UnitOfWork for CountedUnit {
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

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.countdown.around(self.inner.commit()).await
    }
}

#[async_trait]
impl Payments for CountedUnit {
    async fn add(&mut self, payment: &mut Payment) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.payments().add(payment))
            .await
    }

    async fn get(&mut self, id: &PaymentId) -> Result<Option<Payment>, StoreError> {
        self.countdown.around(self.inner.payments().get(id)).await
    }

    async fn look_at(&mut self, id: &PaymentId) -> Result<Option<Payment>, StoreError> {
        self.countdown
            .around(self.inner.payments().look_at(id))
            .await
    }

    async fn reported(
        &mut self,
        account: &AccountId,
        provider_id: &str,
    ) -> Result<Option<Payment>, StoreError> {
        self.countdown
            .around(self.inner.payments().reported(account, provider_id))
            .await
    }

    async fn save(&mut self, payment: &mut Payment) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.payments().save(payment))
            .await
    }

    async fn unsettled(&mut self, limit: u64) -> Result<Vec<Payment>, StoreError> {
        self.countdown
            .around(self.inner.payments().unsettled(limit))
            .await
    }

    async fn unredacted_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<Vec<Payment>, StoreError> {
        self.countdown
            .around(self.inner.payments().unredacted_before(before, limit))
            .await
    }
}

#[async_trait]
impl Tokens for CountedUnit {
    async fn add(&mut self, token: &Token) -> Result<(), StoreError> {
        self.countdown.around(self.inner.tokens().add(token)).await
    }

    async fn get(&mut self, value: &Uuid) -> Result<Option<Token>, StoreError> {
        self.countdown.around(self.inner.tokens().get(value)).await
    }

    async fn newest_unused(&mut self, payment: &PaymentId) -> Result<Option<Token>, StoreError> {
        self.countdown
            .around(self.inner.tokens().newest_unused(payment))
            .await
    }

    async fn consume(&mut self, value: &Uuid, now: Timestamp) -> Result<bool, StoreError> {
        self.countdown
            .around(self.inner.tokens().consume(value, now))
            .await
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        self.countdown
            .around(self.inner.tokens().remove_before(before, limit))
            .await
    }
}

#[async_trait]
impl Operations for CountedUnit {
    async fn begin(&mut self, operation: &Operation) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.operations().begin(operation))
            .await
    }

    async fn end(
        &mut self,
        payment: &PaymentId,
        kind: &OperationKind,
        outcome: OperationOutcome,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.operations().end(payment, kind, outcome, now))
            .await
    }

    async fn heard(&mut self, exchange: &Exchange) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.operations().heard(exchange))
            .await
    }
}

#[async_trait]
impl WorkQueue for CountedUnit {
    async fn schedule(&mut self, work: &Work) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.work().schedule(work))
            .await
    }

    async fn claim(
        &mut self,
        group: WorkGroup,
        now: Timestamp,
        until: Timestamp,
        limit: u64,
    ) -> Result<Vec<Work>, StoreError> {
        self.countdown
            .around(self.inner.work().claim(group, now, until, limit))
            .await
    }

    async fn find(&mut self, kind: &WorkKind) -> Result<Option<Work>, StoreError> {
        self.countdown.around(self.inner.work().find(kind)).await
    }

    async fn finish(&mut self, work: &Work) -> Result<(), StoreError> {
        self.countdown.around(self.inner.work().finish(work)).await
    }

    async fn put_off(
        &mut self,
        work: &Work,
        due_at: Timestamp,
        attempts: u32,
    ) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.work().put_off(work, due_at, attempts))
            .await
    }
}

#[async_trait]
impl Events for CountedUnit {
    async fn undispatched(&mut self, limit: u64) -> Result<Vec<StoredEvent>, StoreError> {
        self.countdown
            .around(self.inner.events().undispatched(limit))
            .await
    }

    async fn dispatched(
        &mut self,
        events: &[StoredEvent],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.events().dispatched(events, now))
            .await
    }
}
