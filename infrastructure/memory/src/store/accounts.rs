//! The services, accounts and keys of a unit.

use async_trait::async_trait;
use domain::account::api_key::KeyDigest;
use domain::account::{ApiKey, Credentials, GatewayAccount, Service};
use domain::ports::StoreError;
use domain::ports::repositories::Accounts;
use domain::{AccountId, ApiKeyId, ServiceId, Timestamp};

use super::Unit;
use crate::data::Changes;
use crate::shared::Row;

#[async_trait]
impl Accounts for Unit {
    async fn add_service(&mut self, service: &mut Service) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let below = &inner.data.services;
            if changes.services.get(below, &service.id).is_some() {
                return Err(StoreError::Stale);
            }
            keep_service(changes, service);
            Ok(())
        })
    }

    async fn service(&mut self, id: &ServiceId) -> Result<Option<Service>, StoreError> {
        Ok(self.look(|inner, changes| changes.services.get(&inner.data.services, id).cloned()))
    }

    async fn save_service(&mut self, service: &mut Service) -> Result<(), StoreError> {
        self.hold(Row::Service(service.id.clone())).await;
        self.look(|inner, changes| {
            let present = changes.services.get(&inner.data.services, &service.id);
            if present.map(|present| present.version) != Some(service.version) {
                return Err(StoreError::Stale);
            }
            keep_service(changes, service);
            Ok(())
        })
    }

    async fn add_account(&mut self, account: &mut GatewayAccount) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let below = &inner.data.accounts;
            if changes.accounts.get(below, &account.id).is_some() {
                return Err(StoreError::Stale);
            }
            keep_account(changes, account);
            Ok(())
        })
    }

    async fn save_account(&mut self, account: &mut GatewayAccount) -> Result<(), StoreError> {
        self.hold(Row::Account(account.id.clone())).await;
        self.look(|inner, changes| {
            let present = changes.accounts.get(&inner.data.accounts, &account.id);
            if present.map(|present| present.version) != Some(account.version) {
                return Err(StoreError::Stale);
            }
            keep_account(changes, account);
            Ok(())
        })
    }

    async fn add_credentials(&mut self, credentials: &Credentials) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let below = &inner.data.credentials;
            if changes.credentials.get(below, &credentials.id).is_some() {
                return Err(StoreError::Stale);
            }
            let id = credentials.id.clone();
            changes.credentials.put(id, credentials.clone());
            Ok(())
        })
    }

    async fn credentials(&mut self, account: &AccountId) -> Result<Vec<Credentials>, StoreError> {
        Ok(self.look(|inner, changes| {
            let all = changes.credentials.rows(&inner.data.credentials);
            credentials_of(all, account)
        }))
    }

    async fn save_credentials(&mut self, credentials: &Credentials) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let below = &inner.data.credentials;
            let present = changes.credentials.get(below, &credentials.id).cloned();
            if let Some(present) = present {
                let saved = Credentials {
                    state: credentials.state,
                    activated_at: credentials.activated_at,
                    retired_at: credentials.retired_at,
                    ..present
                };
                changes.credentials.put(saved.id.clone(), saved);
            }
        });
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

    async fn rename_key(&mut self, id: &ApiKeyId, description: &str) -> Result<bool, StoreError> {
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
            let renamed = ApiKey {
                description: description.to_owned(),
                ..key
            };
            changes.keys.put(id.clone(), renamed);
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

/// Writes the service as the next version.
fn keep_service(changes: &mut Changes, service: &mut Service) {
    service.version = service.version.saturating_add(1);
    changes.services.put(service.id.clone(), service.clone());
}

/// Writes the account as the next version.
fn keep_account(changes: &mut Changes, account: &mut GatewayAccount) {
    account.version = account.version.saturating_add(1);
    changes.accounts.put(account.id.clone(), account.clone());
}

/// The account's among all credentials, newest first.
pub(crate) fn credentials_of<'a>(
    all: impl Iterator<Item = &'a Credentials>,
    account: &AccountId,
) -> Vec<Credentials> {
    let of_account = all.filter(|credentials| credentials.account == *account);
    let mut found: Vec<Credentials> = of_account.cloned().collect();
    found.sort_by(|a, b| (b.entered_at, &b.id).cmp(&(a.entered_at, &a.id)));
    found
}
