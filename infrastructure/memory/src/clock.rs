//! A clock that stands still until it is told otherwise.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::Clock;
use domain::ports::StoreError;
use domain::ports::sandbox::AdjustableClock;

/// A clock that tests set.
#[derive(Debug)]
pub struct MemoryClock(AtomicI64);

impl MemoryClock {
    /// A clock that stands at this instant.
    pub fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.as_millis()))
    }

    /// Sets the clock, forward or back.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_millis(), Ordering::SeqCst);
    }

    /// Lets time pass, and says what time it is then.
    pub fn pass(&self, by: Duration) -> Timestamp {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let before = self.0.update(Ordering::SeqCst, Ordering::SeqCst, |now| {
            now.saturating_add(by)
        });
        Timestamp::from_millis(before.saturating_add(by))
    }
}

impl Clock for MemoryClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

#[async_trait]
impl AdjustableClock for MemoryClock {
    async fn advance(&self, by: Duration) -> Result<Timestamp, StoreError> {
        Ok(self.pass(by))
    }
}
