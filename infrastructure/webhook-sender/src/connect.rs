//! Connecting to one of several addresses, and finding out who answers there.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use url::{Host, Url};

/// How many addresses of one name are tried. A name may lead to any number, all of somebody
/// else.
const ADDRESSES_MAX: usize = 8;
/// How long an address is waited for before the next is tried beside it (as in RFC 8305).
const HEAD_START: Duration = Duration::from_millis(250);

/// Connects to the first address that lets us. One that refuses makes way at once.
pub(crate) async fn connect(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    let mut left = addresses.iter().take(ADDRESSES_MAX);
    let mut under_way = FuturesUnordered::new();
    let mut failure = io::Error::from(io::ErrorKind::AddrNotAvailable);
    loop {
        under_way.extend(left.next().map(TcpStream::connect));
        match tokio::time::timeout(HEAD_START, under_way.next()).await {
            Ok(Some(Ok(stream))) => {
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Ok(Some(Err(error))) => failure = error,
            Ok(None) => return Err(failure),
            Err(_) => {}
        }
    }
}

/// Begins TLS with whoever has a certificate for the host that was asked for.
pub(crate) async fn secure(
    tls: &TlsConnector,
    url: &Url,
    stream: TcpStream,
) -> io::Result<TlsStream<TcpStream>> {
    let name = server_name(url).ok_or(io::ErrorKind::InvalidInput)?;
    tls.connect(name, stream).await
}

fn server_name(url: &Url) -> Option<ServerName<'static>> {
    match url.host()? {
        Host::Domain(name) => ServerName::try_from(name.to_owned()).ok(),
        Host::Ipv4(address) => Some(ServerName::from(std::net::IpAddr::V4(address))),
        Host::Ipv6(address) => Some(ServerName::from(std::net::IpAddr::V6(address))),
    }
}
