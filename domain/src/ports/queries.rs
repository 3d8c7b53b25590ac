//! Reads for display, without a unit of work.
//!
//! They see everything that was committed before they began. Every read on
//! behalf of an integrator names the account, so a forgotten check of whose
//! payment it is does not compile.

pub mod search;

use async_trait::async_trait;

pub use self::search::{
    AgreementSearch, DISPLAY_SIZE_MAX, DisputeSearch, FoundDispute, FoundRefund, Page,
    PaymentSearch, RefundSearch, Settled, Sheet,
};
use super::StoreError;
use crate::account::api_key::KeyDigest;
use crate::account::{ApiKey, GatewayAccount, Service};
use crate::audit::{Chain, Link};
use crate::payment::Event;
use crate::staff::{Invitation, Session, StaffMember};
use crate::token::Token;
use crate::{AccountId, Agreement, AgreementId, Payment, PaymentId, ServiceId, StaffId, Timestamp};

/// Reads for display.
#[async_trait]
pub trait Queries: Send + Sync {
    /// The account's payment with this id.
    async fn payment(
        &self,
        account: &AccountId,
        id: &PaymentId,
    ) -> Result<Option<Payment>, StoreError>;

    /// The payment with this id, whosever it is: for work, and for the browser that
    /// was admitted to its pages.
    async fn any_payment(&self, id: &PaymentId) -> Result<Option<Payment>, StoreError>;

    /// The account's payments that match, newest first, one page of them.
    async fn search(
        &self,
        account: &AccountId,
        search: &PaymentSearch,
    ) -> Result<Page<Payment>, StoreError>;

    /// The account's refunds that match, newest first, one page of them.
    async fn search_refunds(
        &self,
        account: &AccountId,
        search: &RefundSearch,
    ) -> Result<Page<FoundRefund>, StoreError>;

    /// The disputes about the account's payments that match, newest first, one page of them.
    async fn search_disputes(
        &self,
        account: &AccountId,
        search: &DisputeSearch,
    ) -> Result<Page<FoundDispute>, StoreError>;

    /// The account's agreement with this id.
    async fn agreement(
        &self,
        account: &AccountId,
        id: &AgreementId,
    ) -> Result<Option<Agreement>, StoreError>;

    /// The account's agreements that match, newest first, one page of them.
    async fn search_agreements(
        &self,
        account: &AccountId,
        search: &AgreementSearch,
    ) -> Result<Page<Agreement>, StoreError>;

    /// What happened to the account's payment, oldest first; `None` when it has
    /// no such payment.
    async fn events(
        &self,
        account: &AccountId,
        id: &PaymentId,
    ) -> Result<Option<Vec<Event>>, StoreError>;

    /// The newest token of a payment that nobody has used.
    async fn newest_unused_token(&self, payment: &PaymentId) -> Result<Option<Token>, StoreError>;

    /// The key with one of these digests and its account, unless it is revoked.
    /// A positive answer may be a minute old, except about keys that this
    /// process revoked.
    async fn key(&self, digests: &[KeyDigest]) -> Result<Option<FoundKey>, StoreError>;

    /// The account with this id.
    async fn account(&self, id: &AccountId) -> Result<Option<GatewayAccount>, StoreError>;

    /// Every service, oldest first.
    async fn services(&self) -> Result<Vec<Service>, StoreError>;

    /// The service with this id.
    async fn service(&self, id: &ServiceId) -> Result<Option<Service>, StoreError>;

    /// Every account of a service, oldest first.
    async fn accounts_of(&self, service: &ServiceId) -> Result<Vec<GatewayAccount>, StoreError>;

    /// Every account, oldest first.
    async fn accounts(&self) -> Result<Vec<GatewayAccount>, StoreError>;

    /// Every key of an account, oldest first, revoked ones included.
    async fn keys(&self, account: &AccountId) -> Result<Vec<ApiKey>, StoreError>;

    /// The person of this name in our records.
    async fn member(&self, id: &StaffId) -> Result<Option<StaffMember>, StoreError>;

    /// The session with one of these digests, and whose it is.
    async fn session(
        &self,
        digests: &[[u8; 32]],
    ) -> Result<Option<(Session, StaffMember)>, StoreError>;

    /// A person's sessions that are not over, last used first.
    async fn sessions(&self, member: &StaffId, now: Timestamp) -> Result<Vec<Session>, StoreError>;

    /// Everybody who belongs to the service, by address.
    async fn team(&self, service: &ServiceId) -> Result<Vec<StaffMember>, StoreError>;

    /// Every invitation to the service that has not ended, newest first.
    async fn invitations(&self, service: &ServiceId) -> Result<Vec<Invitation>, StoreError>;

    /// Links of a chain from a position on, up to `limit`, oldest first, and how many
    /// links the chain has.
    async fn audit_links(
        &self,
        chain: &Chain,
        from: u64,
        limit: u64,
    ) -> Result<(Vec<Link>, u64), StoreError>;

    /// Every chain there is.
    async fn audit_chains(&self) -> Result<Vec<Chain>, StoreError>;

    /// What waits to be done.
    async fn backlog(&self, now: Timestamp) -> Result<Backlog, StoreError>;

    /// Whether the store answers.
    async fn ping(&self) -> Result<(), StoreError>;
}

/// A good key and the account it opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundKey {
    /// The key.
    pub key: ApiKey,
    /// Its account.
    pub account: GatewayAccount,
    /// Whether this answer came from the store just now, not from memory.
    pub fresh: bool,
}

/// How much waits to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Pieces of work that are due, those in a handler's hands included.
    pub due: u64,
    /// When the one that waits longest became due.
    pub oldest_due_at: Option<Timestamp>,
}
