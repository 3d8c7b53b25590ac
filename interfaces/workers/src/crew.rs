//! One crew: the loop over one group of work.
//!
//! Each piece of work runs in a task of its own, so that a panic in one is the end of
//! that one only; its lease runs out and somebody looks again.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use application::Application;
use application::due_work::BATCH_MAX;
use domain::work::{Handled, Work, WorkGroup, WorkName};
use tokio::task::{JoinError, JoinSet};

use crate::Tally;
use crate::pace::{BackOff, varied};

/// The hands for one group of work.
pub(crate) struct Crew {
    application: Application,
    tally: Arc<Tally>,
    group: WorkGroup,
    hands: usize,
    idle: Duration,
    under_way: JoinSet<Ended>,
    back_off: BackOff,
}

/// What a piece of work leaves behind.
enum Ended {
    /// It may have made work that is due by now.
    WithMore,
    /// Nothing that somebody waits for.
    Alone,
}

impl Crew {
    pub(crate) fn new(
        application: Application,
        tally: Arc<Tally>,
        group: WorkGroup,
        hands: usize,
        idle: Duration,
    ) -> Self {
        Self {
            application,
            tally,
            group,
            hands: hands.max(1),
            idle,
            under_way: JoinSet::new(),
            back_off: BackOff::new(),
        }
    }

    /// Performs what falls due until `stop` is done, then finishes what it has begun.
    pub(crate) async fn work(mut self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        loop {
            let pause = self.claim().await;
            tokio::select! {
                () = &mut stop => break,
                () = self.wait(pause) => {}
            }
        }
        while let Some(ended) = self.under_way.join_next().await {
            self.note(ended);
        }
    }

    /// Claims as much as there are hands for and begins it; says how long to
    /// wait before the next look.
    async fn claim(&mut self) -> Duration {
        let free = self.hands.saturating_sub(self.under_way.len());
        if free == 0 {
            return self.idle;
        }
        let limit = u64::try_from(free).unwrap_or(u64::MAX).min(BATCH_MAX);
        match self.application.claim_due_work(self.group, limit).await {
            Ok(claimed) => {
                self.back_off = BackOff::new();
                let found = u64::try_from(claimed.len()).unwrap_or(u64::MAX);
                for work in claimed {
                    self.begin(work);
                }
                let more_may_be_due = found >= limit;
                if more_may_be_due {
                    Duration::ZERO
                } else {
                    varied(self.idle)
                }
            }
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "due work could not be claimed");
                self.tally.count_failed();
                self.back_off.pause()
            }
        }
    }

    fn begin(&mut self, work: Work) {
        let application = self.application.clone();
        let tally = Arc::clone(&self.tally);
        self.under_way.spawn(async move {
            perform(&application, &tally, &work).await;
            // The messages that it makes are to go out without a pause.
            if work.kind.name() == WorkName::DispatchEvents {
                Ended::WithMore
            } else {
                Ended::Alone
            }
        });
    }

    /// Waits for a free pair of hands, and as long as the pause asks for.
    async fn wait(&mut self, pause: Duration) {
        let rested = tokio::time::sleep(pause);
        tokio::pin!(rested);
        loop {
            let all_busy = self.under_way.len() >= self.hands;
            tokio::select! {
                Some(ended) = self.under_way.join_next() => {
                    let mut more_is_due = self.note(ended);
                    while let Some(ended) = self.under_way.try_join_next() {
                        more_is_due |= self.note(ended);
                    }
                    if all_busy || more_is_due {
                        return;
                    }
                }
                () = &mut rested, if !all_busy => return,
            }
        }
    }

    /// Notes how a piece of work ended; says whether it left more behind.
    fn note(&self, ended: Result<Ended, JoinError>) -> bool {
        match ended {
            Ok(Ended::WithMore) => true,
            Ok(Ended::Alone) => false,
            Err(error) => {
                if error.is_panic() {
                    self.tally.count_panicked();
                    tracing::error!(
                        "a piece of work panicked; it is looked at again when its lease ends"
                    );
                }
                false
            }
        }
    }
}

async fn perform(application: &Application, tally: &Tally, work: &Work) {
    let name = work.kind.name();
    let kind: &str = name.into();
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
            // There are several messages to a payment, and staff see each where it is kept.
            if payment.is_some() && name.group() == WorkGroup::Payments {
                tracing::info!(
                    work.kind = kind,
                    payment.id = payment,
                    work.again = again,
                    "work performed"
                );
            } else {
                tracing::debug!(
                    work.kind = kind,
                    payment.id = payment,
                    work.again = again,
                    "work performed"
                );
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
