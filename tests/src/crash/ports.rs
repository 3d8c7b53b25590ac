//! The ports, with a [`Countdown`] around every call that is awaited.

mod psp;
mod queries;
mod sandbox;
mod store;
mod telling;

use std::sync::Arc;

use application::{Ports, SandboxPorts};

use super::Countdown;

/// Wraps every port that is awaited and that money or messages depend on: counts of requests
/// are as they were. Clock, randomness and keyed hashes answer at once, so nothing
/// can happen between their call and their answer.
pub fn counted(ports: Ports, countdown: &Arc<Countdown>) -> Ports {
    Ports {
        store: Arc::new(store::CountedStore {
            inner: ports.store,
            countdown: Arc::clone(countdown),
        }),
        queries: Arc::new(queries::CountedQueries {
            inner: ports.queries,
            countdown: Arc::clone(countdown),
        }),
        psps: Arc::new(psp::CountedPsps {
            inner: ports.psps,
            countdown: Arc::clone(countdown),
        }),
        sandbox: ports.sandbox.map(|sandbox| SandboxPorts {
            clock: Arc::new(sandbox::CountedClock {
                inner: sandbox.clock,
                countdown: Arc::clone(countdown),
            }),
            data: sandbox.data,
        }),
        webhook_sender: Arc::new(telling::CountedSender {
            inner: ports.webhook_sender,
            countdown: Arc::clone(countdown),
        }),
        mailer: Arc::new(telling::CountedMailer {
            inner: ports.mailer,
            countdown: Arc::clone(countdown),
        }),
        ..ports
    }
}
