//! Reads for display, outside any unit of work.

mod condition;
mod emails;
mod events;
mod gateway_accounts;
mod lookups;
mod record;
mod search;
mod staff;
mod tallies;
mod transactions;
mod webhooks;

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
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

pub(crate) use self::gateway_accounts::find_account;
use self::gateway_accounts::find_accounts;
pub(crate) use self::staff::open_invitations;
pub(crate) use self::webhooks::endpoints_of;
use crate::Database;
use crate::aggregate::one_with_parts;
use crate::entity::{agreements, api_keys, payments, services, tokens};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::accounts::key_from_row;
use crate::mapping::{self, hex};
use crate::repository::accounts::credentials_of;

#[async_trait]
impl Queries for Database {
    async fn payment(
        &self,
        account: &AccountId,
        id: &PaymentId,
    ) -> Result<Option<Payment>, StoreError> {
        let row = first(
            payments::Entity::find_by_id(id.as_str())
                .filter(payments::Column::Account.eq(account.as_str()))
                .all(self.readers())
                .await,
        )?;
        one_with_parts(self.readers(), row).await
    }

    async fn any_payment(&self, id: &PaymentId) -> Result<Option<Payment>, StoreError> {
        let row = first(
            payments::Entity::find_by_id(id.as_str())
                .all(self.readers())
                .await,
        )?;
        one_with_parts(self.readers(), row).await
    }

    async fn search(
        &self,
        account: &AccountId,
        search: &PaymentSearch,
    ) -> Result<Page<Payment>, StoreError> {
        self.payments_found(account, search).await
    }

