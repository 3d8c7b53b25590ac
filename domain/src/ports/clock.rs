//! What time it is.

use crate::Timestamp;

/// The clock. A use case reads it once per unit of work.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}
