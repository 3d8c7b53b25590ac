//! Requests that do not get their page, and what they are shown instead.

use application::staff::Forbidden;
use application::staff::services::AccessError;
use askama::Template;
use domain::ports::StoreError;
use domain::staff::session::Stage;
use poem::Response;
use poem::error::{MethodNotAllowedError, NotFoundError, ResponseError};
use poem::http::{HeaderMap, StatusCode};

use crate::frame::Frame;
use crate::respond::{redirect, show};
use crate::visit::{Admin, Browser};

/// Why a request does not get its page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request was refused")]
pub(crate) enum Refusal {
    /// Nobody is signed in; afterwards this page is wanted.
    SignIn(Option<String>),
    /// The sign-in is not complete.
    Unfinished(Stage),
    /// There is no such page or thing, as far as the visitor may know.
    NotFound,
    /// The visitor's role does not permit it.
    Forbidden,
    /// The form was not shown to this browser, or too long ago.
    FormOver,
    /// What was sent is no form.
    BadForm,
    /// Too many forms came from one address.
    TooMany,
    /// The thing changed while the visitor was deciding.
    Changed,
    /// Something of ours failed.
    Broken,
}

/// A page of words, and at most one way on.
#[derive(Template)]
#[template(path = "message.html")]
pub(crate) struct MessagePage {
    pub(crate) frame: Frame,
    pub(crate) heading: &'static str,
    pub(crate) sentences: Vec<String>,
    /// Where a button leads, and what it says.
    pub(crate) onward: Option<(&'static str, &'static str)>,
}

impl Refusal {
    /// Something of ours failed. The chain goes to the log, and nowhere else.
    pub(crate) fn broken(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error, "a staff page could not be served");
        Self::Broken
    }

    fn words(&self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::SignIn(_) | Self::Unfinished(_) => ("Sign in", &["Sign in to see this page."]),
            Self::NotFound => (
                "Page not found",
                &[
                    "The address may be mistyped, or what was there is gone.",
                    "If it belongs to a service, ask one of its admins whether you belong to it.",
                ],
            ),
            Self::Forbidden => (
                "You may not do this",
                &[
                    "Your role in this service does not include it.",
                    "A service admin can give you another role.",
                ],
            ),
            Self::FormOver => (
                "This form is no longer good",
                &[
                    "It was open for too long, or you signed in or out in between. \
                     Nothing was changed.",
                    "Go back, load the page again and send the form once more. \
                     Your browser must accept cookies from this site.",
                ],
            ),
            Self::BadForm => (
                "We could not read that",
                &["What your browser sent is no form of ours. Nothing was changed."],
            ),
            Self::TooMany => (
                "Too many tries",
                &["Wait a minute, then go back and try again. Nothing was changed."],
            ),
            Self::Changed => (
                "Somebody else was quicker",
                &["This was changed while you were looking at it. \
                   Go back, load the page again and decide anew."],
            ),
            Self::Broken => (
                "Something went wrong",
                &["It is our fault, not yours. Try again in a few minutes."],
            ),
        }
    }
}

impl ResponseError for Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::SignIn(_) | Self::Unfinished(_) => StatusCode::SEE_OTHER,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::FormOver => StatusCode::FORBIDDEN,
            Self::BadForm => StatusCode::BAD_REQUEST,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Changed => StatusCode::CONFLICT,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::Changed,
            error => Self::broken(&error),
        }
    }
}

impl From<Forbidden> for Refusal {
    /// That a service exists is told to its people alone.
    fn from(forbidden: Forbidden) -> Self {
        match forbidden {
            Forbidden::NotAMember => Self::NotFound,
            Forbidden::NotPermitted(_) => Self::Forbidden,
        }
    }
}

impl From<AccessError> for Refusal {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::NotFound => Self::NotFound,
            AccessError::NotPermitted(_) => Self::Forbidden,
            AccessError::Store(error) => error.into(),
        }
    }
}

/// The page for any error of a route, the framework's own included, as the browser that
/// sent these headers sees it.
pub(crate) async fn page_for(error: &poem::Error, admin: &Admin, headers: &HeaderMap) -> Response {
    let (refusal, status) = match error.downcast_ref::<Refusal>() {
        Some(refusal) => (refusal.clone(), refusal.status()),
        None if error.is::<NotFoundError>() => (Refusal::NotFound, StatusCode::NOT_FOUND),
        None if error.is::<MethodNotAllowedError>() => {
            (Refusal::NotFound, StatusCode::METHOD_NOT_ALLOWED)
        }
        None if error.status().is_client_error() => (Refusal::BadForm, error.status()),
        None => {
            tracing::error!(error = %error, "a staff page could not be served");
            (Refusal::Broken, StatusCode::INTERNAL_SERVER_ERROR)
        }
    };
    match &refusal {
        Refusal::SignIn(None) => return redirect("/admin/sign-in"),
        Refusal::SignIn(Some(wanted)) => {
            let wanted = serde_urlencoded::to_string([("then", wanted)]).unwrap_or_default();
            return redirect(&format!("/admin/sign-in?{wanted}"));
        }
        Refusal::Unfinished(stage) => return redirect(page_of(*stage)),
        Refusal::NotFound
        | Refusal::Forbidden
        | Refusal::FormOver
        | Refusal::BadForm
        | Refusal::TooMany
        | Refusal::Changed
        | Refusal::Broken => {}
    }
    let (heading, sentences) = refusal.words();
    let page = MessagePage {
        frame: Browser::frame_for(admin, headers, heading).await,
        heading,
        sentences: sentences.iter().map(|text| (*text).to_owned()).collect(),
        onward: Some(("/admin", "Go to your services")),
    };
    show(status, &page)
}

/// Where somebody goes on whose sign-in has come so far.
pub(crate) fn page_of(stage: Stage) -> &'static str {
    match stage {
        Stage::SecondFactor => "/admin/code",
        Stage::SetUp => "/admin/set-up",
        Stage::SignedIn => "/admin",
    }
}
