//! Requests to the API, and no more of the answers than matters.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use domain::ports::Source;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::redirect::Policy;
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;
use secrecy::ExposeSecret;
use url::Url;

use super::key::ApiKey;
use super::mapping::{Answer, Refusal};
use super::wire::Request;

/// How long connecting may take.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// How long the whole of one request may take. Work is leased for longer.
const PATIENCE: Duration = Duration::from_secs(30);
/// The most that is read of an answer, in bytes.
const ANSWER_MAX: usize = 64 * 1024;

/// One account's way to the API.
#[derive(Debug)]
pub(super) struct Client {
    key: ApiKey,
    address: String,
    http: reqwest::Client,
    pub(super) patience: Duration,
}

impl Client {
    /// A client that trusts what this machine trusts. Where the API is on this machine, no
    /// proxy stands between.
    pub(super) fn new(key: ApiKey, base_url: &Url, is_here: bool) -> Result<Self, Source> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()?
            .with_no_client_auth();
        let mut http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .connect_timeout(CONNECT_WITHIN)
            .redirect(Policy::none());
        if is_here {
            http = http.no_proxy();
        }
        let base_url = base_url.as_str().trim_end_matches('/');
        Ok(Self {
            key,
            address: format!("{base_url}/v2/notifications/email"),
            http: http.build()?,
            patience: PATIENCE,
        })
    }

    /// Sends one request.
    pub(super) async fn post(&self, request: &Request<'_>) -> Result<Answer, Refusal> {
        let body = serde_json::to_vec(request).map_err(|error| not_reached(&error))?;
        let bearer = format!("Bearer {}", self.key.token().expose_secret());
        let mut bearer = HeaderValue::try_from(bearer).map_err(|error| not_reached(&error))?;
        bearer.set_sensitive(true);
        let request = self
            .http
            .post(&self.address)
            .header(AUTHORIZATION, bearer)
            .header(CONTENT_TYPE, "application/json")
            .body(body);
        tokio::time::timeout(self.patience, answer(request))
            .await
            .unwrap_or(Err(Refusal::TimedOut))
    }
}

/// Sends a request and reads the answer as far as it goes.
async fn answer(request: reqwest::RequestBuilder) -> Result<Answer, Refusal> {
    let mut response = request.send().await.map_err(|error| not_reached(&error))?;
    let status = response.status().as_u16();
    let mut body = Vec::new();
    // A body that breaks off does not undo its status.
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = ANSWER_MAX.saturating_sub(body.len());
        body.extend(chunk.iter().take(room));
        if room <= chunk.len() {
            break;
        }
    }
    Ok(Answer { status, body })
}

/// The last of the causes, which says most in least words.
fn not_reached(error: &dyn Error) -> Refusal {
    let mut last = error;
    while let Some(cause) = last.source() {
        last = cause;
    }
    Refusal::NotReached(last.to_string())
}
