//! Webhook endpoints are told what happens to payments.

mod crashes;
mod disabling;
mod endpoints;
mod events;
mod first_attempts;
mod in_flight;
mod replaying;
mod retries;
mod secrets;

use std::time::Duration;

use application::actor::PayingUser;
use application::staff::Staff;
use application::staff::webhooks::EndpointDescription;
use domain::account::Mode;
use domain::ports::queries::{DeliverySearch, Sheet};
use domain::ports::{Clock, Queries};
use domain::staff::Role;
use domain::webhook::{Delivery, DeliveryStatus, EventType, WebhookEndpoint};
use domain::work::WorkKind;
use domain::{DeliveryId, ServiceId};
use memory::SentMessage;

use crate::scene::{AMOUNT, Scene, of};
use crate::staff::ADA;

/// Where an endpoint is.
pub(crate) const HOOK: &str = "https://service.example/hook";
/// Where another one is.
pub(crate) const OTHER_HOOK: &str = "https://service.example/other";

/// Somebody who looks after the webhooks of a service.
pub(crate) struct Desk {
    pub(crate) scene: Scene,
    pub(crate) house: ServiceId,
    ada: Staff,
}

impl Desk {
    pub(crate) async fn new() -> Self {
        Self::over(Scene::new().await).await
    }

    pub(crate) async fn over(scene: Scene) -> Self {
        let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
        Self {
            house: scene.house().await.id,
            scene,
            ada,
        }
    }

    /// A desk with an endpoint at [`HOOK`] that is told everything.
    pub(crate) async fn with_endpoint() -> (Self, WebhookEndpoint) {
        let desk = Self::new().await;
        let endpoint = desk.register(HOOK).await;
        (desk, endpoint)
    }

    /// Ada, as she asks now.
    fn ada(&self) -> Staff {
        Staff {
            at: self.scene.world.clock.now(),
            ..self.ada.clone()
        }
    }

    /// Registers an endpoint that is told everything.
    pub(crate) async fn register(&self, url: &str) -> WebhookEndpoint {
        self.register_for(url, EventType::offered()).await
    }

    async fn register_for(
        &self,
        url: &str,
        events: impl IntoIterator<Item = EventType>,
    ) -> WebhookEndpoint {
        let description = EndpointDescription {
            url: url.to_owned(),
            description: "The case system".to_owned(),
            events: events.into_iter().collect(),
        };
        let (ada, test) = (self.ada(), Mode::Test);
        let application = &self.scene.application;
        let registered = application.register_endpoint(&ada, &self.house, test, &description);
        registered.await.unwrap()
    }

    async fn activate(&self, endpoint: &WebhookEndpoint, active: bool) -> WebhookEndpoint {
        let (ada, id) = (self.ada(), endpoint.id.as_str());
        let application = &self.scene.application;
        let changed = application.activate_endpoint(&ada, &self.house, Mode::Test, id, active);
        changed.await.unwrap()
    }

    /// The endpoint as it is now.
    async fn now(&self, endpoint: &WebhookEndpoint) -> WebhookEndpoint {
        let found = self.scene.world.store.any_webhook_endpoint(&endpoint.id);
        found.await.unwrap().unwrap()
    }

    /// What the endpoint is to be told, or was, latest first.
    pub(crate) async fn deliveries(&self, endpoint: &WebhookEndpoint) -> Vec<Delivery> {
        let search = DeliverySearch {
            sheet: Sheet {
                page: 1,
                display_size: 5_000,
            },
            ..DeliverySearch::default()
        };
        let found = self.scene.world.store.deliveries(&endpoint.id, &search);
        found.await.unwrap().items
    }

    async fn statuses(&self, endpoint: &WebhookEndpoint) -> Vec<DeliveryStatus> {
        let deliveries = self.deliveries(endpoint).await;
        deliveries.into_iter().map(|one| one.status).collect()
    }

    async fn delivery(&self, id: &DeliveryId) -> Delivery {
        let found = self.scene.world.store.any_delivery(id).await;
        found.unwrap().unwrap()
    }

    fn sent_to(&self, url: &str) -> Vec<SentMessage> {
        self.scene.world.webhook_sender.sent_to(url)
    }

    /// The names of the events that this address was told, in order.
    fn heard(&self, url: &str) -> Vec<String> {
        let sent = self.sent_to(url);
        sent.iter().map(|one| said(one).event.to_owned()).collect()
    }

    /// The same, of one payment alone.
    fn heard_of(&self, url: &str, user: &PayingUser) -> Vec<String> {
        let sent = self.sent_to(url);
        let about = sent.iter().map(said);
        about
            .filter(|said| said.payment == user.payment.as_str())
            .map(|said| said.event.to_owned())
            .collect()
    }

    /// A payment that failed, and so gave one event.
    async fn failed(&self) -> PayingUser {
        let user = self.scene.authorised(true).await;
        self.scene.cancel(&user).await;
        user
    }

    /// A payment that was paid and given back: three events.
    async fn refunded(&self) -> PayingUser {
        let user = self.scene.paid().await;
        self.scene.refund(&user, of(AMOUNT, None)).await.unwrap();
        user
    }

    /// The work of telling endpoints that is left.
    fn lanes_and_retries(&self) -> Vec<WorkKind> {
        let work = self.scene.world.store.all_work().into_iter();
        work.map(|work| work.kind)
            .filter(|kind| {
                matches!(
                    kind,
                    WorkKind::DeliverWebhooks(..) | WorkKind::RedeliverWebhook(_)
                )
            })
            .collect()
    }
}

/// What a message says.
struct Said<'a> {
    id: &'a str,
    event: &'a str,
    payment: &'a str,
    status: &'a str,
}

fn said(message: &SentMessage) -> Said<'_> {
    let mut words = message.body.split(' ');
    let mut next = || words.next().unwrap();
    Said {
        id: next(),
        event: next(),
        payment: next(),
        status: next(),
    }
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}
