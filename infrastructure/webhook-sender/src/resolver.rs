//! From a web address to the addresses behind it, every one of them checked.

use std::io;
use std::net::SocketAddr;

use async_trait::async_trait;
use domain::ports::webhooks::WebhookSendError;
use url::{Host, Url};

use crate::reach::Reach;

/// Who knows where names lead.
#[async_trait]
pub(crate) trait Names: Send + Sync {
    /// Every address of a name, the one to try first before the others.
    async fn addresses(&self, name: &str, port: u16) -> io::Result<Vec<SocketAddr>>;
}

/// The operating system's names: its hosts file as well as its name servers, so that the
/// names of containers are known too.
pub(crate) struct SystemNames;

#[async_trait]
impl Names for SystemNames {
    async fn addresses(&self, name: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        Ok(tokio::net::lookup_host((name, port)).await?.collect())
    }
}

/// The addresses to connect to. The name is looked up here and nowhere else; whoever connects
/// has only these. A single one that may not be sent to refuses all: such a name is either
/// mistaken or out for something.
///
/// Numbers that mean an address, in whatever base, were read as that address when the web
/// address was.
pub(crate) async fn resolve(
    url: &Url,
    reach: Reach,
    names: &dyn Names,
) -> Result<Vec<SocketAddr>, WebhookSendError> {
    if !reach.goes_by(url.scheme()) {
        return Err(WebhookSendError::Forbidden);
    }
    let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
        return Err(WebhookSendError::Forbidden);
    };
    let addresses = match host {
        Host::Ipv4(address) => vec![SocketAddr::from((address, port))],
        Host::Ipv6(address) => vec![SocketAddr::from((address, port))],
        Host::Domain(name) => names
            .addresses(name, port)
            .await
            .map_err(|error| WebhookSendError::Unreachable(error.into()))?,
    };
    let all_allowed = addresses
        .iter()
        .all(|address| reach.refuses(address.ip()).is_none());
    all_allowed
        .then_some(addresses)
        .ok_or(WebhookSendError::Forbidden)
}
