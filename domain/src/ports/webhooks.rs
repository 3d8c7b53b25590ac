//! Where webhook endpoints and deliveries are kept inside a unit of work, and the way out
//! to endpoints.

use std::time::Duration;

use async_trait::async_trait;
use secrecy::SecretString;
use url::Url;

use super::{Source, StoreError};
use crate::payment::Payment;
use crate::webhook::endpoint::Failing;
use crate::webhook::{Delivery, EventType, WebhookEndpoint};
use crate::{AccountId, DeliveryId, PaymentId, Timestamp, WebhookId};

/// Webhook endpoints and deliveries.
#[async_trait]
pub trait Webhooks: Send {
    /// Adds an endpoint.
    async fn add(&mut self, endpoint: &mut WebhookEndpoint) -> Result<(), StoreError>;

    /// The endpoint of this name.
    async fn get(&mut self, id: &WebhookId) -> Result<Option<WebhookEndpoint>, StoreError>;

    /// Every endpoint of an account, oldest first.
    async fn of_account(&mut self, account: &AccountId)
    -> Result<Vec<WebhookEndpoint>, StoreError>;

    /// Saves a changed endpoint. [`StoreError::Stale`] when it was saved by another since it
    /// was read; attempts that were noted meanwhile are no saving. Its failing is saved
    /// where it is `None`, and left as it is where it is something.
    async fn save(&mut self, endpoint: &mut WebhookEndpoint) -> Result<(), StoreError>;

    /// Notes that an attempt succeeded: the endpoint does not fail any more. One that failed
    /// is counted to those in a row. Answers with what it fails by then.
    async fn attempted(
        &mut self,
        id: &WebhookId,
        succeeded: bool,
        now: Timestamp,
    ) -> Result<Option<Failing>, StoreError>;

    /// Disables an active endpoint. Of any number of callers, exactly one is told `true`.
    async fn disable(&mut self, id: &WebhookId) -> Result<bool, StoreError>;

    /// Adds deliveries. Where an endpoint has one of the same payment and position, that one
    /// stays and this is not added: an event is fanned out once.
    async fn add_deliveries(&mut self, deliveries: &[Delivery]) -> Result<(), StoreError>;

    /// The delivery of this name. A store may make other units that want the same delivery
    /// wait until this one ends.
    async fn delivery(&mut self, id: &DeliveryId) -> Result<Option<Delivery>, StoreError>;

    /// Saves how a delivery stands, and the attempts that were added since it was read.
    async fn save_delivery(&mut self, delivery: &Delivery) -> Result<(), StoreError>;

    /// Removes up to `limit` deliveries made before `before`, with their attempts; says how
    /// many. Those that are yet to be told stay.
    async fn remove_deliveries_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<u64, StoreError>;
}

/// Writes what endpoints are sent.
pub trait WebhookBodies: Send + Sync {
    /// The body of a message about a payment as it is now: JSON.
    fn body(&self, about: &MessageAbout<'_>, payment: &Payment) -> String;

    /// The body of a message about a payment that was made up.
    fn example(&self, about: &MessageAbout<'_>) -> String;
}

/// What every message says, whatever it is about.
#[derive(Clone, Copy, Debug)]
pub struct MessageAbout<'a> {
    /// The message's name, the same in every attempt.
    pub id: &'a DeliveryId,
    /// What happened.
    pub event: EventType,
    /// When it happened.
    pub at: Timestamp,
    /// The payment it happened to.
    pub payment: &'a PaymentId,
}

/// How long an endpoint has to answer in full (as in GOV.UK Pay).
pub const ANSWER_WITHIN: Duration = Duration::from_secs(3);
/// How much of an answer is read, in bytes.
pub const ANSWER_READ_MAX: usize = 64 * 1_024;

/// The way out to endpoints.
///
/// It resolves a name once, checks every address it leads to, and connects to one of
/// those. In production they must all be public, and the scheme must be `https`; in sandbox
/// mode loopback and private addresses will do, and `http`. A cloud's metadata service is out
/// of reach in both. It follows no redirect, uses no proxy, reads at most
/// [`ANSWER_READ_MAX`], and gives up after [`ANSWER_WITHIN`].
///
/// Messages are stamped with the time of the machine, also where a sandbox's clock was moved:
/// receivers compare the stamp with their own.
#[async_trait]
pub trait WebhookSender: Send + Sync {
    /// Posts a message once. Any answer of HTTP is an answer.
    async fn send(&self, message: &WebhookMessage) -> Result<WebhookAnswer, WebhookSendError>;
}

/// A message on its way.
#[derive(Debug)]
pub struct WebhookMessage {
    /// Where to.
    pub url: Url,
    /// The delivery's name, the same in every attempt.
    pub id: DeliveryId,
    /// What is sent, to the byte.
    pub body: String,
    /// The texts of the secrets that sign it, newest first; at least one.
    pub secrets: Vec<SecretString>,
}

/// What an endpoint answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookAnswer {
    /// The status.
    pub status: u16,
    /// The beginning of the body, at most [`ANSWER_KEPT`](crate::webhook::delivery::ANSWER_KEPT)
    /// bytes; what is no text is replaced.
    pub beginning: String,
    /// How long the endpoint asks us to wait before the next attempt.
    pub retry_after: Option<Duration>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum WebhookSendError {
    /// It did not come in time.
    #[error("the endpoint did not answer in time")]
    TimedOut,
    /// The endpoint could not be reached, or did not speak HTTP.
    #[error("the endpoint could not be reached")]
    Unreachable(#[source] Source),
    /// The name leads to an address that nothing is sent to.
    #[error("the endpoint's address is one that nothing is sent to")]
    Forbidden,
}
