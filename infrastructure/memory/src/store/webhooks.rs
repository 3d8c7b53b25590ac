//! The webhook endpoints and deliveries of a unit.

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::webhooks::Webhooks;
use domain::webhook::{Delivery, DeliveryStatus, EndpointStatus, Failing, WebhookEndpoint};
use domain::{AccountId, DeliveryId, Timestamp, WebhookId};

use super::Unit;
use crate::data::Changes;
use crate::shared::Row;

#[async_trait]
impl Webhooks for Unit {
    async fn add(&mut self, endpoint: &mut WebhookEndpoint) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let below = &inner.data.endpoints;
            if changes.endpoints.get(below, &endpoint.id).is_some() {
                return Err(StoreError::Stale);
            }
            keep(changes, endpoint);
            Ok(())
        })
    }

    async fn get(&mut self, id: &WebhookId) -> Result<Option<WebhookEndpoint>, StoreError> {
        Ok(self.look(|inner, changes| changes.endpoints.get(&inner.data.endpoints, id).cloned()))
    }

    async fn of_account(
        &mut self,
        account: &AccountId,
    ) -> Result<Vec<WebhookEndpoint>, StoreError> {
        Ok(self.look(|inner, changes| {
            endpoints_of(changes.endpoints.rows(&inner.data.endpoints), account)
        }))
    }

    async fn save(&mut self, endpoint: &mut WebhookEndpoint) -> Result<(), StoreError> {
        let present = self.hold_endpoint(&endpoint.id).await;
        match present.filter(|present| present.version == endpoint.version) {
            Some(present) => {
                endpoint.failing = endpoint.failing.and(present.failing);
                keep(&mut self.changes, endpoint);
                Ok(())
            }
            None => Err(StoreError::Stale),
        }
    }

    async fn attempted(
        &mut self,
        id: &WebhookId,
        succeeded: bool,
        now: Timestamp,
    ) -> Result<Option<Failing>, StoreError> {
        let Some(present) = self.hold_endpoint(id).await else {
            return Ok(None);
        };
        let failing = (!succeeded).then(|| match present.failing {
            Some(failing) => Failing {
                attempts: failing.attempts.saturating_add(1),
                ..failing
            },
            None => Failing {
                attempts: 1,
                since: now,
            },
        });
        let noted = WebhookEndpoint { failing, ..present };
        self.changes.endpoints.put(id.clone(), noted);
        Ok(failing)
    }

    async fn disable(&mut self, id: &WebhookId) -> Result<bool, StoreError> {
        let present = self.hold_endpoint(id).await;
        let Some(mut endpoint) = present.filter(WebhookEndpoint::is_active) else {
            return Ok(false);
        };
        endpoint.status = EndpointStatus::Disabled;
        keep(&mut self.changes, &mut endpoint);
        Ok(true)
    }

    async fn add_deliveries(&mut self, deliveries: &[Delivery]) -> Result<(), StoreError> {
        for delivery in deliveries {
            self.hold(Row::Told(
                delivery.endpoint.clone(),
                delivery.payment.clone(),
                delivery.position,
            ))
            .await;
            self.look(|inner, changes| {
                let mut others = changes.deliveries.rows(&inner.data.deliveries);
                let is_told = others.any(|other| tell_the_same(other, delivery));
                drop(others);
                if !is_told {
                    let id = delivery.id.clone();
                    changes.deliveries.put(id, delivery.clone());
                }
            });
        }
        Ok(())
    }

    async fn delivery(&mut self, id: &DeliveryId) -> Result<Option<Delivery>, StoreError> {
        self.hold(Row::Delivery(id.clone())).await;
        Ok(self.look(|inner, changes| changes.deliveries.get(&inner.data.deliveries, id).cloned()))
    }

    async fn save_delivery(&mut self, delivery: &Delivery) -> Result<(), StoreError> {
        self.hold(Row::Delivery(delivery.id.clone())).await;
        self.look(|inner, changes| {
            let below = &inner.data.deliveries;
            let present = changes.deliveries.get(below, &delivery.id).cloned();
            if let Some(present) = present {
                let saved = Delivery {
                    status: delivery.status,
                    attempts: delivery.attempts.clone(),
                    next_at: delivery.next_at,
                    replayed_after: delivery.replayed_after,
                    ..present
                };
                changes.deliveries.put(saved.id.clone(), saved);
            }
        });
        Ok(())
    }

    async fn remove_deliveries_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<u64, StoreError> {
        let unit = self.id;
        Ok(self.look(|inner, changes| {
            let mut old: Vec<(Timestamp, DeliveryId)> = changes
                .deliveries
                .rows(&inner.data.deliveries)
                .filter(|delivery| {
                    delivery.created_at < before && delivery.status != DeliveryStatus::Pending
                })
                .map(|delivery| (delivery.created_at, delivery.id.clone()))
                .collect();
            old.sort();
            let mut removed = 0;
            for (_, id) in old {
                if removed < limit && inner.try_hold(&Row::Delivery(id.clone()), unit) {
                    changes.deliveries.remove(id);
                    removed += 1;
                }
            }
            removed
        }))
    }
}

impl Unit {
    /// Waits for the endpoint, and gives it as it is now.
    async fn hold_endpoint(&mut self, id: &WebhookId) -> Option<WebhookEndpoint> {
        self.hold(Row::Endpoint(id.clone())).await;
        self.look(|inner, changes| changes.endpoints.get(&inner.data.endpoints, id).cloned())
    }
}

/// Whether both are of one event for one endpoint.
fn tell_the_same(a: &Delivery, b: &Delivery) -> bool {
    let event = |delivery: &Delivery| (delivery.payment.clone(), delivery.position);
    a.endpoint == b.endpoint && event(a) == event(b)
}

/// Writes the endpoint as the next version.
fn keep(changes: &mut Changes, endpoint: &mut WebhookEndpoint) {
    endpoint.version = endpoint.version.saturating_add(1);
    changes.endpoints.put(endpoint.id.clone(), endpoint.clone());
}

/// The account's among all endpoints, oldest first.
pub(crate) fn endpoints_of<'a>(
    all: impl Iterator<Item = &'a WebhookEndpoint>,
    account: &AccountId,
) -> Vec<WebhookEndpoint> {
    let of_account = all.filter(|endpoint| endpoint.account == *account);
    let mut found: Vec<WebhookEndpoint> = of_account.cloned().collect();
    found.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    found
}
