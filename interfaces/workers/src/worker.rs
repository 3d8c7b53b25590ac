//! Two crews, one for each group of work, from the first claim to the end.
//!
//! Each has hands of its own, so that messages to receivers that are slow, or never
//! answer, hold up no money.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use application::Application;
use domain::work::WorkGroup;
use tokio::sync::watch;

use crate::Tally;
use crate::crew::Crew;
use crate::pace::BackOff;

/// How long the crew for payments rests when nothing was due. Requests do most of its
/// work themselves, at once.
const PAYMENTS_IDLE: Duration = Duration::from_millis(500);
/// How long the crew for messages rests. Nobody tells it that something has happened, so
/// this is most of what lies between an event and the news of it.
const MESSAGES_IDLE: Duration = Duration::from_millis(200);

/// How many hands there are.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Most pieces of work on payments at a time; at least one.
    pub payments: usize,
    /// Most messages on their way at a time; at least one. They mostly wait for others.
    pub messages: usize,
}

/// Performs due work until `stop` is done, then finishes what it has begun.
///
/// A failure to claim is never the end: it is logged, and tried again after a pause.
pub async fn run(
    application: Application,
    options: Options,
    tally: Arc<Tally>,
    stop: impl Future<Output = ()>,
) {
    let stopping = watch::Sender::new(false);
    let crew = |group, hands, idle| {
        let crew = Crew::new(application.clone(), Arc::clone(&tally), group, hands, idle);
        crew.work(told(&stopping))
    };
    let payments = crew(WorkGroup::Payments, options.payments, PAYMENTS_IDLE);
    let messages = crew(WorkGroup::Messages, options.messages, MESSAGES_IDLE);
    let work = async {
        tokio::select! {
            () = told(&stopping) => return,
            () = prepare(&application) => {}
        }
        tokio::join!(payments, messages);
    };
    let stop = async {
        stop.await;
        stopping.send_replace(true);
    };
    tokio::join!(work, stop);
}

/// Makes sure that the work which never ends is scheduled.
async fn prepare(application: &Application) {
    let mut back_off = BackOff::new();
    while let Err(error) = application.schedule_recurring_work().await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "recurring work could not be scheduled"
        );
        tokio::time::sleep(back_off.pause()).await;
    }
}

/// Done once the crews are to stop.
fn told(stopping: &watch::Sender<bool>) -> impl Future<Output = ()> + use<> {
    let mut stopping = stopping.subscribe();
    async move {
        let _ = stopping.wait_for(|stopping| *stopping).await;
    }
}

#[cfg(test)]
mod tests;
