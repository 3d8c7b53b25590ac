//! The way out to webhook endpoints: signs a message, finds out where it would go, and posts
//! it there once, if it may.
//!
//! It never tries twice, and knows nothing of schedules.

mod answer;
mod client;
mod connect;
mod reach;
mod resolver;
pub mod signature;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::webhooks::{
    ANSWER_WITHIN, WebhookAnswer, WebhookMessage, WebhookSendError, WebhookSender,
};
use rustls::client::Resumption;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;

pub use self::reach::Reach;
use self::resolver::{Names, SystemNames};

/// Sends messages over HTTP/1.1.
pub struct HttpWebhookSender {
    reach: Reach,
    names: Box<dyn Names>,
    tls: TlsConnector,
    within: Duration,
    now: fn() -> Timestamp,
}

/// Why nothing can be sent at all.
#[derive(Debug, thiserror::Error)]
pub enum WebhookSenderError {
    /// There is no certificate authority to trust, and all goes by `https`.
    #[error("the system has no certificates of authorities")]
    NoAuthorities,
    /// TLS cannot be set up.
    #[error("TLS cannot be set up")]
    Tls(#[source] rustls::Error),
}

impl HttpWebhookSender {
    /// One that trusts the authorities that the operating system trusts, or those that the
    /// variables `SSL_CERT_FILE` and `SSL_CERT_DIR` name. They are read once.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up, or the system trusts nobody and the reach is
    /// [`Reach::Public`]; sandboxes can do without.
    pub fn new(reach: Reach) -> Result<Self, WebhookSenderError> {
        let mut authorities = RootCertStore::empty();
        // What cannot be read is left out: a system's store may have odd ones.
        authorities.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if authorities.is_empty() && reach == Reach::Public {
            return Err(WebhookSenderError::NoAuthorities);
        }
        Self::trusting(reach, authorities)
    }

    /// One that trusts these authorities and no other.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up.
    pub fn trusting(reach: Reach, authorities: RootCertStore) -> Result<Self, WebhookSenderError> {
        Ok(Self {
            reach,
            names: Box::new(SystemNames),
            tls: TlsConnector::from(Arc::new(tls(authorities)?)),
            within: ANSWER_WITHIN,
            now: machine_time,
        })
    }

    async fn post(&self, message: &WebhookMessage) -> Result<WebhookAnswer, WebhookSendError> {
        let url = &message.url;
        let sent_at = (self.now)();
        let addresses = resolver::resolve(url, self.reach, self.names.as_ref()).await?;
        let stream = connect::connect(&addresses).await.map_err(unreachable)?;
        let answer = if url.scheme() == "https" {
            let stream = connect::secure(&self.tls, url, stream).await;
            client::post(stream.map_err(unreachable)?, message, sent_at).await
        } else {
            client::post(stream, message, sent_at).await
        };
        answer.map_err(WebhookSendError::Unreachable)
    }
}

#[async_trait]
impl WebhookSender for HttpWebhookSender {
    async fn send(&self, message: &WebhookMessage) -> Result<WebhookAnswer, WebhookSendError> {
        tokio::time::timeout(self.within, self.post(message))
            .await
            .unwrap_or(Err(WebhookSendError::TimedOut))
    }
}

/// What time it is where receivers are.
fn machine_time() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp::from_millis(0).plus(since.unwrap_or_default())
}

fn unreachable(error: std::io::Error) -> WebhookSendError {
    WebhookSendError::Unreachable(error.into())
}

fn tls(authorities: RootCertStore) -> Result<ClientConfig, WebhookSenderError> {
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(WebhookSenderError::Tls)?
        .with_root_certificates(authorities)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // Every connection shows its certificate anew.
    config.resumption = Resumption::disabled();
    Ok(config)
}
