//! The card details page: the form, and what becomes of it.

mod address;
mod brands;
mod email;
mod email_typo;
mod fields;
mod form;
mod page;
mod problems;
mod view;

pub(crate) use self::brands::name_of;
pub(crate) use self::form::{TypedCard, check_number};
pub(crate) use self::page::Scene;

use application::checkout::Checkout;
use application::checkout::submit_card::{SubmitCard, SubmitCardError};
use poem::http::StatusCode;
use poem::{Response, handler};

use self::form::{Submission, refusal};
use self::problems::{Input, Problems};
use crate::detached;
use crate::headers::FormsLead;
use crate::journey::{Action, next_page};
use crate::outcome::Outcome;
use crate::refusal::Refusal;
use crate::respond::{redirect, show};
use crate::text::Texts;
use crate::visit::{Posted, Visit};

/// Shows the form, which starts the payment when it is shown for the first time.
#[handler]
pub(crate) async fn get(visit: Visit) -> Result<Response, Refusal> {
    let checkout = visit.pages.application.start_payment(&visit.user).await?;
    if !Action::SeeCardForm.fits(&checkout.payment.state) {
        return Ok(visit.show_standing(&checkout));
    }
    let typed = TypedCard::prefilled(&checkout.payment, &checkout.account);
    Ok(show_form(&visit, &checkout, &typed, Problems::default()))
}

/// Tries the card, and goes where the payment then stands. A form with problems
/// comes back with them; a card that is being tried already is waited for.
#[handler]
pub(crate) async fn post(Posted { visit, mut form }: Posted) -> Result<Response, Refusal> {
    let checkout = visit.pages.application.start_payment(&visit.user).await?;
    if Action::AwaitBank.fits(&checkout.payment.state) {
        return Ok(redirect(&next_page(&checkout.payment)));
    }
    if !Action::SubmitCard.fits(&checkout.payment.state) {
        return Ok(visit.show_standing(&checkout));
    }
    let typed = TypedCard::take(&mut form);
    match typed.check(&checkout.payment, &checkout.account, checkout.now) {
        Ok(submission) => submit(&visit, &checkout, &typed, submission).await,
        Err(problems) => Ok(show_form(&visit, &checkout, &typed, problems)),
    }
}

async fn submit(
    visit: &Visit,
    checkout: &Checkout,
    typed: &TypedCard,
    submission: Submission,
) -> Result<Response, Refusal> {
    let (application, user) = (visit.pages.application.clone(), visit.user.clone());
    let command = SubmitCard {
        card: submission.card,
        email: submission.email,
    };
    let submitted =
        detached::run(async move { application.submit_card(&user, command).await }).await;
    match submitted {
        // Slow, done, or done by somebody else: the payment's state says where to go.
        None | Some(Ok(()) | Err(SubmitCardError::WrongState)) => {
            let after = visit.pages.application.checkout(&visit.user).await?;
            Ok(redirect(&next_page(&after.payment)))
        }
        Some(Err(SubmitCardError::NotAccepted(reason))) => {
            let mut problems = Problems::default();
            let texts = Texts::of(checkout.payment.language);
            problems.add(Input::CardNumber, refusal(reason, &texts.mistakes));
            Ok(show_form(visit, checkout, typed, problems))
        }
        Some(Err(SubmitCardError::NotFound)) => Err(Refusal::in_language(
            Outcome::NotFound,
            checkout.payment.language,
        )),
        Some(Err(SubmitCardError::Store(error))) => Err(error.into()),
    }
}

fn show_form(
    visit: &Visit,
    checkout: &Checkout,
    typed: &TypedCard,
    problems: Problems,
) -> Response {
    let scene = Scene {
        payment: &checkout.payment,
        account: &checkout.account,
        service: &checkout.service,
        stored_for: checkout
            .agreement
            .as_ref()
            .map(|agreement| &agreement.description),
        form_token: &visit.form_token(),
        settings: &visit.pages.settings,
        now: checkout.now,
    };
    show(
        StatusCode::OK,
        &scene.card_details(typed, problems),
        FormsLead::Here,
    )
}
