//! Work that goes on when the client has gone: the request only waits for it a while.

use std::sync::Arc;
use std::time::Duration;

use application::Application;
use domain::work::Work;
use tracing::Instrument;

/// Performs a piece of work at once, and waits for it as long as `patience` says.
///
/// What is left of it, for whatever reason, is the worker's: it takes the work up when the
/// lease runs out.
pub(crate) async fn perform(application: &Arc<Application>, work: Work, patience: Duration) {
    let application = Arc::clone(application);
    let performing = async move {
        if let Err(error) = application.perform(&work).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "work could not be finished at once"
            );
        }
    };
    let task = tokio::spawn(performing.in_current_span());
    // The end of the patience drops the handle, not the task.
    drop(tokio::time::timeout(patience, task).await);
}
