//! Keyed hashes: HMAC-SHA-256 under keys derived, by HKDF-SHA-256, from the
//! operator's secret keys, one for each purpose.
//!
//! A hash made for one purpose is therefore worth nothing for another, and the
//! secret keys themselves are not kept in memory after start.

use domain::ports::Secrets;
use domain::ports::secrets::Purpose;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Sets our derivations apart from other programs' under the same secret.
const SALT: &[u8] = b"bursar 1";

/// The secret keys cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeysError {
    /// There must be one.
    #[error("no secret key was given")]
    None,
    /// The algorithms refuse the key.
    #[error("a key could not be derived")]
    Derivation,
}

/// Derived keys, newest first; never empty.
pub struct Keys {
    newest: Generation,
    older: Vec<Generation>,
}

impl Keys {
    /// Derives a key for each purpose from each secret key, newest first.
    ///
    /// # Errors
    ///
    /// When there is no secret key.
    pub fn derive(secrets: &[SecretString]) -> Result<Self, KeysError> {
        let (newest, older) = secrets.split_first().ok_or(KeysError::None)?;
        Ok(Self {
            newest: Generation::derive(newest)?,
            older: older
                .iter()
                .map(Generation::derive)
                .collect::<Result<_, _>>()?,
        })
    }

    fn generations(&self) -> impl Iterator<Item = &Generation> {
        std::iter::once(&self.newest).chain(&self.older)
    }
}

impl Secrets for Keys {
    fn mac(&self, purpose: Purpose, message: &[u8]) -> [u8; 32] {
        self.newest.mac(purpose, message)
    }

    fn macs(&self, purpose: Purpose, message: &[u8]) -> Vec<[u8; 32]> {
        self.generations()
            .map(|generation| generation.mac(purpose, message))
            .collect()
    }

    fn verify(&self, purpose: Purpose, message: &[u8], mac: &[u8]) -> bool {
        self.generations()
            .map(|generation| generation.verify(purpose, message, mac))
            .fold(false, |any, this| any | this)
    }
}

/// What follows from one secret key.
struct Generation {
    api_key_checksum: Hmac<Sha256>,
    api_key_digest: Hmac<Sha256>,
    page_session: Hmac<Sha256>,
    form_token: Hmac<Sha256>,
    idempotency_fingerprint: Hmac<Sha256>,
    staff_session: Hmac<Sha256>,
    staff_link: Hmac<Sha256>,
    recovery_code: Hmac<Sha256>,
    audit_trail: Hmac<Sha256>,
    listening: Hmac<Sha256>,
}

/// A secret key, from which keys are derived by name.
pub(crate) struct Root(Hkdf<Sha256>);

impl Root {
    pub(crate) fn of(secret: &SecretString) -> Self {
        let secret = secret.expose_secret().as_bytes();
        Self(Hkdf::new(Some(SALT), secret))
    }

    /// The key of this name.
    pub(crate) fn key(&self, name: &str) -> Result<Zeroizing<[u8; 32]>, KeysError> {
        let mut key = Zeroizing::new([0_u8; 32]);
        self.0
            .expand(name.as_bytes(), key.as_mut_slice())
            .map_err(|_| KeysError::Derivation)?;
        Ok(key)
    }
}

impl Generation {
    fn derive(secret: &SecretString) -> Result<Self, KeysError> {
        let root = Root::of(secret);
        let derive = |purpose: Purpose| {
            let key = root.key(purpose.into())?;
            Hmac::new_from_slice(key.as_slice()).map_err(|_| KeysError::Derivation)
        };
        Ok(Self {
            api_key_checksum: derive(Purpose::ApiKeyChecksum)?,
            api_key_digest: derive(Purpose::ApiKeyDigest)?,
            page_session: derive(Purpose::PageSession)?,
            form_token: derive(Purpose::FormToken)?,
            idempotency_fingerprint: derive(Purpose::IdempotencyFingerprint)?,
            staff_session: derive(Purpose::StaffSession)?,
            staff_link: derive(Purpose::StaffLink)?,
            recovery_code: derive(Purpose::RecoveryCode)?,
            audit_trail: derive(Purpose::AuditTrail)?,
            listening: derive(Purpose::Listening)?,
        })
    }

