//! A service asks to take real money: what is missing, which PSP, the agreement, a last
//! look, and what came of it.
//!
//! Nothing is kept before it is sent; what was chosen travels in the address.

mod agreement;
mod check;
mod psp;

use application::staff::going_live::GoLiveError;
use askama::Template;
use domain::account::{GoingLive, Mode, Provider};
use domain::staff::Permission;
use poem::{Response, get, handler};

use crate::addresses::Routes;
use crate::frame::Frame;
use crate::london;
use crate::place::{Place, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The field for the PSP, in forms and addresses.
const PSP: &str = "psp";
/// The field for the agreement, and what it holds once it is accepted.
const AGREEMENT: &str = "agreement";
const ACCEPTED: &str = "accepted";

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    const GO_LIVE: &str = "/admin/service/:service/go-live";
    routes
        .at(GO_LIVE, get(show))
        .at(format!("{GO_LIVE}/psp"), get(psp::ask).post(psp::choose))
        .at(
            format!("{GO_LIVE}/agreement"),
            get(agreement::ask).post(agreement::accept),
        )
        .at(
            format!("{GO_LIVE}/check"),
            get(check::ask).post(check::send),
        )
}

/// How far the service has come.
#[derive(Template)]
#[template(path = "going_live/state.html")]
struct StatePage {
    frame: Frame,
    state: State,
    /// Whether this is a sandbox, in which nobody goes live.
    sandbox: bool,
    /// The organisation's name, once its details are there.
    organisation: Option<String>,
    /// Where they are entered.
    organisation_path: String,
    base: String,
    back: String,
    /// Where the live account's credentials are entered.
    credentials: Option<String>,
}

/// How far, in words.
enum State {
    NotAsked,
    Asked {
        by: String,
        at: String,
        provider: &'static str,
    },
    Refused {
        reason: String,
        at: String,
    },
    Granted {
        at: String,
    },
}

/// Shows how far the service has come, and what is next.
#[handler]
async fn show(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    place.demand(Permission::ChangeService)?;
    let organisation = place.service.organisation.as_ref();
    let is_live = place
        .accounts
        .iter()
        .any(|account| account.mode == Mode::Live);
    let sees = place.may(Permission::SeeCredentials);
    Ok(visit.show(&StatePage {
        frame: frame(&visit, &place, "Go live"),
        state: State::of(&place.service.going_live),
        sandbox: visit.browser.admin.settings.sandbox,
        organisation: organisation.map(|organisation| organisation.name.clone()),
        organisation_path: place.path("/settings/organisation?then=go-live"),
        base: place.path("/go-live"),
        back: place.mode_path("/settings"),
        credentials: (is_live && sees).then(|| place.path("/live/psp")),
    }))
}

impl State {
    fn of(going_live: &GoingLive) -> Self {
        match going_live {
            GoingLive::NotAsked => Self::NotAsked,
            GoingLive::Asked { by, at, provider } => Self::Asked {
                by: by.clone(),
                at: london::date_time(*at),
                provider: provider.label(),
            },
            GoingLive::Refused { reason, at } => Self::Refused {
                reason: reason.clone(),
                at: london::date_time(*at),
            },
            GoingLive::Granted { at } => Self::Granted {
                at: london::date_time(*at),
            },
        }
    }

    /// What the button says that leads to the first step.
    fn button(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "Ask again",
            Self::NotAsked | Self::Asked { .. } | Self::Granted { .. } => "Start",
        }
    }

    fn is_open(&self) -> bool {
        match self {
            Self::NotAsked | Self::Refused { .. } => true,
            Self::Asked { .. } | Self::Granted { .. } => false,
        }
    }
}

impl From<GoLiveError> for Refusal {
    fn from(error: GoLiveError) -> Self {
        match error {
            GoLiveError::Access(error) => error.into(),
            GoLiveError::NoOrganisation | GoLiveError::NotNow => Self::Changed,
            GoLiveError::NotAgreed
            | GoLiveError::NotAtSandboxPsp
            | GoLiveError::NoReason
            | GoLiveError::InSandbox => Self::BadForm,
        }
    }
}

/// What a step needs: the permission, and a service that may ask now. Otherwise it leads
/// to the page that says what is missing.
fn step(visit: &Visit, place: &Place) -> Result<Option<Response>, Refusal> {
    place.demand(Permission::ChangeService)?;
    let may = place.service.may_ask_to_go_live();
    Ok((!may).then(|| visit.go(&place.path("/go-live"))))
}

/// The PSP that was chosen, unless it takes no real money.
fn chosen(word: &str) -> Option<Provider> {
    let provider = word.parse().ok();
    provider.filter(|provider| *provider != Provider::Sandbox)
}

fn frame(visit: &Visit, place: &Place, what: &str) -> Frame {
    visit.frame(what).of_service(place, Tab::Settings)
}
