//! Every service, found by name.

use application::staff::platform::services::PlatformService;
use askama::Template;
use domain::Timestamp;
use domain::account::{GatewayAccount, GoingLive, Provider, Service};
use poem::{Response, handler};

use super::{Part, PlatformVisit};
use crate::field::Field;
use crate::form::Asked;
use crate::frame::Frame;
use crate::london;
use crate::refusal::Refusal;

/// How many services one page shows.
const SHOWN_MAX: usize = 200;

/// The services that were found.
#[derive(Template)]
#[template(path = "platform/services.html")]
struct ServicesPage {
    frame: Frame,
    here: Part,
    name: Field,
    /// Whether a name was looked for.
    narrow: bool,
    rows: Vec<Row>,
    /// How many more were found than are shown.
    more: usize,
}

/// One service.
struct Row {
    id: String,
    name: String,
    organisation: Option<String>,
    accounts: Vec<AccountTag>,
    going_live: Stage,
    is_stopped: bool,
}

/// An account, in a word.
pub(super) struct AccountTag {
    pub(super) mode: &'static str,
    pub(super) label: &'static str,
    pub(super) provider: &'static str,
}

/// How far a service has come with taking real money, in words.
pub(super) struct Stage {
    pub(super) label: &'static str,
    pub(super) look: &'static str,
}

/// A service that asks to go live.
pub(super) struct Asks {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) by: String,
    pub(super) at: String,
    pub(super) provider: &'static str,
}

/// Shows the services that were looked for.
#[handler]
pub(super) async fn list(
    PlatformVisit(visit): PlatformVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let name = asked.take("name");
    let application = visit.application();
    let found = application.platform_services(&visit.staff, &name).await?;
    Ok(visit.show(&ServicesPage {
        frame: visit.frame("Services"),
        here: Part::Services,
        narrow: !name.is_empty(),
        name: Field::text("name", "Name of the service, or part of it").value(name),
        rows: found.iter().take(SHOWN_MAX).map(Row::of).collect(),
        more: found.len().saturating_sub(SHOWN_MAX),
    }))
}

impl Row {
    fn of(found: &PlatformService) -> Self {
        let service = &found.service;
        let organisation = service.organisation.as_ref();
        Self {
            id: service.id.to_string(),
            name: service.name.to_string(),
            organisation: organisation.map(|organisation| organisation.name.clone()),
            accounts: found.accounts.iter().map(AccountTag::of).collect(),
            going_live: Stage::of(&service.going_live),
            is_stopped: found.is_stopped(),
        }
    }
}

impl AccountTag {
    fn of(account: &GatewayAccount) -> Self {
        Self {
            mode: account.mode.word(),
            label: account.mode.label(),
            provider: account.provider.label(),
        }
    }
}

impl Stage {
    /// The stage of a service.
    pub(super) fn of(going_live: &GoingLive) -> Self {
        let (label, look) = match going_live {
            GoingLive::NotAsked => ("Not asked", "plain"),
            GoingLive::Asked { .. } => ("Asks to go live", "wait"),
            GoingLive::Refused { .. } => ("Refused", "bad"),
            GoingLive::Granted { .. } => ("Granted", "good"),
        };
        Self { label, look }
    }
}

impl Asks {
    /// What a service asks.
    pub(super) fn of(service: &Service, by: &str, at: Timestamp, provider: Provider) -> Self {
        Self {
            id: service.id.to_string(),
            name: service.name.to_string(),
            by: by.to_owned(),
            at: london::short(at),
            provider: provider.label(),
        }
    }
}
