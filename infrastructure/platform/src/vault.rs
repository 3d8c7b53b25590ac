//! Secrets that rest: XChaCha20-Poly1305 under keys derived from the operator's.
//!
//! A sealed secret is the byte that names its key, a random nonce, and the
//! ciphertext. The byte and the place are authenticated with it.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use domain::ports::Vault;
use rand::RngCore;
use secrecy::SecretString;

use super::keys::{KeysError, Root};

/// How long a nonce is, in bytes: long enough to be drawn at random for ever.
const NONCE_LENGTH: usize = 24;

/// A vault that seals under the newest key and opens under each.
pub struct SealedVault {
    newest: Key,
    older: Vec<Key>,
}

/// What follows from one secret key.
struct Key {
    /// The key's name. Two keys may share it: then each is tried.
    name: u8,
    cipher: XChaCha20Poly1305,
}

impl SealedVault {
    /// Derives a key from each secret key, newest first.
    ///
    /// # Errors
    ///
    /// When there is no secret key.
    pub fn derive(secrets: &[SecretString]) -> Result<Self, KeysError> {
        let (newest, older) = secrets.split_first().ok_or(KeysError::None)?;
        Ok(Self {
            newest: Key::derive(newest)?,
            older: older.iter().map(Key::derive).collect::<Result<_, _>>()?,
        })
    }
}

impl Vault for SealedVault {
    /// Empty, which opens nowhere, if the secret were longer than the cipher takes
    /// (256 GiB).
    fn seal(&self, place: &str, secret: &[u8]) -> Vec<u8> {
        let mut nonce = [0_u8; NONCE_LENGTH];
        rand::rng().fill_bytes(&mut nonce);
        let Key { name, cipher } = &self.newest;
        let bound = bound(*name, place);
        let payload = Payload {
            msg: secret,
            aad: &bound,
        };
        match cipher.encrypt(&XNonce::from(nonce), payload) {
            Ok(ciphertext) => [&[*name], &nonce[..], &ciphertext].concat(),
            Err(_) => Vec::new(),
        }
    }

    fn open(&self, place: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (name, rest) = sealed.split_first()?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_LENGTH>()?;
        let bound = bound(*name, place);
        let mut named = std::iter::once(&self.newest)
            .chain(&self.older)
            .filter(|key| key.name == *name);
        named.find_map(|key| {
            let payload = Payload {
                msg: ciphertext,
                aad: &bound,
            };
            key.cipher.decrypt(&XNonce::from(*nonce), payload).ok()
        })
    }
}

impl Key {
    fn derive(secret: &SecretString) -> Result<Self, KeysError> {
        let root = Root::of(secret);
        let [name, ..] = *root.key("vault-key-name")?;
        let key = root.key("vault")?;
        let cipher = XChaCha20Poly1305::new_from_slice(key.as_slice());
        Ok(Self {
            name,
            cipher: cipher.map_err(|_| KeysError::Derivation)?,
        })
    }
}

/// What is authenticated besides the secret.
fn bound(name: u8, place: &str) -> Vec<u8> {
    [&[name], place.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"a secret of twenty b";

    fn vault(secrets: &[&str]) -> SealedVault {
        let secrets: Vec<_> = secrets
            .iter()
            .map(|text| SecretString::from(*text))
            .collect();
        SealedVault::derive(&secrets).unwrap()
    }

    #[test]
    fn a_secret_opens_where_it_was_sealed_and_nowhere_else() {
        let vault = vault(&["one"]);
        let sealed = vault.seal("authenticator of a", SECRET);
        assert_eq!(vault.open("authenticator of a", &sealed).unwrap(), SECRET);
        assert_eq!(vault.open("authenticator of b", &sealed), None);
        assert_eq!(vault.open("", &sealed), None);
    }

    #[test]
    fn nothing_of_it_shows_and_it_is_never_sealed_alike() {
        let vault = vault(&["one"]);
        let (first, second) = (vault.seal("here", SECRET), vault.seal("here", SECRET));
        assert_ne!(first, second);
        assert!(
            !first
                .windows(4)
                .any(|four| SECRET.windows(4).any(|s| s == four))
        );
        assert_eq!(first.len(), 1 + NONCE_LENGTH + SECRET.len() + 16);
    }

    #[test]
    fn whatever_is_changed_no_longer_opens() {
        let vault = vault(&["one"]);
        let sealed = vault.seal("here", SECRET);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(vault.open("here", &changed), None, "byte {at}");
            assert_eq!(vault.open("here", &sealed[..at]), None, "cut at {at}");
        }
    }

    #[test]
    fn an_old_key_still_opens_and_no_longer_seals() {
        let before = vault(&["old"]);
        let after = vault(&["new", "old"]);
        let sealed = before.seal("here", SECRET);
        assert_eq!(after.open("here", &sealed).unwrap(), SECRET);
        assert_eq!(before.open("here", &after.seal("here", SECRET)), None);
        assert_eq!(vault(&["new"]).open("here", &sealed), None);
    }

    /// Sealed by another implementation: what rests in databases must open for ever.
    #[test]
    fn the_format_never_changes() {
        let sealed: Vec<u8> = SEALED
            .as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect();
        assert_eq!(
            vault(&["one"]).open("here", &sealed).as_deref(),
            Some(SECRET)
        );
    }

    const SEALED: &str = "30000102030405060708090a0b0c0d0e0f101112131415161767a0c5758b0\
                          e72930fb78623b757893e6b39b735b227e299f1294f3485a9a87acb18003d";

    #[test]
    fn there_must_be_a_key() {
        assert_eq!(SealedVault::derive(&[]).err(), Some(KeysError::None));
    }
}
