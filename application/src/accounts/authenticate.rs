//! A service presents an API key.
//!
//! The checksum is verified first, so that most wrong keys never reach the
//! database. Then the key is looked up by its keyed hash under every secret
//! the operator lists.

use domain::account::api_key::{self, KeyParts};
use domain::ports::StoreError;
use domain::ports::secrets::Purpose;
use secrecy::ExposeSecret;

use crate::Application;
use crate::actor::Service;

/// Why a key did not open an account.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticateError {
    /// It is no key at all.
    #[error("the text is not an API key")]
    NotAKey,
    /// It looks like a key, but none that is good.
    #[error("the API key is unknown or revoked")]
    Unknown,
    /// It could not be looked up.
    #[error("the API key could not be looked up")]
    Store(#[from] StoreError),
}

impl Application {
    /// Whether a text can be a key: its shape and checksum are right. Asks no database.
    pub fn is_api_key(&self, presented: &str) -> bool {
        self.is_unchecked_key(presented)
            || api_key::take_apart(presented).is_some_and(|parts| self.checksum_is_right(parts))
    }

    /// Finds whom a presented key stands for.
    pub async fn authenticate(&self, presented: &str) -> Result<Service, AuthenticateError> {
        if !self.is_api_key(presented) {
            return Err(AuthenticateError::NotAKey);
        }
        let digests = self
            .ports
            .secrets
            .macs(Purpose::ApiKeyDigest, presented.as_bytes());
        let found = self
            .ports
            .queries
            .key(&digests)
            .await?
            .ok_or(AuthenticateError::Unknown)?;
        if found.fresh {
            self.note_use(&found.key.digest).await?;
        }
        Ok(Service {
            account: found.account,
            key: found.key.id,
        })
    }

    async fn note_use(&self, digest: &api_key::KeyDigest) -> Result<(), StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        unit.accounts().key_used(digest, now).await?;
        unit.commit().await
    }

    fn checksum_is_right(&self, KeyParts { body, checksum }: KeyParts<'_>) -> bool {
        // Comparing keyed hashes of both texts takes the same time wherever they differ.
        let secrets = &self.ports.secrets;
        let given = secrets.mac(Purpose::ApiKeyChecksum, checksum.as_bytes());
        secrets
            .macs(Purpose::ApiKeyChecksum, body.as_bytes())
            .iter()
            .any(|mac| {
                secrets.verify(
                    Purpose::ApiKeyChecksum,
                    api_key::checksum(mac).as_bytes(),
                    &given,
                )
            })
    }

    fn is_unchecked_key(&self, presented: &str) -> bool {
        let secrets = &self.ports.secrets;
        self.policy.unchecked_key.as_ref().is_some_and(|key| {
            let mac = secrets.mac(Purpose::ApiKeyDigest, key.expose_secret().as_bytes());
            secrets.verify(Purpose::ApiKeyDigest, presented.as_bytes(), &mac)
        })
    }
}
