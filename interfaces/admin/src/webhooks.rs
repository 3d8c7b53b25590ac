//! The webhooks of an account: where its service is told what happens to its payments, and
//! how telling it went.

mod activate;
mod change;
mod create;
mod deliveries;
mod delivery;
mod describe;
mod filters;
mod indented;
mod list;
mod replay;
mod rotate;
mod secret;
mod show;
mod test_event;
mod words;

use application::staff::webhooks::{EndpointError, EndpointInFull};
use domain::account::Mode;
use domain::staff::Permission;
use domain::webhook::WebhookEndpoint;
use poem::{Request, get, post};

use crate::addresses::Routes;
use crate::field::Problems;
use crate::frame::Frame;
use crate::place::{Place, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    const ALL: &str = "/admin/service/:service/:mode/webhooks";
    const ONE: &str = "/admin/service/:service/:mode/webhooks/:webhook";
    const DELIVERY: &str = "/admin/service/:service/:mode/webhooks/:webhook/deliveries/:delivery";
    routes
        .at(ALL, get(list::list))
        .at(format!("{ALL}/create"), get(create::get).post(create::post))
        .at(ONE, get(show::show))
        .at(format!("{ONE}/change"), get(change::get).post(change::post))
        .at(
            format!("{ONE}/activate"),
            get(activate::get).post(activate::post),
        )
        .at(format!("{ONE}/secret"), get(secret::show))
        .at(format!("{ONE}/rotate"), get(rotate::get).post(rotate::post))
        .at(
            format!("{ONE}/test-event"),
            get(test_event::get).post(test_event::post),
        )
        .at(format!("{ONE}/replay"), get(replay::get).post(replay::post))
        .at(DELIVERY, get(delivery::show))
        .at(format!("{DELIVERY}/replay"), post(replay::one))
}

/// A webhook that somebody is at, and the account it is of.
struct At {
    place: Place,
    mode: Mode,
    found: EndpointInFull,
}

impl At {
    /// The webhook in the address, for whoever may see it.
    async fn of(request: &Request, visit: &Visit, place: Place) -> Result<Self, Refusal> {
        let mode = place.required_mode()?;
        let (application, service) = (visit.application(), &place.service.id);
        let found = application
            .staff_endpoint(&visit.staff, service, mode, named(request))
            .await?;
        Ok(Self { place, mode, found })
    }

    /// The same, for whoever may change it.
    async fn to_change(request: &Request, visit: &Visit, place: Place) -> Result<Self, Refusal> {
        place.demand(Permission::ManageWebhooks)?;
        Self::of(request, visit, place).await
    }

    fn endpoint(&self) -> &WebhookEndpoint {
        &self.found.endpoint
    }

    /// The address of a page about the webhook.
    fn path(&self, rest: &str) -> String {
        path(&self.place, self.endpoint(), rest)
    }

    fn frame(&self, visit: &Visit, what: &str, problems: &Problems) -> Frame {
        frame(visit, &self.place, what, problems)
    }
}

fn named(request: &Request) -> &str {
    request.raw_path_param("webhook").unwrap_or_default()
}

fn path(place: &Place, endpoint: &WebhookEndpoint, rest: &str) -> String {
    place.mode_path(&format!("/webhooks/{}{rest}", endpoint.id))
}

fn frame(visit: &Visit, place: &Place, what: &str, problems: &Problems) -> Frame {
    visit
        .frame(what)
        .of_service(place, Tab::Settings)
        .with(problems)
}

impl From<EndpointError> for Refusal {
    fn from(error: EndpointError) -> Self {
        match error {
            EndpointError::Access(error) => error.into(),
            EndpointError::Wrong(_) | EndpointError::TooMany => Self::BadForm,
            EndpointError::Stale | EndpointError::NotActive => Self::Changed,
        }
    }
}
