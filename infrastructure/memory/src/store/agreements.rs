//! The agreements of a unit.

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::repositories::Agreements;
use domain::{Agreement, AgreementId};

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
