//! Rate limits that no test reaches by accident.

use std::sync::Arc;
use std::time::Duration;

use application::Ports;
use async_trait::async_trait;
use domain::ports::{RateLimits, StoreError};

/// How many times the usual number of requests a test may make.
const TIMES: u32 = 1_000;

/// The same ports, with every limit raised.
pub(super) fn raised(ports: Ports) -> Ports {
    Ports {
        rate_limits: Arc::new(Raised(ports.rate_limits)),
        // Busy databases answer late, and then these count.
        local_rate_limits: Arc::new(Raised(ports.local_rate_limits)),
        ..ports
    }
}

struct Raised(Arc<dyn RateLimits>);

#[async_trait]
impl RateLimits for Raised {
    async fn admit(&self, bucket: &str, limit: u32, window: Duration) -> Result<bool, StoreError> {
        self.0
            .admit(bucket, limit.saturating_mul(TIMES), window)
            .await
    }
}
