//! Work that goes on when the client has gone: the request only waits for it a while, or not at
//! all.

use std::sync::Arc;
use std::time::Duration;

use application::Application;
use domain::work::Work;
use tokio::task::JoinHandle;
use tracing::Instrument;

/// Performs a piece of work at once, if there is one, and waits for it as long as `patience` says.
///
/// What is left of it, for whatever reason, is the worker's: it takes the work up when the
/// lease runs out.
pub(crate) async fn perform(
    application: &Arc<Application>,
    work: Option<Work>,
    patience: Duration,
) {
    if let Some(work) = work {
        // The end of the patience drops the handle, not the task.
        drop(tokio::time::timeout(patience, spawn(application, work)).await);
    }
}

/// Performs a piece of work, if there is one, while the request goes on.
pub(crate) fn begin(application: &Arc<Application>, work: Option<Work>) {
    if let Some(work) = work {
        drop(spawn(application, work));
    }
}

/// Carries something through to its end, even if the client goes away; `None` if it came to none.
pub(crate) async fn carry_through<T: Send + 'static>(
    doing: impl Future<Output = T> + Send + 'static,
) -> Option<T> {
    tokio::spawn(doing.in_current_span()).await.ok()
}

fn spawn(application: &Arc<Application>, work: Work) -> JoinHandle<()> {
    let application = Arc::clone(application);
    let performing = async move {
        if let Err(error) = application.perform(&work).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "work could not be finished at once"
            );
        }
    };
    tokio::spawn(performing.in_current_span())
}
