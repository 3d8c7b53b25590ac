//! Deciding whether a service takes real money.

use application::staff::going_live::{GoLiveDecision, GoLiveError};
use askama::Template;
use domain::account::{GoingLive, Service};
use domain::audit::FACT_MAX;
use poem::web::Path;
use poem::{Response, handler};

use super::enter::find;
use super::services::Asks;
use super::{Part, PlatformPost, PlatformVisit};
use crate::field::{Choice, Choices, Field, Problems};
use crate::frame::Frame;
use crate::refusal::Refusal;
use crate::visit::Visit;

const DECISION: &str = "decision";
const REASON: &str = "reason";
/// What says that there are no live accounts here.
const IN_SANDBOX: &str = "in-sandbox";

/// The question.
#[derive(Template)]
#[template(path = "platform/going_live.html")]
struct DecisionPage {
    frame: Frame,
    here: Part,
    problems: Problems,
    asks: Asks,
    /// The organisation's name.
    organisation: String,
    /// Yes or no; in a sandbox, which has no live accounts, there is only no.
    decision: Option<Choices>,
    reason: Field,
}

/// What was typed into the form.
#[derive(Default)]
struct Typed {
    decision: String,
    reason: String,
}

/// Asks whether the service may go live; led away from when nothing waits.
#[handler]
pub(super) async fn ask(
    PlatformVisit(visit): PlatformVisit,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let service = find(&visit, &id).await?.service;
    match page(&visit, &service, &Typed::default(), Problems::none()) {
        Some(page) => Ok(visit.show(&page)),
        None => Ok(visit.go(&back(&service))),
    }
}

/// Decides.
#[handler]
pub(super) async fn decide(
    PlatformPost { visit, mut form }: PlatformPost,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let service = find(&visit, &id).await?.service;
    let typed = Typed {
        decision: form.take(DECISION),
        reason: form.take(REASON),
    };
    let decision = match typed.decision.as_str() {
        "grant" => Some(GoLiveDecision::Grant),
        "refuse" => Some(GoLiveDecision::Refuse(typed.reason.clone())),
        _ => None,
    };
    let problem = match decision {
        None => (DECISION, "Choose whether the service goes live"),
        Some(decision) => {
            let (application, staff) = (visit.application(), &visit.staff);
            match application
                .decide_going_live(staff, &service.id, decision)
                .await
            {
                Ok(Some(_)) => {
                    let news = format!(
                        "“{}” has a live account. Its admins enter the credentials of its PSP.",
                        service.name
                    );
                    return Ok(visit.go_with_news(&back(&service), &news));
                }
                Ok(None) => {
                    let news = format!("“{}” was told why it does not go live.", service.name);
                    return Ok(visit.go_with_news(&back(&service), &news));
                }
                Err(error) => problem(error)?,
            }
        }
    };
    let (field, text) = problem;
    match page(&visit, &service, &typed, Problems::one(field, text)) {
        Some(page) => Ok(visit.show_again(&page)),
        None => Err(Refusal::Changed),
    }
}

/// What to do about a decision that was not taken; what is not in the form is refused.
fn problem(error: GoLiveError) -> Result<(&'static str, &'static str), Refusal> {
    match error {
        GoLiveError::InSandbox => Ok((
            IN_SANDBOX,
            "This is a sandbox. It has no live accounts, so going live cannot be granted here",
        )),
        GoLiveError::NoReason => Ok((
            REASON,
            "Enter why not, so that they know what to do about it",
        )),
        error => Err(error.into()),
    }
}

/// The page, while a decision waits.
fn page(
    visit: &Visit,
    service: &Service,
    typed: &Typed,
    problems: Problems,
) -> Option<DecisionPage> {
    let GoingLive::Asked { by, at, provider } = &service.going_live else {
        return None;
    };
    let option = |value: &str, label: &str, hint: Option<String>| Choice {
        checked: typed.decision == value,
        hint,
        ..Choice::new(value, label)
    };
    let grant = format!(
        "It gets a live account at {}. No money moves before its admins enter credentials.",
        provider.label()
    );
    let options = vec![
        option("grant", "Yes, it goes live", Some(grant)),
        option("refuse", "No, not yet", None),
    ];
    let question = format!("Does “{}” go live?", service.name);
    let decision = Choices::new(DECISION, &question, options).problem(&problems);
    let sandbox = visit.browser.admin.settings.sandbox;
    let label = if sandbox { "Why not?" } else { "If not, why?" };
    let reason = Field {
        max_length: FACT_MAX,
        ..Field::text(REASON, label)
    };
    let organisation = service.organisation.as_ref();
    Some(DecisionPage {
        frame: visit.frame("Decide about going live").with(&problems),
        here: Part::Services,
        asks: Asks::of(service, by, *at, *provider),
        organisation: organisation
            .map(|found| found.name.clone())
            .unwrap_or_default(),
        decision: Some(decision).filter(|_| !sandbox),
        reason: reason
            .hint("They read it, and may ask again")
            .value(&*typed.reason)
            .problem(&problems),
        problems,
    })
}

fn back(service: &Service) -> String {
    format!("/admin/platform/services/{}", service.id)
}
