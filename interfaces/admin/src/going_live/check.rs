//! A last look, and sending it.

use askama::Template;
use domain::account::Provider;
use poem::{Response, handler};

use super::{ACCEPTED, AGREEMENT, PSP, chosen, frame, step};
use crate::form::{Asked, Form};
use crate::frame::Frame;
use crate::place::{ServicePost, ServiceVisit};
use crate::refusal::Refusal;

/// What will be sent.
#[derive(Template)]
#[template(path = "going_live/check.html")]
struct CheckPage {
    frame: Frame,
    service: String,
    organisation: String,
    organisation_path: String,
    provider: Provider,
    base: String,
}

/// Shows what will be sent; leads back to whatever is missing.
#[handler]
pub(super) async fn ask(
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    if let Some(elsewhere) = step(&visit, &place)? {
        return Ok(elsewhere);
    }
    let provider = match complete(&mut asked) {
        Ok(provider) => provider,
        Err(missing) => return Ok(visit.go(&place.path(&missing))),
    };
    let organisation = place.service.organisation.as_ref();
    Ok(visit.show(&CheckPage {
        frame: frame(&visit, &place, "Check and send"),
        service: place.service.name.to_string(),
        organisation: organisation
            .map(|found| found.name.clone())
            .unwrap_or_default(),
        organisation_path: place.path("/settings/organisation?then=go-live"),
        provider,
        base: place.path("/go-live"),
    }))
}

/// Sends it.
#[handler]
pub(super) async fn send(posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    if let Some(elsewhere) = step(&visit, &place)? {
        return Ok(elsewhere);
    }
    let provider = match complete(&mut form) {
        Ok(provider) => provider,
        Err(missing) => return Ok(visit.go(&place.path(&missing))),
    };
    let (application, service) = (visit.application(), &place.service.id);
    application
        .ask_to_go_live(&visit.staff, service, provider, true)
        .await?;
    let news = "You asked to go live. A platform administrator decides.";
    Ok(visit.go_with_news(&place.path("/go-live"), news))
}

/// The PSP, if everything is there; otherwise the step that is missing.
fn complete(form: &mut Form) -> Result<Provider, String> {
    let provider = chosen(&form.take(PSP)).ok_or_else(|| "/go-live/psp".to_owned())?;
    if form.take(AGREEMENT) == ACCEPTED {
        Ok(provider)
    } else {
        Err(format!("/go-live/agreement?{PSP}={}", provider.word()))
    }
}
