//! What endpoints would be told, for whoever listens with a test key: server-sent events, as
//! `openapi/listen.yaml` says.
//!
//! It lives under `/listen`, with a version of its own. The public API is all of `/v1` and
//! nothing else, so no operation that it may be given one day can stand in the way here.

mod follower;
mod listener;
mod places;
mod problem;
mod wanted;

use std::sync::Arc;

use application::Application;
use poem::http::header::{ALLOW, CACHE_CONTROL};
use poem::http::{HeaderValue, Method};
use poem::{Endpoint, IntoResponse, PathPattern, Request, Response, Result};

use self::listener::Listener;
use self::places::Places;
use self::wanted::Wanted;
use crate::{authentication, entrance, explorer, rejection};

/// Where the deliveries are.
const DELIVERIES: &str = "/listen/v1/deliveries";
/// Where their contract is.
const CONTRACT: &str = "/listen/openapi.yaml";
/// What can be done with them.
const METHODS: &str = "GET, OPTIONS";

/// Deliveries under `/listen/v1`, with their contract at `/listen/openapi.yaml`. It expects whole
/// paths and answers every other one with 404.
pub fn listening_endpoint(
    application: Arc<Application>,
) -> impl Endpoint<Output = Response> + 'static {
    Listening {
        application,
        places: Places::default(),
    }
}

struct Listening {
    application: Arc<Application>,
    places: Places,
}

impl Endpoint for Listening {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let path = request.uri().path();
        match path.strip_suffix('/').unwrap_or(path) {
            CONTRACT => Ok(explorer::yaml(explorer::LISTEN_YAML)),
            DELIVERIES => {
                let mut response = self.deliveries(&request).await?;
                response.set_data(PathPattern(DELIVERIES.into()));
                Ok(response)
            }
            _ => Ok(rejection::not_found()),
        }
    }
}

impl Listening {
    /// In the order of the public API: the key's shape, the method, what the client accepts,
    /// the key, how often it calls, and then what it asks for.
    async fn deliveries(&self, request: &Request) -> Result<Response> {
        let application = &self.application;
        if !authentication::carries_a_key(request, application) {
            return Ok(rejection::unauthorised());
        }
        match *request.method() {
            Method::GET => {}
            Method::OPTIONS => return Ok(Response::builder().header(ALLOW, METHODS).finish()),
            _ => return Ok(rejection::method_not_allowed(METHODS)),
        }
        if !entrance::accepts(request, "text", "event-stream") {
            return Ok(rejection::not_acceptable());
        }
        let service = authentication::service(application, request).await?;
        let secret = match application.listening_secret(&service) {
            Ok(secret) => secret,
            Err(error) => return Ok(problem::refused(&error)),
        };
        let wanted = match Wanted::read(request) {
            Ok(wanted) => wanted,
            Err(unreadable) => return Ok(problem::unreadable(unreadable)),
        };
        let Some(place) = self.places.take(&service.account.id) else {
            return Ok(problem::full());
        };
        let key = authentication::presented(request).unwrap_or_default();
        let listener = match Listener::begin(application, service, key, wanted, place).await {
            Ok(listener) => listener,
            Err(error) => return Ok(problem::refused(&error)),
        };
        let mut response = listener.stream(&secret).into_response();
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}
