//! Where randomness comes from.

/// A source of unpredictable bytes, fit for secrets.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, buffer: &mut [u8]);
}
