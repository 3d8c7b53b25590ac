//! Which PSP is to take the money.

use askama::Template;
use domain::account::Provider;
use poem::{Response, handler};

use super::{PSP, chosen, frame, step};
use crate::field::{Choice, Choices, Problems};
use crate::form::Asked;
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The question.
#[derive(Template)]
#[template(path = "going_live/psp.html")]
struct PspPage {
    frame: Frame,
    problems: Problems,
    choices: Choices,
    base: String,
}

/// Asks which PSP.
#[handler]
pub(super) async fn ask(
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    if let Some(elsewhere) = step(&visit, &place)? {
        return Ok(elsewhere);
    }
    let before = chosen(&asked.take(PSP));
    Ok(visit.show(&page(&visit, &place, before, Problems::none())))
}

/// Leads on with the PSP that was chosen.
#[handler]
pub(super) async fn choose(posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    if let Some(elsewhere) = step(&visit, &place)? {
        return Ok(elsewhere);
    }
    match chosen(&form.take(PSP)) {
        Some(provider) => {
            let onward = format!("/go-live/agreement?{PSP}={}", provider.word());
            Ok(visit.go(&place.path(&onward)))
        }
        None => {
            let problems = Problems::one(PSP, "Choose a payment service provider");
            Ok(visit.show_again(&page(&visit, &place, None, problems)))
        }
    }
}

fn page(visit: &Visit, place: &Place, before: Option<Provider>, problems: Problems) -> PspPage {
    let real = Provider::all().filter(|provider| *provider != Provider::Sandbox);
    let options = real.map(|provider| Choice {
        hint: hint(provider).map(str::to_owned),
        checked: before == Some(provider),
        ..Choice::new(provider.word(), provider.label())
    });
    let question = "Which payment service provider takes your money?";
    PspPage {
        frame: frame(visit, place, "Choose a PSP").with(&problems),
        choices: Choices::new(PSP, question, options.collect()).problem(&problems),
        problems,
        base: place.path("/go-live"),
    }
}

/// What to know of a PSP before choosing it.
fn hint(provider: Provider) -> Option<&'static str> {
    match provider {
        Provider::Sandbox => None,
        Provider::Worldpay => {
            Some("You have a contract with Worldpay, with a merchant code of your own")
        }
        Provider::Stripe => Some("You have an account at Stripe, or will open one"),
    }
}
