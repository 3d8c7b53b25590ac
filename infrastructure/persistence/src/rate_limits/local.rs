//! Requests counted by this process alone.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use domain::ports::{RateLimits, StoreError};

/// How many buckets there are before those whose window is over are first removed.
const SWEEP_FIRST_AT: usize = 1_024;

/// Counts requests in memory: where one process does all the work, and where the
/// shared count cannot be had. It never fails.
///
/// Buckets whose window is over are removed whenever there are twice as many as were
/// left the last time, so memory is bounded by what is counted at one time.
#[derive(Debug, Default)]
pub struct LocalRateLimits {
    buckets: Mutex<Buckets>,
}

#[derive(Debug)]
struct Buckets {
    windows: HashMap<String, Window>,
    sweep_at: usize,
}

#[derive(Debug)]
struct Window {
    ends_at: Instant,
    requests: u32,
}

impl LocalRateLimits {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn admit_at(&self, now: Instant, bucket: &str, limit: u32, window: Duration) -> bool {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(present) = buckets.windows.get_mut(bucket)
            && now < present.ends_at
        {
            present.requests = present.requests.saturating_add(1);
            return present.requests <= limit;
        }
        let begun = Window {
            ends_at: now + window,
            requests: 1,
        };
        buckets.windows.insert(bucket.to_owned(), begun);
        buckets.sweep(now);
        limit > 0
    }
}

impl Buckets {
    fn sweep(&mut self, now: Instant) {
        if self.windows.len() < self.sweep_at {
            return;
        }
        self.windows.retain(|_, window| now < window.ends_at);
        self.sweep_at = SWEEP_FIRST_AT.max(self.windows.len() * 2);
    }
}

impl Default for Buckets {
    fn default() -> Self {
        Self {
            windows: HashMap::new(),
            sweep_at: SWEEP_FIRST_AT,
        }
    }
}

#[async_trait]
impl RateLimits for LocalRateLimits {
    async fn admit(&self, bucket: &str, limit: u32, window: Duration) -> Result<bool, StoreError> {
        Ok(self.admit_at(Instant::now(), bucket, limit, window))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_window_begins_with_the_first_request_after_the_last() {
        let limits = LocalRateLimits::new();
        let start = Instant::now();
        for (millis, expected) in [
            (0, true),
            (500, true),
            (999, false),
            (1_700, true),
            (2_600, true),
            (2_699, false),
            (2_700, true),
        ] {
            let now = start + Duration::from_millis(millis);
            let admitted = limits.admit_at(now, "reads", 2, SECOND);
            assert_eq!(admitted, expected, "{millis}");
        }
    }

    #[test]
    fn a_limit_of_nothing_admits_nobody() {
        let limits = LocalRateLimits::new();
        assert!(!limits.admit_at(Instant::now(), "reads", 0, SECOND));
    }

    #[test]
    fn buckets_do_not_count_for_one_another() {
        let (limits, now) = (LocalRateLimits::new(), Instant::now());
        assert!(limits.admit_at(now, "one", 1, SECOND));
        assert!(limits.admit_at(now, "other", 1, SECOND));
        assert!(!limits.admit_at(now, "one", 1, SECOND));
    }

    #[test]
    fn callers_at_once_are_admitted_up_to_the_limit() {
        let (limits, now) = (LocalRateLimits::new(), Instant::now());
        let admitted: usize = std::thread::scope(|scope| {
            let callers = [(); 8].map(|()| {
                scope.spawn(|| {
                    (0..1_000)
                        .filter(|_| limits.admit_at(now, "posts", 75, SECOND))
                        .count()
                })
            });
            callers.map(|caller| caller.join().unwrap()).iter().sum()
        });
        assert_eq!(admitted, 75);
    }

    #[test]
    fn buckets_whose_window_is_over_do_not_pile_up() {
        let limits = LocalRateLimits::new();
        let start = Instant::now();
        for number in 0..100_000_u32 {
            let now = start + Duration::from_millis(u64::from(number));
            limits.admit_at(now, &number.to_string(), 1, SECOND);
        }
        let left = limits.buckets.lock().unwrap().windows.len();
        assert!(left <= 2 * SWEEP_FIRST_AT, "{left}");
    }
}
