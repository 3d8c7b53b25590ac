//! Turning pages and redirects into responses, each with the headers of `headers`.

use askama::Template;
use poem::http::{HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use serde_json::Value;

use crate::headers::{FormsLead, protect};
use crate::outcome::{Outcome, OutcomePage};
use crate::settings::PagesSettings;
use crate::text::Texts;

/// Shows a page.
pub(crate) fn show(status: StatusCode, page: &impl Template, forms: FormsLead) -> Response {
    let mut response = match page.render() {
        Ok(html) => html
            .with_content_type("text/html; charset=utf-8")
            .with_status(status)
            .into_response(),
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a page could not be rendered"
            );
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    };
    protect(response.headers_mut(), forms);
    response
}

/// Answers a script or a program.
pub(crate) fn answer(value: &Value) -> Response {
    let mut response = value
        .to_string()
        .with_content_type("application/json")
        .into_response();
    protect(response.headers_mut(), FormsLead::Here);
    response
}

/// Sends the browser on with a GET. A location may hold any text that a service
/// sent: what headers cannot carry is percent-encoded.
pub(crate) fn redirect(location: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(location) = HeaderValue::from_str(&ascii(location)) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    protect(response.headers_mut(), FormsLead::Here);
    response
}

/// Shows an outcome that belongs to no payment this browser may see.
pub(crate) fn show_alone(
    outcome: Outcome,
    texts: &'static Texts,
    settings: &PagesSettings,
) -> Response {
    let page = OutcomePage::alone(outcome, texts, settings);
    show(outcome.status(), &page, FormsLead::Here)
}

fn ascii(location: &str) -> String {
    let mut text = String::with_capacity(location.len());
    for c in location.chars() {
        if c.is_ascii_graphic() {
            text.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                text.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_address_arrives_unchanged_unless_headers_cannot_carry_it() {
        for (location, sent) in [
            (
                "https://svc.example/done?a=1&b=%20#x",
                "https://svc.example/done?a=1&b=%20#x",
            ),
            (
                "https://svc.example/geschäft",
                "https://svc.example/gesch%C3%A4ft",
            ),
        ] {
            let response = redirect(location);

            assert_eq!(response.status(), StatusCode::SEE_OTHER);
            assert_eq!(response.headers()[header::LOCATION], sent);
        }
    }
}
