//! One e-mail of the outbox: its particulars, and how it reads as HTML and as text.

use application::sandbox::outbox::{InOutbox, OUTBOX_PAGE};
use askama::Template;
use domain::EmailId;
use domain::payment::Language;
use poem::http::StatusCode;
use poem::web::{Data, Path};
use poem::{Response, handler};

use super::list;
use super::newest::newest;
use super::shown::ShownEmail;
use crate::frame::Frame;
use crate::headers::{FormsLead, protect_with_letter};
use crate::outcome::Outcome;
use crate::refusal::Refusal;
use crate::respond::show;
use crate::settings::PagesSettings;
use crate::text::Texts;
use crate::visit::Pages;

/// The page.
#[derive(Template)]
#[template(path = "outbox_email.html")]
pub(crate) struct EmailPage {
    pub(crate) frame: Frame,
    pub(crate) email: ShownEmail,
    pub(crate) text: String,
    /// The list's page that has it.
    pub(crate) list: String,
    pub(crate) newer: Option<Neighbour>,
    pub(crate) older: Option<Neighbour>,
}

/// The e-mail before or after this one.
#[derive(Clone, Debug)]
pub(crate) struct Neighbour {
    pub(crate) id: String,
    pub(crate) subject: String,
    pub(crate) language: &'static str,
}

impl EmailPage {
    /// The page of this e-mail among the newest.
    pub(crate) fn new(found: &InOutbox, newest: &[InOutbox], settings: &PagesSettings) -> Self {
        let email = ShownEmail::of(found);
        let place = place(&found.email.id, newest);
        let neighbour = |at: Option<usize>| at.and_then(|at| newest.get(at)).map(Neighbour::of);
        let number = place.map_or(1, |at| 1 + u64::try_from(at).unwrap_or(0) / OUTBOX_PAGE);
        let title = format!("{} - Outbox", email.subject);
        Self {
            frame: Frame::named(&title, Texts::of(Language::English), settings),
            text: found.letter.text.clone(),
            list: list::address(number),
            newer: neighbour(place.and_then(|at| at.checked_sub(1))),
            older: neighbour(place.map(|at| at + 1)),
            email,
        }
    }
}

impl Neighbour {
    fn of(found: &InOutbox) -> Self {
        let email = ShownEmail::of(found);
        Self {
            id: email.id,
            subject: email.subject,
            language: email.language,
        }
    }
}

fn place(id: &EmailId, newest: &[InOutbox]) -> Option<usize> {
    newest.iter().position(|one| one.email.id == *id)
}

/// Shows one e-mail.
#[handler]
pub(crate) async fn get(
    Data(pages): Data<&Pages>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let found = find(pages, &id).await?;
    let newest = newest(&pages.application).await?;
    let page = EmailPage::new(&found, &newest, &pages.settings);
    let mut response = show(StatusCode::OK, &page, FormsLead::Here);
    protect_with_letter(response.headers_mut());
    Ok(response)
}

/// The e-mail of this name.
pub(super) async fn find(pages: &Pages, id: &str) -> Result<InOutbox, Refusal> {
    let found = pages.application.outbox_email(id).await?;
    found.ok_or(Refusal::of(Outcome::NotFound))
}
