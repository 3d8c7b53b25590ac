//! Everything that fails before a handler, in the words that clients have always seen.
//!
//! These are failures of the conversation: they carry a numeric code and a message, unlike the
//! errors of operations. Which one wins is decided in `entrance`.

use std::hash::{BuildHasher, Hasher, RandomState};

use poem::error::{MethodNotAllowedError, NotFoundError, ParsePathError, ReadBodyError};
use poem::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use poem::http::{HeaderValue, Method, StatusCode};
use poem::{Error, Response};
use poem_openapi::error::ParseParamError;
use serde_json::{Value, json};

use crate::checks::violation::BLOCKED;
use crate::contract::Offered;

/// How long a client that called too often waits, in seconds: until the next window.
const RETRY_AFTER_SECS: &str = "1";

/// Turns an error that nobody answered into a response.
pub(crate) fn answer(error: Error, allowed: &str) -> Response {
    if error.is_from_response() {
        return error.into_response();
    }
    if error.is::<NotFoundError>() || error.is::<ParsePathError>() || error.is::<ParseParamError>()
    {
        return protocol(StatusCode::NOT_FOUND);
    }
    if error.is::<MethodNotAllowedError>() {
        return method_not_allowed(allowed);
    }
    if let Some(ReadBodyError::PayloadTooLarge) = error.downcast_ref() {
        return protocol(StatusCode::PAYLOAD_TOO_LARGE);
    }
    unexpected(&error)
}

/// 401, and how to do better.
pub(crate) fn unauthorised() -> Response {
    let body = json!({ "message": "Unauthorized", "status": "401" });
    Response::builder()
        .status(StatusCode::UNAUTHORIZED)
        .header(WWW_AUTHENTICATE, "Bearer")
        .header(CONTENT_TYPE, "application/json")
        .body(body.to_string())
}

/// 503, keys cannot be looked up.
pub(crate) fn unavailable() -> Response {
    protocol(StatusCode::SERVICE_UNAVAILABLE)
}

/// 404, there is no such path.
pub(crate) fn not_found() -> Response {
    protocol(StatusCode::NOT_FOUND)
}

/// 405, and what would be allowed.
pub(crate) fn method_not_allowed(allowed: &str) -> Response {
    let mut response = protocol(StatusCode::METHOD_NOT_ALLOWED);
    if let Ok(allowed) = allowed.parse() {
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}

/// 406, we have nothing but JSON.
pub(crate) fn not_acceptable() -> Response {
    protocol(StatusCode::NOT_ACCEPTABLE)
}

/// 415, we take nothing but JSON.
pub(crate) fn unsupported_media_type() -> Response {
    protocol(StatusCode::UNSUPPORTED_MEDIA_TYPE)
}

/// 429, wait a while.
pub(crate) fn too_many_requests() -> Response {
    let mut response = with_code(StatusCode::TOO_MANY_REQUESTS, "P0900", "Too many requests");
    let wait = HeaderValue::from_static(RETRY_AFTER_SECS);
    response.headers_mut().insert(RETRY_AFTER, wait);
    response
}

/// 400, as if a firewall had refused it.
pub(crate) fn blocked() -> Response {
    with_code(StatusCode::BAD_REQUEST, "P0920", BLOCKED)
}

/// What the place answers to which a firewall sends what it refuses.
pub(crate) fn denied(method: &Method) -> Response {
    const METHODS: [Method; 5] = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::DELETE,
    ];
    if METHODS.contains(method) {
        blocked()
    } else {
        method_not_allowed("GET, HEAD, POST, PUT, DELETE")
    }
}

/// 500, with a number by which the log can be searched.
pub(crate) fn unexpected(error: &dyn std::fmt::Display) -> Response {
    let id = format!("{:016x}", RandomState::new().build_hasher().finish());
    tracing::error!(error.id = id, error = %error, "a request could not be processed");
    let message =
        format!("There was an error processing your request. It has been logged (ID {id}).");
    with_message(StatusCode::INTERNAL_SERVER_ERROR, &message)
}

fn protocol(status: StatusCode) -> Response {
    let reason = status.canonical_reason().unwrap_or("Error");
    with_message(status, &format!("HTTP {} {reason}", status.as_u16()))
}

fn with_code(status: StatusCode, code: &str, description: &str) -> Response {
    let body = json!({ "code": code, "description": description });
    of_json(status, &body)
}

fn with_message(status: StatusCode, message: &str) -> Response {
    let body = json!({ "code": status.as_u16(), "message": message });
    of_json(status, &body)
}

fn of_json(status: StatusCode, body: &Value) -> Response {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, "application/json")
        .body(body.to_string())
}

/// What the contract offers at a path, or nothing if there is no such path.
pub(crate) fn offered_at<'a>(offered: &'a [Offered], path: &str) -> Option<&'a Offered> {
    offered.iter().find(|entry| is_at(entry.path, path))
}

/// The methods that a path answers, the way the `Allow` header lists them.
pub(crate) fn allowed(offered: &Offered) -> String {
    let mut allowed = offered.methods.to_vec();
    if allowed.contains(&Method::GET.as_str()) {
        allowed.push(Method::HEAD.as_str());
    }
    allowed.push(Method::OPTIONS.as_str());
    allowed.join(", ")
}

/// Whether a path is one that this template describes.
fn is_at(template: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    let fits = template.split('/').all(|expected| {
        parts
            .next()
            .is_some_and(|part| part == expected || (expected.starts_with('{') && !part.is_empty()))
    });
    fits && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::public::OFFERED;

    #[test]
    fn a_path_offers_what_the_contract_says() {
        for (path, expected) in [
            ("/v1/payments", Some("POST, GET, HEAD, OPTIONS")),
            ("/v1/payments/abc", Some("GET, HEAD, OPTIONS")),
            ("/v1/payments/abc/cancel", Some("POST, OPTIONS")),
            ("/v1/payments/abc/refunds/def", Some("GET, HEAD, OPTIONS")),
            ("/v1/payments/abc/nothing", None),
            ("/v1/payments//cancel", None),
            ("/v1", None),
        ] {
            let found = offered_at(OFFERED, path).map(allowed);
            assert_eq!(found.as_deref(), expected, "{path}");
        }
    }
}
