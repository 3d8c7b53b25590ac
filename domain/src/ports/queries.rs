//! Reads for display, without a unit of work.
//!
//! They see everything that was committed before they began. Every read on
//! behalf of an integrator names the account, so a forgotten check of whose
//! payment it is does not compile.

pub mod lookup;
pub mod record;
pub mod search;
pub mod tally;
pub mod telling;
pub mod transactions;

use async_trait::async_trait;

pub use self::lookup::{FOUND_MAX, PaymentLookup};
pub use self::record::AuditSearch;
pub use self::search::{
    AgreementSearch, DISPLAY_SIZE_MAX, DisputeSearch, FoundDispute, FoundRefund, Page,
    PaymentSearch, RefundSearch, Settled, Sheet,
};
pub use self::tally::{PaymentTally, RefundTally, Tallies};
pub use self::telling::{DeliverySearch, EmailSearch, HandedOn, HandedOnCursor};
pub use self::transactions::{
    FoundTransaction, TransactionCursor, TransactionPart, TransactionSearch, TransactionStatus,
};
use super::StoreError;
use crate::account::api_key::KeyDigest;
use crate::account::{ApiKey, Credentials, GatewayAccount, Service};
use crate::audit::{Chain, Link};
use crate::email::OutgoingEmail;
use crate::operation::{Exchange, Operation};
use crate::payment::Event;
use crate::staff::{Invitation, Session, StaffMember};
use crate::token::Token;
use crate::webhook::{Delivery, WebhookEndpoint};
use crate::work::Work;
use crate::{
    AccountId, Agreement, AgreementId, DeliveryId, EmailId, Payment, PaymentId, ServiceId, StaffId,
    Timestamp, WebhookId, WorkId,
};

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

    /// The payments, refunds and disputes of these accounts that match, newest first,
    /// one page of them.
    async fn transactions(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Page<FoundTransaction>, StoreError>;

    /// Up to `limit` of the same that come after `after` in that order, however many
    /// come before: for reading all of them bit by bit. The search's sheet counts for
    /// nothing.
    async fn transactions_after(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
        after: Option<&TransactionCursor>,
        limit: u64,
    ) -> Result<Vec<FoundTransaction>, StoreError>;

    /// Every key that the metadata of those payments has, in the order of its bytes.
    async fn metadata_keys(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Vec<String>, StoreError>;

    /// How many payments and refunds of an account were made from `from` on and before
    /// `to`, and over how much, hour by hour.
    async fn tallies(
        &self,
        account: &AccountId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Tallies, StoreError>;

    /// Payments of any account that a platform administrator looks for, newest first, at
    /// most [`FOUND_MAX`].
    async fn find_payments(&self, lookup: &PaymentLookup) -> Result<Vec<Payment>, StoreError>;

    /// The account's payments of which a refund waits for approval, longest first, at
    /// most [`FOUND_MAX`].
    async fn awaiting_approval(&self, account: &AccountId) -> Result<Vec<Payment>, StoreError>;

    /// What was asked of PSPs about a payment, oldest first.
    async fn operations(&self, payment: &PaymentId) -> Result<Vec<Operation>, StoreError>;

    /// What was said between us and PSPs about a payment, oldest first.
    async fn exchanges(&self, payment: &PaymentId) -> Result<Vec<Exchange>, StoreError>;

    /// The work that is to be done about a payment, soonest due first.
    async fn work_of(&self, payment: &PaymentId) -> Result<Vec<Work>, StoreError>;

    /// The piece of work of this name.
    async fn work(&self, id: &WorkId) -> Result<Option<Work>, StoreError>;

    /// Up to `limit` pieces of work that were due before `before` or were put off because
    /// something failed, longest due first.
    async fn stuck_work(&self, before: Timestamp, limit: u64) -> Result<Vec<Work>, StoreError>;

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

    /// Every set of credentials of an account, newest first.
    async fn credentials(&self, account: &AccountId) -> Result<Vec<Credentials>, StoreError>;

    /// People whose address has this part, whatever its case, by address, at most
    /// [`FOUND_MAX`].
    async fn find_members(&self, email: &str) -> Result<Vec<StaffMember>, StoreError>;

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

    /// The links that match, newest first, one page of them.
    async fn search_audit(&self, search: &AuditSearch) -> Result<Page<Link>, StoreError>;

    /// Every chain there is.
    async fn audit_chains(&self) -> Result<Vec<Chain>, StoreError>;

    /// Every webhook endpoint of an account, oldest first.
    async fn webhook_endpoints(
        &self,
        account: &AccountId,
    ) -> Result<Vec<WebhookEndpoint>, StoreError>;

    /// The account's webhook endpoint of this name.
    async fn webhook_endpoint(
        &self,
        account: &AccountId,
        id: &WebhookId,
    ) -> Result<Option<WebhookEndpoint>, StoreError>;

    /// The webhook endpoint of this name, whosever it is: for work.
    async fn any_webhook_endpoint(
        &self,
        id: &WebhookId,
    ) -> Result<Option<WebhookEndpoint>, StoreError>;

    /// The endpoint's deliveries that match, newest first, one page of them.
    async fn deliveries(
        &self,
        endpoint: &WebhookId,
        search: &DeliverySearch,
    ) -> Result<Page<Delivery>, StoreError>;

    /// The delivery of this name, whosever it is.
    async fn any_delivery(&self, id: &DeliveryId) -> Result<Option<Delivery>, StoreError>;

    /// The first of the endpoint's deliveries of a payment that waits for its turn
    /// ([`Delivery::is_untried`]), in the order of their events.
    async fn next_untried(
        &self,
        endpoint: &WebhookId,
        payment: &PaymentId,
    ) -> Result<Option<Delivery>, StoreError>;

    /// Every e-mail about a payment, oldest first.
    async fn emails_about(&self, payment: &PaymentId) -> Result<Vec<OutgoingEmail>, StoreError>;

    /// The e-mails that match, newest first, one page of them.
    async fn emails(&self, search: &EmailSearch) -> Result<Page<OutgoingEmail>, StoreError>;

    /// The e-mail of this name.
    async fn email(&self, id: &EmailId) -> Result<Option<OutgoingEmail>, StoreError>;

    /// Whether there are events that nobody has handed on.
    async fn has_undispatched(&self) -> Result<bool, StoreError>;

    /// Up to `limit` events of the account's payments that were handed on after this place,
    /// in the order of their places.
    async fn handed_on(
        &self,
        account: &AccountId,
        after: &HandedOnCursor,
        limit: u64,
    ) -> Result<Vec<HandedOn>, StoreError>;

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
