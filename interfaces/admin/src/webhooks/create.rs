//! Creating a webhook.

use application::staff::webhooks::{EndpointDescription, EndpointError};
use domain::staff::Permission;
use domain::webhook::endpoint::ENDPOINTS_MAX;
use poem::{Response, handler};

use super::describe::{self, DescribePage, Purpose};
use super::path;
use crate::field::Problems;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// Asks for the description.
#[handler]
pub(super) async fn get(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    place.demand(Permission::ManageWebhooks)?;
    let nothing = EndpointDescription::default();
    Ok(visit.show(&page(&visit, &place, &nothing, Problems::none())?))
}

/// Creates the webhook.
#[handler]
pub(super) async fn post(posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    let typed = describe::typed(&mut form);
    let (service, mode) = (&place.service.id, place.required_mode()?);
    let application = visit.application();
    let made = application.register_endpoint(&visit.staff, service, mode, &typed);
    let problems = match made.await {
        Ok(endpoint) => {
            let news = format!(
                "“{}” is told from now on. Next, give its signing secret to your system.",
                endpoint.description
            );
            return Ok(visit.go_with_news(&path(&place, &endpoint, ""), &news));
        }
        Err(EndpointError::Wrong(found)) => describe::problems(&found),
        Err(EndpointError::TooMany) => Problems::one(
            describe::URL,
            format!(
                "There are {ENDPOINTS_MAX} webhooks, and there can be no more. \
                 Change one that is no longer needed"
            ),
        ),
        Err(error) => return Err(error.into()),
    };
    Ok(visit.show_again(&page(&visit, &place, &typed, problems)?))
}

fn page(
    visit: &Visit,
    place: &Place,
    typed: &EndpointDescription,
    problems: Problems,
) -> Result<DescribePage, Refusal> {
    let purpose = Purpose {
        what: format!("Create a {} webhook", place.required_mode()?.word()),
        lead: "Whenever one of the events happens to a payment, a message about it is posted \
               to the address, signed so that your system knows where it comes from.",
        button: "Create the webhook",
        action: place.mode_path("/webhooks/create"),
        back: place.mode_path("/webhooks"),
        back_label: "Back to the webhooks",
    };
    Ok(describe::page(visit, place, purpose, typed, problems))
}
