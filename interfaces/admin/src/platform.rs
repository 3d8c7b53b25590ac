//! What platform administrators do: look after services, people, payments and work.
//!
//! For everybody else not one of these addresses exists.

mod emails;
mod enter;
mod going_live;
mod overview;
mod parts;
mod payment;
mod payments;
mod people;
mod person;
mod reason;
mod record;
mod service;
mod services;
mod stop;
mod work;

use application::staff::platform::PlatformError;
use poem::{FromRequest, Request, RequestBody, Result, get, post};

pub(crate) use self::parts::Part;
use crate::addresses::Routes;
use crate::form::Form;
use crate::refusal::Refusal;
use crate::visit::{Posted, Visit};

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    const SERVICE: &str = "/admin/platform/services/:service";
    const PERSON: &str = "/admin/platform/people/:person";
    routes
        .at("/admin/platform", get(overview::show))
        .at("/admin/platform/leave", post(enter::leave))
        .at("/admin/platform/services", get(services::list))
        .at(SERVICE, get(service::show))
        .at(
            format!("{SERVICE}/enter"),
            get(enter::ask).post(enter::enter),
        )
        .at(
            format!("{SERVICE}/stop"),
            get(stop::ask_to_stop).post(stop::stop),
        )
        .at(
            format!("{SERVICE}/start"),
            get(stop::ask_to_start).post(stop::start),
        )
        .at(
            format!("{SERVICE}/go-live"),
            get(going_live::ask).post(going_live::decide),
        )
        .at("/admin/platform/people", get(people::list))
        .at(PERSON, get(person::show))
        .at(
            format!("{PERSON}/:change"),
            get(person::change::ask).post(person::change::change),
        )
        .at("/admin/platform/payments", get(payments::list))
        .at("/admin/platform/payments/:payment", get(payment::show))
        .at("/admin/platform/work", get(work::list))
        .at(
            "/admin/platform/work/:work/run",
            get(work::ask).post(work::run),
        )
        .at("/admin/platform/emails", get(emails::list))
        .at("/admin/platform/record", get(record::show))
}

/// A platform administrator at a page of theirs.
struct PlatformVisit(Visit);

/// A form that a platform administrator sent from a page of theirs.
struct PlatformPost {
    visit: Visit,
    form: Form,
}

impl<'a> FromRequest<'a> for PlatformVisit {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let visit = Visit::from_request(request, body).await?;
        visit
            .staff
            .looks_after_the_platform()
            .map_err(Refusal::from)?;
        Ok(Self(visit))
    }
}

impl<'a> FromRequest<'a> for PlatformPost {
    /// Whoever does not look after the platform learns nothing, not even that a form
    /// was no good.
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        PlatformVisit::from_request(request, body).await?;
        let Posted { visit, form } = Posted::from_request(request, body).await?;
        Ok(Self { visit, form })
    }
}

impl From<PlatformError> for Refusal {
    fn from(error: PlatformError) -> Self {
        match error {
            PlatformError::Access(error) => error.into(),
            PlatformError::NoReason => Self::BadForm,
            PlatformError::NotEntered(_) => Self::NotFound,
            PlatformError::Oneself => Self::Forbidden,
        }
    }
}

/// A word of our records as a word for people: `capture_requested` is `Capture requested`.
fn plain(word: &str) -> String {
    let mut letters = word.chars().map(|c| if c == '_' { ' ' } else { c });
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
