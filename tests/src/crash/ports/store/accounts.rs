//! The services, accounts, credentials and keys of a unit, counted.

use async_trait::async_trait;
use domain::account::api_key::KeyDigest;
use domain::account::{ApiKey, Credentials, GatewayAccount, Service};
use domain::ports::StoreError;
use domain::ports::repositories::Accounts;
use domain::{AccountId, ApiKeyId, ServiceId, Timestamp};

use super::CountedUnit;

#[async_trait]
impl Accounts for CountedUnit {
    async fn add_service(&mut self, service: &mut Service) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.accounts().add_service(service))
            .await
    }

    async fn service(&mut self, id: &ServiceId) -> Result<Option<Service>, StoreError> {
        self.countdown
            .around(self.inner.accounts().service(id))
            .await
    }

    async fn save_service(&mut self, service: &mut Service) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.accounts().save_service(service))
            .await
    }

    async fn add_account(&mut self, account: &mut GatewayAccount) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.accounts().add_account(account))
            .await
    }

    async fn save_account(&mut self, account: &mut GatewayAccount) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.accounts().save_account(account))
            .await
    }

    async fn add_credentials(&mut self, credentials: &Credentials) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.accounts().add_credentials(credentials))
            .await
    }

    async fn credentials(&mut self, account: &AccountId) -> Result<Vec<Credentials>, StoreError> {
        self.countdown
            .around(self.inner.accounts().credentials(account))
            .await
    }

    async fn save_credentials(&mut self, credentials: &Credentials) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.accounts().save_credentials(credentials))
            .await
    }

    async fn account(&mut self, id: &AccountId) -> Result<Option<GatewayAccount>, StoreError> {
        self.countdown
            .around(self.inner.accounts().account(id))
            .await
    }

    async fn add_key(&mut self, key: &ApiKey) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.accounts().add_key(key))
            .await
    }

    async fn revoke_key(&mut self, id: &ApiKeyId, now: Timestamp) -> Result<bool, StoreError> {
        self.countdown
            .around(self.inner.accounts().revoke_key(id, now))
            .await
    }

    async fn rename_key(&mut self, id: &ApiKeyId, description: &str) -> Result<bool, StoreError> {
        self.countdown
            .around(self.inner.accounts().rename_key(id, description))
            .await
    }

    async fn key_used(&mut self, digest: &KeyDigest, now: Timestamp) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.accounts().key_used(digest, now))
            .await
    }
}
