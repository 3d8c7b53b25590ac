//! The key that a request carries, and whose it is.
//!
//! First its shape, before anything else is looked at; then, once the request has found its
//! operation, the account that it opens, and whether that one calls too often.

use std::sync::Arc;

use application::Application;
use application::accounts::authenticate::AuthenticateError;
use application::actor::Service;
use domain::account::RequestKind;
use poem::http::Method;
use poem::http::header::AUTHORIZATION;
use poem::{Error, Request, RequestBody, Result};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use crate::rejection;

/// How the header begins: exactly so, with one space.
const SCHEME: &str = "Bearer ";

/// The service that the key of this request stands for.
#[derive(Debug, Clone)]
pub struct BearerAuth(pub Service);

/// The key that a request carries, if its header is one of ours.
pub(crate) fn presented(request: &Request) -> Option<&str> {
    request
        .headers()
        .get(AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix(SCHEME)
}

/// Whether a request carries something that can be a key. Asks no database.
pub(crate) fn carries_a_key(request: &Request, application: &Application) -> bool {
    presented(request).is_some_and(|key| application.is_api_key(key))
}

impl<'a> ApiExtractor<'a> for BearerAuth {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        registry.create_security_scheme(
            "BearerAuth",
            MetaSecurityScheme {
                ty: "http",
                description: None,
                name: None,
                key_in: None,
                scheme: Some("bearer"),
                bearer_format: None,
                flows: None,
                openid_connect_url: None,
            },
        );
    }

    fn security_schemes() -> Vec<&'static str> {
        vec!["BearerAuth"]
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let application: &Arc<Application> = request
            .data()
            .ok_or_else(|| Error::from_response(rejection::unauthorised()))?;
        service(application, request).await.map(BearerAuth)
    }
}

/// The service that the key of a request stands for, counted as having called once more.
pub(crate) async fn service(application: &Application, request: &Request) -> Result<Service> {
    let refused = || Error::from_response(rejection::unauthorised());
    let key = presented(request).ok_or_else(refused)?;
    match application.authenticate(key).await {
        Ok(service) => admitted(application, service, request).await,
        Err(AuthenticateError::NotAKey | AuthenticateError::Unknown) => Err(refused()),
        Err(AuthenticateError::Store(error)) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "an API key could not be looked up"
            );
            Err(Error::from_response(rejection::unavailable()))
        }
    }
}

/// Lets a service in that has not called too often.
async fn admitted(
    application: &Application,
    service: Service,
    request: &Request,
) -> Result<Service> {
    if application.admit(&service, kind(request)).await {
        Ok(service)
    } else {
        Err(Error::from_response(rejection::too_many_requests()))
    }
}

/// What a request counts as.
fn kind(request: &Request) -> RequestKind {
    let path = request.uri().path();
    match *request.method() {
        Method::POST if path.ends_with("/payments") => RequestKind::CreatePayment,
        Method::POST if path.ends_with("/capture") => RequestKind::CapturePayment,
        Method::POST => RequestKind::OtherPost,
        _ => RequestKind::Read,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_kind() {
        use RequestKind as K;
        for (method, path, expected) in [
            (Method::GET, "/v1/payments", K::Read),
            (Method::HEAD, "/v1/payments/p/capture", K::Read),
            (Method::POST, "/v1/payments", K::CreatePayment),
            (Method::POST, "/v1/payments/p/capture", K::CapturePayment),
            (Method::POST, "/v1/payments/p/cancel", K::OtherPost),
            (Method::POST, "/v1/payments/p/refunds", K::OtherPost),
            (Method::POST, "/v1/agreements", K::OtherPost),
            (Method::POST, "/v1/payment_notification", K::OtherPost),
        ] {
            let request = Request::builder().method(method).uri_str(path).finish();
            assert_eq!(kind(&request), expected, "{path}");
        }
    }
}
