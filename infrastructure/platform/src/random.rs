//! Unpredictable bytes.

use domain::ports::Random;
use rand::RngCore;

/// A generator seeded, and now and then reseeded, by the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, buffer: &mut [u8]) {
        rand::rng().fill_bytes(buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_fills_differ() {
        let mut buffers = [[0_u8; 32]; 2];
        for buffer in &mut buffers {
            SystemRandom.fill(buffer);
        }
        assert_ne!(buffers[0], buffers[1]);
        assert_ne!(buffers[0], [0; 32]);
    }
}
