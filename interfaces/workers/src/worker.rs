//! The loop itself.
//!
//! Each piece of work runs in a task of its own, so that a panic in one is the
//! end of that one only; its lease runs out and somebody looks again. Pauses
//! vary at random, so that several processes do not ask in step.

use std::future::Future;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use application::Application;
use domain::work::{Handled, Work};
use tokio::task::JoinSet;

use crate::Tally;

/// The pause when nothing was due.
const IDLE: Duration = Duration::from_millis(500);
/// The first pause after work could not be claimed; it doubles up to the longest.
const FAILURE: Duration = Duration::from_secs(1);
/// The longest pause after work could not be claimed.
const FAILURE_MAX: Duration = Duration::from_secs(30);

/// How the loop runs.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Most pieces of work at a time; at least one.
    pub concurrency: usize,
}

/// Performs due work until `stop` is done, then finishes what it has begun.
///
/// A failure to claim is never the end: the loop logs it, waits, and tries
/// again.
pub async fn run(
    application: Application,
    options: Options,
    tally: Arc<Tally>,
    stop: impl Future<Output = ()>,
) {
    let mut crew = Crew {
        application,
        tally,
        concurrency: options.concurrency.max(1),
        under_way: JoinSet::new(),
        failure_pause: FAILURE,
    };
    tokio::pin!(stop);
    let mut ready = false;
    loop {
        if !ready {
            ready = crew.prepare().await;
        }
        let pause = if ready {
            crew.claim().await
        } else {
            crew.back_off()
        };
        tokio::select! {
            () = &mut stop => break,
            () = crew.wait(pause) => {}
        }
    }
    crew.finish().await;
}

struct Crew {
    application: Application,
    tally: Arc<Tally>,
    concurrency: usize,
    under_way: JoinSet<()>,
    failure_pause: Duration,
}

impl Crew {
    /// Makes sure that the work which never ends is scheduled.
    async fn prepare(&mut self) -> bool {
        match self.application.schedule_recurring_work().await {
            Ok(()) => true,
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "recurring work could not be scheduled");
                false
            }
        }
    }

    /// Claims as much as there are hands for and begins it; says how long to
    /// wait before the next look.
    async fn claim(&mut self) -> Duration {
        let free = self.concurrency.saturating_sub(self.under_way.len());
        if free == 0 {
            return IDLE;
        }
        let limit = u64::try_from(free).unwrap_or(u64::MAX);
        match self.application.claim_due_work(limit).await {
            Ok(claimed) => {
                self.failure_pause = FAILURE;
                let more_may_be_due = claimed.len() == free;
                for work in claimed {
                    self.begin(work);
                }
                if more_may_be_due {
                    Duration::ZERO
                } else {
                    varied(IDLE)
                }
            }
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "due work could not be claimed");
                self.tally.count_failed();
                self.back_off()
            }
        }
    }

    fn back_off(&mut self) -> Duration {
        let pause = self.failure_pause;
        self.failure_pause = (pause * 2).min(FAILURE_MAX);
        varied(pause)
    }

    fn begin(&mut self, work: Work) {
        let application = self.application.clone();
        let tally = Arc::clone(&self.tally);
        self.under_way
            .spawn(async move { perform(&application, &tally, &work).await });
    }

    /// Waits for a free pair of hands, and as long as the pause asks for.
    async fn wait(&mut self, pause: Duration) {
        let rested = tokio::time::sleep(pause);
        tokio::pin!(rested);
        loop {
            let all_busy = self.under_way.len() >= self.concurrency;
            tokio::select! {
                Some(ended) = self.under_way.join_next() => {
                    self.note(ended);
                    if all_busy {
                        return;
                    }
                }
                () = &mut rested, if !all_busy => return,
            }
        }
    }

    async fn finish(mut self) {
        while let Some(ended) = self.under_way.join_next().await {
            self.note(ended);
        }
    }

    fn note(&self, ended: Result<(), tokio::task::JoinError>) {
        if ended.is_err_and(|error| error.is_panic()) {
            self.tally.count_panicked();
            tracing::error!("a piece of work panicked; it is looked at again when its lease ends");
        }
    }
}

async fn perform(application: &Application, tally: &Tally, work: &Work) {
    let kind: &str = work.kind.name().into();
    let payment = work.kind.payment().map(tracing::field::display);
    match application.perform(work).await {
        Ok(handled) => {
            let again = match handled {
                Handled::Finished => {
                    tally.count_finished();
                    false
                }
                Handled::LookAgain(_) | Handled::Retry(_) => {
                    tally.count_put_off();
                    true
                }
            };
            if payment.is_some() {
                tracing::info!(
                    work.kind = kind,
                    payment.id = payment,
                    work.again = again,
                    "work performed"
                );
            } else {
                tracing::debug!(work.kind = kind, work.again = again, "work performed");
            }
        }
        Err(error) => {
            tally.count_failed();
            let error = &error as &dyn std::error::Error;
            tracing::error!(
                work.kind = kind,
                payment.id = payment,
                error,
                "work could not be ended"
            );
        }
    }
}

/// The pause, half as long again at most.
fn varied(pause: Duration) -> Duration {
    let random = RandomState::new().build_hasher().finish();
    pause + pause.mul_f64((random % 1000) as f64 / 2000.0)
}

#[cfg(test)]
mod tests;
