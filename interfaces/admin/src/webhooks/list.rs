//! Every webhook of an account, those that are told first.

use askama::Template;
use domain::account::Mode;
use domain::staff::Permission;
use domain::webhook::endpoint::ENDPOINTS_MAX;
use domain::webhook::{EndpointStatus, WebhookEndpoint};
use poem::{Response, handler};

use super::{frame, path, words};
use crate::field::Problems;
use crate::frame::Frame;
use crate::london;
use crate::place::{Place, ServiceVisit};
use crate::refusal::Refusal;
use crate::transactions::standing::Tag;

/// The webhooks.
#[derive(Template)]
#[template(path = "webhooks/list.html")]
struct ListPage {
    frame: Frame,
    mode: Mode,
    cards: Vec<Card>,
    /// Where one is created, for those who may, while there is room.
    create: Option<String>,
    /// How many there may be, if there are so many.
    full_at: Option<usize>,
    back: String,
}

/// One webhook.
struct Card {
    id: String,
    description: String,
    tag: Tag,
    url: String,
    events: String,
    since: String,
    failing: Option<String>,
    href: String,
}

/// Shows the webhooks.
#[handler]
pub(super) async fn list(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    let mode = place.required_mode()?;
    let (application, service) = (visit.application(), &place.service.id);
    let mut endpoints = application
        .staff_endpoints(&visit.staff, service, mode)
        .await?;
    endpoints.sort_by_key(|endpoint| rank(endpoint.status));
    let is_full = endpoints.len() >= ENDPOINTS_MAX;
    let creates = place.may(Permission::ManageWebhooks) && !is_full;
    let what = format!("{} webhooks", mode.label());
    Ok(visit.show(&ListPage {
        frame: frame(&visit, &place, &what, &Problems::none()),
        mode,
        cards: endpoints.iter().map(|it| Card::of(&place, it)).collect(),
        create: creates.then(|| place.mode_path("/webhooks/create")),
        full_at: is_full.then_some(ENDPOINTS_MAX),
        back: place.mode_path("/settings"),
    }))
}

/// What works comes first, then what somebody should look at.
fn rank(status: EndpointStatus) -> u8 {
    match status {
        EndpointStatus::Active => 0,
        EndpointStatus::Disabled => 1,
        EndpointStatus::Inactive => 2,
    }
}

/// What a webhook is told of, in a line.
pub(super) fn events_of(endpoint: &WebhookEndpoint) -> String {
    let labels: Vec<&str> = endpoint.events.iter().map(|event| event.label()).collect();
    labels.join(", ")
}

impl Card {
    fn of(place: &Place, endpoint: &WebhookEndpoint) -> Self {
        Self {
            id: endpoint.id.to_string(),
            description: endpoint.description.clone(),
            tag: words::of_endpoint(endpoint.status),
            url: endpoint.url.as_str().to_owned(),
            events: events_of(endpoint),
            since: london::day(endpoint.created_at),
            failing: endpoint.failing.map(words::failing),
            href: path(place, endpoint, ""),
        }
    }
}
