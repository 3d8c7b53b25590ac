//! Counting requests.

use std::time::Duration;

use async_trait::async_trait;

use super::StoreError;

/// Counts requests in fixed windows. A bucket's window begins with the first
/// request that falls into no earlier one.
#[async_trait]
pub trait RateLimits: Send + Sync {
    /// Counts a request, and says whether it is among the first `limit` of the
    /// bucket's present window. However many callers ask at once, exactly `limit`
    /// of one window are admitted.
    async fn admit(&self, bucket: &str, limit: u32, window: Duration) -> Result<bool, StoreError>;
}
