//! Tells webhook endpoints what happened.
//!
//! First attempts go out in order: one piece of work, a lane, sends an endpoint what it was
//! never told of one payment. An attempt that fails has work of its own for the next one,
//! so it holds nothing up. Whoever dies between sending and writing down has the message
//! sent again, under the same name.

use std::error::Error;

use domain::email::StaffMessage;
use domain::ports::webhooks::{WebhookAnswer, WebhookMessage, WebhookSendError};
use domain::ports::{StoreError, UnitOfWork};
use domain::staff::{Permission, StaffEmail};
use domain::webhook::secret::place;
use domain::webhook::{Attempt, AttemptOutcome, Delivery, WebhookEndpoint};
use domain::work::{Handled, Work, WorkKind};
use domain::{DeliveryId, PaymentId, Timestamp, WebhookId};
use secrecy::SecretString;

use crate::Application;
use crate::in_flight::{Receiver, Slot};

/// How many messages a lane sends before others go first. All of them timing out must take
/// less than a lease.
const LANE_MAX: usize = 10;

impl Application {
    /// Sends what an endpoint was never told of a payment, in order.
    pub(super) async fn perform_lane(
        &self,
        endpoint: &WebhookId,
        payment: &PaymentId,
    ) -> Result<Handled, StoreError> {
        let slot = match self.in_flight.enter(Receiver::Endpoint(endpoint.clone())) {
            Ok(slot) => slot,
            Err(pause) => return Ok(Handled::LookAgain(self.now().plus(pause))),
        };
        let queries = &self.ports.queries;
        for _ in 0..LANE_MAX {
            let Some(delivery) = queries.next_untried(endpoint, payment).await? else {
                return Ok(Handled::Finished);
            };
            self.attempt(&delivery, &slot).await?;
        }
        Ok(Handled::LookAgain(self.now()))
    }

    /// Sends a message again whose last attempt failed, or that somebody asked for.
    pub(super) async fn perform_redelivery(&self, id: &DeliveryId) -> Result<Handled, StoreError> {
        let now = self.now();
        let delivery = self.ports.queries.any_delivery(id).await?;
        let due_at = delivery.as_ref().and_then(|delivery| delivery.next_at);
        let (Some(delivery), Some(due_at)) = (delivery, due_at) else {
            return Ok(Handled::Finished);
        };
        if due_at > now {
            return Ok(Handled::LookAgain(due_at));
        }
        let receiver = Receiver::Endpoint(delivery.endpoint.clone());
        let slot = match self.in_flight.enter(receiver) {
            Ok(slot) => slot,
            Err(pause) => return Ok(Handled::LookAgain(now.plus(pause))),
        };
        let next_at = self.attempt(&delivery, &slot).await?;
        Ok(match next_at {
            Some(at) => Handled::LookAgain(at),
            None => Handled::Finished,
        })
    }

    /// Tries once and writes down how it went; says when the next try is due, if one is.
    async fn attempt(
        &self,
        delivery: &Delivery,
        slot: &Slot,
    ) -> Result<Option<Timestamp>, StoreError> {
        let queries = &self.ports.queries;
        let endpoint = queries.any_webhook_endpoint(&delivery.endpoint).await?;
        let Some(endpoint) = endpoint.filter(WebhookEndpoint::is_active) else {
            let mut unit = self.ports.store.begin().await?;
            if let Some(mut delivery) = unit.webhooks().delivery(&delivery.id).await? {
                delivery.not_sent();
                unit.webhooks().save_delivery(&delivery).await?;
                unit.commit().await?;
            }
            return Ok(None);
        };
        let began = self.now();
        let secrets = self.signing_secrets(&endpoint, began);
        if secrets.is_empty() {
            return Err(StoreError::Corrupt(
                "no secret of a webhook endpoint can be opened".into(),
            ));
        }
        let message = WebhookMessage {
            url: endpoint.url.as_url().clone(),
            id: delivery.id.clone(),
            body: delivery.body.clone(),
            secrets,
        };
        let answer = self.ports.webhook_sender.send(&message).await;
        slot.took(self.now().since(began));
        self.record_attempt(&delivery.id, &endpoint, began, answer)
            .await
    }

