//! What the operating system gives: the time, randomness, and keyed hashes under
//! the operator's keys.

mod clock;
mod keys;
mod random;

pub use clock::{MovableClock, SystemClock};
pub use keys::{Keys, KeysError};
pub use random::SystemRandom;
