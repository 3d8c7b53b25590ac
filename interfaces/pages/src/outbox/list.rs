//! The outbox's list of e-mails, and what test suites have to know.

use application::sandbox::outbox::{InOutbox, OUTBOX_PAGE};
use askama::Template;
use domain::payment::Language;
use domain::ports::queries::Page;
use poem::http::StatusCode;
use poem::web::{Data, Query};
use poem::{Response, handler};

use super::newest::NEWEST_MAX;
use super::shown::ShownEmail;
use crate::frame::Frame;
use crate::headers::FormsLead;
use crate::refusal::Refusal;
use crate::respond::{redirect, show};
use crate::sandbox::asked;
use crate::settings::PagesSettings;
use crate::text::Texts;
use crate::visit::Pages;

/// The list.
#[derive(Template)]
#[template(path = "outbox.html")]
pub(crate) struct OutboxPage {
    pub(crate) frame: Frame,
    pub(crate) emails: Vec<ShownEmail>,
    /// Which of how many e-mails these are.
    pub(crate) showing: String,
    pub(crate) newer: Option<String>,
    pub(crate) older: Option<String>,
    /// The call that lists e-mails for programs, ready to paste.
    pub(crate) listing_call: String,
    pub(crate) listed_max: u64,
}

impl OutboxPage {
    /// The list's page of this number, from 1.
    pub(crate) fn new(number: u64, found: &Page<InOutbox>, settings: &PagesSettings) -> Self {
        let pages = &settings.public_url;
        Self {
            frame: Frame::named("Outbox", Texts::of(Language::English), settings),
            emails: found.items.iter().map(ShownEmail::of).collect(),
            showing: showing(number, found.items.len(), found.total),
            newer: (number > 1).then(|| address(number - 1)),
            older: (number < last(found.total)).then(|| address(number + 1)),
            listing_call: format!("curl -s '{pages}/outbox.json?to=ada@example.org'"),
            listed_max: NEWEST_MAX,
        }
    }
}

/// Shows one page of the list.
#[handler]
pub(crate) async fn get(
    Data(pages): Data<&Pages>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let number: u32 = asked(&query, "page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1);
    let number = u64::from(number.max(1));
    let found = pages.application.outbox(number).await?;
    if found.is_past_the_end() {
        return Ok(redirect(&address(last(found.total))));
    }
    let page = OutboxPage::new(number, &found, &pages.settings);
    Ok(show(StatusCode::OK, &page, FormsLead::Here))
}

/// Where the list's page of this number is.
pub(super) fn address(number: u64) -> String {
    if number == 1 {
        "/outbox".to_owned()
    } else {
        format!("/outbox?page={number}")
    }
}

fn last(total: u64) -> u64 {
    total.div_ceil(OUTBOX_PAGE).max(1)
}

fn showing(number: u64, shown: usize, total: u64) -> String {
    let before = (number - 1).saturating_mul(OUTBOX_PAGE);
    let shown = u64::try_from(shown).unwrap_or(u64::MAX);
    match total {
        0 => String::new(),
        1 => "1 e-mail".to_owned(),
        _ if shown == total => format!("{total} e-mails, newest first"),
        _ => format!(
            "E-mails {} to {} of {total}, newest first",
            before + 1,
            before.saturating_add(shown)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_says_which_part_of_it_is_shown() {
        for (number, shown, total, expected) in [
            (1, 0, 0, ""),
            (1, 1, 1, "1 e-mail"),
            (1, 20, 20, "20 e-mails, newest first"),
            (1, 20, 45, "E-mails 1 to 20 of 45, newest first"),
            (3, 5, 45, "E-mails 41 to 45 of 45, newest first"),
        ] {
            assert_eq!(showing(number, shown, total), expected);
        }
        assert_eq!((last(0), last(20), last(21)), (1, 1, 2));
    }
}
