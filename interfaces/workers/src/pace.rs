//! How long to pause. Pauses vary at random, so that several processes do not ask in step.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// The first pause after a failure; it doubles up to the longest.
const FAILURE: Duration = Duration::from_secs(1);
/// The longest pause after a failure.
const FAILURE_MAX: Duration = Duration::from_secs(30);

/// Pauses after failures in a row.
#[derive(Debug)]
pub(crate) struct BackOff(Duration);

impl BackOff {
    /// None has failed.
    pub(crate) fn new() -> Self {
        Self(FAILURE)
    }

    /// The pause after one more failure.
    pub(crate) fn pause(&mut self) -> Duration {
        let pause = self.0;
        self.0 = (pause * 2).min(FAILURE_MAX);
        varied(pause)
    }
}

/// The pause, half as long again at most.
pub(crate) fn varied(pause: Duration) -> Duration {
    let random = RandomState::new().build_hasher().finish();
    pause + pause.mul_f64((random % 1000) as f64 / 2000.0)
}
