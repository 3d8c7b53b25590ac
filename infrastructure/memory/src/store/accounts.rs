//! The services, accounts and keys of a unit.

use async_trait::async_trait;
use domain::account::api_key::KeyDigest;
use domain::account::{ApiKey, GatewayAccount, Service};
use domain::ports::StoreError;
use domain::ports::repositories::Accounts;
use domain::{AccountId, ApiKeyId, Timestamp};

use super::Unit;
use crate::shared::Row;

#[async_trait]
impl Accounts for Unit {
    async fn add_service(&mut self, service: &Service) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let below = &inner.data.services;
            if changes.services.get(below, &service.id).is_some() {
                return Err(StoreError::Stale);
            }
            changes.services.put(service.id.clone(), service.clone());
            Ok(())
        })
    }

    async fn add_account(&mut self, account: &GatewayAccount) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let below = &inner.data.accounts;
            if changes.accounts.get(below, &account.id).is_some() {
                return Err(StoreError::Stale);
            }
            changes.accounts.put(account.id.clone(), account.clone());
            Ok(())
        })
    }

    async fn save_account(&mut self, account: &GatewayAccount) -> Result<(), StoreError> {
        self.changes
            .accounts
            .put(account.id.clone(), account.clone());
        Ok(())
    }

    async fn account(&mut self, id: &AccountId) -> Result<Option<GatewayAccount>, StoreError> {
        Ok(self.look(|inner, changes| changes.accounts.get(&inner.data.accounts, id).cloned()))
    }

    async fn add_key(&mut self, key: &ApiKey) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let mut keys = changes.keys.rows(&inner.data.keys);
            if keys.any(|present| present.id == key.id || present.digest == key.digest) {
                return Err(StoreError::Stale);
            }
            drop(keys);
            changes.keys.put(key.id.clone(), key.clone());
            Ok(())
        })
    }

    async fn revoke_key(&mut self, id: &ApiKeyId, now: Timestamp) -> Result<bool, StoreError> {
        self.hold(Row::Key(id.clone())).await;
        Ok(self.look(|inner, changes| {
            let good = changes
                .keys
                .get(&inner.data.keys, id)
                .filter(|key| key.revoked_at.is_none())
                .cloned();
            let Some(key) = good else {
                return false;
            };
            let revoked = ApiKey {
                revoked_at: Some(now),
                ..key
            };
            changes.keys.put(id.clone(), revoked);
            true
        }))
    }

    async fn key_used(&mut self, digest: &KeyDigest, now: Timestamp) -> Result<(), StoreError> {
        let by_digest = |unit: &mut Self| {
            unit.look(|inner, changes| {
                let mut keys = changes.keys.rows(&inner.data.keys);
                keys.find(|key| key.digest == *digest).cloned()
            })
        };
        let Some(key) = by_digest(self) else {
            return Ok(());
        };
        self.hold(Row::Key(key.id.clone())).await;
        if let Some(key) = by_digest(self) {
            let used = ApiKey {
                last_used_at: Some(now),
                ..key
            };
            self.changes.keys.put(used.id.clone(), used);
        }
        Ok(())
    }
}
