//! What a unit writes to tell services and people, counted.

use async_trait::async_trait;
use domain::email::OutgoingEmail;
use domain::ports::StoreError;
use domain::ports::emails::Emails;
use domain::ports::webhooks::Webhooks;
use domain::webhook::{Delivery, Failing, WebhookEndpoint};
use domain::{AccountId, DeliveryId, EmailId, Timestamp, WebhookId};

use super::CountedUnit;

#[async_trait]
impl Webhooks for CountedUnit {
    async fn add(&mut self, endpoint: &mut WebhookEndpoint) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.webhooks().add(endpoint))
            .await
    }

    async fn get(&mut self, id: &WebhookId) -> Result<Option<WebhookEndpoint>, StoreError> {
        self.countdown.around(self.inner.webhooks().get(id)).await
    }

    async fn of_account(
        &mut self,
        account: &AccountId,
    ) -> Result<Vec<WebhookEndpoint>, StoreError> {
        self.countdown
            .around(self.inner.webhooks().of_account(account))
            .await
    }

    async fn save(&mut self, endpoint: &mut WebhookEndpoint) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.webhooks().save(endpoint))
            .await
    }

    async fn attempted(
        &mut self,
        id: &WebhookId,
        succeeded: bool,
        now: Timestamp,
    ) -> Result<Option<Failing>, StoreError> {
        self.countdown
            .around(self.inner.webhooks().attempted(id, succeeded, now))
            .await
    }

    async fn disable(&mut self, id: &WebhookId) -> Result<bool, StoreError> {
        self.countdown
            .around(self.inner.webhooks().disable(id))
            .await
    }

    async fn add_deliveries(&mut self, deliveries: &[Delivery]) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.webhooks().add_deliveries(deliveries))
            .await
    }

    async fn delivery(&mut self, id: &DeliveryId) -> Result<Option<Delivery>, StoreError> {
        self.countdown
            .around(self.inner.webhooks().delivery(id))
            .await
    }

    async fn save_delivery(&mut self, delivery: &Delivery) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.webhooks().save_delivery(delivery))
            .await
    }

    async fn remove_deliveries_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<u64, StoreError> {
        self.countdown
            .around(
                self.inner
                    .webhooks()
                    .remove_deliveries_before(before, limit),
            )
            .await
    }
}

#[async_trait]
impl Emails for CountedUnit {
    async fn add(&mut self, email: &OutgoingEmail) -> Result<(), StoreError> {
        self.countdown.around(self.inner.emails().add(email)).await
    }

    async fn get(&mut self, id: &EmailId) -> Result<Option<OutgoingEmail>, StoreError> {
        self.countdown.around(self.inner.emails().get(id)).await
    }

    async fn save(&mut self, email: &OutgoingEmail) -> Result<(), StoreError> {
        self.countdown.around(self.inner.emails().save(email)).await
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        self.countdown
            .around(self.inner.emails().remove_before(before, limit))
            .await
    }
}
