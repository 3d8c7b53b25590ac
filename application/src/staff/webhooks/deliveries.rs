//! Staff see how telling an endpoint went, and have it told again.

use std::time::Duration;

use domain::account::{GatewayAccount, Mode};
use domain::ports::queries::{DISPLAY_SIZE_MAX, DeliverySearch, Page};
use domain::ports::webhooks::MessageAbout;
use domain::staff::Permission;
use domain::webhook::{Delivery, DeliveryStatus, EventType, WebhookEndpoint};
use domain::work::{Work, WorkKind};
use domain::{DeliveryId, PaymentId, ServiceId, Timestamp};

use super::{EndpointError, endpoint_entry};
use crate::Application;
use crate::staff::Staff;
use crate::staff::services::AccessError;

/// How many deliveries one page of the list has.
pub const DELIVERIES_A_PAGE: u64 = 20;
/// How many deliveries one replay sends again at most, the newest of those that match.
pub const REPLAY_MAX: usize = 1_000;
/// How many of them one unit schedules.
const REPLAY_BATCH: usize = 100;

/// What is to be sent again.
#[derive(Clone, Debug)]
pub enum Replay {
    /// One delivery.
    One(String),
    /// All that match, at most [`REPLAY_MAX`].
    Matching(Box<DeliverySearch>),
}

/// A delivery in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryInFull {
    /// The endpoint.
    pub endpoint: WebhookEndpoint,
    /// The delivery. Its body and what the endpoint answered are empty for those who may not
    /// see paying users' details.
    pub delivery: Delivery,
    /// Whether the viewer may have it sent again.
    pub may_replay: bool,
}

impl Application {
    /// One page of an endpoint's deliveries that match, newest first, without their bodies
    /// and answers.
    pub async fn staff_deliveries(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        endpoint: &str,
        mut search: DeliverySearch,
    ) -> Result<Page<Delivery>, AccessError> {
        let see = Permission::SeeWebhooks;
        let account = self.account_for(staff, service, mode, see).await?;
        let endpoint = self.endpoint_of(&account, endpoint).await?;
        search.sheet.display_size = DELIVERIES_A_PAGE;
        let queries = &self.ports.queries;
        let mut page = queries.deliveries(&endpoint.id, &search).await?;
        page.items.iter_mut().for_each(Delivery::hide_people);
        Ok(page)
    }

    /// One delivery of an endpoint.
    pub async fn staff_delivery(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        endpoint: &str,
        delivery: &str,
    ) -> Result<DeliveryInFull, AccessError> {
        let see = Permission::SeeWebhooks;
        let account = self.account_for(staff, service, mode, see).await?;
        let endpoint = self.endpoint_of(&account, endpoint).await?;
        let id = DeliveryId::parse(delivery).ok_or(AccessError::NotFound)?;
        let found = self.ports.queries.any_delivery(&id).await?;
        let ours = found.filter(|delivery| delivery.endpoint == endpoint.id);
        let mut delivery = ours.ok_or(AccessError::NotFound)?;
        let may = |permission| staff.may(permission, service, mode).is_ok();
        if !delivery.is_test {
            match may(Permission::SeePersonalData) {
                true => self.note_look(staff, service, &delivery.payment).await?,
                false => delivery.hide_people(),
            }
        }
        Ok(DeliveryInFull {
            endpoint,
            delivery,
            may_replay: may(Permission::ManageWebhooks),
        })
    }

