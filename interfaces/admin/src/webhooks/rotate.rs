//! Giving a webhook a new signing secret, after one more look.

use askama::Template;
use domain::webhook::secret::ROTATION_LASTS;
use poem::{Request, Response, handler};

use super::At;
use crate::field::Problems;
use crate::frame::Frame;
use crate::place::{ServicePost, ServiceVisit};
use crate::refusal::Refusal;

/// What happens, and the button.
#[derive(Template)]
#[template(path = "webhooks/rotate.html")]
struct RotatePage {
    frame: Frame,
    description: String,
    /// For how many hours the present secret signs beside the new one.
    hours: u64,
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
    Ok(visit.show(&RotatePage {
        frame: at.frame(&visit, "Make a new signing secret", &Problems::none()),
        description: at.endpoint().description.clone(),
        hours: hours(),
        action: at.path("/rotate"),
        back: at.path(""),
    }))
}

/// Makes the new secret, and leads to it.
#[handler]
pub(super) async fn post(request: &Request, posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost { visit, place, .. } = posted;
    let at = At::to_change(request, &visit, place).await?;
    let (service, id) = (&at.place.service.id, at.endpoint().id.as_str());
    let application = visit.application();
    application
        .rotate_secret(&visit.staff, service, at.mode, id)
        .await?;
    let news = format!(
        "The new secret signs from now on, the one before beside it for {} hours.",
        hours()
    );
    Ok(visit.go_with_news(&at.path("/secret"), &news))
}

fn hours() -> u64 {
    ROTATION_LASTS.as_secs() / (60 * 60)
}
