//! What a service is called, in English and in Welsh.

use application::staff::details::DetailsError;
use askama::Template;
use domain::account::SERVICE_NAME_MAX;
use domain::account::service::ServiceNameError;
use domain::staff::Permission;
use poem::{Response, handler};

use super::{Trail, frame, go_back};
use crate::field::{Field, Problems};
use crate::form::Asked;
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

const NAME: &str = "name";
const WELSH_NAME: &str = "welsh-name";

/// The names, to be filled in.
#[derive(Template)]
#[template(path = "settings_name.html")]
struct NamePage {
    frame: Frame,
    problems: Problems,
    name: Field,
    welsh_name: Field,
    trail: Trail,
}

/// Shows the names.
#[handler]
pub(crate) async fn get(at: ServiceVisit, Asked(asked): Asked) -> Result<Response, Refusal> {
    let ServiceVisit { visit, place } = at;
    place.demand(Permission::ChangeService)?;
    let trail = Trail::of(&place, "name", asked);
    let welsh = place.service.welsh_name.as_ref();
    let welsh = welsh.map(ToString::to_string).unwrap_or_default();
    let typed = (place.service.name.as_str(), welsh.as_str());
    Ok(visit.show(&page(&visit, &place, trail, typed, Problems::none())))
}

/// Calls the service something else.
#[handler]
pub(crate) async fn post(at: ServicePost, Asked(asked): Asked) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = at;
    let trail = Trail::of(&place, "name", asked);
    let (name, welsh) = (form.take(NAME), form.take(WELSH_NAME));
    let (application, id) = (visit.application(), &place.service.id);
    let renamed = application
        .rename_service(&visit.staff, id, &name, &welsh)
        .await;
    let problems = match renamed {
        Ok(after) => {
            let same = after == place.service;
            return Ok(go_back(&visit, &trail.back, "Service name", same));
        }
        Err(DetailsError::Name(error)) => Problems::one(NAME, problem(error, "name")),
        Err(DetailsError::WelshName(error)) => {
            Problems::one(WELSH_NAME, problem(error, "Welsh name"))
        }
        Err(error) => return Err(error.into()),
    };
    let page = page(&visit, &place, trail, (&name, &welsh), problems);
    Ok(visit.show_again(&page))
}

fn problem(error: ServiceNameError, what: &str) -> String {
    match error {
        ServiceNameError::Blank => format!("Enter a {what} for the service"),
        ServiceNameError::TooLong => {
            format!("The {what} must have {SERVICE_NAME_MAX} characters or fewer")
        }
        ServiceNameError::Forbidden => format!("The {what} must not have < > or |"),
    }
}

fn page(
    visit: &Visit,
    place: &Place,
    trail: Trail,
    (name, welsh): (&str, &str),
    problems: Problems,
) -> NamePage {
    let field = |id, label, typed| Field {
        max_length: SERVICE_NAME_MAX,
        ..Field::text(id, label).value(typed).problem(&problems)
    };
    let welsh_name = field(WELSH_NAME, "Welsh name (optional)", welsh);
    NamePage {
        frame: frame(visit, place, "Service name", &problems),
        name: field(NAME, "Name", name),
        welsh_name: welsh_name.hint("Shown when the payment page is in Welsh."),
        trail,
        problems,
    }
}
