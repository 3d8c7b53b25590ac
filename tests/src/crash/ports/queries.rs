//! Reads for display, counted.

use std::sync::Arc;

use async_trait::async_trait;
use domain::account::api_key::KeyDigest;
use domain::account::{ApiKey, GatewayAccount, Service};
use domain::payment::Event;
use domain::ports::queries::{
    AgreementSearch, Backlog, DisputeSearch, FoundDispute, FoundKey, FoundRefund, Page,
    PaymentSearch, RefundSearch,
};
use domain::ports::{Queries, StoreError};
use domain::token::Token;
use domain::{AccountId, Agreement, AgreementId, Payment, PaymentId, Timestamp};

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

    async fn accounts(&self) -> Result<Vec<GatewayAccount>, StoreError> {
        self.countdown.around(self.inner.accounts()).await
    }

    async fn keys(&self, account: &AccountId) -> Result<Vec<ApiKey>, StoreError> {
        self.countdown.around(self.inner.keys(account)).await
    }

    async fn backlog(&self, now: Timestamp) -> Result<Backlog, StoreError> {
        self.countdown.around(self.inner.backlog(now)).await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.countdown.around(self.inner.ping()).await
    }
}
