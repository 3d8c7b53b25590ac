//! Requests that get no page of a payment, and what they are shown instead.

use application::checkout::CheckoutError;
use domain::ports::StoreError;
use poem::Response;
use poem::error::{MethodNotAllowedError, NotFoundError, ResponseError};
use poem::http::StatusCode;

use crate::outcome::Outcome;
use crate::respond::show_alone;
use crate::settings::PagesSettings;

/// A request that is answered with an outcome and nothing of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request was refused")]
pub(crate) struct Refusal(pub(crate) Outcome);

impl Refusal {
    /// Something of ours failed. The chain goes to the log, and nowhere else.
    pub(crate) fn broken(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error, "a page could not be served");
        Self(Outcome::Broken)
    }
}

impl ResponseError for Refusal {
    fn status(&self) -> StatusCode {
        self.0.status()
    }
}

impl From<CheckoutError> for Refusal {
    fn from(error: CheckoutError) -> Self {
        match error {
            CheckoutError::NotFound => Self(Outcome::NotFound),
            CheckoutError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::broken(&error)
    }
}

/// The page for any error of a route, the framework's own included.
pub(crate) fn page_for(error: &poem::Error, settings: &PagesSettings) -> Response {
    if let Some(Refusal(outcome)) = error.downcast_ref::<Refusal>() {
        return show_alone(*outcome, settings);
    }
    if error.is::<NotFoundError>() {
        return show_alone(Outcome::NotFound, settings);
    }
    if error.is::<MethodNotAllowedError>() {
        return with_status(
            StatusCode::METHOD_NOT_ALLOWED,
            show_alone(Outcome::NotFound, settings),
        );
    }
    let status = error.status();
    if status.is_client_error() {
        return with_status(status, show_alone(Outcome::RequestDenied, settings));
    }
    tracing::error!(error = %error, "a page could not be served");
    show_alone(Outcome::Broken, settings)
}

fn with_status(status: StatusCode, mut response: Response) -> Response {
    response.set_status(status);
    response
}
