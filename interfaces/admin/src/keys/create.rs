//! Making a key, and showing its text this once.
//!
//! The answer to the form is the page with the key: to lead on to another page, the
//! key would have to be kept somewhere in between.

use application::staff::keys::StaffKeyError;
use askama::Template;
use domain::account::Mode;
use domain::staff::Permission;
use poem::http::StatusCode;
use poem::{Response, handler};
use secrecy::{ExposeSecret, SecretString};

use super::name_problem;
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The field for what people call the key.
const DESCRIPTION: &str = "description";

/// The form that asks what a key is for.
#[derive(Template)]
#[template(path = "key_create.html")]
struct CreatePage {
    frame: Frame,
    mode: &'static str,
    live: bool,
    problems: Problems,
    description: Field,
    back: String,
}

/// A key that was just made.
#[derive(Template)]
#[template(path = "key_made.html")]
struct MadePage {
    frame: Frame,
    mode: &'static str,
    description: String,
    text: SecretString,
    back: String,
}

/// Asks what the key is for.
#[handler]
pub(crate) async fn get(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    let mode = place.required_mode()?;
    place.demand(Permission::ManageKeys)?;
    Ok(visit.show(&page(&visit, &place, mode, "", Problems::none())))
}

/// Makes the key, and shows it.
#[handler]
pub(crate) async fn post(posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    let mode = place.required_mode()?;
    let typed = form.take(DESCRIPTION);
    let application = visit.application();
    let made = application.staff_create_key(&visit.staff, &place.service.id, mode, &typed);
    let made = match made.await {
        Ok(made) => made,
        Err(StaffKeyError::Description) => {
            let problems = Problems::one(DESCRIPTION, name_problem(&typed));
            return Ok(visit.show_again(&page(&visit, &place, mode, &typed, problems)));
        }
        Err(error) => return Err(error.into()),
    };
    let shown = MadePage {
        frame: visit.frame("New API key").of_service(&place, Tab::Keys),
        mode: mode.word(),
        description: made.key.description,
        text: made.text,
        back: place.mode_path("/keys"),
    };
    Ok(visit.browser.show_as(StatusCode::CREATED, &shown))
}

fn page(visit: &Visit, place: &Place, mode: Mode, typed: &str, problems: Problems) -> CreatePage {
    let what = format!("Create a {} API key", mode.word());
    // What is too long is sent, and refused in words.
    let field = Field::text(DESCRIPTION, "Name of the key")
        .hint("What will use it, for example: Licences website")
        .value(typed)
        .problem(&problems);
    CreatePage {
        frame: visit
            .frame(&what)
            .of_service(place, Tab::Keys)
            .with(&problems),
        mode: mode.word(),
        live: mode == Mode::Live,
        problems,
        description: field,
        back: place.mode_path("/keys"),
    }
}
