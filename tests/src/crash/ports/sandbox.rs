//! The sandbox's clock, counted when it is moved.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::sandbox::AdjustableClock;
use domain::ports::{Clock, StoreError};

use crate::crash::Countdown;

pub(super) struct CountedClock {
    pub(super) inner: Arc<dyn AdjustableClock>,
    pub(super) countdown: Arc<Countdown>,
}

impl Clock for CountedClock {
    fn now(&self) -> Timestamp {
        self.inner.now()
    }
}

#[async_trait]
impl AdjustableClock for CountedClock {
    async fn advance(&self, by: Duration) -> Result<Timestamp, StoreError> {
        self.countdown.around(self.inner.advance(by)).await
    }

    async fn restore(&self) -> Result<(), StoreError> {
        self.countdown.around(self.inner.restore()).await
    }
}
