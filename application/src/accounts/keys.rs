//! API keys are made, shown once, listed and revoked.

use domain::account::api_key::{self, API_KEY_MAX};
use domain::account::{ApiKey, Mode};
use domain::ports::StoreError;
use domain::ports::secrets::Purpose;
use domain::{AccountId, ApiKeyId};
use secrecy::{ExposeSecret, SecretString};

use crate::Application;

/// The longest description of a key, in characters.
pub const KEY_DESCRIPTION_MAX: usize = 50;
/// The shortest text that sandbox mode takes for a key of the operator's own.
pub const CHOSEN_KEY_MIN: usize = 20;

/// A key just made. Its text is shown now or never.
#[derive(Debug)]
pub struct NewKey {
    /// What is kept of it.
    pub key: ApiKey,
    /// Its text.
    pub text: SecretString,
}

/// Why a key was not made.
#[derive(Debug, thiserror::Error)]
pub enum MakeKeyError {
    /// There is no such account.
    #[error("there is no such account")]
    NoSuchAccount,
    /// The description is blank or over [`KEY_DESCRIPTION_MAX`] characters.
    #[error("the description must have 1 to {KEY_DESCRIPTION_MAX} characters")]
    Description,
    /// The chosen text is not 20 to 100 printable characters.
    #[error(
        "a chosen key must be {CHOSEN_KEY_MIN} to {API_KEY_MAX} printable characters without spaces"
    )]
    Text,
    /// It could not be stored.
    #[error("the API key could not be stored")]
    Store(#[from] StoreError),
}

/// Why a key was not revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeKeyError {
    /// There is no such key, or it was revoked before.
    #[error("there is no such API key, or it is revoked already")]
    NoSuchKey,
    /// It could not be stored.
    #[error("the API key could not be revoked")]
    Store(#[from] StoreError),
}

impl Application {
    /// Makes a key for an account.
    pub async fn make_key(
        &self,
        account: &AccountId,
        description: &str,
    ) -> Result<NewKey, MakeKeyError> {
        let mode = self
            .ports
            .queries
            .account(account)
            .await?
            .ok_or(MakeKeyError::NoSuchAccount)?
            .mode;
        let text = self.new_key_text(mode);
        self.keep_key(account, description, text).await
    }

    /// Takes a text that the operator chose as a key of a sandbox account.
    pub async fn adopt_key(
        &self,
        account: &AccountId,
        description: &str,
        text: SecretString,
    ) -> Result<NewKey, MakeKeyError> {
        let chosen = text.expose_secret();
        let printable = chosen.bytes().all(|b| b.is_ascii_graphic());
        if !printable || !(CHOSEN_KEY_MIN..=API_KEY_MAX).contains(&chosen.len()) {
            return Err(MakeKeyError::Text);
        }
        self.keep_key(account, description, text).await
    }

    /// Every key of an account, oldest first.
    pub async fn keys(&self, account: &AccountId) -> Result<Vec<ApiKey>, StoreError> {
        self.ports.queries.keys(account).await
    }

    /// Revokes a key: at once here, within a minute in other processes.
    pub async fn revoke_key(&self, id: &ApiKeyId) -> Result<(), RevokeKeyError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        if !unit.accounts().revoke_key(id, now).await? {
            return Err(RevokeKeyError::NoSuchKey);
        }
        unit.commit().await?;
        Ok(())
    }

    async fn keep_key(
        &self,
        account: &AccountId,
        description: &str,
        text: SecretString,
    ) -> Result<NewKey, MakeKeyError> {
        let description = description_of(description).ok_or(MakeKeyError::Description)?;
        let made = self.key_for(account, description, None, text);
        let mut unit = self.ports.store.begin().await?;
        unit.accounts().add_key(&made.key).await?;
        unit.commit().await?;
        Ok(made)
    }

    /// A key for an account, not stored yet.
    pub(crate) fn key_for(
        &self,
        account: &AccountId,
        description: String,
        created_by: Option<&str>,
        text: SecretString,
    ) -> NewKey {
        let digest = self
            .ports
            .secrets
            .mac(Purpose::ApiKeyDigest, text.expose_secret().as_bytes());
        let key = ApiKey {
            id: self.new_key_id(),
            account: account.clone(),
            description,
            digest,
            created_by: created_by.map(str::to_owned),
            created_at: self.now(),
            last_used_at: None,
            revoked_at: None,
        };
        NewKey { key, text }
    }

    pub(crate) fn new_key_text(&self, mode: Mode) -> SecretString {
        let body = api_key::body(mode, self.random());
        let checksum = api_key::checksum(
            &self
                .ports
                .secrets
                .mac(Purpose::ApiKeyChecksum, body.as_bytes()),
        );
        SecretString::from(format!("{body}{checksum}"))
    }
}

/// What people call a key; `None` when it is blank or too long.
pub(crate) fn description_of(text: &str) -> Option<String> {
    let text = text.trim();
    let sound = !text.is_empty() && text.chars().count() <= KEY_DESCRIPTION_MAX;
    sound.then(|| text.to_owned())
}