    async fn record_attempt(
        &self,
        id: &DeliveryId,
        endpoint: &WebhookEndpoint,
        began: Timestamp,
        answer: Result<WebhookAnswer, WebhookSendError>,
    ) -> Result<Option<Timestamp>, StoreError> {
        let now = self.now();
        let retry_after = answer.as_ref().ok().and_then(|answer| answer.retry_after);
        let (outcome, answer) = read(id, answer);
        let took_ms = now.since(began).as_millis();
        let attempt = Attempt {
            at: began,
            took_ms: u32::try_from(took_ms).unwrap_or(u32::MAX),
            outcome,
            answer,
        };
        let managers = match outcome.succeeded() {
            true => Managers::default(),
            false => self.managers_of(endpoint).await?,
        };
        let mut unit = self.ports.store.begin().await?;
        let Some(mut delivery) = unit.webhooks().delivery(id).await? else {
            return Ok(None);
        };
        delivery.tried(attempt, retry_after);
        unit.webhooks().save_delivery(&delivery).await?;
        if let Some(at) = delivery.next_at {
            let again = WorkKind::RedeliverWebhook(id.clone());
            let work = Work::due(self.new_work_id(), again, at);
            unit.work().schedule(&work).await?;
        }
        if !outcome.succeeded() || endpoint.failing.is_some() {
            let unit = unit.as_mut();
            self.note_health(unit, endpoint, outcome, &managers, now)
                .await?;
        }
        unit.commit().await?;
        Ok(delivery.next_at)
    }

    /// Notes whether the endpoint works. One that has failed for too long, or is gone, is
    /// disabled, and those who look after it are told.
    async fn note_health(
        &self,
        unit: &mut dyn UnitOfWork,
        endpoint: &WebhookEndpoint,
        outcome: AttemptOutcome,
        managers: &Managers,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let webhooks = unit.webhooks();
        let failing = webhooks
            .attempted(&endpoint.id, outcome.succeeded(), now)
            .await?;
        let is_over = failing.is_some_and(|failing| failing.disables(now));
        if !(is_over || outcome.is_gone()) || !webhooks.disable(&endpoint.id).await? {
            return Ok(());
        }
        tracing::warn!(webhook.id = %endpoint.id, "a webhook endpoint was disabled");
        for manager in &managers.addresses {
            let message = StaffMessage::WebhookDisabled {
                service: managers.service.clone(),
                endpoint: endpoint.description.clone(),
                is_gone: outcome.is_gone(),
            };
            self.tell(unit, manager, message, now).await?;
        }
        Ok(())
    }

    /// Who is told when the endpoint is disabled.
    async fn managers_of(&self, endpoint: &WebhookEndpoint) -> Result<Managers, StoreError> {
        let Some(account) = self.ports.queries.account(&endpoint.account).await? else {
            return Ok(Managers::default());
        };
        let team = self.ports.queries.team(&account.service).await?;
        let may = |role: domain::staff::Role| role.may(Permission::ManageWebhooks, account.mode);
        let managing = team
            .into_iter()
            .filter(|member| !member.disabled && member.role_in(&account.service).is_some_and(may));
        Ok(Managers {
            service: account.service_name.clone(),
            addresses: managing.map(|member| member.email).collect(),
        })
    }

    /// The texts of the secrets that sign an endpoint's messages, newest first.
    pub(crate) fn signing_secrets(
        &self,
        endpoint: &WebhookEndpoint,
        now: Timestamp,
    ) -> Vec<SecretString> {
        let vault = &self.ports.people.vault;
        let place = place(&endpoint.id);
        endpoint
            .signing(now)
            .filter_map(|secret| vault.open(&place, &secret.sealed))
            .filter_map(|bytes| String::from_utf8(bytes).ok())
            .map(SecretString::from)
            .collect()
    }
}

/// The people who look after a service's endpoints.
#[derive(Default)]
struct Managers {
    service: String,
    addresses: Vec<StaffEmail>,
}

/// How a try went, and what of the answer is kept.
fn read(
    id: &DeliveryId,
    answer: Result<WebhookAnswer, WebhookSendError>,
) -> (AttemptOutcome, String) {
    let outcome = match answer {
        Ok(answer) => return (AttemptOutcome::Answered(answer.status), answer.beginning),
        Err(WebhookSendError::TimedOut) => AttemptOutcome::TimedOut,
        Err(WebhookSendError::Forbidden) => AttemptOutcome::Forbidden,
        Err(error @ WebhookSendError::Unreachable(_)) => {
            let error = &error as &dyn Error;
            tracing::info!(delivery.id = %id, error, "a webhook endpoint could not be reached");
            AttemptOutcome::Unreachable
        }
    };
    (outcome, String::new())
}
