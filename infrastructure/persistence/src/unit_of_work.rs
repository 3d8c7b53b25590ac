//! One transaction, and every repository in it.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use domain::ports::emails::Emails;
use domain::ports::repositories::{
    Accounts, Agreements, Events, Idempotency, Operations, Payments, Tokens, WorkQueue,
};
use domain::ports::staff::{AuditTrail, Invitations, Sessions, StaffMembers};
use domain::ports::webhooks::Webhooks;
use domain::ports::{Store, StoreError, UnitOfWork};
use domain::{ApiKeyId, DeliveryId, PaymentId};
use sea_orm::DatabaseTransaction;

use crate::Database;
use crate::aggregate::Parts;
use crate::cached::KeyCache;
use crate::counters::Added;
use crate::failure::failed;

/// An open unit. Its transaction rolls back when it is dropped uncommitted.
pub(crate) struct Unit {
    pub(crate) transaction: DatabaseTransaction,
    /// The parts of the payments read or saved here, as the rows have them.
    pub(crate) known: HashMap<PaymentId, Parts>,
    /// How many attempts the rows have of the deliveries read or saved here.
    pub(crate) tried: HashMap<DeliveryId, usize>,
    /// What was added here and is not counted yet.
    pub(crate) added: Added,
    /// The keys revoked here.
    pub(crate) revoked: Vec<ApiKeyId>,
    /// Whether an account's settings or a service's details were saved here.
    pub(crate) accounts_changed: bool,
    keys: Arc<KeyCache>,
}

#[async_trait]
impl Store for Database {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        Ok(Box::new(Unit {
            transaction: self.transaction().await?,
            known: HashMap::new(),
            tried: HashMap::new(),
            added: Added::default(),
            revoked: Vec::new(),
            accounts_changed: false,
            keys: Arc::clone(&self.keys),
        }))
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

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.added.write(&self.transaction).await?;
        // Before the commit, so that there is no moment in which a key is revoked
        // and yet believed. Should the commit fail, a good key is merely looked up.
        for key in self.revoked {
            self.keys.distrust(key).await;
        }
        self.transaction.commit().await.map_err(failed)?;
        if self.accounts_changed {
            self.keys.forget_all();
        }
        Ok(())
    }
}
