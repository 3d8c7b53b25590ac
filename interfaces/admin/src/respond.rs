//! Pages and redirects as responses, each with the headers of `headers`.

use askama::Template;
use poem::http::{HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};

use crate::headers::{confine_letter, protect};

/// Shows a page.
pub(crate) fn show(status: StatusCode, page: &impl Template) -> Response {
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
    protect(response.headers_mut());
    response
}

/// Shows an e-mail as whoever gets it would read it: a document of its own, not of ours.
pub(crate) fn show_letter(html: String) -> Response {
    let mut response = html
        .with_content_type("text/html; charset=utf-8")
        .into_response();
    protect(response.headers_mut());
    confine_letter(response.headers_mut());
    response
}

/// Sends the browser on with a GET, to an address of ours.
pub(crate) fn redirect(location: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    protect(response.headers_mut());
    response
}
