//! Away: to the service, by cancelling what is unfinished or without a change.

use application::payments::cancel::CancelPaymentError;
use poem::{Response, handler};

use crate::detached;
use crate::journey::Action;
use crate::outcome::Outcome;
use crate::refusal::Refusal;
use crate::respond::redirect;
use crate::visit::{Posted, Visit};

/// Leaves a payment that is over for the paying user. An unfinished one is not
/// changed by following a link: it is shown, with a button that cancels it.
#[handler]
pub(crate) async fn get(visit: Visit) -> Result<Response, Refusal> {
    leave(&visit).await
}

/// Cancels the payment if it is unfinished, and leaves.
#[handler]
pub(crate) async fn post(Posted { visit, .. }: Posted) -> Result<Response, Refusal> {
    abandon(&visit).await?;
    leave(&visit).await
}

/// Cancels the payment where its page has a button for it, and says how it stands.
#[handler]
pub(crate) async fn cancel(Posted { visit, .. }: Posted) -> Result<Response, Refusal> {
    let before = visit.pages.application.checkout(&visit.user).await?;
    if !Action::Cancel.fits(&before.payment.state) {
        return Ok(visit.show_standing(&before));
    }
    abandon(&visit).await?;
    let after = visit.pages.application.checkout(&visit.user).await?;
    Ok(visit.show_standing(&after))
}

/// Goes to the service, unless the payment is unfinished still.
async fn leave(visit: &Visit) -> Result<Response, Refusal> {
    let checkout = visit.pages.application.checkout(&visit.user).await?;
    match &checkout.payment.return_url {
        Some(service) if Outcome::of(&checkout.payment.state).can_leave() => {
            Ok(redirect(service.as_str()))
        }
        Some(_) | None => Ok(visit.show_standing(&checkout)),
    }
}

/// Cancels the payment. One that something else has just ended, or changed, is
/// left as it is: what is shown next says how it stands.
async fn abandon(visit: &Visit) -> Result<(), Refusal> {
    let application = &visit.pages.application;
    match application.abandon_payment(&visit.user).await {
        Ok(work) => detached::perform(application, work).await,
        Err(CancelPaymentError::TooLate | CancelPaymentError::Race) => {}
        Err(CancelPaymentError::NotFound) => return Err(Refusal::of(Outcome::NotFound)),
        Err(CancelPaymentError::Store(error)) => return Err(error.into()),
    }
    Ok(())
}
