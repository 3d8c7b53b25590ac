//! What a service agrees to before it takes real money.

use askama::Template;
use domain::account::Provider;
use poem::{Response, handler};

use super::{ACCEPTED, AGREEMENT, PSP, chosen, frame, step};
use crate::field::Problems;
use crate::form::Asked;
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The agreement, to be accepted.
#[derive(Template)]
#[template(path = "going_live/agreement.html")]
struct AgreementPage {
    frame: Frame,
    problems: Problems,
    /// What is wrong with the tick.
    problem: Option<String>,
    service: String,
    organisation: String,
    provider: Provider,
    base: String,
}

/// Shows the agreement.
#[handler]
pub(super) async fn ask(
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    if let Some(elsewhere) = step(&visit, &place)? {
        return Ok(elsewhere);
    }
    match chosen(&asked.take(PSP)) {
        Some(provider) => Ok(visit.show(&page(&visit, &place, provider, Problems::none()))),
        None => Ok(visit.go(&place.path("/go-live/psp"))),
    }
}

/// Leads on once it is accepted.
#[handler]
pub(super) async fn accept(posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    if let Some(elsewhere) = step(&visit, &place)? {
        return Ok(elsewhere);
    }
    let Some(provider) = chosen(&form.take(PSP)) else {
        return Ok(visit.go(&place.path("/go-live/psp")));
    };
    if form.take(AGREEMENT) == ACCEPTED {
        let onward = format!(
            "/go-live/check?{PSP}={}&{AGREEMENT}={ACCEPTED}",
            provider.word()
        );
        return Ok(visit.go(&place.path(&onward)));
    }
    let problem = "Tick the box if you accept the agreement. Nobody goes live without it";
    let problems = Problems::one(AGREEMENT, problem);
    Ok(visit.show_again(&page(&visit, &place, provider, problems)))
}

fn page(visit: &Visit, place: &Place, provider: Provider, problems: Problems) -> AgreementPage {
    let organisation = place.service.organisation.as_ref();
    AgreementPage {
        frame: frame(visit, place, "Accept the agreement").with(&problems),
        problem: problems.of(AGREEMENT).map(str::to_owned),
        problems,
        service: place.service.name.to_string(),
        organisation: organisation
            .map(|found| found.name.clone())
            .unwrap_or_default(),
        provider,
        base: place.path("/go-live"),
    }
}
