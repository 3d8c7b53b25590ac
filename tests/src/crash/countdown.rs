//! Counts port calls, and ends the process at one of them.

use std::future::Future;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rustix::process::{Signal, getpid, kill_process};

/// On which side of the call the process dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The call is never made.
    Before,
    /// The call has had its effect, and nobody learns of it.
    After,
}

/// Counts calls once it is armed.
#[derive(Debug)]
pub struct Countdown {
    die_at: u64,
    moment: Moment,
    armed: AtomicBool,
    calls: AtomicU64,
}

impl Countdown {
    /// The process dies at this call, counted from 1.
    pub fn new(die_at: u64, moment: Moment) -> Self {
        Self {
            die_at,
            moment,
            armed: AtomicBool::new(false),
            calls: AtomicU64::new(0),
        }
    }

    /// Begins to count.
    pub fn arm(&self) {
        self.armed.store(true, Ordering::SeqCst);
    }

    /// Makes a call, and dies before or after it if it is the one.
    pub async fn around<T>(&self, call: impl Future<Output = T>) -> T {
        if !self.armed.load(Ordering::SeqCst) {
            return call.await;
        }
        let is_the_one = self.calls.fetch_add(1, Ordering::SeqCst) + 1 == self.die_at;
        if is_the_one && self.moment == Moment::Before {
            die();
        }
        let answer = call.await;
        if is_the_one && self.moment == Moment::After {
            die();
        }
        answer
    }
}

/// Ends the process as a power cut would.
fn die() -> ! {
    let _ = kill_process(getpid(), Signal::KILL);
    // The signal ends the process before this is reached.
    std::process::abort()
}

impl Moment {
    /// The word on the child's command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

impl FromStr for Moment {
    type Err = anyhow::Error;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        [Self::Before, Self::After]
            .into_iter()
            .find(|moment| moment.word() == word)
            .ok_or_else(|| anyhow::anyhow!("`{word}` is neither before nor after"))
    }
}
