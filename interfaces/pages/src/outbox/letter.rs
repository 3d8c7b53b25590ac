//! One e-mail as it would arrive: its HTML by itself, and its plain text by itself.
//!
//! The HTML is shown in a frame, and holds words of services and strangers. It gets no
//! say here: its own address says that it runs no scripts, loads nothing, is of no
//! origin and stands only in frames of ours, and the frame says so again. Its links are
//! what people come for: each opens in a tab of its own, free of what holds the letter
//! and without a way back to this page, as from a mailbox. Inside the frame they would
//! lead nowhere, since no page of ours lets itself be framed.

use poem::web::{Data, Path};
use poem::{IntoResponse, Response, handler};

use super::email::find;
use crate::headers::{FormsLead, protect, protect_letter};
use crate::refusal::Refusal;
use crate::visit::Pages;

/// Where the letter's links open.
const IN_NEW_TABS: &str = r#"<base target="_blank">"#;

/// Shows the HTML.
#[handler]
pub(crate) async fn get_html(
    Data(pages): Data<&Pages>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let found = find(pages, &id).await?;
    let mut response = with_links_in_new_tabs(&found.letter.html)
        .with_content_type("text/html; charset=utf-8")
        .into_response();
    protect_letter(response.headers_mut());
    Ok(response)
}

/// Shows the plain text.
#[handler]
pub(crate) async fn get_text(
    Data(pages): Data<&Pages>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let found = find(pages, &id).await?;
    let mut response = (found.letter.text)
        .with_content_type("text/plain; charset=utf-8")
        .into_response();
    protect(response.headers_mut(), FormsLead::Here);
    Ok(response)
}

/// The letter with one element more, at the start of its head.
fn with_links_in_new_tabs(html: &str) -> String {
    match html.split_once("<head>") {
        Some((before, after)) => format!("{before}<head>{IN_NEW_TABS}{after}"),
        None => format!("{IN_NEW_TABS}{html}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_open_in_new_tabs_whatever_the_letter_looks_like() {
        for (html, shown) in [
            (
                "<!DOCTYPE html><html><head><title>A</title></head></html>",
                r#"<!DOCTYPE html><html><head><base target="_blank"><title>A</title></head></html>"#,
            ),
            ("<p>A</p>", r#"<base target="_blank"><p>A</p>"#),
        ] {
            assert_eq!(with_links_in_new_tabs(html), shown);
        }
    }
}
