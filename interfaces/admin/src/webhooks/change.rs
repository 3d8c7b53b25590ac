//! Describing a webhook anew.

use application::staff::webhooks::{EndpointDescription, EndpointError};
use poem::{Request, Response, handler};

use super::At;
use super::describe::{self, DescribePage, Purpose};
use crate::field::Problems;
use crate::place::{ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// Shows the description, to be changed.
#[handler]
pub(super) async fn get(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
) -> Result<Response, Refusal> {
    let at = At::to_change(request, &visit, place).await?;
    let present = describe::present(at.endpoint());
    Ok(visit.show(&page(&visit, &at, &present, Problems::none())))
}

/// Changes it.
#[handler]
pub(super) async fn post(request: &Request, posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    let at = At::to_change(request, &visit, place).await?;
    let typed = describe::typed(&mut form);
    let (service, id) = (&at.place.service.id, at.endpoint().id.as_str());
    let application = visit.application();
    let changed = application.change_endpoint(&visit.staff, service, at.mode, id, &typed);
    match changed.await {
        Ok(endpoint) if endpoint == *at.endpoint() => {
            Ok(visit.go_with_news(&at.path(""), "Nothing was changed."))
        }
        Ok(_) => Ok(visit.go_with_news(&at.path(""), "The webhook is changed.")),
        Err(EndpointError::Wrong(found)) => {
            let problems = describe::problems(&found);
            Ok(visit.show_again(&page(&visit, &at, &typed, problems)))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(visit: &Visit, at: &At, typed: &EndpointDescription, problems: Problems) -> DescribePage {
    let purpose = Purpose {
        what: "Change a webhook".to_owned(),
        lead: "Messages that are still to be sent go to the new address as well. The signing \
               secret stays the same.",
        button: "Save",
        action: at.path("/change"),
        back: at.path(""),
        back_label: "Back to the webhook",
    };
    describe::page(visit, &at.place, purpose, typed, problems)
}
