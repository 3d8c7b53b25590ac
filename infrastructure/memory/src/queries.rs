//! Reads for display, of what is committed.

mod platform;
mod search;
mod staff;
mod tally;
mod telling;
mod transactions;

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

use crate::store::MemoryStore;
use crate::store::accounts::credentials_of;
use crate::store::tokens::newest_unused;
use crate::store::webhooks::endpoints_of;

#[async_trait]
impl Queries for MemoryStore {
    async fn payment(
        &self,
        account: &AccountId,
        id: &PaymentId,
    ) -> Result<Option<Payment>, StoreError> {
        let inner = self.shared.lock();
        let payment = inner.data.payments.get(id);
        Ok(payment
            .filter(|payment| payment.account == *account)
            .cloned())
    }

    async fn any_payment(&self, id: &PaymentId) -> Result<Option<Payment>, StoreError> {
        Ok(self.shared.lock().data.payments.get(id).cloned())
    }

    async fn search(
        &self,
        account: &AccountId,
        search: &PaymentSearch,
    ) -> Result<Page<Payment>, StoreError> {
        Ok(search::payments(&self.shared.lock().data, account, search))
    }

    async fn transactions(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Page<FoundTransaction>, StoreError> {
        let inner = self.shared.lock();
        let found = transactions::all(&inner.data, accounts, search);
        Ok(search::sheet(found, search.sheet))
    }

    async fn transactions_after(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
        after: Option<&TransactionCursor>,
        limit: u64,
    ) -> Result<Vec<FoundTransaction>, StoreError> {
        let inner = self.shared.lock();
        let found = transactions::all(&inner.data, accounts, search);
        Ok(transactions::after(found, after, limit))
    }

    async fn metadata_keys(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Vec<String>, StoreError> {
        let inner = self.shared.lock();
        let found = transactions::all(&inner.data, accounts, search);
        Ok(transactions::metadata_keys(&found))
    }

    async fn tallies(
        &self,
        account: &AccountId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Tallies, StoreError> {
        Ok(tally::tallies(&self.shared.lock().data, account, from, to))
    }

    async fn find_payments(&self, lookup: &PaymentLookup) -> Result<Vec<Payment>, StoreError> {
        Ok(platform::payments(&self.shared.lock().data, lookup))
    }

    async fn awaiting_approval(&self, account: &AccountId) -> Result<Vec<Payment>, StoreError> {
        let inner = self.shared.lock();
        Ok(transactions::awaiting_approval(&inner.data, account))
    }

    async fn operations(&self, payment: &PaymentId) -> Result<Vec<Operation>, StoreError> {
        let mut operations = self.all_operations();
        operations.retain(|operation| operation.payment == *payment);
        Ok(operations)
    }

    async fn exchanges(&self, payment: &PaymentId) -> Result<Vec<Exchange>, StoreError> {
        let mut exchanges = self.all_exchanges();
        exchanges.retain(|exchange| exchange.payment == *payment);
        Ok(exchanges)
    }

    async fn work_of(&self, payment: &PaymentId) -> Result<Vec<Work>, StoreError> {
        let mut work = self.all_work();
        work.retain(|work| work.kind.payment() == Some(payment));
        Ok(work)
    }

    async fn work(&self, id: &WorkId) -> Result<Option<Work>, StoreError> {
        Ok(self.shared.lock().data.work.get(id).cloned())
    }

    async fn stuck_work(&self, before: Timestamp, limit: u64) -> Result<Vec<Work>, StoreError> {
        let mut work = self.all_work();
        work.retain(|work| work.due_at < before || work.attempts > 0);
        work.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(work)
    }

    async fn search_refunds(
        &self,
        account: &AccountId,
        search: &RefundSearch,
    ) -> Result<Page<FoundRefund>, StoreError> {
        Ok(search::refunds(&self.shared.lock().data, account, search))
    }

    async fn search_disputes(
        &self,
        account: &AccountId,
        search: &DisputeSearch,
    ) -> Result<Page<FoundDispute>, StoreError> {
        Ok(search::disputes(&self.shared.lock().data, account, search))
    }

    async fn agreement(
        &self,
        account: &AccountId,
        id: &AgreementId,
    ) -> Result<Option<Agreement>, StoreError> {
        let inner = self.shared.lock();
        let agreement = inner.data.agreements.get(id);
        Ok(agreement
            .filter(|agreement| agreement.account == *account)
            .cloned())
    }

    async fn search_agreements(
        &self,
        account: &AccountId,
        search: &AgreementSearch,
    ) -> Result<Page<Agreement>, StoreError> {
        Ok(search::agreements(
            &self.shared.lock().data,
            account,
            search,
        ))
    }

    async fn events(
        &self,
        account: &AccountId,
        id: &PaymentId,
    ) -> Result<Option<Vec<Event>>, StoreError> {
        let inner = self.shared.lock();
        let payment = inner.data.payments.get(id);
        if payment.is_none_or(|payment| payment.account != *account) {
            return Ok(None);
        }
        let mut events: Vec<Event> = inner
            .data
            .events
            .values()
            .map(|row| &row.stored.event)
            .filter(|event| event.payment == *id)
            .cloned()
            .collect();
        events.sort_by_key(|event| event.position);
        Ok(Some(events))
    }

    async fn newest_unused_token(&self, payment: &PaymentId) -> Result<Option<Token>, StoreError> {
        let inner = self.shared.lock();
        Ok(newest_unused(inner.data.tokens.values(), payment).cloned())
    }

    async fn key(&self, digests: &[KeyDigest]) -> Result<Option<FoundKey>, StoreError> {
        let inner = self.shared.lock();
        let mut keys = inner.data.keys.values();
        let good = keys.find(|key| key.revoked_at.is_none() && digests.contains(&key.digest));
        Ok(good.and_then(|key| {
            Some(FoundKey {
                key: key.clone(),
                account: inner.data.accounts.get(&key.account)?.clone(),
                fresh: true,
            })
        }))
    }

    async fn account(&self, id: &AccountId) -> Result<Option<GatewayAccount>, StoreError> {
        Ok(self.shared.lock().data.accounts.get(id).cloned())
    }

    async fn services(&self) -> Result<Vec<Service>, StoreError> {
        let inner = self.shared.lock();
        let mut services: Vec<Service> = inner.data.services.values().cloned().collect();
        services.sort_by_key(|service| service.created_at);
        Ok(services)
    }

    async fn accounts(&self) -> Result<Vec<GatewayAccount>, StoreError> {
        let inner = self.shared.lock();
        let mut accounts: Vec<GatewayAccount> = inner.data.accounts.values().cloned().collect();
        accounts.sort_by_key(|account| account.created_at);
        Ok(accounts)
    }

    async fn keys(&self, account: &AccountId) -> Result<Vec<ApiKey>, StoreError> {
        let inner = self.shared.lock();
        let of_account = inner.data.keys.values();
        let mut keys: Vec<ApiKey> = of_account
            .filter(|key| key.account == *account)
            .cloned()
            .collect();
        keys.sort_by_key(|key| key.created_at);
        Ok(keys)
    }

    async fn credentials(&self, account: &AccountId) -> Result<Vec<Credentials>, StoreError> {
        let inner = self.shared.lock();
        Ok(credentials_of(inner.data.credentials.values(), account))
    }

    async fn service(&self, id: &ServiceId) -> Result<Option<Service>, StoreError> {
        Ok(self.shared.lock().data.services.get(id).cloned())
    }

    async fn accounts_of(&self, service: &ServiceId) -> Result<Vec<GatewayAccount>, StoreError> {
        let mut accounts = self.accounts().await?;
        accounts.retain(|account| account.service == *service);
        Ok(accounts)
    }

    async fn find_members(&self, email: &str) -> Result<Vec<StaffMember>, StoreError> {
        Ok(platform::members(&self.shared.lock().data, email))
    }

    async fn member(&self, id: &StaffId) -> Result<Option<StaffMember>, StoreError> {
        Ok(self.shared.lock().data.members.get(id).cloned())
    }

    async fn session(
        &self,
        digests: &[[u8; 32]],
    ) -> Result<Option<(Session, StaffMember)>, StoreError> {
        Ok(staff::session(&self.shared.lock().data, digests))
    }

    async fn sessions(&self, member: &StaffId, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        Ok(staff::sessions(&self.shared.lock().data, member, now))
    }

    async fn team(&self, service: &ServiceId) -> Result<Vec<StaffMember>, StoreError> {
        Ok(staff::team(&self.shared.lock().data, service))
    }

    async fn invitations(&self, service: &ServiceId) -> Result<Vec<Invitation>, StoreError> {
        Ok(staff::invitations(&self.shared.lock().data, service))
    }

    async fn audit_links(
        &self,
        chain: &Chain,
        from: u64,
        limit: u64,
    ) -> Result<(Vec<Link>, u64), StoreError> {
        Ok(staff::links(&self.shared.lock().data, chain, from, limit))
    }

    async fn search_audit(&self, search: &AuditSearch) -> Result<Page<Link>, StoreError> {
        Ok(platform::record(&self.shared.lock().data, search))
    }

    async fn audit_chains(&self) -> Result<Vec<Chain>, StoreError> {
        Ok(staff::chains(&self.shared.lock().data))
    }

    async fn webhook_endpoints(
        &self,
        account: &AccountId,
    ) -> Result<Vec<WebhookEndpoint>, StoreError> {
        let inner = self.shared.lock();
        Ok(endpoints_of(inner.data.endpoints.values(), account))
    }

    async fn webhook_endpoint(
        &self,
        account: &AccountId,
        id: &WebhookId,
    ) -> Result<Option<WebhookEndpoint>, StoreError> {
        let endpoint = self.any_webhook_endpoint(id).await?;
        Ok(endpoint.filter(|endpoint| endpoint.account == *account))
    }

    async fn any_webhook_endpoint(
        &self,
        id: &WebhookId,
    ) -> Result<Option<WebhookEndpoint>, StoreError> {
        Ok(self.shared.lock().data.endpoints.get(id).cloned())
    }

    async fn deliveries(
        &self,
        endpoint: &WebhookId,
        search: &DeliverySearch,
    ) -> Result<Page<Delivery>, StoreError> {
        Ok(telling::deliveries(
            &self.shared.lock().data,
            endpoint,
            search,
        ))
    }

    async fn any_delivery(&self, id: &DeliveryId) -> Result<Option<Delivery>, StoreError> {
        Ok(self.shared.lock().data.deliveries.get(id).cloned())
    }

    async fn next_untried(
        &self,
        endpoint: &WebhookId,
        payment: &PaymentId,
    ) -> Result<Option<Delivery>, StoreError> {
        let inner = self.shared.lock();
        Ok(telling::next_untried(&inner.data, endpoint, payment))
    }

    async fn emails_about(&self, payment: &PaymentId) -> Result<Vec<OutgoingEmail>, StoreError> {
        Ok(telling::emails_about(&self.shared.lock().data, payment))
    }

    async fn emails(&self, search: &EmailSearch) -> Result<Page<OutgoingEmail>, StoreError> {
        Ok(telling::emails(&self.shared.lock().data, search))
    }

    async fn email(&self, id: &EmailId) -> Result<Option<OutgoingEmail>, StoreError> {
        Ok(self.shared.lock().data.emails.get(id).cloned())
    }

    async fn has_undispatched(&self) -> Result<bool, StoreError> {
        let inner = self.shared.lock();
        let mut events = inner.data.events.values();
        Ok(events.any(|row| row.dispatched_at.is_none()))
    }

    async fn handed_on(
        &self,
        account: &AccountId,
        after: &HandedOnCursor,
        limit: u64,
    ) -> Result<Vec<HandedOn>, StoreError> {
        let inner = self.shared.lock();
        Ok(telling::handed_on(&inner.data, account, after, limit))
    }

    async fn backlog(&self, now: Timestamp) -> Result<Backlog, StoreError> {
        let inner = self.shared.lock();
        let due: Vec<Timestamp> = inner
            .data
            .work
            .values()
            .filter(|work| work.due_at <= now)
            .map(|work| work.due_at)
            .collect();
        Ok(Backlog {
            due: due.len().try_into().unwrap_or(u64::MAX),
            oldest_due_at: due.into_iter().min(),
        })
    }

    async fn ping(&self) -> Result<(), StoreError> {
        Ok(())
    }
}
