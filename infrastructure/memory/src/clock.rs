//! A clock that stands still until it is told otherwise.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::Clock;
use domain::ports::StoreError;
use domain::ports::sandbox::AdjustableClock;

/// A clock that tests set. It has a true time of its own, and sandbox mode's
/// adjustment on top of that.
#[derive(Debug)]
pub struct MemoryClock {
    true_millis: AtomicI64,
    advanced_millis: AtomicI64,
}

impl MemoryClock {
    /// A clock that stands at this instant.
    pub fn at(now: Timestamp) -> Self {
        Self {
            true_millis: AtomicI64::new(now.as_millis()),
            advanced_millis: AtomicI64::new(0),
        }
    }

    /// Sets the true time, forward or back, and forgets any adjustment.
    pub fn set(&self, now: Timestamp) {
        self.true_millis.store(now.as_millis(), Ordering::SeqCst);
        self.advanced_millis.store(0, Ordering::SeqCst);
    }

    /// Lets time pass, and says what time it is then.
    pub fn pass(&self, by: Duration) -> Timestamp {
        add(&self.true_millis, by);
        self.now()
    }
}

fn add(millis: &AtomicI64, by: Duration) {
    let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    millis.update(Ordering::SeqCst, Ordering::SeqCst, |millis| {
        millis.saturating_add(by)
    });
}

impl Clock for MemoryClock {
    fn now(&self) -> Timestamp {
        let (true_millis, advanced) = (&self.true_millis, &self.advanced_millis);
        let advanced = advanced.load(Ordering::SeqCst);
        Timestamp::from_millis(true_millis.load(Ordering::SeqCst).saturating_add(advanced))
    }
}

#[async_trait]
impl AdjustableClock for MemoryClock {
    async fn advance(&self, by: Duration) -> Result<Timestamp, StoreError> {
        add(&self.advanced_millis, by);
        Ok(self.now())
    }

    async fn restore(&self) -> Result<(), StoreError> {
        self.advanced_millis.store(0, Ordering::SeqCst);
        Ok(())
    }
}
