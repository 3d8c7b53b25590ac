//! The key that a request carries, and whose it is.
//!
//! First its shape, before anything else is looked at; then, once the request has found its
//! operation, the account that it opens.

use std::sync::Arc;

use application::Application;
use application::accounts::authenticate::AuthenticateError;
use application::actor::Service;
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
        let refused = || Error::from_response(rejection::unauthorised());
        let application: &Arc<Application> = request.data().ok_or_else(refused)?;
        let key = presented(request).ok_or_else(refused)?;
        match application.authenticate(key).await {
            Ok(service) => Ok(Self(service)),
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
}
