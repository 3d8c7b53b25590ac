//! One connection: HTTP/1.1 with a time-out on the head, ended politely when
//! the program stops.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::http::{self, uri::Scheme};
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, Request, Response};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::{HEAD_BYTES_MAX, HEAD_TIMEOUT, body};
use crate::settings::proxies::TrustedProxies;

/// Who is at the other end, as far as we believe it.
#[derive(Clone)]
pub(super) struct Client {
    local: SocketAddr,
    peer: SocketAddr,
    proxies: Arc<TrustedProxies>,
}

impl Client {
    pub(super) fn new(socket: &TcpStream, peer: SocketAddr, proxies: Arc<TrustedProxies>) -> Self {
        let local = socket.local_addr().unwrap_or(peer);
        Self {
            local,
            peer,
            proxies,
        }
    }

    /// The address that everything behind the listener sees as the client's.
    fn address(&self, headers: &http::HeaderMap) -> SocketAddr {
        let forwarded = headers
            .get_all("x-forwarded-for")
            .iter()
            .map(|value| value.to_str().unwrap_or_default())
            .collect::<Vec<_>>();
        let peer: IpAddr = self.peer.ip();
        match self.proxies.client(peer, forwarded.into_iter()) {
            client if client == peer => self.peer,
            client => SocketAddr::new(client, 0),
        }
    }

    fn request(&self, request: http::Request<Incoming>) -> Request {
        let remote = self.address(request.headers());
        let local = LocalAddr(Addr::SocketAddr(self.local));
        let remote = RemoteAddr(Addr::SocketAddr(remote));
        (request, local, remote, Scheme::HTTP).into()
    }
}

/// Serves one connection to its end. Errors on it are the client's business and
/// are not logged above debug level.
pub(super) async fn serve<E>(
    socket: TcpStream,
    client: Client,
    endpoint: Arc<E>,
    closed: watch::Receiver<bool>,
) where
    E: Endpoint<Output = Response> + 'static,
{
    let service = service_fn(|request| {
        let endpoint = Arc::clone(&endpoint);
        let request = client.request(request);
        let closed = closed.clone();
        async move {
            let response = endpoint.get_response(request).await;
            let response: http::Response<_> = body::ended(response, closed).into();
            Ok::<_, Infallible>(response)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(socket), service);
    let mut connection = pin!(connection);

    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = closing(closed.clone()) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(error = %error, "a connection ended early");
    }
}

/// Done when the program stops, or the listener is gone.
pub(super) async fn closing(mut closed: watch::Receiver<bool>) {
    let _ = closed.wait_for(|closed| *closed).await;
}
