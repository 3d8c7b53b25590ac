//! How often somebody may be wrong before they must wait.
//!
//! Passwords and codes are counted apart, so that a right password does not buy
//! further guesses at the code.

use std::time::Duration;

use crate::Timestamp;

/// How many wrong answers in a row are only wrong.
pub const FREE_ATTEMPTS: u32 = 5;
/// After so many wrong answers in a row nobody gets in until somebody unlocks.
pub const LOCKED_AFTER: u32 = 20;
/// The first pause; each further wrong answer doubles it, up to [`PAUSE_MAX`].
pub const PAUSE_FIRST: Duration = Duration::from_secs(30);
/// The longest pause.
pub const PAUSE_MAX: Duration = Duration::from_secs(60 * 60);

/// Wrong answers in a row, and when the last one was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// The last one.
    pub last_at: Option<Timestamp>,
}

/// Whether an answer is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is.
    Open,
    /// Not before then.
    Wait(Timestamp),
    /// Not until somebody unlocks.
    Locked,
}

impl Failures {
    /// One wrong answer more.
    pub fn wrong(&mut self, now: Timestamp) {
        self.count = self.count.saturating_add(1);
        self.last_at = Some(now);
    }

    /// A right answer, or somebody unlocked.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Whether the next answer is looked at.
    pub fn admission(&self, now: Timestamp) -> Admission {
        if self.count >= LOCKED_AFTER {
            return Admission::Locked;
        }
        let until = self.last_at.map(|last| last.plus(self.pause()));
        match until {
            Some(until) if now < until => Admission::Wait(until),
            Some(_) | None => Admission::Open,
        }
    }

    fn pause(&self) -> Duration {
        match self.count.checked_sub(FREE_ATTEMPTS) {
            None => Duration::ZERO,
            Some(doublings) => PAUSE_FIRST
                .saturating_mul(1 << doublings.min(16))
                .min(PAUSE_MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_in_a_lock() {
        let start = Timestamp::from_millis(0);
        let mut failures = Failures::default();
        let mut pauses = Vec::new();
        for _ in 0..=LOCKED_AFTER {
            pauses.push(match failures.admission(start) {
                Admission::Open => 0,
                Admission::Wait(until) => until.since(start).as_secs(),
                Admission::Locked => u64::MAX,
            });
            failures.wrong(start);
        }

        assert_eq!(pauses[..5], [0, 0, 0, 0, 0]);
        assert_eq!(pauses[5..9], [30, 60, 120, 240]);
        assert_eq!(pauses[19], 3600);
        assert_eq!(pauses[20], u64::MAX);
        failures.forget();
        assert_eq!(failures.admission(start), Admission::Open);
    }

    #[test]
    fn a_pause_ends() {
        let start = Timestamp::from_millis(0);
        let mut failures = Failures::default();
        (0..FREE_ATTEMPTS).for_each(|_| failures.wrong(start));

        assert_eq!(
            failures.admission(start),
            Admission::Wait(start.plus(PAUSE_FIRST))
        );
        assert_eq!(failures.admission(start.plus(PAUSE_FIRST)), Admission::Open);
    }
}
