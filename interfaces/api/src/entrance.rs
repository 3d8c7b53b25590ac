//! The way into an API: what is decided before an operation is reached, in this order.
//!
//! What the operator wants refused; the key's shape, the path, the method, what the client sends
//! and accepts; then the operation; and on the way out, words for whatever failed.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use application::Application;
use futures_util::FutureExt;
use poem::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, PRAGMA};
use poem::http::uri::{PathAndQuery, Uri};
use poem::http::{HeaderValue, Method, StatusCode};
use poem::{Endpoint, EndpointExt, Request, Response, Result};
use poem_openapi::OperationId;

use crate::contract::{Offered, is_json};
use crate::settings::ExtraRefusals;
use crate::{authentication, compression, rejection};

/// Operations whose answers nobody may keep.
const NEVER_STORED: [&str; 3] = ["createPayment", "getPayment", "searchPayments"];

/// Where no key is asked for: whoever is there has another proof, or is lost.
const OPEN: &str = "/v1/auth";

/// An API behind its entrance.
pub(crate) struct Entrance<E> {
    operations: E,
    offered: &'static [Offered],
    guard: Option<Arc<Application>>,
    refusals: ExtraRefusals,
}

/// Puts the public API behind an entrance.
pub(crate) fn public<E: Endpoint>(
    operations: E,
    offered: &'static [Offered],
    application: Arc<Application>,
    refusals: ExtraRefusals,
) -> Entrance<impl Endpoint<Output = E::Output>> {
    Entrance {
        operations: operations.data(Arc::clone(&application)),
        offered,
        guard: Some(application),
        refusals,
    }
}

/// Puts the sandbox API behind an entrance: anybody may call it, as often as they like.
pub(crate) fn sandbox<E: Endpoint>(operations: E, offered: &'static [Offered]) -> Entrance<E> {
    Entrance {
        operations,
        offered,
        guard: None,
        refusals: ExtraRefusals::default(),
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for Entrance<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        trim_trailing_slash(&mut request);
        let wanted = compression::is_wanted(&request);
        let answered = AssertUnwindSafe(self.answer(request)).catch_unwind().await;
        let response = answered.unwrap_or_else(|_| rejection::unexpected(&"a handler panicked"));
        Ok(compression::compress(never_stored(response), wanted).await)
    }
}

impl<E: Endpoint<Output = Response>> Entrance<E> {
    async fn answer(&self, request: Request) -> Response {
        let path = request.uri().path();
        let offered = rejection::offered_at(self.offered, path);
        if offered.is_some_and(|offered| self.blocks(&request, offered)) {
            return rejection::blocked();
        }
        if let Some(application) = &self.guard
            && !path.starts_with(OPEN)
            && !authentication::carries_a_key(&request, application)
        {
            return rejection::unauthorised();
        }
        let Some(offered) = offered else {
            return rejection::not_found();
        };
        let allowed = rejection::allowed(offered);
        if request.method() == Method::OPTIONS {
            return Response::builder().header(ALLOW, allowed).finish();
        }
        if !allowed.split(", ").any(|method| method == request.method()) {
            return rejection::method_not_allowed(&allowed);
        }
        if takes_json(&request, offered) && !says_json(&request) {
            return rejection::unsupported_media_type();
        }
        if !accepts_json(&request) {
            return rejection::not_acceptable();
        }
        if !self.admits(&request, offered).await {
            return rejection::too_many_requests();
        }
        match self.operations.call(request).await {
            Ok(response) => response,
            Err(error) => rejection::answer(error, &allowed),
        }
    }

    /// Whether the operator wants a request refused for its media types.
    fn blocks(&self, request: &Request, offered: &Offered) -> bool {
        let takes_json = takes_json(request, offered);
        let wrong = self.refusals.wrong_media_type && takes_json && !says_json(request);
        let says_nothing = takes_json && request.content_type().is_none();
        let missing = self.refusals.missing_media_type && (says_nothing || !accepts_json(request));
        wrong || missing
    }

