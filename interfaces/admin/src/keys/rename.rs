//! Calling a key something else. Whatever uses it notices nothing.

use application::staff::keys::StaffKeyError;
use askama::Template;
use domain::account::ApiKey;
use domain::staff::Permission;
use poem::{Request, Response, handler};

use super::{key_of, name_problem};
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The field for what people call the key.
const DESCRIPTION: &str = "description";

/// The form that asks for the new name.
#[derive(Template)]
#[template(path = "key_rename.html")]
struct RenamePage {
    frame: Frame,
    problems: Problems,
    description: Field,
    action: String,
    back: String,
}

/// Asks for the new name.
#[handler]
pub(crate) async fn get(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
) -> Result<Response, Refusal> {
    let key = key_of(request, &visit, &place, Permission::ManageKeys).await?;
    let page = page(&visit, &place, &key, &key.description, Problems::none());
    Ok(visit.show(&page))
}

/// Renames the key.
#[handler]
pub(crate) async fn post(request: &Request, posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    let key = key_of(request, &visit, &place, Permission::ManageKeys).await?;
    let typed = form.take(DESCRIPTION);
    let (service, mode) = (&place.service.id, place.required_mode()?);
    let application = visit.application();
    let renamed =
        application.staff_rename_key(&visit.staff, service, mode, key.id.as_str(), &typed);
    match renamed.await {
        Ok(renamed) => {
            let news = format!("The key is now called “{}”.", renamed.description);
            Ok(visit.go_with_news(&place.mode_path("/keys"), &news))
        }
        Err(StaffKeyError::Description) => {
            let problems = Problems::one(DESCRIPTION, name_problem(&typed));
            Ok(visit.show_again(&page(&visit, &place, &key, &typed, problems)))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(visit: &Visit, place: &Place, key: &ApiKey, typed: &str, problems: Problems) -> RenamePage {
    RenamePage {
        frame: visit
            .frame("Change the name of an API key")
            .of_service(place, Tab::Keys)
            .with(&problems),
        description: Field::text(DESCRIPTION, "Name of the key")
            .hint("What uses it, for example: Licences website")
            .value(typed)
            .problem(&problems),
        problems,
        action: place.mode_path(&format!("/keys/{}/change-name", key.id)),
        back: place.mode_path("/keys"),
    }
}
