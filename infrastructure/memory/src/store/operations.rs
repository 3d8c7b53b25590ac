//! The operations of a unit.

use async_trait::async_trait;
use domain::operation::{Exchange, Operation, OperationKind, OperationOutcome};
use domain::ports::StoreError;
use domain::ports::repositories::Operations;
use domain::{PaymentId, Timestamp};

use super::Unit;

#[async_trait]
impl Operations for Unit {
    async fn begin(&mut self, operation: &Operation) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let below = &inner.data.operations;
            if changes.operations.get(below, &operation.id).is_some() {
                return Err(StoreError::Stale);
            }
            changes
                .operations
                .put(operation.id.clone(), operation.clone());
            Ok(())
        })
    }

    async fn end(
        &mut self,
        payment: &PaymentId,
        kind: &OperationKind,
        outcome: OperationOutcome,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let running: Vec<Operation> = changes
                .operations
                .rows(&inner.data.operations)
                .filter(|operation| operation.payment == *payment && operation.kind == *kind)
                .filter(|operation| operation.ended.is_none())
                .cloned()
                .collect();
            for operation in running {
                let ended = Operation {
                    ended: Some((now, outcome)),
                    ..operation
                };
                changes.operations.put(ended.id.clone(), ended);
            }
        });
        Ok(())
    }

    async fn heard(&mut self, exchange: &Exchange) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let place = inner.next_exchange();
            changes.exchanges.put(place, exchange.clone());
        });
        Ok(())
    }
}
