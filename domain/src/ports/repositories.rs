//! Where the truth is kept.
//!
//! A unit of work is one transaction. It is opened and ended inside one use
//! case, holds no network call, and rolls back when it is dropped uncommitted.

use async_trait::async_trait;

use super::Source;
use super::emails::Emails;
use super::staff::{AuditTrail, Invitations, Sessions, StaffMembers};
use super::webhooks::Webhooks;
use crate::account::api_key::KeyDigest;
use crate::account::{ApiKey, Credentials, GatewayAccount, Service};
use crate::idempotency::Claim;
use crate::operation::{Exchange, Operation, OperationKind, OperationOutcome};
use crate::payment::Event;
use crate::token::Token;
use crate::work::{Work, WorkGroup, WorkKind};
use crate::{
    AccountId, Agreement, AgreementId, ApiKeyId, Payment, PaymentId, ServiceId, Timestamp,
};

/// Why the store did not do what it was asked. The unit can only be dropped.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed the same thing first.
    #[error("somebody else changed it first")]
    Stale,
    /// The store could not be reached, or failed.
    #[error("the store did not answer")]
    Unavailable(#[source] Source),
    /// A stored row says something impossible.
    #[error("a stored row cannot be read")]
    Corrupt(#[source] Source),
}

/// Opens units of work.
#[async_trait]
pub trait Store: Send + Sync {
    /// Opens a unit. It sees what was committed before it.
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError>;
}

/// One transaction: all of it happens, or none. A unit that is dropped has changed
/// nothing; what it held may be out of reach for a moment longer.
#[async_trait]
pub trait UnitOfWork: Send {
    /// The payments.
    fn payments(&mut self) -> &mut dyn Payments;
    /// The payments' link tokens.
    fn tokens(&mut self) -> &mut dyn Tokens;
    /// What was asked of PSPs.
    fn operations(&mut self) -> &mut dyn Operations;
    /// Work to be done.
    fn work(&mut self) -> &mut dyn WorkQueue;
    /// Events to be handed on.
    fn events(&mut self) -> &mut dyn Events;
    /// Services, accounts and keys.
    fn accounts(&mut self) -> &mut dyn Accounts;
    /// The agreements.
    fn agreements(&mut self) -> &mut dyn Agreements;
    /// What idempotency keys were used for.
    fn idempotency(&mut self) -> &mut dyn Idempotency;
    /// The people of services.
    fn staff(&mut self) -> &mut dyn StaffMembers;
    /// Their signed-in browsers.
    fn sessions(&mut self) -> &mut dyn Sessions;
    /// Invitations, and links to set a new password.
    fn invitations(&mut self) -> &mut dyn Invitations;
    /// The record of what staff did.
    fn audit(&mut self) -> &mut dyn AuditTrail;
    /// Webhook endpoints and deliveries.
    fn webhooks(&mut self) -> &mut dyn Webhooks;
    /// E-mails.
    fn emails(&mut self) -> &mut dyn Emails;

    /// Makes everything the unit did permanent, and visible to all.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}

/// The payments.
#[async_trait]
pub trait Payments: Send {
    /// Adds a new payment and publishes its events. [`StoreError::Stale`] when another
    /// unit has reported the account's payment of this provider's name before.
    async fn add(&mut self, payment: &mut Payment) -> Result<(), StoreError>;

    /// The payment with this id, whosever it is. A store may make other units that
    /// want the same payment wait until this one ends.
    async fn get(&mut self, id: &PaymentId) -> Result<Option<Payment>, StoreError>;

    /// The same, without making anybody wait: for what does not change it.
    async fn look_at(&mut self, id: &PaymentId) -> Result<Option<Payment>, StoreError>;

    /// The account's payment that was reported with this provider's name for it.
    async fn reported(
        &mut self,
        account: &AccountId,
        provider_id: &str,
    ) -> Result<Option<Payment>, StoreError>;

    /// Saves a changed payment with its refunds and disputes, and publishes its events.
    /// [`StoreError::Stale`] when it was saved by another since it was read.
    async fn save(&mut self, payment: &mut Payment) -> Result<(), StoreError>;

    /// Up to `limit` payments of which something has moved for good and was not
    /// paid out: the payment captured, a refund given back, a dispute lost.
    async fn unsettled(&mut self, limit: u64) -> Result<Vec<Payment>, StoreError>;

    /// Up to `limit` payments that finished before `before` and still hold
    /// personal data.
    async fn unredacted_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<Vec<Payment>, StoreError>;
}

/// The agreements.
#[async_trait]
pub trait Agreements: Send {
    /// Adds a new agreement.
    async fn add(&mut self, agreement: &mut Agreement) -> Result<(), StoreError>;

    /// The agreement with this id, whosever it is. A store may make other units that
    /// want the same agreement wait until this one ends.
    async fn get(&mut self, id: &AgreementId) -> Result<Option<Agreement>, StoreError>;

    /// Up to `limit` agreements that were cancelled before `before` and still name the
    /// paying user.
    async fn unredacted_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<Vec<Agreement>, StoreError>;

    /// Saves a changed agreement. [`StoreError::Stale`] when it was saved by
    /// another since it was read.
    async fn save(&mut self, agreement: &mut Agreement) -> Result<(), StoreError>;
}

/// What idempotency keys were used for.
#[async_trait]
pub trait Idempotency: Send {
    /// Claims a key for what this unit makes. Of any number of units that claim a key
    /// and commit, one is told [`Claimed::First`]; the others wait for it to end, and
    /// then are told of its claim, or take its place where it made nothing. One that
    /// has waited for [`WAIT_MAX`](crate::idempotency::WAIT_MAX) is told [`Claimed::Busy`].
    async fn claim(&mut self, claim: &Claim) -> Result<Claimed, StoreError>;

    /// Removes up to `limit` claims made before `before`; says how many.
    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError>;
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// The key was free, and now is this unit's.
    First,
    /// The key was used before, for this.
    Before(Claim),
    /// Another unit has had the key for too long.
    Busy,
}

/// The payments' link tokens.
#[async_trait]
pub trait Tokens: Send {
    /// Adds a token.
    async fn add(&mut self, token: &Token) -> Result<(), StoreError>;

    /// The token with this value.
    async fn get(&mut self, value: &uuid::Uuid) -> Result<Option<Token>, StoreError>;

    /// The newest token of a payment that nobody has used.
    async fn newest_unused(&mut self, payment: &PaymentId) -> Result<Option<Token>, StoreError>;

    /// Marks a token used. Of any number of callers, exactly one is told `true`.
    async fn consume(&mut self, value: &uuid::Uuid, now: Timestamp) -> Result<bool, StoreError>;

    /// Removes up to `limit` tokens issued before `before`; says how many.
    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError>;
}

/// What was asked of PSPs.
#[async_trait]
pub trait Operations: Send {
    /// Writes down what is about to be asked.
    async fn begin(&mut self, operation: &Operation) -> Result<(), StoreError>;

    /// Writes down how the payment's operation of this kind ended that has not
    /// ended yet. Where there is none, nothing changes.
    async fn end(
        &mut self,
        payment: &PaymentId,
        kind: &OperationKind,
        outcome: OperationOutcome,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Writes down what was said between us and the PSP. A unit that also wants the payment
    /// gets it before.
    async fn heard(&mut self, exchange: &Exchange) -> Result<(), StoreError>;
}

/// Work to be done. One piece exists per [`WorkKind`] at most.
///
/// No wish for work is lost: work that is scheduled while somebody has it leased is done
/// once more after that lease.
#[async_trait]
pub trait WorkQueue: Send {
    /// Adds work. Where work of the same kind exists already, that one stays and
    /// becomes due at the earlier of both times; where it is leased, `finish` and
    /// `put_off` under that lease leave it due at this time at the latest.
    async fn schedule(&mut self, work: &Work) -> Result<(), StoreError>;

    /// Takes up to `limit` pieces of a group that are due and not leased, longest due
    /// first, and leases them until `until`. Two callers never get the same piece.
    async fn claim(
        &mut self,
        group: WorkGroup,
        now: Timestamp,
        until: Timestamp,
        limit: u64,
    ) -> Result<Vec<Work>, StoreError>;

    /// The work of this kind, whether due, leased, or neither.
    async fn find(&mut self, kind: &WorkKind) -> Result<Option<Work>, StoreError>;

    /// Removes finished work, unless it was scheduled since `work` was claimed: then it is
    /// due at that time, after no attempts. Where somebody else has leased or put off the
    /// work since, and where it is gone, nothing changes.
    async fn finish(&mut self, work: &Work) -> Result<(), StoreError>;

    /// Ends the lease, and makes the work due at `due_at`, or when it was scheduled for
    /// since `work` was claimed if that is earlier, after so many attempts. Where somebody
    /// else has leased or put off the work since, and where it is gone, nothing changes.
    async fn put_off(
        &mut self,
        work: &Work,
        due_at: Timestamp,
        attempts: u32,
    ) -> Result<(), StoreError>;
}

/// Events to be handed on.
#[async_trait]
pub trait Events: Send {
    /// Up to `limit` events that nobody has handed on, oldest first. No two units that are
    /// open at once get the same event: a second one waits for the first to end, so events
    /// of one payment are handed on in order.
    async fn undispatched(&mut self, limit: u64) -> Result<Vec<StoredEvent>, StoreError>;

    /// Marks events handed on.
    async fn dispatched(
        &mut self,
        events: &[StoredEvent],
        now: Timestamp,
    ) -> Result<(), StoreError>;
}

/// An event, and its place in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its place among all events. Events may become visible out of this order.
    pub sequence: i64,
    /// What happened.
    pub event: Event,
}

/// Services, accounts and keys.
#[async_trait]
pub trait Accounts: Send {
    /// Adds a service.
    async fn add_service(&mut self, service: &mut Service) -> Result<(), StoreError>;

    /// The service with this id.
    async fn service(&mut self, id: &ServiceId) -> Result<Option<Service>, StoreError>;

    /// Saves what is known of a service. [`StoreError::Stale`] when it was saved by
    /// another since it was read.
    async fn save_service(&mut self, service: &mut Service) -> Result<(), StoreError>;

    /// Adds an account to a service.
    async fn add_account(&mut self, account: &mut GatewayAccount) -> Result<(), StoreError>;

    /// Saves an account's settings. [`StoreError::Stale`] when they were saved by another
    /// since they were read.
    async fn save_account(&mut self, account: &mut GatewayAccount) -> Result<(), StoreError>;

    /// Adds credentials to an account.
    async fn add_credentials(&mut self, credentials: &Credentials) -> Result<(), StoreError>;

    /// Every set of credentials of an account, newest first.
    async fn credentials(&mut self, account: &AccountId) -> Result<Vec<Credentials>, StoreError>;

    /// Saves whether credentials are in use, and since when. What they are never changes.
    async fn save_credentials(&mut self, credentials: &Credentials) -> Result<(), StoreError>;

    /// The account with this id.
    async fn account(&mut self, id: &AccountId) -> Result<Option<GatewayAccount>, StoreError>;

    /// Adds a key to an account.
    async fn add_key(&mut self, key: &ApiKey) -> Result<(), StoreError>;

    /// Revokes a key; says whether a key that was good was revoked. Once the
    /// unit is committed, this process no longer finds the key; others find it
    /// for a minute at most.
    async fn revoke_key(&mut self, id: &ApiKeyId, now: Timestamp) -> Result<bool, StoreError>;

    /// Gives a key that is not revoked another description; says whether there was one.
    async fn rename_key(&mut self, id: &ApiKeyId, description: &str) -> Result<bool, StoreError>;

    /// Notes that the key with this digest was used.
    async fn key_used(&mut self, digest: &KeyDigest, now: Timestamp) -> Result<(), StoreError>;
}