    /// Whether a request without a key is not one too many. Those with a key are counted when the
    /// key is known.
    async fn admits(&self, request: &Request, offered: &Offered) -> bool {
        match &self.guard {
            Some(application) if offered.without_key.contains(&request.method().as_str()) => {
                application.admit_without_key().await
            }
            Some(_) | None => true,
        }
    }
}

/// Whether the operation takes a body.
fn takes_json(request: &Request, offered: &Offered) -> bool {
    offered.with_body.contains(&request.method().as_str())
}

/// A path with a slash at its end means the path without.
fn trim_trailing_slash(request: &mut Request) {
    let path = request.uri().path();
    let Some(trimmed) = path.strip_suffix('/').filter(|path| !path.is_empty()) else {
        return;
    };
    let wanted = match request.uri().query() {
        Some(query) => format!("{trimmed}?{query}"),
        None => trimmed.to_owned(),
    };
    let mut parts = request.uri().clone().into_parts();
    parts.path_and_query = PathAndQuery::try_from(wanted).ok();
    if let Ok(uri) = Uri::from_parts(parts) {
        *request.uri_mut() = uri;
    }
}

/// Whether the client sends JSON. One that does not say does.
fn says_json(request: &Request) -> bool {
    request.content_type().is_none_or(is_json)
}

/// Whether the client takes JSON.
fn accepts_json(request: &Request) -> bool {
    accepts(request, "application", "json")
}

/// Whether the client takes this media type. One that does not say takes anything.
pub(crate) fn accepts(request: &Request, kind: &str, subtype: &str) -> bool {
    let mut ranges = request
        .headers()
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter(|range| !range.trim().is_empty())
        .peekable();
    ranges.peek().is_none() || ranges.any(|range| admits(range, kind, subtype))
}

fn admits(range: &str, kind: &str, subtype: &str) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
    let refused = parts.any(|parameter| {
        parameter
            .strip_prefix("q=")
            .and_then(|quality| quality.parse::<f32>().ok())
            .is_some_and(|quality| quality <= 0.0)
    });
    let fits = |(left, right): (&str, &str)| {
        let is_of_it = left == kind && (right == "*" || right == subtype);
        is_of_it || (left, right) == ("*", "*")
    };
    !refused && essence.split_once('/').is_some_and(fits)
}

fn never_stored(mut response: Response) -> Response {
    let sensitive = response
        .data::<OperationId>()
        .is_some_and(|operation| NEVER_STORED.contains(&operation.0));
    if sensitive && matches!(response.status(), StatusCode::OK | StatusCode::CREATED) {
        let headers = response.headers_mut();
        headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_accepted_unless_the_client_says_otherwise() {
        for (accept, expected) in [
            (None, true),
            (Some(""), true),
            (Some("*/*"), true),
            (Some("application/json"), true),
            (Some("Application/JSON; charset=utf-8"), true),
            (Some("application/*;q=0.1"), true),
            (Some("text/html, application/json;q=0.5"), true),
            (Some("text/html"), false),
            (Some("application/xml, text/*"), false),
            (Some("application/json;q=0"), false),
        ] {
            let mut request = Request::builder();
            if let Some(accept) = accept {
                request = request.header(ACCEPT, accept);
            }
            assert_eq!(accepts_json(&request.finish()), expected, "{accept:?}");
        }
    }

    #[test]
    fn one_trailing_slash_means_nothing() {
        for (uri, expected) in [
            ("/v1/payments/", "/v1/payments"),
            ("/v1/payments/?page=2", "/v1/payments?page=2"),
            ("/v1/payments", "/v1/payments"),
            ("/v1/payments//", "/v1/payments/"),
            ("/", "/"),
        ] {
            let mut request = Request::builder().uri_str(uri).finish();
            trim_trailing_slash(&mut request);
            assert_eq!(request.uri().to_string(), expected);
        }
    }
}