    /// Sends deliveries again, the oldest first; says how many. What waits for its first
    /// attempt goes out by itself.
    pub async fn replay_deliveries(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        endpoint: &str,
        wanted: Replay,
    ) -> Result<usize, EndpointError> {
        let manage = Permission::ManageWebhooks;
        let account = self.account_for(staff, service, mode, manage).await?;
        let endpoint = self.active_endpoint(&account, endpoint).await?;
        let names = self.wanted(&endpoint, wanted).await?;
        let (mut replayed, mut newer) = (0, names.len());
        for batch in names.chunks(REPLAY_BATCH) {
            let mut unit = self.ports.store.begin().await?;
            let mut here = 0;
            for name in batch {
                newer -= 1;
                let found = unit.webhooks().delivery(name).await?;
                let ours = found.filter(|delivery| delivery.endpoint == endpoint.id);
                let Some(mut delivery) = ours.filter(|delivery| !delivery.is_untried()) else {
                    continue;
                };
                delivery.replay(staff.at);
                unit.webhooks().save_delivery(&delivery).await?;
                let again = WorkKind::RedeliverWebhook(name.clone());
                let due_at = before(staff.at, newer);
                let work = Work::due(self.new_work_id(), again, due_at);
                unit.work().schedule(&work).await?;
                here += 1;
            }
            if here > 0 {
                let word = format!("{here} sent again");
                let entry = endpoint_entry(staff, &account, &endpoint, &word);
                self.record(unit.as_mut(), entry).await?;
                unit.commit().await?;
            }
            replayed += here;
        }
        Ok(replayed)
    }

    /// Sends an endpoint a message about a payment that was made up, so that its people see
    /// whether it arrives.
    pub async fn test_endpoint(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        endpoint: &str,
        event: EventType,
    ) -> Result<Delivery, EndpointError> {
        let manage = Permission::ManageWebhooks;
        let account = self.account_for(staff, service, mode, manage).await?;
        let endpoint = self.active_endpoint(&account, endpoint).await?;
        let delivery = self.test_delivery(&endpoint, event, staff.at);
        let mut unit = self.ports.store.begin().await?;
        let one = std::slice::from_ref(&delivery);
        unit.webhooks().add_deliveries(one).await?;
        let send = WorkKind::RedeliverWebhook(delivery.id.clone());
        let work = Work::due(self.new_work_id(), send, staff.at);
        unit.work().schedule(&work).await?;
        let entry = endpoint_entry(staff, &account, &endpoint, "test event sent");
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(delivery)
    }

    async fn active_endpoint(
        &self,
        account: &GatewayAccount,
        id: &str,
    ) -> Result<WebhookEndpoint, EndpointError> {
        let endpoint = self.endpoint_of(account, id).await?;
        match endpoint.is_active() {
            true => Ok(endpoint),
            false => Err(EndpointError::NotActive),
        }
    }

    fn test_delivery(
        &self,
        endpoint: &WebhookEndpoint,
        event: EventType,
        now: Timestamp,
    ) -> Delivery {
        let id = DeliveryId::from_random(self.random());
        let payment = PaymentId::from_random(self.random());
        let about = MessageAbout {
            id: &id,
            event,
            at: now,
            payment: &payment,
        };
        Delivery {
            body: self.ports.webhook_bodies.example(&about),
            endpoint: endpoint.id.clone(),
            event,
            position: 1,
            happened_at: now,
            status: DeliveryStatus::Pending,
            attempts: Vec::new(),
            next_at: Some(now),
            replayed_after: 0,
            is_test: true,
            created_at: now,
            payment,
            id,
        }
    }

    /// The names of what is to be sent again, oldest first.
    async fn wanted(
        &self,
        endpoint: &WebhookEndpoint,
        wanted: Replay,
    ) -> Result<Vec<DeliveryId>, EndpointError> {
        let mut search = match wanted {
            Replay::One(id) => {
                return Ok(vec![DeliveryId::parse(&id).ok_or(AccessError::NotFound)?]);
            }
            Replay::Matching(search) => *search,
        };
        let mut names = Vec::new();
        search.sheet.page = 1;
        search.sheet.display_size = DISPLAY_SIZE_MAX;
        while names.len() < REPLAY_MAX {
            let queries = &self.ports.queries;
            let page = queries.deliveries(&endpoint.id, &search).await?;
            if page.items.is_empty() {
                break;
            }
            names.extend(page.items.into_iter().map(|delivery| delivery.id));
            search.sheet.page += 1;
        }
        names.truncate(REPLAY_MAX);
        names.reverse();
        Ok(names)
    }
}

/// An instant that lies so many milliseconds back: what is due longest is done first.
fn before(now: Timestamp, millis: usize) -> Timestamp {
    let millis = u64::try_from(millis).unwrap_or(u64::MAX);
    now.minus(Duration::from_millis(millis))
}
