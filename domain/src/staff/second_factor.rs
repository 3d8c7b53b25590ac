//! The second factor: an authenticator app, and codes for the day it is lost.

use std::fmt;

use crate::Timestamp;

/// How many seconds one code of an app is shown.
pub const TOTP_STEP_SECS: i64 = 30;
/// How many steps an app's clock may be off, either way.
pub const TOTP_STEPS_OFF: i64 = 1;
/// How many recovery codes somebody gets.
pub const RECOVERY_CODES: usize = 10;

/// An authenticator app that was set up.
#[derive(Clone, PartialEq, Eq)]
pub struct Authenticator {
    /// The secret it shares with us, sealed.
    pub sealed_secret: Vec<u8>,
    /// When it was set up.
    pub set_up_at: Timestamp,
    /// The step of the last code that was taken: no code is taken twice.
    pub last_step: i64,
}

/// What is kept of a recovery code: a keyed hash.
pub type RecoveryDigest = [u8; 32];

impl Authenticator {
    /// The steps whose codes are good now, the present one first.
    pub fn steps(&self, now: Timestamp) -> Vec<i64> {
        let present = step_at(now);
        let mut steps: Vec<i64> = (present - TOTP_STEPS_OFF..=present + TOTP_STEPS_OFF)
            .filter(|step| *step > self.last_step)
            .collect();
        steps.sort_by_key(|step| (step - present).abs());
        steps
    }

    /// Notes that the code of this step was taken.
    pub fn take(&mut self, step: i64) {
        self.last_step = self.last_step.max(step);
    }
}

/// The step of an instant.
pub fn step_at(now: Timestamp) -> i64 {
    now.as_millis().div_euclid(1_000 * TOTP_STEP_SECS)
}

impl fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticator")
            .field("set_up_at", &self.set_up_at)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_for_its_step_and_its_neighbours_and_only_once() {
        let mut app = Authenticator {
            sealed_secret: Vec::new(),
            set_up_at: Timestamp::from_millis(0),
            last_step: 0,
        };
        let now = Timestamp::from_millis(1_000 * TOTP_STEP_SECS * 100);

        assert_eq!(app.steps(now), [100, 99, 101]);
        app.take(100);
        assert_eq!(app.steps(now), [101]);
        app.take(99);
        assert_eq!(app.last_step, 100);
    }
}
