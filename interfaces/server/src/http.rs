//! The listener: an accept loop of our own around a poem endpoint.
//!
//! poem's own server waits for ever for the rest of a request's head. This one
//! gives it a few seconds, counts connections, backs off when the system runs
//! out of them, and finishes requests under way before it ends. It speaks
//! HTTP/1.1 without TLS: that belongs to the proxy in front.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use poem::{Endpoint, Response};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::settings::proxies::TrustedProxies;

mod body;
mod connection;
mod entry;
mod log;
mod request_id;

pub use entry::Entry;

/// How long a client may take to send a request's head, and how long a
/// connection may idle between two requests.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a client may take to send a request's body.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(20);
/// Most bytes of a request's body, whatever a route allows below that.
pub const BODY_BYTES_MAX: usize = 1024 * 1024;
/// Most bytes of a request's head.
pub const HEAD_BYTES_MAX: usize = 32 * 1024;
/// First and longest pause after the system refused a connection.
const BACK_OFF: [Duration; 2] = [Duration::from_millis(5), Duration::from_secs(1)];

/// What differs between two listeners.
#[derive(Debug, Clone)]
pub struct Options {
    /// Most connections at a time; further ones wait to be accepted.
    pub connections_max: usize,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: TrustedProxies,
    /// How long requests under way may take once `stop` is done.
    pub drain: Duration,
}

/// Serves until `stop` is done, then lets requests under way finish.
///
/// A failure to accept is never the end: the loop logs it and tries again.
pub async fn serve<E>(
    listener: TcpListener,
    endpoint: E,
    options: Options,
    stop: impl Future<Output = ()>,
) where
    E: Endpoint<Output = Response> + 'static,
{
    let endpoint = Arc::new(endpoint);
    let proxies = Arc::new(options.trusted_proxies);
    let places = Arc::new(Semaphore::new(options.connections_max));
    let (closing, closed) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut back_off = BACK_OFF[0];

    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = next_connection(&listener, &places) => accepted,
        };
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok((socket, peer, place)) => {
                back_off = BACK_OFF[0];
                let client = connection::Client::new(&socket, peer, Arc::clone(&proxies));
                let endpoint = Arc::clone(&endpoint);
                let closed = closed.clone();
                connections.spawn(async move {
                    connection::serve(socket, client, endpoint, closed).await;
                    drop(place);
                });
            }
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::warn!(error = %error, "a connection could not be accepted");
                tokio::time::sleep(back_off).await;
                back_off = (back_off * 2).min(BACK_OFF[1]);
            }
        }
    }
    drop(listener);
    drain(connections, closing, options.drain).await;
}

/// Binds the address, with an error that says which.
///
/// # Errors
///
/// When the address is taken or not this machine's.
pub async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    use anyhow::Context;
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))
}

type Place = tokio::sync::OwnedSemaphorePermit;

/// Waits for a free place first, so that connections beyond the limit queue in
/// the system and not in memory.
async fn next_connection(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, Place)> {
    let place = Arc::clone(places)
        .acquire_owned()
        .await
        .map_err(io::Error::other)?;
    let (socket, peer) = listener.accept().await?;
    socket.set_nodelay(true)?;
    Ok((socket, peer, place))
}

/// Errors that concern one connection only, so that waiting helps nobody.
fn is_the_clients(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::NotConnected
            | io::ErrorKind::InvalidInput
    )
}

async fn drain(mut connections: JoinSet<()>, closing: watch::Sender<bool>, limit: Duration) {
    closing.send_replace(true);
    let all = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(limit, all).await.is_err() {
        tracing::warn!(
            connections = connections.len(),
            "requests still under way were cut off"
        );
    }
}

#[cfg(test)]
mod tests;
