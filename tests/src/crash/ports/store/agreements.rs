//! The agreements of a unit, counted.

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::repositories::Agreements;
use domain::{Agreement, AgreementId, Timestamp};

use super::CountedUnit;

#[async_trait]
impl Agreements for CountedUnit {
    async fn add(&mut self, agreement: &mut Agreement) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.agreements().add(agreement))
            .await
    }

    async fn get(&mut self, id: &AgreementId) -> Result<Option<Agreement>, StoreError> {
        self.countdown.around(self.inner.agreements().get(id)).await
    }

    async fn unredacted_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<Vec<Agreement>, StoreError> {
        self.countdown
            .around(self.inner.agreements().unredacted_before(before, limit))
            .await
    }

    async fn save(&mut self, agreement: &mut Agreement) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.agreements().save(agreement))
            .await
    }
}
