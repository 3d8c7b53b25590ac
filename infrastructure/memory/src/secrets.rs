//! Keyed hashes for tests.
//!
//! They are made of the standard library's SipHash, which nobody vouches for as
//! a MAC. Real ones are in `platform`.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::ports::Secrets;
use domain::ports::secrets::Purpose;

/// Keyed hashes that differ by key, purpose and message, and protect nothing.
#[derive(Clone, Debug)]
pub struct MemorySecrets {
    newest: u64,
    older: Vec<u64>,
}

impl MemorySecrets {
    /// Hashes under these keys.
    pub fn with_keys(newest: u64, older: impl IntoIterator<Item = u64>) -> Self {
        Self {
            newest,
            older: older.into_iter().collect(),
        }
    }
}

impl Default for MemorySecrets {
    fn default() -> Self {
        Self::with_keys(0, [])
    }
}

impl Secrets for MemorySecrets {
    fn mac(&self, purpose: Purpose, message: &[u8]) -> [u8; 32] {
        hash(self.newest, purpose, message)
    }

    fn macs(&self, purpose: Purpose, message: &[u8]) -> Vec<[u8; 32]> {
        std::iter::once(&self.newest)
            .chain(&self.older)
            .map(|key| hash(*key, purpose, message))
            .collect()
    }

    fn verify(&self, purpose: Purpose, message: &[u8], mac: &[u8]) -> bool {
        self.macs(purpose, message)
            .iter()
            .any(|expected| expected.as_slice() == mac)
    }
}

fn hash(key: u64, purpose: Purpose, message: &[u8]) -> [u8; 32] {
    let mut mac = [0; 32];
    for (part, chunk) in mac.chunks_mut(8).enumerate() {
        let mut hasher = DefaultHasher::new();
        (key, <&str>::from(purpose), part, message).hash(&mut hasher);
        chunk.copy_from_slice(&hasher.finish().to_le_bytes());
    }
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_of_one_key_one_purpose_and_one_message() {
        let secrets = MemorySecrets::with_keys(1, []);
        let mac = secrets.mac(Purpose::FormToken, b"message");

        assert!(secrets.verify(Purpose::FormToken, b"message", &mac));
        assert!(!secrets.verify(Purpose::PageSession, b"message", &mac));
        assert!(!secrets.verify(Purpose::FormToken, b"massage", &mac));
        assert!(!MemorySecrets::with_keys(2, []).verify(Purpose::FormToken, b"message", &mac));
    }

    #[test]
    fn hashes_under_an_older_key_stay_good() {
        let mac = MemorySecrets::with_keys(1, []).mac(Purpose::FormToken, b"message");
        let changed = MemorySecrets::with_keys(2, [1]);

        assert!(changed.verify(Purpose::FormToken, b"message", &mac));
        assert_ne!(changed.mac(Purpose::FormToken, b"message"), mac);
        assert_eq!(changed.macs(Purpose::FormToken, b"message").len(), 2);
    }
}
