//! What signing people in needs of the world: slow hashes, sealed secrets, and codes of
//! authenticator apps.

use async_trait::async_trait;
use secrecy::SecretString;

use super::Source;
use crate::PasskeyId;
use crate::staff::{NewPassword, PasswordHash, StaffMember};

/// Passwords: hashing them slowly, and knowing the common ones.
#[async_trait]
pub trait Passwords: Send + Sync {
    /// The salted hash of a password. Takes a while, and memory, on purpose.
    async fn hash(&self, password: &NewPassword) -> PasswordHash;

    /// Whether this is the password of the hash. Without a hash the answer is no, and
    /// takes as long.
    async fn verify(&self, password: &SecretString, hash: Option<&PasswordHash>) -> bool;

    /// Whether many people have this password, in lower case.
    fn is_common(&self, password: &str) -> bool;
}

/// Secrets that rest, sealed under the operator's keys.
pub trait Vault: Send + Sync {
    /// Seals a secret for this place: it opens nowhere else.
    fn seal(&self, place: &str, secret: &[u8]) -> Vec<u8>;

    /// Opens what was sealed for this place under any of the operator's keys; `None`
    /// when it was not, or was changed.
    fn open(&self, place: &str, sealed: &[u8]) -> Option<Vec<u8>>;
}

/// The codes of authenticator apps (RFC 6238: SHA-1, six digits, thirty seconds).
pub trait AppCodes: Send + Sync {
    /// The code of a step.
    fn code(&self, secret: &[u8], step: i64) -> String;
}

/// Passkeys (WebAuthn level 2), for the address that people sign in at.
///
/// Each ceremony has two halves: what the browser is asked, and what it answers. What is
/// to be remembered between them is no secret to the browser's owner, but must come back
/// unchanged: it is sealed by the caller.
pub trait Passkeys: Send + Sync {
    /// Asks a browser to make a passkey for somebody, other than those they have.
    fn ask_to_add(&self, member: &StaffMember) -> Result<Ceremony, PasskeyError>;

    /// Takes the answer; answers what is kept of the passkey ([`Passkey::credential`](crate::staff::Passkey)).
    /// [`PasskeyError::Wrong`] when it does not answer what was asked, or is a passkey that
    /// the person has.
    fn add(&self, member: &StaffMember, asked: &[u8], answer: &str)
    -> Result<String, PasskeyError>;

    /// Asks a browser to prove that it has one of somebody's passkeys.
    fn ask_to_prove(&self, member: &StaffMember) -> Result<Ceremony, PasskeyError>;

    /// Takes the answer; says which of the passkeys it was, and what is kept of it from now
    /// on. [`PasskeyError::Wrong`] when it proves nothing, answers something else, or comes
    /// from a copy of a passkey whose counter has moved on.
    fn prove(
        &self,
        member: &StaffMember,
        asked: &[u8],
        answer: &str,
    ) -> Result<(PasskeyId, String), PasskeyError>;
}

/// What a browser is asked about a passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceremony {
    /// The options for the browser, as JSON.
    pub options: String,
    /// What is to be remembered until it answers.
    pub asked: Vec<u8>,
}

/// Why a passkey was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The answer is not one to what was asked.
    #[error("the passkey's answer is wrong")]
    Wrong,
    /// What is kept of somebody's passkeys cannot be read.
    #[error("what is kept of the passkeys cannot be read")]
    Kept(#[source] Source),
}
