//! Work that goes on when the browser has gone: the page only waits for it a while.

use std::time::Duration;

use application::Application;
use domain::work::Work;
use tracing::Instrument;

use crate::refusal::Refusal;

/// How long a page waits for work before it leads on without it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);

/// Runs work to its end whatever becomes of the caller. Answers with what came
/// of it, or with `None` when it takes longer than [`PATIENCE`].
pub(crate) async fn run<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Option<T> {
    let task = tokio::spawn(work.in_current_span());
    // The end of the patience drops the handle, not the task.
    tokio::time::timeout(PATIENCE, task).await.ok()?.ok()
}

/// Runs work to its end whatever becomes of the caller, and waits for it.
pub(crate) async fn whole<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, Refusal> {
    let task = tokio::spawn(work.in_current_span());
    task.await.map_err(|error| Refusal::broken(&error))
}

/// Performs a piece of work at once. What is left of it, for whatever reason, is
/// the worker's: it takes the work up when the lease runs out.
pub(crate) async fn perform(application: &Application, work: Option<Work>) {
    let Some(work) = work else { return };
    let application = application.clone();
    let performed = run(async move { application.perform(&work).await }).await;
    if let Some(Err(error)) = performed {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "work could not be finished at once"
        );
    }
}

/// Runs work to its end without waiting for it, so that how long it takes tells nobody
/// anything.
pub(crate) fn leave(work: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(work.in_current_span());
}
