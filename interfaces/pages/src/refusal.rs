//! Requests that get no page of a payment, and what they are shown instead.

use application::checkout::CheckoutError;
use application::sandbox::SandboxError;
use domain::payment::Language;
use domain::ports::StoreError;
use poem::Response;
use poem::error::{MethodNotAllowedError, NotFoundError, ResponseError};
use poem::http::StatusCode;

use crate::outcome::Outcome;
use crate::respond::show_alone;
use crate::settings::PagesSettings;
use crate::text::Texts;

/// A request that is answered with an outcome and nothing of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request was refused")]
pub(crate) struct Refusal {
    outcome: Outcome,
    /// The payment's language, where a payment was found.
    language: Option<Language>,
}

impl Refusal {
    /// A refusal in the language that the browser asks for.
    pub(crate) fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
            language: None,
        }
    }

    /// A refusal in the language of the payment.
    pub(crate) fn in_language(outcome: Outcome, language: Language) -> Self {
        Self {
            outcome,
            language: Some(language),
        }
    }

    /// Something of ours failed. The chain goes to the log, and nowhere else.
    pub(crate) fn broken(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error, "a page could not be served");
        Self::of(Outcome::Broken)
    }
}

impl ResponseError for Refusal {
    fn status(&self) -> StatusCode {
        self.outcome.status()
    }
}

impl From<CheckoutError> for Refusal {
    fn from(error: CheckoutError) -> Self {
        match error {
            CheckoutError::NotFound => Self::of(Outcome::NotFound),
            CheckoutError::Store(error) => error.into(),
        }
    }
}

impl From<SandboxError> for Refusal {
    fn from(error: SandboxError) -> Self {
        match error {
            SandboxError::NotSandbox => Self::of(Outcome::NotFound),
            SandboxError::Advance => Self::of(Outcome::RequestDenied),
            SandboxError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::broken(&error)
    }
}

/// The page for any error of a route, the framework's own included.
pub(crate) fn page_for(
    error: &poem::Error,
    asked_for: Language,
    settings: &PagesSettings,
) -> Response {
    let show = |outcome| show_alone(outcome, Texts::of(asked_for), settings);
    if let Some(Refusal { outcome, language }) = error.downcast_ref::<Refusal>() {
        let texts = Texts::of(language.unwrap_or(asked_for));
        return show_alone(*outcome, texts, settings);
    }
    if error.is::<NotFoundError>() {
        return show(Outcome::NotFound);
    }
    if error.is::<MethodNotAllowedError>() {
        return with_status(StatusCode::METHOD_NOT_ALLOWED, show(Outcome::NotFound));
    }
    let status = error.status();
    if status.is_client_error() {
        return with_status(status, show(Outcome::RequestDenied));
    }
    tracing::error!(error = %error, "a page could not be served");
    show(Outcome::Broken)
}

fn with_status(status: StatusCode, mut response: Response) -> Response {
    response.set_status(status);
    response
}
