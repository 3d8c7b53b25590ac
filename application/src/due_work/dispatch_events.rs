//! Hands events on: to webhook endpoints that want them, and to paying users by e-mail.
//!
//! One unit makes the deliveries and e-mails of a batch of events and marks these, so each
//! event is handed on exactly once, whatever dies when. Nothing is sent here.

use std::collections::BTreeMap;

use domain::account::GatewayAccount;
use domain::ports::repositories::StoredEvent;
use domain::ports::webhooks::MessageAbout;
use domain::ports::{StoreError, UnitOfWork};
use domain::webhook::{Delivery, DeliveryStatus, EventType, WebhookEndpoint};
use domain::work::{Handled, Work, WorkKind};
use domain::{AccountId, DeliveryId, Payment, PaymentId, Timestamp, WebhookId};

use crate::Application;
use crate::emails::Reason;

/// How many events one unit hands on.
pub const DISPATCH_BATCH_MAX: u64 = 200;

/// What a batch reads once.
#[derive(Default)]
struct Known {
    payments: BTreeMap<PaymentId, Option<Payment>>,
    accounts: BTreeMap<AccountId, Option<(GatewayAccount, Vec<WebhookEndpoint>)>>,
}

impl Application {
    pub(super) async fn dispatch_events(&self) -> Result<Handled, StoreError> {
        let mut unit = self.ports.store.begin().await?;
        let events = unit.events().undispatched(DISPATCH_BATCH_MAX).await?;
        // Read while no other unit hands events on: those who listen read on from it.
        let now = self.now();
        if events.is_empty() {
            return Ok(Handled::Finished);
        }
        let mut known = Known::default();
        let mut deliveries = Vec::new();
        for stored in &events {
            let made = self.hand_on(unit.as_mut(), &mut known, stored, now).await?;
            deliveries.extend(made);
        }
        if !deliveries.is_empty() {
            unit.webhooks().add_deliveries(&deliveries).await?;
        }
        let mut lanes: Vec<_> = deliveries
            .iter()
            .map(|delivery| (&delivery.endpoint, &delivery.payment))
            .collect();
        lanes.sort();
        lanes.dedup();
        for (endpoint, payment) in lanes {
            let lane = WorkKind::DeliverWebhooks(endpoint.clone(), payment.clone());
            let work = Work::due(self.new_work_id(), lane, now);
            unit.work().schedule(&work).await?;
        }
        unit.events().dispatched(&events, now).await?;
        unit.commit().await?;
        let full = u64::try_from(events.len()).unwrap_or(u64::MAX) >= DISPATCH_BATCH_MAX;
        Ok(if full {
            Handled::LookAgain(now)
        } else {
            Handled::Finished
        })
    }

    /// Writes the e-mail an event gives reason for, and answers with its deliveries.
    async fn hand_on(
        &self,
        unit: &mut dyn UnitOfWork,
        known: &mut Known,
        stored: &StoredEvent,
        now: Timestamp,
    ) -> Result<Vec<Delivery>, StoreError> {
        let change = &stored.event.change;
        let event = EventType::of(change);
        let Some(payment) = known.payment(unit, &stored.event.payment).await? else {
            return Ok(Vec::new());
        };
        let reason = Reason::of(change, &payment);
        if event.is_none() && reason.is_none() {
            return Ok(Vec::new());
        }
        let Some((account, endpoints)) = known.account(unit, &payment.account).await? else {
            return Ok(Vec::new());
        };
        if let Some(reason) = reason.filter(|reason| reason.is_wanted(account)) {
            self.write_to_paying_user(unit, &payment, account, reason, now)
                .await?;
        }
        let Some(event) = event else {
            return Ok(Vec::new());
        };
        let wanting = endpoints.iter().filter(|endpoint| endpoint.wants(event));
        Ok(wanting
            .map(|endpoint| self.delivery(&endpoint.id, event, stored, &payment, now))
            .collect())
    }

    fn delivery(
        &self,
        endpoint: &WebhookId,
        event: EventType,
        stored: &StoredEvent,
        payment: &Payment,
        now: Timestamp,
    ) -> Delivery {
        let id = DeliveryId::from_random(self.random());
        let about = MessageAbout {
            id: &id,
            event,
            at: stored.event.at,
            payment: &payment.id,
        };
        Delivery {
            body: self.ports.webhook_bodies.body(&about, payment),
            id,
            endpoint: endpoint.clone(),
            payment: payment.id.clone(),
            event,
            position: stored.event.position,
            happened_at: stored.event.at,
            status: DeliveryStatus::Pending,
            attempts: Vec::new(),
            next_at: None,
            replayed_after: 0,
            is_test: false,
            created_at: now,
        }
    }
}

impl Known {
    async fn payment(
        &mut self,
        unit: &mut dyn UnitOfWork,
        id: &PaymentId,
    ) -> Result<Option<Payment>, StoreError> {
        if let Some(known) = self.payments.get(id) {
            return Ok(known.clone());
        }
        let found = unit.payments().look_at(id).await?;
        self.payments.insert(id.clone(), found.clone());
        Ok(found)
    }

    async fn account(
        &mut self,
        unit: &mut dyn UnitOfWork,
        id: &AccountId,
    ) -> Result<Option<&(GatewayAccount, Vec<WebhookEndpoint>)>, StoreError> {
        if !self.accounts.contains_key(id) {
            let found = match unit.accounts().account(id).await? {
                Some(account) => Some((account, unit.webhooks().of_account(id).await?)),
                None => None,
            };
            self.accounts.insert(id.clone(), found);
        }
        Ok(self.accounts.get(id).and_then(Option::as_ref))
    }
}
