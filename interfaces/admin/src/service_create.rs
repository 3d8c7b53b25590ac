//! Adding a service: whoever asks becomes its admin, and has a test account at once.

use application::staff::services::{CreateServiceError, SERVICES_MAX};
use askama::Template;
use domain::account::SERVICE_NAME_MAX;
use domain::account::service::ServiceNameError;
use poem::{Response, get, handler};

use crate::addresses::Routes;
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::refusal::Refusal;
use crate::visit::{Posted, Visit};

const NAME: &str = "service-name";
const WELSH_NAME: &str = "service-name-cy";

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.at("/admin/services/create", get(ask).post(create))
}

/// The form that asks for its names.
#[derive(Template)]
#[template(path = "service_create.html")]
struct CreatePage {
    frame: Frame,
    problems: Problems,
    name: Field,
    welsh_name: Field,
}

/// Asks for the names.
#[handler]
async fn ask(visit: Visit) -> Response {
    visit.show(&page(&visit, "", "", Problems::none()))
}

/// Adds the service, and leads to its dashboard.
#[handler]
async fn create(Posted { visit, mut form }: Posted) -> Result<Response, Refusal> {
    let (name, welsh_name) = (form.take(NAME), form.take(WELSH_NAME));
    let application = visit.application();
    let created = application.create_service(&visit.staff, &name, &welsh_name);
    let problems = match created.await {
        Ok(service) => {
            let dashboard = format!("/admin/service/{}/test/dashboard", service.id);
            let news = format!("{} is added, and you are its admin.", service.name);
            return Ok(visit.go_with_news(&dashboard, &news));
        }
        Err(CreateServiceError::Name(error)) => Problems::one(NAME, problem("name", error)),
        Err(CreateServiceError::WelshName(error)) => {
            Problems::one(WELSH_NAME, problem("Welsh name", error))
        }
        Err(CreateServiceError::TooMany) => Problems::one(
            NAME,
            format!("You belong to {SERVICES_MAX} services already, which is as many as we keep"),
        ),
        Err(CreateServiceError::Store(error)) => return Err(error.into()),
    };
    Ok(visit.show_again(&page(&visit, &name, &welsh_name, problems)))
}

fn problem(what: &str, error: ServiceNameError) -> String {
    match error {
        ServiceNameError::Blank => format!("Enter the service’s {what}"),
        ServiceNameError::TooLong => {
            format!("The {what} must have {SERVICE_NAME_MAX} characters or fewer")
        }
        ServiceNameError::Forbidden => format!("The {what} must not have < > or |"),
    }
}

fn page(visit: &Visit, name: &str, welsh_name: &str, problems: Problems) -> CreatePage {
    CreatePage {
        frame: visit.frame("Add a service").with(&problems),
        name: Field::text(NAME, "Name")
            .hint("Your users see it on the payment pages, for example: Fishing licences")
            .value(name)
            .problem(&problems),
        welsh_name: Field::text(WELSH_NAME, "Welsh name (optional)")
            .hint("For payment pages in Welsh")
            .value(welsh_name)
            .problem(&problems),
        problems,
    }
}
