//! Reads for display, counted.

use std::sync::Arc;

use async_trait::async_trait;
use domain::account::api_key::KeyDigest;
use domain::account::{ApiKey, Credentials, GatewayAccount, Service};
use domain::audit::{Chain, Link};
use domain::email::OutgoingEmail;
use domain::operation::{Exchange, Operation};
use domain::payment::Event;
use domain::ports::queries::{
    AgreementSearch, AuditSearch, Backlog, DeliverySearch, DisputeSearch, EmailSearch,
    FoundDispute, FoundKey, FoundRefund, FoundTransaction, HandedOn, HandedOnCursor, Page,
    PaymentLookup, PaymentSearch, RefundSearch, Tallies, TransactionCursor, TransactionSearch,
};
use domain::ports::{Queries, StoreError};
use domain::staff::{Invitation, Session, StaffMember};
use domain::token::Token;
use domain::webhook::{Delivery, WebhookEndpoint};
use domain::work::Work;
use domain::{
    AccountId, Agreement, AgreementId, DeliveryId, EmailId, Payment, PaymentId, ServiceId, StaffId,
    Timestamp, WebhookId, WorkId,
};

use crate::crash::Countdown;

pub(super) struct CountedQueries {
    pub(super) inner: Arc<dyn Queries>,
    pub(super) countdown: Arc<Countdown>,
}

#[async_trait]
impl Queries for CountedQueries {
    async fn payment(
        &self,
        account: &AccountId,
        id: &PaymentId,
    ) -> Result<Option<Payment>, StoreError> {
        self.countdown.around(self.inner.payment(account, id)).await
    }

    async fn any_payment(&self, id: &PaymentId) -> Result<Option<Payment>, StoreError> {
        self.countdown.around(self.inner.any_payment(id)).await
    }

    async fn search(
        &self,
        account: &AccountId,
        search: &PaymentSearch,
    ) -> Result<Page<Payment>, StoreError> {
        self.countdown
            .around(self.inner.search(account, search))
            .await
    }

