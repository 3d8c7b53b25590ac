//! Counting requests: by the database, where replicas share it, or by this process.

mod local;
mod shared;

pub use self::local::LocalRateLimits;
pub use self::shared::SharedRateLimits;
