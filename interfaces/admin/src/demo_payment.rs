//! Trying a payment out with test money, from asking for it to paying it.

use application::payments::create::CreatePaymentError as Refused;
use application::staff::demo_payment::DemoPaymentError;
use askama::Template;
use domain::Amount;
use domain::account::{Mode, Provider};
use domain::payment::reference::{TEXT_MAX, TextError};
use domain::payment::{Description, ReturnUrl};
use domain::staff::Permission;
use poem::{Response, get, handler};

use crate::addresses::Routes;
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::headers;
use crate::place::{Place, ServicePost, ServiceVisit, Tab};
use crate::pounds::{self, PoundsError};
use crate::refusal::Refusal;
use crate::visit::Visit;

const DESCRIPTION: &str = "paymentDescription";
const AMOUNT: &str = "paymentAmount";

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    const DEMO: &str = "/admin/service/:service/:mode/demo-payment";
    routes.at(DEMO, get(ask).post(pay))
}

/// The form that asks what to pay.
#[derive(Template)]
#[template(path = "demo_payment.html")]
struct DemoPage {
    frame: Frame,
    problems: Problems,
    description: Field,
    amount: Field,
    /// Whether the sandbox's cards work here.
    at_sandbox: bool,
    action: String,
    back: String,
}

/// Asks what to pay.
#[handler]
async fn ask(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    allow(&place)?;
    let typed = ("An example payment description", "20.00");
    let page = page(&visit, &place, typed, Problems::none());
    Ok(leading_to_payment(visit.show(&page), &visit))
}

/// Creates the payment, and leads to its pages.
#[handler]
async fn pay(posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    allow(&place)?;
    let (description, amount) = (form.take(DESCRIPTION), form.take(AMOUNT));
    let read = match read(&description, &amount) {
        Ok(read) => pay_for(&visit, &place, read).await?,
        Err(problems) => Err(problems),
    };
    Ok(match read {
        Ok(payment_page) => visit.go(&payment_page),
        Err(problems) => {
            let page = page(&visit, &place, (&description, &amount), problems);
            leading_to_payment(visit.show_again(&page), &visit)
        }
    })
}

/// Only test money is played with.
fn allow(place: &Place) -> Result<(), Refusal> {
    match place.mode {
        Some(Mode::Test) => place.demand(Permission::SeeTransactions),
        Some(Mode::Live) | None => Err(Refusal::NotFound),
    }
}

/// Creates the payment; where it is paid, or what is wrong with it.
async fn pay_for(
    visit: &Visit,
    place: &Place,
    payment: (Amount, Description),
) -> Result<Result<String, Problems>, Refusal> {
    let settings = &visit.browser.admin.settings;
    let back = settings.link(&place.mode_path("/transactions"));
    let back = ReturnUrl::parse(back).map_err(|error| Refusal::broken(&error))?;
    let (application, service) = (visit.application(), &place.service.id);
    let mode = place.required_mode()?;
    let created = application.staff_demo_payment(&visit.staff, service, mode, payment, back);
    let refused = match created.await {
        Ok(created) => {
            let token = created.linked.token.ok_or(Refusal::Changed)?;
            return Ok(Ok(format!("{}/secure/{}", settings.pages_url, token.value)));
        }
        Err(DemoPaymentError::Access(error)) => return Err(error.into()),
        Err(DemoPaymentError::Live) => return Err(Refusal::NotFound),
        Err(DemoPaymentError::Refused(refused)) => refused,
    };
    let problem = match refused {
        Refused::ZeroNotAllowed => "Enter an amount above £0",
        Refused::AccountDisabled => "Payments of this account are stopped",
        Refused::AccountNotConfigured => "This account has no provider that takes payments",
        other @ (Refused::KeyInUse(_)
        | Refused::AccountUnknown
        | Refused::ReturnUrlNotHttps
        | Refused::MotoApiNotAllowed
        | Refused::MotoNotAllowed
        | Refused::CardNumberAsReference
        | Refused::RecurringDisabled
        | Refused::AgreementMissing
        | Refused::Unexpected(_)
        | Refused::NoSuchAgreement
        | Refused::AgreementNotActive
        | Refused::Store(_)) => return Err(Refusal::broken(&other)),
    };
    Ok(Err(Problems::one(AMOUNT, problem)))
}

