//! What idempotency keys were used for, as a unit sees it.

use async_trait::async_trait;
use domain::Timestamp;
use domain::idempotency::Claim;
use domain::ports::StoreError;
use domain::ports::repositories::{Claimed, Idempotency};

use super::Unit;
use crate::data::{ClaimKey, claim_key};
use crate::shared::Row;

#[async_trait]
impl Idempotency for Unit {
    async fn claim(&mut self, claim: &Claim) -> Result<Claimed, StoreError> {
        let key = claim_key(&claim.account, &claim.key);
        if let Some(before) = self.claimed(&key) {
            return Ok(Claimed::Before(before));
        }
        let row = Row::Claim(key.clone());
        let held = self.shared.hold_within(row, self.id, self.claims_wait);
        if !held.await {
            return Ok(Claimed::Busy);
        }
        if let Some(before) = self.claimed(&key) {
            return Ok(Claimed::Before(before));
        }
        self.changes.claims.put(key, claim.clone());
        Ok(Claimed::First)
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        let unit = self.id;
        Ok(self.look(|inner, changes| {
            let mut old: Vec<(Timestamp, ClaimKey)> = changes
                .claims
                .rows(&inner.data.claims)
                .filter(|claim| claim.at < before)
                .map(|claim| (claim.at, claim_key(&claim.account, &claim.key)))
                .collect();
            old.sort();
            let mut removed = 0;
            for (_, key) in old {
                if removed < limit && inner.try_hold(&Row::Claim(key.clone()), unit) {
                    changes.claims.remove(key);
                    removed += 1;
                }
            }
            removed
        }))
    }
}

impl Unit {
    fn claimed(&mut self, key: &ClaimKey) -> Option<Claim> {
        self.look(|inner, changes| changes.claims.get(&inner.data.claims, key).cloned())
    }
}
