//! Bytes that look random and repeat from run to run.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::ports::Random;

/// The step of the SplitMix64 generator.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A generator (SplitMix64) that gives the same bytes for the same seed. Anyone
/// can predict it: it is for tests only.
#[derive(Debug)]
pub struct SeededRandom(AtomicU64);

impl SeededRandom {
    /// The generator that starts from this seed.
    pub fn from_seed(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    fn next(&self) -> u64 {
        let state = self.0.fetch_add(STEP, Ordering::SeqCst).wrapping_add(STEP);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Random for SeededRandom {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            for (byte, random) in chunk.iter_mut().zip(self.next().to_le_bytes()) {
                *byte = random;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(random: &SeededRandom) -> [u8; 27] {
        let mut buffer = [0; 27];
        random.fill(&mut buffer);
        buffer
    }

    #[test]
    fn one_seed_gives_one_sequence_and_another_gives_another() {
        let (first, same, other) = (
            SeededRandom::from_seed(1),
            SeededRandom::from_seed(1),
            SeededRandom::from_seed(2),
        );

        let once = bytes(&first);
        assert_eq!(once, bytes(&same));
        assert_ne!(once, bytes(&first));
        assert_ne!(once, bytes(&other));
    }
}