/// What to pay, or what is wrong with it.
fn read(description: &str, amount: &str) -> Result<(Amount, Description), Problems> {
    let mut problems = Problems::none();
    let description = Description::parse(description).map_err(|error| match error {
        TextError::Blank => "Enter a payment description".to_owned(),
        TextError::TooLong => format!("The description must have {TEXT_MAX} characters or fewer"),
        TextError::ForbiddenCharacter => "The description must not have < > or |".to_owned(),
    });
    let amount = pounds::parse(amount).map_err(|error| match error {
        PoundsError::Missing => "Enter a payment amount".to_owned(),
        PoundsError::Unreadable => "Enter a valid payment amount, like 20.00".to_owned(),
        PoundsError::TooLarge => format!("The amount must be {} or less", Amount::MAX),
    });
    match (description, amount) {
        (Ok(description), Ok(amount)) => Ok((amount, description)),
        (description, amount) => {
            for (field, problem) in [(DESCRIPTION, description.err()), (AMOUNT, amount.err())] {
                if let Some(problem) = problem {
                    problems.add(field, problem);
                }
            }
            Err(problems)
        }
    }
}

fn page(visit: &Visit, place: &Place, typed: (&str, &str), problems: Problems) -> DemoPage {
    let (description, amount) = typed;
    let is_ours = |account: &domain::account::GatewayAccount| {
        account.mode == Mode::Test && account.provider == Provider::Sandbox
    };
    DemoPage {
        frame: visit
            .frame("Make a test payment")
            .of_service(place, Tab::Dashboard)
            .with(&problems),
        description: Field::text(DESCRIPTION, "Description")
            .hint("The paying user reads what they pay for")
            .value(description)
            .problem(&problems),
        amount: Field {
            width: "is-amount",
            ..Field::text(AMOUNT, "Amount")
                .value(amount)
                .problem(&problems)
        },
        problems,
        at_sandbox: place.accounts.iter().any(is_ours),
        action: place.mode_path("/demo-payment"),
        back: place.mode_path("/dashboard"),
    }
}

/// The same page, whose form may lead to the payment pages: they can be another site.
fn leading_to_payment(mut response: Response, visit: &Visit) -> Response {
    let settings = &visit.browser.admin.settings;
    headers::let_forms_lead_to(response.headers_mut(), &settings.pages_url);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_pay_is_asked_for_in_words() {
        let long = "x".repeat(256);
        for (description, amount, expected) in [
            ("Fishing", "£20", Ok(())),
            (
                "",
                "",
                Err(vec![
                    "Enter a payment description",
                    "Enter a payment amount",
                ]),
            ),
            (
                "a < b",
                "20",
                Err(vec!["The description must not have < > or |"]),
            ),
            (
                &*long,
                "20",
                Err(vec!["The description must have 255 characters or fewer"]),
            ),
            (
                "Fishing",
                "2O",
                Err(vec!["Enter a valid payment amount, like 20.00"]),
            ),
            (
                "Fishing",
                "100000.01",
                Err(vec!["The amount must be £100,000.00 or less"]),
            ),
        ] {
            let read = read(description, amount).map(|_| ());
            let said = read.map_err(|problems| {
                let texts = problems.iter().map(|problem| problem.text.clone());
                texts.collect::<Vec<_>>()
            });
            let expected = expected.map_err(|texts| texts.iter().map(|t| t.to_string()).collect());
            assert_eq!(said, expected, "{description} {amount}");
        }
    }
}
