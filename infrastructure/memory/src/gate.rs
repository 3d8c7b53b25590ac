//! Where calls wait until a test lets them go on.

use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

/// Holds back whoever comes until it is opened, and closes behind them.
#[derive(Debug, Default)]
pub(crate) struct Gate(Mutex<Queue>);

#[derive(Debug, Default)]
struct Queue {
    waiting: usize,
    openings: u64,
    wakers: Vec<Waker>,
}

impl Gate {
    /// Waits for the next [`Gate::open`].
    pub(crate) async fn wait(&self) {
        let before = {
            let mut queue = self.queue();
            queue.waiting += 1;
            queue.openings
        };
        let _waiting = Waiting(self);
        poll_fn(|context| {
            let mut queue = self.queue();
            if queue.openings > before {
                Poll::Ready(())
            } else {
                queue.wakers.push(context.waker().clone());
                Poll::Pending
            }
        })
        .await;
    }

    /// How many wait.
    pub(crate) fn waiting(&self) -> usize {
        self.queue().waiting
    }

    /// Lets all who wait go on.
    pub(crate) fn open(&self) {
        let wakers = {
            let mut queue = self.queue();
            queue.openings += 1;
            std::mem::take(&mut queue.wakers)
        };
        for waker in wakers {
            waker.wake();
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts one who waits until they go on or are given up.
struct Waiting<'a>(&'a Gate);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.queue().waiting -= 1;
    }
}
