//! How a service's account does: figures and pictures of some days, where the service
//! stands, and what to do next.

mod boxes;
mod chart;
mod figures;
mod period;
pub(crate) mod pictures;
pub(crate) mod state;

use application::staff::dashboard::Dashboard;
use askama::Template;
use domain::account::{CredentialsState, GatewayAccount};
use domain::staff::Permission;
use poem::{Response, get, handler};

use self::boxes::ActionBox;
use self::figures::FigureCard;
use self::period::{Period, PeriodForm};
use self::pictures::{DaysPicture, PartsPicture, RatePicture};
use self::state::AccountState;
use crate::addresses::Routes;
use crate::field::Problems;
use crate::form::Asked;
use crate::frame::Frame;
use crate::place::{Place, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.at("/admin/service/:service/:mode/dashboard", get(show))
}

/// The dashboard.
#[derive(Template)]
#[template(path = "dashboard.html")]
struct DashboardPage {
    frame: Frame,
    problems: Problems,
    /// Where the account stands: a tag, its look, and a line.
    state: (String, &'static str, String),
    boxes: Vec<ActionBox>,
    form: PeriodForm,
    /// Where the form is sent.
    action: String,
    /// Where every transaction is.
    all: String,
    /// What is shown, where the form asks for days there are.
    shown: Option<Shown>,
}

/// The days that are shown.
struct Shown {
    /// Which, in words.
    days: String,
    /// Whether any payment was made in them.
    quiet: bool,
    figures: Vec<FigureCard>,
    by_day: Option<DaysPicture>,
    rate: Option<RatePicture>,
    failures: Option<PartsPicture>,
    brands: Option<PartsPicture>,
}

/// Shows some days of an account.
#[handler]
async fn show(
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let mode = place.required_mode()?;
    place.demand(Permission::SeeTransactions)?;
    let account = place.accounts.iter().find(|account| account.mode == mode);
    let account = account.ok_or(Refusal::NotFound)?;
    let (period, form) = Period::read(&mut asked, visit.staff.at);
    let (shown, problems) = match period {
        Ok(period) => {
            let (application, service) = (visit.application(), &place.service.id);
            let days = period.days();
            let dashboard = application.staff_dashboard(&visit.staff, service, mode, &days);
            (
                Some(Shown::of(&dashboard.await?, &period, &place)),
                Problems::none(),
            )
        }
        Err(problems) => (None, problems),
    };
    let opened = is_opened(&visit, &place, account).await?;
    let state = AccountState::of(account, &place.accounts, opened);
    let wrong = !problems.is_empty();
    let page = DashboardPage {
        frame: visit
            .frame("Dashboard")
            .of_service(&place, Tab::Dashboard)
            .with(&problems),
        problems,
        state: (
            state.label(),
            state.look(),
            state.line(&place.service, account),
        ),
        boxes: boxes::of(&place, state),
        form,
        action: place.mode_path("/dashboard"),
        all: place.mode_path("/transactions"),
        shown,
    };
    Ok(if wrong {
        visit.show_again(&page)
    } else {
        visit.show(&page)
    })
}

impl Shown {
    fn of(dashboard: &Dashboard, period: &Period, place: &Place) -> Self {
        Self {
            days: period.words(),
            quiet: dashboard.finished == 0
                && dashboard.in_progress == 0
                && dashboard.refunded.count == 0,
            figures: figures::cards(dashboard, period, &place.mode_path("/transactions")),
            by_day: DaysPicture::of(dashboard),
            rate: RatePicture::of(dashboard),
            failures: PartsPicture::of_failures(dashboard),
            brands: PartsPicture::of_brands(dashboard),
        }
    }
}

/// Whether the account has credentials in use, as far as the visitor may know.
async fn is_opened(
    visit: &Visit,
    place: &Place,
    account: &GatewayAccount,
) -> Result<bool, Refusal> {
    let needs_none = account.provider.credential_fields().is_empty();
    if needs_none || !place.may(Permission::SeeCredentials) {
        return Ok(true);
    }
    let (application, service) = (visit.application(), &place.service.id);
    let psp = application
        .staff_psp(&visit.staff, service, account.mode)
        .await?;
    let in_use = |set: &domain::account::Credentials| {
        set.provider == account.provider && set.state == CredentialsState::Active
    };
    Ok(psp.credentials.iter().any(in_use))
}
