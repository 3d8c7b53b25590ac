//! Connections that are kept for the next e-mail.
//!
//! Not that of the SMTP library: it keeps connections whose conversation was interrupted by a
//! time-out, and the next e-mail would read the answer to the one before.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::connection::{Connection, Server};
use super::failure::Failure;

/// How many connections there are at most: servers refuse those who open many.
const CONNECTIONS_MAX: usize = 8;
/// How many of them wait at most.
const IDLE_MAX: usize = 4;
/// How long one waits at most. Servers hang up after some minutes.
const IDLE_FOR: Duration = Duration::from_secs(30);

/// How long one that waited may take to show that it is alive.
const ALIVE_WITHIN: Duration = Duration::from_secs(5);

/// The connections to one server.
pub(super) struct Pool {
    server: Server,
    turns: Semaphore,
    idle: Mutex<Vec<(Connection, Instant)>>,
}

impl Pool {
    /// A pool without connections.
    pub(super) fn new(server: Server) -> Self {
        Self {
            server,
            turns: Semaphore::new(CONNECTIONS_MAX),
            idle: Mutex::default(),
        }
    }

    /// Leave to have one connection, as long as it is held. Nobody closes the semaphore.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.turns.acquire().await.ok()
    }

    /// A connection that is alive, new if need be.
    pub(super) async fn connection(&self) -> Result<Connection, Failure> {
        while let Some(mut waiting) = self.take() {
            let is_alive = tokio::time::timeout(ALIVE_WITHIN, waiting.is_alive()).await;
            if is_alive.unwrap_or(false) {
                return Ok(waiting);
            }
        }
        self.server.connect().await
    }

    /// Takes back a connection at the end of a conversation.
    pub(super) fn give_back(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX {
            idle.push((connection, Instant::now()));
        }
    }

    fn take(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(_, since)| since.elapsed() < IDLE_FOR);
        idle.pop().map(|(connection, _)| connection)
    }
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.server.fmt(f)
    }
}
