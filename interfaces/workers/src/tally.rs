//! Counts of what the loop did, for whoever shows them.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts since the start of the process. They only grow.
#[derive(Debug, Default)]
pub struct Tally {
    finished: AtomicU64,
    put_off: AtomicU64,
    failed: AtomicU64,
    panicked: AtomicU64,
}

impl Tally {
    /// Pieces of work that are done with.
    pub fn finished(&self) -> u64 {
        self.finished.load(Ordering::Relaxed)
    }

    /// Pieces of work that will be looked at again.
    pub fn put_off(&self) -> u64 {
        self.put_off.load(Ordering::Relaxed)
    }

    /// Pieces of work, and claims of work, that the store did not let us end.
    pub fn failed(&self) -> u64 {
        self.failed.load(Ordering::Relaxed)
    }

    /// Pieces of work whose handler panicked.
    pub fn panicked(&self) -> u64 {
        self.panicked.load(Ordering::Relaxed)
    }

    pub(crate) fn count_finished(&self) {
        self.finished.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_put_off(&self) {
        self.put_off.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_failed(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_panicked(&self) {
        self.panicked.fetch_add(1, Ordering::Relaxed);
    }
}
