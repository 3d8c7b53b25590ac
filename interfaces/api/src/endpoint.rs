//! The crate's two faces: the public API with its documentation, and the sandbox API.

use std::sync::Arc;

use application::Application;
use poem::http::Method;
use poem::http::header::CONTENT_TYPE;
use poem::{Endpoint, IntoEndpoint, Request, Response, Result};
use poem_openapi::OpenApiService;

use crate::contract::is_json;
use crate::explorer::{self, SANDBOX_YAML};
use crate::generated::{public, sandbox};
use crate::handlers::{Handlers, SandboxHandlers};
use crate::settings::ApiSettings;
use crate::{compression, entrance, rejection};

/// The public API under `/v1`, the contract at `/openapi.yaml` and `/openapi.json`, the explorer at
/// `/docs/explorer`, and `/request-denied`, to which a firewall may send what it refuses. It expects
/// whole paths and answers every other one with 404.
pub fn endpoint(
    application: Arc<Application>,
    settings: ApiSettings,
) -> impl Endpoint<Output = Response> {
    let refusals = settings.extra_refusals;
    let handlers = Arc::new(Handlers::new(Arc::clone(&application), settings));
    let routes = (
        public::CardPaymentsRoutes(Arc::clone(&handlers)),
        public::AuthoriseCardPaymentsRoutes(Arc::clone(&handlers)),
        public::TelephonePaymentsRoutes(Arc::clone(&handlers)),
        public::RefundingCardPaymentsRoutes(Arc::clone(&handlers)),
        public::AgreementsRoutes(Arc::clone(&handlers)),
        public::DisputesRoutes(handlers),
    );
    let operations = OpenApiService::new(routes, "", "").into_endpoint();
    Public {
        operations: entrance::public(operations, public::OFFERED, application, refusals),
    }
}

/// The sandbox API under `/sandbox/api`, with its contract at `/sandbox/api/openapi.yaml`.
/// Mount it in sandbox mode alone.
pub fn sandbox_endpoint(application: Arc<Application>) -> impl Endpoint<Output = Response> {
    let handlers = Arc::new(SandboxHandlers::new(application));
    let operations = OpenApiService::new(sandbox::SandboxRoutes(handlers), "", "").into_endpoint();
    Sandbox {
        operations: entrance::sandbox(operations, sandbox::OFFERED),
    }
}

struct Public<E> {
    operations: E,
}

impl<E: Endpoint<Output = Response>> Endpoint for Public<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let path = request.uri().path();
        if path == "/v1" || path.starts_with("/v1/") {
            return self.operations.call(request).await;
        }
        if path == "/request-denied" {
            return Ok(rejection::denied(request.method()));
        }
        let wanted = compression::is_wanted(&request);
        let response = explorer::answer(&request);
        Ok(compression::compress(response, wanted).await)
    }
}

struct Sandbox<E> {
    operations: E,
}

impl<E: Endpoint<Output = Response>> Endpoint for Sandbox<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        if request.uri().path() == "/sandbox/api/openapi.yaml" {
            return Ok(explorer::yaml(SANDBOX_YAML));
        }
        // There is no key here, so a form on some page must not be able to pull a lever: only
        // requests that a browser would ask about first come through.
        let says_json = request.content_type().is_some_and(is_json);
        if request.method() == Method::POST && !says_json {
            return Ok(rejection::unsupported_media_type());
        }
        self.operations.call(request).await
    }
}

/// A response with this content type.
pub(crate) fn of_type(content_type: &str, body: impl Into<poem::Body>) -> Response {
    Response::builder()
        .header(CONTENT_TYPE, content_type)
        .body(body)
}
