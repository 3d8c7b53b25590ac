//! Sending a webhook again what it was sent: all that match some filters, after one more
//! look, or one message.

use application::staff::webhooks::deliveries::{REPLAY_MAX, Replay};
use askama::Template;
use domain::ports::queries::DeliverySearch;
use poem::web::Path;
use poem::{Request, Response, handler};

use super::At;
use super::filters::Filters;
use crate::field::Problems;
use crate::form::Asked;
use crate::frame::Frame;
use crate::place::{ServicePost, ServiceVisit};
use crate::refusal::Refusal;

/// How many, and the button.
#[derive(Template)]
#[template(path = "webhooks/replay.html")]
struct ReplayPage {
    frame: Frame,
    description: String,
    url: String,
    /// How many match.
    total: u64,
    /// How many are sent at most, if more match.
    cut_off_at: Option<usize>,
    filters: Vec<(&'static str, String)>,
    action: String,
    back: String,
}

/// Says how many there are.
#[handler]
pub(super) async fn get(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let at = At::to_change(request, &visit, place).await?;
    let filters = Filters::read(&mut asked);
    let back = filters.keep_on_page(&at.path(""), 1);
    let Some(search) = readable(&at, &filters) else {
        return Ok(visit.go(&back));
    };
    let (service, id) = (&at.place.service.id, at.endpoint().id.as_str());
    let application = visit.application();
    let found = application
        .staff_deliveries(&visit.staff, service, at.mode, id, search)
        .await?;
    let max = u64::try_from(REPLAY_MAX).unwrap_or(u64::MAX);
    Ok(visit.show(&ReplayPage {
        frame: at.frame(&visit, "Send messages again", &Problems::none()),
        description: at.endpoint().description.clone(),
        url: at.endpoint().url.as_str().to_owned(),
        total: found.total,
        cut_off_at: Some(REPLAY_MAX).filter(|_| found.total > max),
        filters: filters.in_words(),
        action: filters.keep_on_page(&at.path("/replay"), 1),
        back,
    }))
}

/// Sends all that match.
#[handler]
pub(super) async fn post(
    request: &Request,
    posted: ServicePost,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let ServicePost { visit, place, .. } = posted;
    let at = At::to_change(request, &visit, place).await?;
    let filters = Filters::read(&mut asked);
    let back = filters.keep_on_page(&at.path(""), 1);
    let Some(search) = readable(&at, &filters) else {
        return Ok(visit.go(&back));
    };
    let (service, id) = (&at.place.service.id, at.endpoint().id.as_str());
    let wanted = Replay::Matching(Box::new(search));
    let application = visit.application();
    let count = application
        .replay_deliveries(&visit.staff, service, at.mode, id, wanted)
        .await?;
    let news = match count {
        0 => "There was nothing to send again.".to_owned(),
        1 => "1 message is sent again.".to_owned(),
        count => format!("{count} messages are sent again, the oldest first."),
    };
    Ok(visit.go_with_news(&at.path(""), &news))
}

/// Where a delivery stands in the address: after service, mode and webhook.
type Named = Path<(String, String, String, String)>;

/// Sends one message again.
#[handler]
pub(super) async fn one(
    request: &Request,
    posted: ServicePost,
    Path((_, _, _, delivery)): Named,
) -> Result<Response, Refusal> {
    let ServicePost { visit, place, .. } = posted;
    let at = At::to_change(request, &visit, place).await?;
    let (service, id) = (&at.place.service.id, at.endpoint().id.as_str());
    let application = visit.application();
    let page = at.path(&format!("/deliveries/{delivery}"));
    if !at.endpoint().is_active() {
        let news = "The webhook is not active, so nothing is sent to it.";
        return Ok(visit.go_with_news(&page, news));
    }
    let wanted = Replay::One(delivery);
    let count = application
        .replay_deliveries(&visit.staff, service, at.mode, id, wanted)
        .await?;
    let news = match count {
        0 => "It was not sent again: its first attempt is still to come.",
        _ => "It is on its way again. Load this page again to see how it went.",
    };
    Ok(visit.go_with_news(&page, news))
}

/// What to look for, if the filters can be read and anything would be sent.
fn readable(at: &At, filters: &Filters) -> Option<DeliverySearch> {
    let search = filters.search().ok()?;
    at.endpoint().is_active().then_some(search)
}
