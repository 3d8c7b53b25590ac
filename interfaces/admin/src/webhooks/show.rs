//! One webhook: what it is, and what it was sent.

use askama::Template;
use domain::Timestamp;
use domain::ports::queries::DeliverySearch;
use domain::webhook::delivery::DELIVERIES_KEPT;
use domain::webhook::{EndpointStatus, SigningSecret};
use poem::{Request, Response, handler};

use super::deliveries::Deliveries;
use super::filters::{FilterForm, Filters};
use super::{At, list, words};
use crate::field::Problems;
use crate::form::Asked;
use crate::frame::Frame;
use crate::london;
use crate::place::ServiceVisit;
use crate::refusal::Refusal;
use crate::transactions::standing::Tag;
use crate::visit::Visit;

/// The webhook, and its deliveries.
#[derive(Template)]
#[template(path = "webhooks/show.html")]
struct ShowPage {
    frame: Frame,
    problems: Problems,
    description: String,
    tag: Tag,
    status: EndpointStatus,
    url: String,
    events: String,
    since: String,
    /// That it fails, and what that leads to.
    failing: Option<(String, String)>,
    /// Until when the secret from before signs as well.
    retiring: Option<String>,
    ways: Option<Ways>,
    filters: FilterForm,
    deliveries: Deliveries,
    /// Where those that match are sent again, for those who may.
    replay: Option<String>,
    /// How many days deliveries are kept.
    days: u64,
    back: String,
}

/// What may be done with it, for those who may.
struct Ways {
    change: String,
    activate: String,
    secret: String,
    test_event: String,
}

/// Shows the webhook.
#[handler]
pub(super) async fn show(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let at = At::of(request, &visit, place).await?;
    let filters = Filters::read(&mut asked);
    match filters.search() {
        Ok(search) => {
            let deliveries = find(&visit, &at, &filters, search).await?;
            let page = page(&visit, &at, &filters, (deliveries, Problems::none()));
            Ok(visit.show(&page))
        }
        Err(problems) => {
            let nothing = Deliveries::nothing(&filters, &at.path(""));
            Ok(visit.show_again(&page(&visit, &at, &filters, (nothing, problems))))
        }
    }
}

async fn find(
    visit: &Visit,
    at: &At,
    filters: &Filters,
    search: DeliverySearch,
) -> Result<Deliveries, Refusal> {
    let (service, id) = (&at.place.service.id, at.endpoint().id.as_str());
    let application = visit.application();
    let found = application
        .staff_deliveries(&visit.staff, service, at.mode, id, search)
        .await?;
    Ok(Deliveries::of(&found, filters, &at.path("")))
}

fn page(
    visit: &Visit,
    at: &At,
    filters: &Filters,
    (deliveries, problems): (Deliveries, Problems),
) -> ShowPage {
    let endpoint = at.endpoint();
    let replays = at.found.may_change && endpoint.is_active() && !deliveries.rows.is_empty();
    let failing = endpoint.failing.filter(|_| endpoint.is_active());
    ShowPage {
        frame: at.frame(visit, &endpoint.description, &problems),
        description: endpoint.description.clone(),
        tag: words::of_endpoint(endpoint.status),
        status: endpoint.status,
        url: endpoint.url.as_str().to_owned(),
        events: list::events_of(endpoint),
        since: london::date_time(endpoint.created_at),
        failing: failing.map(|it| (words::failing(it), words::what_failing_leads_to())),
        retiring: retiring(endpoint.signing(visit.staff.at)).map(london::date_time),
        ways: at.found.may_change.then(|| Ways {
            change: at.path("/change"),
            activate: at.path("/activate"),
            secret: at.path("/secret"),
            test_event: at.path("/test-event"),
        }),
        filters: FilterForm::of(filters, &at.path(""), &problems),
        deliveries,
        replay: replays.then(|| filters.keep_on_page(&at.path("/replay"), 1)),
        days: DELIVERIES_KEPT.as_secs() / (24 * 60 * 60),
        back: at.place.mode_path("/webhooks"),
        problems,
    }
}

/// When the last of the secrets from before stops signing.
fn retiring<'a>(secrets: impl Iterator<Item = &'a SigningSecret>) -> Option<Timestamp> {
    secrets.filter_map(|secret| secret.retires_at).max()
}
