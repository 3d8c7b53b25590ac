//! Sending a webhook a message about a payment that was made up.

use askama::Template;
use domain::webhook::EventType;
use poem::{Request, Response, handler};

use super::At;
use crate::field::{Choice, Choices, Problems};
use crate::frame::Frame;
use crate::place::{ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The field for the kind of event.
const EVENT: &str = "event";

/// The question which event it is to be.
#[derive(Template)]
#[template(path = "webhooks/test_event.html")]
struct TestEventPage {
    frame: Frame,
    problems: Problems,
    url: String,
    choices: Choices,
    /// Whether anything would be sent.
    is_active: bool,
    action: String,
    back: String,
}

/// Asks which event it is to be.
#[handler]
pub(super) async fn get(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
) -> Result<Response, Refusal> {
    let at = At::to_change(request, &visit, place).await?;
    Ok(visit.show(&page(&visit, &at, Problems::none())))
}

/// Sends it.
#[handler]
pub(super) async fn post(request: &Request, posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    let at = At::to_change(request, &visit, place).await?;
    let word = form.take(EVENT);
    let Some(event) = EventType::offered().find(|event| event.word() == word) else {
        let problems = Problems::one(EVENT, "Choose an event");
        return Ok(visit.show_again(&page(&visit, &at, problems)));
    };
    if !at.endpoint().is_active() {
        return Ok(visit.show_again(&page(&visit, &at, Problems::none())));
    }
    let (service, id) = (&at.place.service.id, at.endpoint().id.as_str());
    let application = visit.application();
    let delivery = application
        .test_endpoint(&visit.staff, service, at.mode, id, event)
        .await?;
    let news = "The test event is on its way. Load this page again to see how it went.";
    let page = at.path(&format!("/deliveries/{}", delivery.id));
    Ok(visit.go_with_news(&page, news))
}

fn page(visit: &Visit, at: &At, problems: Problems) -> TestEventPage {
    let events = EventType::offered().map(|event| Choice::new(event.word(), event.label()));
    let asks = "Which event is it to be?";
    TestEventPage {
        frame: at.frame(visit, "Send a test event", &problems),
        url: at.endpoint().url.as_str().to_owned(),
        choices: Choices::new(EVENT, asks, events.collect()).problem(&problems),
        is_active: at.endpoint().is_active(),
        action: at.path("/test-event"),
        back: at.path(""),
        problems,
    }
}
