//! Turning pages and files into responses: what they tell browsers about themselves, and
//! whether a browser has them already.

use askama::Template;
use poem::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use poem::http::{HeaderValue, StatusCode};
use poem::{IntoResponse, Request, Response};

use crate::assets::{Asset, fnv_1a};

/// Nothing is loaded that is not ours, nothing inline runs, nobody frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// A page may be kept, but its owner asks whether it is still the same.
const ASK_AGAIN: &str = "no-cache";
/// An asset's address changes with its content.
const KEEP: &str = "public, max-age=31536000, immutable";

/// Shows a page.
pub(crate) fn page(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => {
            let tag = format!("W/\"{:016x}\"", fnv_1a(html.as_bytes()));
            let mut response = of_type("text/html; charset=utf-8", html, ASK_AGAIN);
            response.set_status(status);
            if let Ok(tag) = HeaderValue::try_from(tag) {
                response.headers_mut().insert(ETAG, tag);
            }
            response
        }
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Serves an asset.
pub(crate) fn asset(asset: &Asset) -> Response {
    of_type(asset.media_type(), asset.content(), KEEP)
}

/// Sends the browser on; it takes the part behind `#` along.
pub(crate) fn moved(location: &'static str) -> Response {
    Response::builder()
        .status(StatusCode::PERMANENT_REDIRECT)
        .header(LOCATION, location)
        .finish()
}

/// Refuses a method that pages do not answer.
pub(crate) fn method_not_allowed() -> Response {
    Response::builder()
        .status(StatusCode::METHOD_NOT_ALLOWED)
        .header(ALLOW, "GET, HEAD")
        .content_type("text/plain; charset=utf-8")
        .body("Guides can only be read: use GET.\n")
}

/// Says that nothing has changed to a browser that has this very page.
pub(crate) fn unless_known(request: &Request, response: Response) -> Response {
    let known = match (response.header(ETAG), request.header(IF_NONE_MATCH)) {
        (Some(tag), Some(known)) => known.split(',').any(|known| is_same(known.trim(), tag)),
        (_, _) => false,
    };
    if !known || response.status() != StatusCode::OK {
        return response;
    }
    let mut unchanged = StatusCode::NOT_MODIFIED.into_response();
    for name in [ETAG, CACHE_CONTROL] {
        if let Some(value) = response.headers().get(&name) {
            unchanged.headers_mut().insert(name, value.clone());
        }
    }
    unchanged
}

/// Whether two tags are the same, weak or not (RFC 9110, 8.8.3.2).
fn is_same(known: &str, tag: &str) -> bool {
    let strong = |tag: &'_ str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    known == "*" || strong(known) == strong(tag)
}

fn of_type(media_type: &str, body: impl Into<poem::Body>, keep: &'static str) -> Response {
    Response::builder()
        .header(CONTENT_TYPE, media_type)
        .header(CONTENT_SECURITY_POLICY, POLICY)
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(REFERRER_POLICY, "no-referrer")
        .header(CACHE_CONTROL, keep)
        .body(body)
}
