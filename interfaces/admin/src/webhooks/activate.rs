//! Telling a webhook from now on, or no more, after one more look.

use askama::Template;
use domain::staff::Permission;
use poem::{Request, Response, handler};

use super::At;
use crate::field::Problems;
use crate::frame::Frame;
use crate::place::{ServicePost, ServiceVisit};
use crate::refusal::Refusal;

/// The field that says which of both is meant.
const TO: &str = "to";
const ACTIVE: &str = "active";
const INACTIVE: &str = "inactive";

/// What happens, and the button.
#[derive(Template)]
#[template(path = "webhooks/activate.html")]
struct ActivatePage {
    frame: Frame,
    description: String,
    url: String,
    /// Whether it is active, and so can only be deactivated.
    is_active: bool,
    /// Which of both the button means.
    to: &'static str,
    action: String,
    back: String,
}

/// Says what happens.
#[handler]
pub(super) async fn get(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
) -> Result<Response, Refusal> {
    let at = At::to_change(request, &visit, place).await?;
    let (endpoint, is_active) = (at.endpoint(), at.endpoint().is_active());
    let (what, to) = match is_active {
        true => ("Deactivate a webhook", INACTIVE),
        false => ("Activate a webhook", ACTIVE),
    };
    Ok(visit.show(&ActivatePage {
        frame: at.frame(&visit, what, &Problems::none()),
        description: endpoint.description.clone(),
        url: endpoint.url.as_str().to_owned(),
        is_active,
        to,
        action: at.path("/activate"),
        back: at.path(""),
    }))
}

/// Does it.
#[handler]
pub(super) async fn post(request: &Request, posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    place.demand(Permission::ManageWebhooks)?;
    let active = match form.take(TO).as_str() {
        ACTIVE => true,
        INACTIVE => false,
        _ => return Err(Refusal::BadForm),
    };
    let at = At::to_change(request, &visit, place).await?;
    let (service, id) = (&at.place.service.id, at.endpoint().id.as_str());
    let application = visit.application();
    let endpoint = application
        .activate_endpoint(&visit.staff, service, at.mode, id, active)
        .await?;
    let how = if active { "active" } else { "inactive" };
    let news = format!("“{}” is {how}.", endpoint.description);
    Ok(visit.go_with_news(&at.path(""), &news))
}
