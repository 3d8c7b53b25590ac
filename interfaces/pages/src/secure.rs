//! The payment's link: a token, once, for a session.

use application::Application;
use application::checkout::open::{Arrival, OpenLinkError};
use domain::PaymentId;
use domain::payment::PaymentState;
use poem::http::StatusCode;
use poem::web::{Data, Path};
use poem::{Request, Response, handler};

use crate::cookies;
use crate::form::Form;
use crate::journey::next_page;
use crate::outcome::Outcome;
use crate::refusal::Refusal;
use crate::respond::redirect;
use crate::visit::{Pages, Visit};

/// Uses the token. The first browser gets a session and the payment's page; the
/// same browser, coming again, sees how the payment stands; others are refused.
#[handler]
pub(crate) async fn get(
    Path(token): Path<String>,
    Data(pages): Data<&Pages>,
    request: &Request,
) -> Result<Response, Refusal> {
    let arrival = pages
        .application
        .open_link(&token)
        .await
        .map_err(|error| match error {
            OpenLinkError::Unknown => Refusal::of(Outcome::NoSession),
            OpenLinkError::Store(error) => error.into(),
        })?;
    match arrival {
        Arrival::Admitted(payment) => admit(pages, request, &payment).await,
        Arrival::Again(payment) => welcome_back(pages, request, &payment).await,
    }
}

/// Link checkers that only ask whether the address exists do not use it up.
#[handler]
pub(crate) fn head() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// A form of another site holds the token. Cookies of ours do not come with it,
/// so none is set: the address it leads to does that.
#[handler]
pub(crate) fn post(mut form: Form) -> Result<Response, Refusal> {
    let token = form.take("chargeTokenId");
    let plausible = !token.is_empty()
        && token
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if plausible {
        Ok(redirect(&format!("/secure/{token}")))
    } else {
        Err(Refusal::of(Outcome::NoSession))
    }
}

async fn admit(pages: &Pages, request: &Request, payment: &PaymentId) -> Result<Response, Refusal> {
    let Pages {
        application,
        settings,
    } = pages;
    let sealed = application.seal_session(payment);
    let next = page_after_admission(application, &sealed).await?;
    let mut response = redirect(&next);
    cookies::add_session(
        response.headers_mut(),
        request.headers(),
        payment,
        &sealed,
        application,
        settings,
    );
    Ok(response)
}

async fn page_after_admission(application: &Application, sealed: &str) -> Result<String, Refusal> {
    let user = application
        .open_session(sealed)
        .ok_or(Refusal::of(Outcome::NoSession))?;
    Ok(next_page(&application.checkout(&user).await?.payment))
}

async fn welcome_back(
    pages: &Pages,
    request: &Request,
    payment: &PaymentId,
) -> Result<Response, Refusal> {
    let visit = Visit::by(request.headers(), payment.as_str(), pages.clone())?;
    let checkout = pages.application.checkout(&visit.user).await?;
    if checkout.payment.state == PaymentState::Created {
        return Ok(redirect(&next_page(&checkout.payment)));
    }
    Ok(visit.show_standing(&checkout))
}
