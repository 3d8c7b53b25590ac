//! Ending a payment that nobody has finished, after one more question.

use application::staff::transactions::StaffCancelError;
use askama::Template;
use domain::staff::Permission;
use poem::http::StatusCode;
use poem::{Request, Response, handler};

use super::{Found, can_be_ended};
use crate::detached;
use crate::field::{Choice, Choices, Problems};
use crate::form::Asked;
use crate::frame::Frame;
use crate::place::{ServicePost, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::transactions::filters::Filters;
use crate::visit::Visit;

/// The field for the answer.
const CANCEL: &str = "cancel";
/// What is said when the payment ended by itself meanwhile.
const TOO_LATE: &str = "This payment has ended meanwhile and can no longer be cancelled";

/// The question.
#[derive(Template)]
#[template(path = "payment_cancel.html")]
struct CancelPage {
    frame: Frame,
    problems: Problems,
    action: String,
    back: String,
    reference: String,
    amount: String,
    /// The answers; `None` when it is too late.
    choices: Option<Choices>,
}

/// Asks whether the payment is really to end.
#[handler]
pub(crate) async fn get(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let found = Found::of(request, &visit, place, Filters::read(&mut asked)).await?;
    found.place.demand(Permission::CancelPayments)?;
    Ok(visit.show(&page(&visit, &found, Problems::none())))
}

/// Ends the payment, if the answer is yes.
#[handler]
pub(crate) async fn post(
    request: &Request,
    Asked(mut asked): Asked,
    posted: ServicePost,
) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    let found = Found::of(request, &visit, place, Filters::read(&mut asked)).await?;
    found.place.demand(Permission::CancelPayments)?;
    let back = found.path("");
    match form.take(CANCEL).as_str() {
        "yes" => {}
        "no" => return Ok(visit.go(&back)),
        _ => {
            let problems = Problems::one(CANCEL, "Choose whether to cancel the payment");
            return Ok(visit.show_again(&page(&visit, &found, problems)));
        }
    }
    let application = visit.application();
    let (service, mode) = (&found.place.service.id, found.place.required_mode()?);
    let id = found.transaction.payment.id.as_str();
    match application
        .staff_cancel(&visit.staff, service, mode, id)
        .await
    {
        Ok(work) => {
            detached::perform(application, work).await;
            Ok(visit.go_with_news(&back, "The payment is cancelled."))
        }
        Err(StaffCancelError::TooLate) => {
            let shown = page(&visit, &found, Problems::one("main-content", TOO_LATE));
            Ok(visit.browser.show_as(StatusCode::CONFLICT, &shown))
        }
        Err(StaffCancelError::Access(error)) => Err(error.into()),
    }
}

fn page(visit: &Visit, found: &Found, problems: Problems) -> CancelPage {
    let payment = &found.transaction.payment;
    let possible = can_be_ended(&found.transaction) && problems.of("main-content").is_none();
    let choices = possible.then(|| {
        let answers = vec![
            Choice::new("yes", "Yes, cancel it"),
            Choice::new("no", "No, leave it as it is"),
        ];
        Choices::new(CANCEL, "Cancel this payment?", answers).problem(&problems)
    });
    CancelPage {
        frame: visit
            .frame("Cancel a payment")
            .of_service(&found.place, Tab::Transactions)
            .with(&problems),
        problems,
        action: found.path("/cancel"),
        back: found.path(""),
        reference: payment.reference.as_str().to_owned(),
        amount: payment.total().to_string(),
        choices,
    }
}
