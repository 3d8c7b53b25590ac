//! The API at the other end: connecting to it, and what its refusals mean.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use domain::webhook::EventType;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use url::{Host, Url};

use super::events::{Reader, ServerEvent};

/// How long connecting may take.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// How long the API may be silent. It says something every 15 seconds.
const SILENCE_MAX: Duration = Duration::from_secs(45);
/// Most bytes that are read of a refusal.
const REFUSAL_BYTES_MAX: usize = 16 * 1024;

/// An API that can be listened to.
pub(super) struct Api {
    http: Client,
    url: Url,
    key: SecretString,
    events: String,
}

/// Why there is nothing to hear, in words for whoever started this.
#[derive(Debug)]
pub(super) enum Silence {
    /// It will stay so.
    ForGood(String),
    /// Another try may help.
    ForNow {
        /// What it is.
        why: String,
        /// What to do about it where it has never been otherwise.
        remedy: &'static str,
    },
}

const WAIT: &str = "try again later";
const START_ONE: &str = "start a sandbox with `bursar`, or say with --api where the API is";

/// An open connection.
#[derive(Debug)]
pub(super) struct Stream {
    response: Response,
    reader: Reader,
}

impl Api {
    /// The API at this address. Where it is on this machine, no proxy stands between.
    pub(super) fn at(url: Url, key: SecretString, events: &[EventType]) -> anyhow::Result<Self> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()?
            .with_no_client_auth();
        let mut http = Client::builder()
            .tls_backend_preconfigured(tls)
            .connect_timeout(CONNECT_WITHIN)
            .read_timeout(SILENCE_MAX)
            .redirect(Policy::none());
        if is_here(&url) {
            http = http.no_proxy();
        }
        let events: Vec<_> = events.iter().map(|event| event.word()).collect();
        Ok(Self {
            http: http.build().context("no connection can be made ready")?,
            url,
            key,
            events: events.join(","),
        })
    }

    /// Where it is, without a slash at the end.
    pub(super) fn shown(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// Opens a connection, to go on after this event.
    pub(super) async fn connect(&self, after: Option<&str>) -> Result<Stream, Silence> {
        let mut bearer = HeaderValue::try_from(format!("Bearer {}", self.key.expose_secret()))
            .map_err(|_| self.wrong_key())?;
        bearer.set_sensitive(true);
        let events = match self.events.as_str() {
            "" => String::new(),
            events => format!("?events={events}"),
        };
        let mut request = self
            .http
            .get(format!("{}/listen/v1/deliveries{events}", self.shown()))
            .header(AUTHORIZATION, bearer)
            .header(ACCEPT, "text/event-stream");
        if let Some(after) = after {
            request = request.header("Last-Event-ID", after);
        }
        let response = request
            .send()
            .await
            .map_err(|error| self.out_of_reach(&error))?;
        if response.status() != StatusCode::OK {
            return Err(self.refusal(response).await);
        }
        let kind = response.headers().get(CONTENT_TYPE);
        let is_stream = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        if !is_stream {
            return Err(self.not_bursar());
        }
        Ok(Stream {
            response,
            reader: Reader::default(),
        })
    }

    async fn refusal(&self, mut response: Response) -> Silence {
        let status = response.status();
        let mut body = Vec::new();
        while let Ok(Some(chunk)) = response.chunk().await
            && body.len() < REFUSAL_BYTES_MAX
        {
            body.extend_from_slice(&chunk);
        }
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        let description = body.get("description").and_then(Value::as_str);
        match status {
            StatusCode::UNAUTHORIZED => self.wrong_key(),
            StatusCode::FORBIDDEN if body.get("code").is_some_and(|code| code == "L0001") => {
                Silence::ForGood(
                    "this is the API key of a live account, and only test payments can be listened to; \
                     use the key of a test account"
                        .to_owned(),
                )
            }
            StatusCode::TOO_MANY_REQUESTS => {
                let why = description.unwrap_or("Too many requests");
                for_now(format!("{} says: {why}", self.shown()), WAIT)
            }
            _ if status.is_server_error() => {
                for_now(format!("{} answers with {status}", self.shown()), WAIT)
            }
            _ => match description {
                Some(why) => Silence::ForGood(format!("{} says: {why}", self.shown())),
                None => self.not_bursar(),
            },
        }
    }

    fn wrong_key(&self) -> Silence {
        Silence::ForGood(format!(
            "the API key is not good at {}; give the key of a test account with --key or as BURSAR_API_KEY",
            self.shown()
        ))
    }

    fn not_bursar(&self) -> Silence {
        Silence::ForGood(format!(
            "there is nothing to listen to at {}; say with --api where the API is",
            self.shown()
        ))
    }

    fn out_of_reach(&self, error: &reqwest::Error) -> Silence {
        let why = format!("{} cannot be reached ({})", self.shown(), root(error));
        for_now(why, START_ONE)
    }
}

impl Stream {
    /// The events that came in next; none at the end of the connection.
    pub(super) async fn next(&mut self) -> Result<Vec<ServerEvent>, Silence> {
        loop {
            match self.response.chunk().await {
                Ok(Some(bytes)) => {
                    let events = self.reader.take(&bytes);
                    if !events.is_empty() {
                        return Ok(events);
                    }
                }
                Ok(None) => return Err(for_now("the connection was closed".to_owned(), WAIT)),
                Err(error) => {
                    let why = format!("the connection was lost ({})", root(&error));
                    return Err(for_now(why, WAIT));
                }
            }
        }
    }
}

fn for_now(why: String, remedy: &'static str) -> Silence {
    Silence::ForNow { why, remedy }
}

/// Whether an address is one of this machine.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// What an error comes down to.
pub(super) fn root(error: &dyn Error) -> String {
    let mut root = error;
    while let Some(source) = root.source() {
        root = source;
    }
    let text = root.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    text.to_lowercase()
}
