//! The agreements of a unit.

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::repositories::Agreements;
use domain::{Agreement, AgreementId, Timestamp};

use super::Unit;
use crate::data::Changes;
use crate::shared::Row;

#[async_trait]
impl Agreements for Unit {
    async fn add(&mut self, agreement: &mut Agreement) -> Result<(), StoreError> {
        self.hold(Row::Agreement(agreement.id.clone())).await;
        self.look(|inner, changes| {
            let below = &inner.data.agreements;
            if changes.agreements.get(below, &agreement.id).is_some() {
                return Err(StoreError::Stale);
            }
            keep(changes, agreement);
            Ok(())
        })
    }

    async fn get(&mut self, id: &AgreementId) -> Result<Option<Agreement>, StoreError> {
        Ok(self.look(|inner, changes| changes.agreements.get(&inner.data.agreements, id).cloned()))
    }

    async fn unredacted_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<Vec<Agreement>, StoreError> {
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(self.look(|inner, changes| {
            let agreements = changes.agreements.rows(&inner.data.agreements);
            let old = agreements.filter(|agreement| {
                agreement.names_somebody() && agreement.cancelled_at.is_some_and(|at| at < before)
            });
            old.take(most).cloned().collect()
        }))
    }

    async fn save(&mut self, agreement: &mut Agreement) -> Result<(), StoreError> {
        self.hold(Row::Agreement(agreement.id.clone())).await;
        self.look(|inner, changes| {
            let present = changes
                .agreements
                .get(&inner.data.agreements, &agreement.id);
            if present.map(|present| present.version) != Some(agreement.version) {
                return Err(StoreError::Stale);
            }
            keep(changes, agreement);
            Ok(())
        })
    }
}

/// Writes the agreement as the next version.
fn keep(changes: &mut Changes, agreement: &mut Agreement) {
    agreement.version = agreement.version.saturating_add(1);
    changes
        .agreements
        .put(agreement.id.clone(), agreement.clone());
}
