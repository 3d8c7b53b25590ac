//! The idempotency keys of a unit, counted.

use async_trait::async_trait;
use domain::Timestamp;
use domain::idempotency::Claim;
use domain::ports::StoreError;
use domain::ports::repositories::{Claimed, Idempotency};

use super::CountedUnit;

#[async_trait]
impl Idempotency for CountedUnit {
    async fn claim(&mut self, claim: &Claim) -> Result<Claimed, StoreError> {
        self.countdown
            .around(self.inner.idempotency().claim(claim))
            .await
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        self.countdown
            .around(self.inner.idempotency().remove_before(before, limit))
            .await
    }
}
