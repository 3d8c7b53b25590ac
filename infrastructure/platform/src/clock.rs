//! The system's clock, and one that sandbox mode can move forward.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::sandbox::{AdjustableClock, SandboxData};
use domain::ports::{Clock, StoreError};

/// The system's clock as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or(Duration::ZERO);
        Timestamp::from_millis(millis(since_epoch))
    }
}

/// The system's clock and an offset that grows until it is restored.
///
/// The offset is kept with the sandbox's data, so that a restart does not turn
/// the clock back.
pub struct MovableClock {
    offset_millis: AtomicI64,
    data: Arc<dyn SandboxData>,
}

impl MovableClock {
    /// A clock that shows what it showed when the program last ended, as far as
    /// the sandbox's data knows.
    ///
    /// # Errors
    ///
    /// When the data cannot be read.
    pub async fn resume(data: Arc<dyn SandboxData>) -> Result<Self, StoreError> {
        let offset_millis = AtomicI64::new(millis(data.clock_offset().await?));
        Ok(Self {
            offset_millis,
            data,
        })
    }

    /// Follows a clock that another process with the same data has moved.
    ///
    /// # Errors
    ///
    /// When the data cannot be read.
    pub async fn follow(&self) -> Result<(), StoreError> {
        let kept = millis(self.data.clock_offset().await?);
        self.offset_millis.store(kept, Ordering::SeqCst);
        Ok(())
    }

    fn offset(&self) -> i64 {
        self.offset_millis.load(Ordering::SeqCst)
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        let system = SystemClock.now().as_millis();
        Timestamp::from_millis(system.saturating_add(self.offset()))
    }
}

#[async_trait]
impl AdjustableClock for MovableClock {
    /// The offset is kept before the clock shows it, so that nothing happens at
    /// an instant that a restart would take back. Of two calls at once, the
    /// later one keeps the sum of both.
    async fn advance(&self, by: Duration) -> Result<Timestamp, StoreError> {
        let mut before = self.offset();
        loop {
            let after = before.saturating_add(millis(by));
            let kept = Duration::from_millis(u64::try_from(after).unwrap_or(0));
            self.data.set_clock_offset(kept).await?;
            let moved = self.offset_millis.compare_exchange(
                before,
                after,
                Ordering::SeqCst,
                Ordering::SeqCst,
            );
            match moved {
                Ok(_) => return Ok(self.now()),
                Err(meanwhile) => before = meanwhile,
            }
        }
    }

    async fn restore(&self) -> Result<(), StoreError> {
        self.data.set_clock_offset(Duration::ZERO).await?;
        self.offset_millis.store(0, Ordering::SeqCst);
        Ok(())
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