    async fn transactions(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Page<FoundTransaction>, StoreError> {
        self.countdown
            .around(self.inner.transactions(accounts, search))
            .await
    }

    async fn transactions_after(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
        after: Option<&TransactionCursor>,
        limit: u64,
    ) -> Result<Vec<FoundTransaction>, StoreError> {
        self.countdown
            .around(
                self.inner
                    .transactions_after(accounts, search, after, limit),
            )
            .await
    }

    async fn metadata_keys(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Vec<String>, StoreError> {
        self.countdown
            .around(self.inner.metadata_keys(accounts, search))
            .await
    }

    async fn tallies(
        &self,
        account: &AccountId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Tallies, StoreError> {
        self.countdown
            .around(self.inner.tallies(account, from, to))
            .await
    }

    async fn find_payments(&self, lookup: &PaymentLookup) -> Result<Vec<Payment>, StoreError> {
        self.countdown
            .around(self.inner.find_payments(lookup))
            .await
    }

    async fn awaiting_approval(&self, account: &AccountId) -> Result<Vec<Payment>, StoreError> {
        self.countdown
            .around(self.inner.awaiting_approval(account))
            .await
    }

    async fn operations(&self, payment: &PaymentId) -> Result<Vec<Operation>, StoreError> {
        self.countdown.around(self.inner.operations(payment)).await
    }

    async fn exchanges(&self, payment: &PaymentId) -> Result<Vec<Exchange>, StoreError> {
        self.countdown.around(self.inner.exchanges(payment)).await
    }

    async fn work_of(&self, payment: &PaymentId) -> Result<Vec<Work>, StoreError> {
        self.countdown.around(self.inner.work_of(payment)).await
    }

    async fn work(&self, id: &WorkId) -> Result<Option<Work>, StoreError> {
        self.countdown.around(self.inner.work(id)).await
    }

    async fn stuck_work(&self, before: Timestamp, limit: u64) -> Result<Vec<Work>, StoreError> {
        self.countdown
            .around(self.inner.stuck_work(before, limit))
            .await
    }

    async fn search_refunds(
        &self,
        account: &AccountId,
        search: &RefundSearch,
    ) -> Result<Page<FoundRefund>, StoreError> {
        self.countdown
            .around(self.inner.search_refunds(account, search))
            .await
    }

    async fn search_disputes(
        &self,
        account: &AccountId,
        search: &DisputeSearch,
    ) -> Result<Page<FoundDispute>, StoreError> {
        self.countdown
            .around(self.inner.search_disputes(account, search))
            .await
    }

    async fn agreement(
        &self,
        account: &AccountId,
        id: &AgreementId,
    ) -> Result<Option<Agreement>, StoreError> {
        self.countdown
            .around(self.inner.agreement(account, id))
            .await
    }

    async fn search_agreements(
        &self,
        account: &AccountId,
        search: &AgreementSearch,
    ) -> Result<Page<Agreement>, StoreError> {
        self.countdown
            .around(self.inner.search_agreements(account, search))
            .await
    }

    async fn events(
        &self,
        account: &AccountId,
        id: &PaymentId,
    ) -> Result<Option<Vec<Event>>, StoreError> {
        self.countdown.around(self.inner.events(account, id)).await
    }

    async fn newest_unused_token(&self, payment: &PaymentId) -> Result<Option<Token>, StoreError> {
        self.countdown
            .around(self.inner.newest_unused_token(payment))
            .await
    }

    async fn key(&self, digests: &[KeyDigest]) -> Result<Option<FoundKey>, StoreError> {
        self.countdown.around(self.inner.key(digests)).await
    }

    async fn account(&self, id: &AccountId) -> Result<Option<GatewayAccount>, StoreError> {
        self.countdown.around(self.inner.account(id)).await
    }

    async fn services(&self) -> Result<Vec<Service>, StoreError> {
        self.countdown.around(self.inner.services()).await
    }

    async fn service(&self, id: &ServiceId) -> Result<Option<Service>, StoreError> {
        self.countdown.around(self.inner.service(id)).await
    }

    async fn accounts_of(&self, service: &ServiceId) -> Result<Vec<GatewayAccount>, StoreError> {
        self.countdown.around(self.inner.accounts_of(service)).await
    }

    async fn accounts(&self) -> Result<Vec<GatewayAccount>, StoreError> {
        self.countdown.around(self.inner.accounts()).await
    }

    async fn keys(&self, account: &AccountId) -> Result<Vec<ApiKey>, StoreError> {
        self.countdown.around(self.inner.keys(account)).await
    }

    async fn credentials(&self, account: &AccountId) -> Result<Vec<Credentials>, StoreError> {
        self.countdown.around(self.inner.credentials(account)).await
    }

    async fn find_members(&self, email: &str) -> Result<Vec<StaffMember>, StoreError> {
        self.countdown.around(self.inner.find_members(email)).await
    }

    async fn member(&self, id: &StaffId) -> Result<Option<StaffMember>, StoreError> {
        self.countdown.around(self.inner.member(id)).await
    }

    async fn session(
        &self,
        digests: &[[u8; 32]],
    ) -> Result<Option<(Session, StaffMember)>, StoreError> {
        self.countdown.around(self.inner.session(digests)).await
    }

    async fn sessions(&self, member: &StaffId, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        self.countdown
            .around(self.inner.sessions(member, now))
            .await
    }

    async fn team(&self, service: &ServiceId) -> Result<Vec<StaffMember>, StoreError> {
        self.countdown.around(self.inner.team(service)).await
    }

    async fn invitations(&self, service: &ServiceId) -> Result<Vec<Invitation>, StoreError> {
        self.countdown.around(self.inner.invitations(service)).await
    }

    async fn audit_links(
        &self,
        chain: &Chain,
        from: u64,
        limit: u64,
    ) -> Result<(Vec<Link>, u64), StoreError> {
        self.countdown
            .around(self.inner.audit_links(chain, from, limit))
            .await
    }

    async fn search_audit(&self, search: &AuditSearch) -> Result<Page<Link>, StoreError> {
        self.countdown.around(self.inner.search_audit(search)).await
    }

    async fn audit_chains(&self) -> Result<Vec<Chain>, StoreError> {
        self.countdown.around(self.inner.audit_chains()).await
    }

    async fn webhook_endpoints(
        &self,
        account: &AccountId,
    ) -> Result<Vec<WebhookEndpoint>, StoreError> {
        self.countdown
            .around(self.inner.webhook_endpoints(account))
            .await
    }

    async fn webhook_endpoint(
        &self,
        account: &AccountId,
        id: &WebhookId,
    ) -> Result<Option<WebhookEndpoint>, StoreError> {
        self.countdown
            .around(self.inner.webhook_endpoint(account, id))
            .await
    }

    async fn any_webhook_endpoint(
        &self,
        id: &WebhookId,
    ) -> Result<Option<WebhookEndpoint>, StoreError> {
        self.countdown
            .around(self.inner.any_webhook_endpoint(id))
            .await
    }

    async fn deliveries(
        &self,
        endpoint: &WebhookId,
        search: &DeliverySearch,
    ) -> Result<Page<Delivery>, StoreError> {
        self.countdown
            .around(self.inner.deliveries(endpoint, search))
            .await
    }

    async fn any_delivery(&self, id: &DeliveryId) -> Result<Option<Delivery>, StoreError> {
        self.countdown.around(self.inner.any_delivery(id)).await
    }

    async fn next_untried(
        &self,
        endpoint: &WebhookId,
        payment: &PaymentId,
    ) -> Result<Option<Delivery>, StoreError> {
        self.countdown
            .around(self.inner.next_untried(endpoint, payment))
            .await
    }

    async fn emails_about(&self, payment: &PaymentId) -> Result<Vec<OutgoingEmail>, StoreError> {
        self.countdown
            .around(self.inner.emails_about(payment))
            .await
    }

    async fn emails(&self, search: &EmailSearch) -> Result<Page<OutgoingEmail>, StoreError> {
        self.countdown.around(self.inner.emails(search)).await
    }

    async fn email(&self, id: &EmailId) -> Result<Option<OutgoingEmail>, StoreError> {
        self.countdown.around(self.inner.email(id)).await
    }

    async fn has_undispatched(&self) -> Result<bool, StoreError> {
        self.countdown.around(self.inner.has_undispatched()).await
    }

    async fn handed_on(
        &self,
        account: &AccountId,
        after: &HandedOnCursor,
        limit: u64,
    ) -> Result<Vec<HandedOn>, StoreError> {
        self.countdown
            .around(self.inner.handed_on(account, after, limit))
            .await
    }

    async fn backlog(&self, now: Timestamp) -> Result<Backlog, StoreError> {
        self.countdown.around(self.inner.backlog(now)).await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.countdown.around(self.inner.ping()).await
    }
}
