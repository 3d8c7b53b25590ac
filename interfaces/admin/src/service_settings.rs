//! How a service looks, and how it takes payments: all of it on one page, and a page
//! for each thing that can be changed.
//!
//! What belongs to the service is the same in both modes and has addresses without
//! one; everything else belongs to one account.

mod approval;
mod branding;
mod cards;
mod countries;
mod name;
mod organisation;
mod paragraph;
mod preview;
mod previews;
mod question;
mod questions;
mod summary;
mod surcharges;

use application::accounts::change::{AccountChange, ChangeAccountError};
use application::staff::details::DetailsError;
use application::staff::settings::SettingsError;
use askama::Template;
use domain::Amount;
use domain::account::{GatewayAccount, Mode};
use domain::staff::Permission;
use poem::{Response, get, handler};

use self::summary::{Section, Way};
use crate::addresses::Routes;
use crate::field::Problems;
use crate::form::Form;
use crate::frame::Frame;
use crate::place::{Place, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// What an address says of somebody who is about to go live.
const GOING_LIVE: &str = "go-live";

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    const SERVICE: &str = "/admin/service/:service/settings";
    const MODE: &str = "/admin/service/:service/:mode/settings";
    routes
        .at(MODE, get(index))
        .at(format!("{SERVICE}/name"), get(name::get).post(name::post))
        .at(
            format!("{SERVICE}/organisation"),
            get(organisation::get).post(organisation::post),
        )
        .at(
            format!("{SERVICE}/branding"),
            get(branding::get).post(branding::post),
        )
        .at(format!("{MODE}/cards"), get(cards::get).post(cards::post))
        .at(
            format!("{MODE}/surcharges"),
            get(surcharges::get).post(surcharges::post),
        )
        .at(
            format!("{MODE}/approval"),
            get(approval::get).post(approval::post),
        )
        .at(
            format!("{MODE}/email-paragraph"),
            get(paragraph::get).post(paragraph::post),
        )
        .at(format!("{MODE}/email-previews"), get(previews::show))
        .at(
            format!("{MODE}/email-previews/letter"),
            get(previews::alone),
        )
        .at(
            format!("{MODE}/:question"),
            get(question::get).post(question::post),
        )
}

/// Every setting, and the ways to change them.
#[derive(Template)]
#[template(path = "settings_index.html")]
struct IndexPage {
    frame: Frame,
    /// What to know before looking for a way to change something.
    note: Option<&'static str>,
    sections: Vec<Section>,
    /// Ways to what is settled on other pages.
    elsewhere: Vec<Way>,
}

/// Shows every setting of the account, and of its service.
#[handler]
pub(crate) async fn index(
    ServiceVisit { visit, place }: ServiceVisit,
) -> Result<Response, Refusal> {
    let account = settings_of(&visit, &place).await?;
    let changes = place.may(Permission::ChangeSettings);
    let what = format!("{} settings", account.mode.label());
    Ok(visit.show(&IndexPage {
        frame: visit.frame(&what).of_service(&place, Tab::Settings),
        note: (!changes).then_some(
            "You can look at everything here. To have something changed, ask a service admin.",
        ),
        sections: summary::sections(&place, &account, &visit.browser.admin.settings),
        elsewhere: summary::elsewhere(&place),
    }))
}

/// The account in the address, for anybody who may see its settings.
async fn settings_of(visit: &Visit, place: &Place) -> Result<GatewayAccount, Refusal> {
    let (application, mode) = (visit.application(), place.required_mode()?);
    let service = &place.service.id;
    Ok(application
        .staff_settings(&visit.staff, service, mode)
        .await?)
}

/// The account in the address, for somebody who may change how it takes payments.
async fn changeable(visit: &Visit, place: &Place) -> Result<GatewayAccount, Refusal> {
    place.demand(Permission::ChangeSettings)?;
    settings_of(visit, place).await
}

/// Changes an account, and leads back to the settings; or says why they would not fit
/// together.
async fn change(
    visit: &Visit,
    place: &Place,
    before: &GatewayAccount,
    (what, change): (&str, AccountChange),
) -> Result<Result<Response, ChangeAccountError>, Refusal> {
    let (application, service) = (visit.application(), &place.service.id);
    let changed = application
        .staff_change_settings(&visit.staff, service, before.mode, change)
        .await;
    match changed {
        Ok(after) => {
            let back = place.mode_path("/settings");
            Ok(Ok(go_back(visit, &back, what, after == *before)))
        }
        Err(SettingsError::Refused(reason)) => Ok(Err(reason)),
        Err(SettingsError::Access(error)) => Err(error.into()),
    }
}

/// Leads back to the settings, which say what was done.
fn go_back(visit: &Visit, back: &str, what: &str, same: bool) -> Response {
    if same {
        visit.go_with_news(back, "Nothing was changed.")
    } else {
        visit.go_with_news(back, &format!("Changed: {what}."))
    }
}

/// An amount as it would be typed.
fn typed_amount(amount: Amount) -> String {
    amount.to_string().trim_start_matches('£').to_owned()
}

/// The frame of a page that changes something.
fn frame(visit: &Visit, place: &Place, what: &str, problems: &Problems) -> Frame {
    visit
        .frame(what)
        .of_service(place, Tab::Settings)
        .with(problems)
}

/// The way of a page of the service as a whole: itself, and back to where it was reached
/// from.
struct Trail {
    /// Where its form goes.
    action: String,
    /// Where one came from.
    back: String,
    /// What that is called.
    back_label: &'static str,
}

impl Trail {
    fn of(place: &Place, page: &str, mut asked: Form) -> Self {
        let exists = |mode: &Mode| place.accounts.iter().any(|account| account.mode == *mode);
        let mode = asked.take("mode").parse().ok().filter(exists);
        let page = place.path(&format!("/settings/{page}"));
        if asked.take("then") == GOING_LIVE {
            return Self {
                action: format!("{page}?then={GOING_LIVE}"),
                back: place.path("/go-live"),
                back_label: "Back to going live",
            };
        }
        let (action, back) = match mode {
            None => (page, place.mode_path("/settings")),
            Some(mode) => (
                format!("{page}?mode={}", mode.word()),
                place.path(&format!("/{}/settings", mode.word())),
            ),
        };
        Self {
            action,
            back,
            back_label: "Back to the settings",
        }
    }
}

impl From<DetailsError> for Refusal {
    fn from(error: DetailsError) -> Self {
        match error {
            DetailsError::Access(error) => error.into(),
            DetailsError::Name(_) | DetailsError::WelshName(_) | DetailsError::Organisation(_) => {
                Self::BadForm
            }
        }
    }
}
