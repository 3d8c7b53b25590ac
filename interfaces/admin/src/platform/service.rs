//! One service, as the platform sees it.

use application::staff::platform::services::PlatformService;
use askama::Template;
use domain::account::{GatewayAccount, GoingLive, Mode, Organisation};
use poem::web::Path;
use poem::{Response, handler};

use super::services::Stage;
use super::{Part, PlatformVisit};
use crate::frame::Frame;
use crate::london;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// A service.
#[derive(Template)]
#[template(path = "platform/service.html")]
struct ServicePage {
    frame: Frame,
    here: Part,
    id: String,
    name: String,
    facts: Vec<(&'static str, String)>,
    accounts: Vec<AccountRow>,
    is_stopped: bool,
    stage: Stage,
    /// What else to say of going live.
    going_live: Vec<String>,
    /// Whether a decision about going live waits.
    decides: bool,
    /// Until when the visitor is in it, if they have entered it.
    entered_until: Option<String>,
    /// Where the service's own pages begin.
    inside: String,
}

/// One of its accounts.
struct AccountRow {
    id: String,
    mode: Mode,
    provider: &'static str,
    opened: String,
    disabled: bool,
}

/// Shows a service.
#[handler]
pub(super) async fn show(
    PlatformVisit(visit): PlatformVisit,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let application = visit.application();
    let found = application.platform_service(&visit.staff, &id).await?;
    let service = &found.service;
    let welsh = service.welsh_name.as_ref().map(|name| name.to_string());
    let organisation = service.organisation.as_ref().map(address);
    let facts = [
        ("Service ID", Some(service.id.to_string())),
        ("Name in Welsh", welsh),
        (
            "Organisation",
            Some(organisation.unwrap_or_else(|| "Not entered yet".to_owned())),
        ),
        ("Created", Some(london::date_time(service.created_at))),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    Ok(visit.show(&ServicePage {
        frame: visit.frame(service.name.as_str()),
        here: Part::Services,
        id: service.id.to_string(),
        name: service.name.to_string(),
        facts: facts.collect(),
        accounts: found.accounts.iter().map(AccountRow::of).collect(),
        is_stopped: found.is_stopped(),
        stage: Stage::of(&service.going_live),
        going_live: going_live(&service.going_live),
        decides: matches!(service.going_live, GoingLive::Asked { .. }),
        entered_until: entered_until(&visit, &found),
        inside: inside(&found),
    }))
}

/// Where a service's own pages begin: real money first.
pub(super) fn inside(found: &PlatformService) -> String {
    let base = format!("/admin/service/{}", found.service.id);
    let has = |mode| found.accounts.iter().any(|account| account.mode == mode);
    if has(Mode::Live) {
        format!("{base}/live/dashboard")
    } else if has(Mode::Test) {
        format!("{base}/test/dashboard")
    } else {
        format!("{base}/team")
    }
}

fn entered_until(visit: &Visit, found: &PlatformService) -> Option<String> {
    let entered = visit.staff.session.entered.as_ref()?;
    let holds = entered.service == found.service.id && entered.holds(visit.staff.at);
    let until = entered.at.plus(domain::staff::standing::ENTRY_LASTS);
    holds.then(|| london::time(until))
}

/// An organisation on one line.
fn address(organisation: &Organisation) -> String {
    let parts = [
        Some(organisation.name.as_str()),
        Some(organisation.line1.as_str()),
        organisation.line2.as_deref(),
        Some(organisation.city.as_str()),
        Some(organisation.postcode.as_str()),
        Some(organisation.country.as_str()),
        organisation.telephone.as_deref(),
        organisation.website.as_deref(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn going_live(state: &GoingLive) -> Vec<String> {
    match state {
        GoingLive::NotAsked => vec!["Nobody has asked to take real money yet.".to_owned()],
        GoingLive::Asked { by, at, provider } => vec![format!(
            "{by} asked on {} to take real money with {}.",
            london::date_time(*at),
            provider.label()
        )],
        GoingLive::Refused { reason, at } => vec![
            format!(
                "It was refused on {}. They may ask again.",
                london::date_time(*at)
            ),
            format!("The reason: “{reason}”"),
        ],
        GoingLive::Granted { at } => {
            vec![format!("It was granted on {}.", london::date_time(*at))]
        }
    }
}

impl AccountRow {
    fn of(account: &GatewayAccount) -> Self {
        Self {
            id: account.id.to_string(),
            mode: account.mode,
            provider: account.provider.label(),
            opened: london::day(account.created_at),
            disabled: account.disabled,
        }
    }
}