    async fn transactions(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Page<FoundTransaction>, StoreError> {
        self.transactions_found(accounts, search).await
    }

    async fn transactions_after(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
        after: Option<&TransactionCursor>,
        limit: u64,
    ) -> Result<Vec<FoundTransaction>, StoreError> {
        self.transactions_after_found(accounts, search, after, limit)
            .await
    }

    async fn metadata_keys(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Vec<String>, StoreError> {
        self.metadata_keys_found(accounts, search).await
    }

    async fn tallies(
        &self,
        account: &AccountId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Tallies, StoreError> {
        self.tallied(account, from, to).await
    }

    async fn find_payments(&self, lookup: &PaymentLookup) -> Result<Vec<Payment>, StoreError> {
        self.payments_looked_up(lookup).await
    }

    async fn awaiting_approval(&self, account: &AccountId) -> Result<Vec<Payment>, StoreError> {
        self.payments_awaiting_approval(account).await
    }

    async fn operations(&self, payment: &PaymentId) -> Result<Vec<Operation>, StoreError> {
        self.operations_found(payment).await
    }

    async fn exchanges(&self, payment: &PaymentId) -> Result<Vec<Exchange>, StoreError> {
        self.exchanges_found(payment).await
    }

    async fn work_of(&self, payment: &PaymentId) -> Result<Vec<Work>, StoreError> {
        self.work_found_of(payment).await
    }

    async fn work(&self, id: &WorkId) -> Result<Option<Work>, StoreError> {
        self.work_found(id).await
    }

    async fn stuck_work(&self, before: Timestamp, limit: u64) -> Result<Vec<Work>, StoreError> {
        self.work_stuck(before, limit).await
    }

    async fn search_refunds(
        &self,
        account: &AccountId,
        search: &RefundSearch,
    ) -> Result<Page<FoundRefund>, StoreError> {
        self.refunds_found(account, search).await
    }

    async fn search_disputes(
        &self,
        account: &AccountId,
        search: &DisputeSearch,
    ) -> Result<Page<FoundDispute>, StoreError> {
        self.disputes_found(account, search).await
    }

    async fn agreement(
        &self,
        account: &AccountId,
        id: &AgreementId,
    ) -> Result<Option<Agreement>, StoreError> {
        let row = first(
            agreements::Entity::find_by_id(id.as_str())
                .filter(agreements::Column::Account.eq(account.as_str()))
                .all(self.readers())
                .await,
        )?;
        Ok(row.map(mapping::agreements::from_row).transpose()?)
    }

    async fn search_agreements(
        &self,
        account: &AccountId,
        search: &AgreementSearch,
    ) -> Result<Page<Agreement>, StoreError> {
        self.agreements_found(account, search).await
    }

    async fn events(
        &self,
        account: &AccountId,
        id: &PaymentId,
    ) -> Result<Option<Vec<Event>>, StoreError> {
        self.events_found(account, id).await
    }

    async fn newest_unused_token(&self, payment: &PaymentId) -> Result<Option<Token>, StoreError> {
        newest_unused_token(self.readers(), payment).await
    }

    async fn key(&self, digests: &[KeyDigest]) -> Result<Option<FoundKey>, StoreError> {
        if let Some(found) = self.keys.find(digests).await {
            return Ok(Some(found));
        }
        let row = first(
            api_keys::Entity::find()
                .filter(api_keys::Column::Digest.is_in(digests.iter().map(hex::to_text)))
                .filter(api_keys::Column::RevokedAt.is_null())
                .all(self.readers())
                .await,
        )?;
        let Some(key) = row.map(key_from_row).transpose()? else {
            return Ok(None);
        };
        let Some(account) = find_account(self.readers(), &key.account).await? else {
            return Ok(None);
        };
        let found = FoundKey {
            key,
            account,
            fresh: true,
        };
        self.keys.remember(&found).await;
        Ok(Some(found))
    }

    async fn account(&self, id: &AccountId) -> Result<Option<GatewayAccount>, StoreError> {
        find_account(self.readers(), id).await
    }

    async fn services(&self) -> Result<Vec<Service>, StoreError> {
        let rows = services::Entity::find()
            .order_by_asc(services::Column::CreatedAt)
            .order_by_asc(services::Column::Id)
            .all(self.readers())
            .await
            .map_err(failed)?;
        rows.into_iter()
            .map(|row| Ok(mapping::services::from_row(row)?))
            .collect()
    }

    async fn service(&self, id: &ServiceId) -> Result<Option<Service>, StoreError> {
        let row = first(
            services::Entity::find_by_id(id.as_str())
                .all(self.readers())
                .await,
        )?;
        Ok(row.map(mapping::services::from_row).transpose()?)
    }

    async fn accounts_of(&self, service: &ServiceId) -> Result<Vec<GatewayAccount>, StoreError> {
        find_accounts(self.readers(), Some(service)).await
    }

    async fn accounts(&self) -> Result<Vec<GatewayAccount>, StoreError> {
        find_accounts(self.readers(), None).await
    }

    async fn keys(&self, account: &AccountId) -> Result<Vec<ApiKey>, StoreError> {
        let rows = api_keys::Entity::find()
            .filter(api_keys::Column::Account.eq(account.as_str()))
            .order_by_asc(api_keys::Column::CreatedAt)
            .order_by_asc(api_keys::Column::Id)
            .all(self.readers())
            .await
            .map_err(failed)?;
        rows.into_iter().map(|row| Ok(key_from_row(row)?)).collect()
    }

    async fn credentials(&self, account: &AccountId) -> Result<Vec<Credentials>, StoreError> {
        credentials_of(self.readers(), account).await
    }

    async fn find_members(&self, email: &str) -> Result<Vec<StaffMember>, StoreError> {
        self.members_found(email).await
    }

    async fn member(&self, id: &StaffId) -> Result<Option<StaffMember>, StoreError> {
        self.member_found(id).await
    }

    async fn session(
        &self,
        digests: &[[u8; 32]],
    ) -> Result<Option<(Session, StaffMember)>, StoreError> {
        self.session_found(digests).await
    }

    async fn sessions(&self, member: &StaffId, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        self.sessions_found(member, now).await
    }

    async fn team(&self, service: &ServiceId) -> Result<Vec<StaffMember>, StoreError> {
        self.team_found(service).await
    }

    async fn invitations(&self, service: &ServiceId) -> Result<Vec<Invitation>, StoreError> {
        open_invitations(self.readers(), service).await
    }

    async fn audit_links(
        &self,
        chain: &Chain,
        from: u64,
        limit: u64,
    ) -> Result<(Vec<Link>, u64), StoreError> {
        self.links_found(chain, from, limit).await
    }

    async fn search_audit(&self, search: &AuditSearch) -> Result<Page<Link>, StoreError> {
        self.links_searched(search).await
    }

    async fn audit_chains(&self) -> Result<Vec<Chain>, StoreError> {
        self.chains_found().await
    }

    async fn webhook_endpoints(
        &self,
        account: &AccountId,
    ) -> Result<Vec<WebhookEndpoint>, StoreError> {
        endpoints_of(self.readers(), account).await
    }

    async fn webhook_endpoint(
        &self,
        account: &AccountId,
        id: &WebhookId,
    ) -> Result<Option<WebhookEndpoint>, StoreError> {
        self.endpoint_found(Some(account), id).await
    }

    async fn any_webhook_endpoint(
        &self,
        id: &WebhookId,
    ) -> Result<Option<WebhookEndpoint>, StoreError> {
        self.endpoint_found(None, id).await
    }

    async fn deliveries(
        &self,
        endpoint: &WebhookId,
        search: &DeliverySearch,
    ) -> Result<Page<Delivery>, StoreError> {
        self.deliveries_found(endpoint, search).await
    }

    async fn any_delivery(&self, id: &DeliveryId) -> Result<Option<Delivery>, StoreError> {
        self.delivery_found(id).await
    }

    async fn next_untried(
        &self,
        endpoint: &WebhookId,
        payment: &PaymentId,
    ) -> Result<Option<Delivery>, StoreError> {
        self.delivery_next_untried(endpoint, payment).await
    }

    async fn emails_about(&self, payment: &PaymentId) -> Result<Vec<OutgoingEmail>, StoreError> {
        self.emails_found_about(payment).await
    }

    async fn emails(&self, search: &EmailSearch) -> Result<Page<OutgoingEmail>, StoreError> {
        self.emails_found(search).await
    }

    async fn email(&self, id: &EmailId) -> Result<Option<OutgoingEmail>, StoreError> {
        self.email_found(id).await
    }

    async fn has_undispatched(&self) -> Result<bool, StoreError> {
        self.any_undispatched().await
    }

    async fn handed_on(
        &self,
        account: &AccountId,
        after: &HandedOnCursor,
        limit: u64,
    ) -> Result<Vec<HandedOn>, StoreError> {
        self.events_handed_on(account, after, limit).await
    }

    async fn backlog(&self, now: Timestamp) -> Result<Backlog, StoreError> {
        self.work_waiting(now).await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.readers().ping().await.map_err(failed)
    }
}

/// The newest token of a payment that nobody has used.
pub(crate) async fn newest_unused_token(
    connection: &impl ConnectionTrait,
    payment: &PaymentId,
) -> Result<Option<Token>, StoreError> {
    let row = first(
        tokens::Entity::find()
            .filter(tokens::Column::Payment.eq(payment.as_str()))
            .filter(tokens::Column::UsedAt.is_null())
            .order_by_desc(tokens::Column::IssuedAt)
            .order_by_desc(tokens::Column::Value)
            .all(connection)
            .await,
    )?;
    Ok(row.as_ref().map(mapping::tokens::from_row).transpose()?)
}
