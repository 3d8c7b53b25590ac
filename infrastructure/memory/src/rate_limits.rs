//! Counts of requests, in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::{Clock, RateLimits, StoreError};

use crate::clock::MemoryClock;

/// Counts that are lost at the end of the process, by the world's own clock. No
/// bucket is ever forgotten.
#[derive(Debug)]
pub struct MemoryRateLimits {
    clock: Arc<MemoryClock>,
    buckets: Mutex<BTreeMap<String, Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    begun_at: Timestamp,
    requests: u32,
}

impl MemoryRateLimits {
    /// No counts yet.
    pub fn new(clock: Arc<MemoryClock>) -> Self {
        Self {
            clock,
            buckets: Mutex::default(),
        }
    }
}

#[async_trait]
impl RateLimits for MemoryRateLimits {
    async fn admit(&self, bucket: &str, limit: u32, window: Duration) -> Result<bool, StoreError> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        let fresh = || Bucket {
            begun_at: now,
            requests: 0,
        };
        let bucket = buckets.entry(bucket.to_owned()).or_insert_with(fresh);
        if bucket.begun_at.plus(window) <= now {
            *bucket = fresh();
        }
        bucket.requests = bucket.requests.saturating_add(1);
        Ok(bucket.requests <= limit)
    }
}