    fn keyed(&self, purpose: Purpose, message: &[u8]) -> Hmac<Sha256> {
        let keyed = match purpose {
            Purpose::ApiKeyChecksum => &self.api_key_checksum,
            Purpose::ApiKeyDigest => &self.api_key_digest,
            Purpose::PageSession => &self.page_session,
            Purpose::FormToken => &self.form_token,
            Purpose::IdempotencyFingerprint => &self.idempotency_fingerprint,
            Purpose::StaffSession => &self.staff_session,
            Purpose::StaffLink => &self.staff_link,
            Purpose::RecoveryCode => &self.recovery_code,
            Purpose::AuditTrail => &self.audit_trail,
            Purpose::Listening => &self.listening,
        };
        keyed.clone().chain_update(message)
    }

    fn mac(&self, purpose: Purpose, message: &[u8]) -> [u8; 32] {
        self.keyed(purpose, message).finalize().into_bytes().into()
    }

    fn verify(&self, purpose: Purpose, message: &[u8], mac: &[u8]) -> bool {
        self.keyed(purpose, message).verify_slice(mac).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(secrets: &[&str]) -> Keys {
        let secrets: Vec<_> = secrets
            .iter()
            .map(|text| SecretString::from(*text))
            .collect();
        Keys::derive(&secrets).unwrap()
    }

    #[test]
    fn each_purpose_has_a_key_of_its_own() {
        let keys = keys(&["one"]);
        let purposes = [
            Purpose::ApiKeyChecksum,
            Purpose::ApiKeyDigest,
            Purpose::PageSession,
            Purpose::FormToken,
            Purpose::IdempotencyFingerprint,
            Purpose::StaffSession,
            Purpose::StaffLink,
            Purpose::RecoveryCode,
            Purpose::AuditTrail,
            Purpose::Listening,
        ];
        for purpose in purposes {
            let mac = keys.mac(purpose, b"message");
            for other in purposes {
                assert_eq!(keys.verify(other, b"message", &mac), purpose == other);
            }
        }
    }

    #[test]
    fn an_old_key_still_verifies_and_no_longer_signs() {
        let before = keys(&["old"]);
        let after = keys(&["new", "old"]);
        let mac = before.mac(Purpose::PageSession, b"message");

        assert!(after.verify(Purpose::PageSession, b"message", &mac));
        assert_ne!(after.mac(Purpose::PageSession, b"message"), mac);
        assert_eq!(after.macs(Purpose::PageSession, b"message")[1], mac);
        assert!(!keys(&["new"]).verify(Purpose::PageSession, b"message", &mac));
    }

    #[test]
    fn a_changed_message_or_hash_does_not_verify() {
        let keys = keys(&["one"]);
        let mut mac = keys.mac(Purpose::FormToken, b"message");
        assert!(!keys.verify(Purpose::FormToken, b"massage", &mac));
        mac[31] ^= 1;
        assert!(!keys.verify(Purpose::FormToken, b"message", &mac));
        assert!(!keys.verify(Purpose::FormToken, b"message", &mac[..31]));
        assert!(!keys.verify(Purpose::FormToken, b"message", &[]));
    }

    /// The expected value was computed with another implementation.
    #[test]
    fn derivation_never_changes() {
        let mac = keys(&["one"]).mac(Purpose::ApiKeyDigest, b"message");
        let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
        let expected = "98aaf433f99c0b5d4c8606aabcf1514df99181c0745a2f2503bb11b571c2bee3";
        assert_eq!(hex, expected);
    }

    #[test]
    fn there_must_be_a_key() {
        assert_eq!(Keys::derive(&[]).err(), Some(KeysError::None));
    }
}
