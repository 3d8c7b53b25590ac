//! The API's own formats, field for field.

use serde::{Deserialize, Serialize};

/// `POST /v2/notifications/email`.
#[derive(Serialize)]
pub(super) struct Request<'a> {
    pub(super) email_address: &'a str,
    pub(super) template_id: &'a str,
    pub(super) personalisation: Personalisation<'a>,
    pub(super) reference: &'a str,
}

/// What fills the template.
#[derive(Serialize)]
pub(super) struct Personalisation<'a> {
    pub(super) subject: &'a str,
    pub(super) body: &'a str,
}

/// Why a request was refused.
#[derive(Deserialize)]
pub(super) struct Refused {
    pub(super) errors: Vec<Problem>,
}

/// One reason.
#[derive(Deserialize)]
pub(super) struct Problem {
    pub(super) error: String,
    pub(super) message: String,
}
