//! What every request passes on its way in and out: a name, limits, a log line,
//! a measurement, and an answer even where a handler panics.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use futures_util::FutureExt;
use poem::http::header::{CONNECTION, STRICT_TRANSPORT_SECURITY};
use poem::http::{HeaderValue, Method, StatusCode};
use poem::{Endpoint, IntoResponse, PathPattern, Request, Response};
use tracing::Instrument;

use super::{body, log, request_id};
use crate::metrics;

/// Two years, as the preload list wants it at least one.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// The outermost endpoint.
pub struct Entry<E> {
    inner: E,
    hsts: bool,
}

impl<E> Entry<E> {
    /// Wraps everything that is served. `hsts` says whether browsers shall
    /// insist on https from now on.
    pub fn new(inner: E, hsts: bool) -> Self {
        Self { inner, hsts }
    }
}

impl<E: Endpoint> Endpoint for Entry<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let started = Instant::now();
        let id = request_id::of(request.headers());
        let headers = request.headers_mut();
        headers.insert(request_id::X_REQUEST_ID, id.clone());
        let method = request.method().clone();
        let path = log::path(request.uri().path()).into_owned();
        let span = tracing::info_span!("request", request.id = id.to_str().unwrap_or_default());

        let _under_way = metrics::request_started();
        let answer = async {
            let mut response = self.answer(request).await;
            finish(&method, &path, &response, started);
            let headers = response.headers_mut();
            headers.insert(request_id::X_REQUEST_ID, id);
            if self.hsts {
                headers.insert(STRICT_TRANSPORT_SECURITY, HSTS);
            }
            response
        };
        Ok(answer.instrument(span).await)
    }
}

impl<E: Endpoint> Entry<E> {
    async fn answer(&self, mut request: Request) -> Response {
        if body::limit(&mut request).is_err() {
            let mut response = plain(StatusCode::PAYLOAD_TOO_LARGE);
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
            return response;
        }
        let answer = AssertUnwindSafe(self.inner.get_response(request)).catch_unwind();
        answer.await.unwrap_or_else(|_panic| {
            tracing::error!("a handler panicked");
            plain(StatusCode::INTERNAL_SERVER_ERROR)
        })
    }
}

/// The body of failures that no part of the program answered itself.
fn plain(status: StatusCode) -> Response {
    let reason = status.canonical_reason().unwrap_or_default();
    let body = serde_json::json!({
        "code": status.as_u16(),
        "message": format!("HTTP {} {reason}", status.as_u16()),
    });
    Response::builder()
        .status(status)
        .content_type("application/json")
        .body(body.to_string())
        .into_response()
}

fn finish(method: &Method, path: &str, response: &Response, started: Instant) {
    let status = response.status().as_u16();
    let took = started.elapsed();
    let route = response.data::<PathPattern>().map(|pattern| &*pattern.0);
    metrics::request_finished(method, route, status, took);
    let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if is_machinery(path) {
        tracing::debug!(
            http.path = path,
            http.status = status,
            duration_ms,
            "request answered"
        );
    } else {
        tracing::info!(
            http.method = %method,
            http.path = path,
            http.status = status,
            duration_ms,
            "request answered"
        );
    }
}

/// Paths that machines ask for every few seconds.
fn is_machinery(path: &str) -> bool {
    path.starts_with("/health") || path == "/metrics"
}
