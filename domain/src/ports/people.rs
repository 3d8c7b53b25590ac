//! What signing people in needs of the world: slow hashes, sealed secrets, codes of
//! authenticator apps, and a way to tell people something.

use async_trait::async_trait;
use secrecy::SecretString;

use super::Source;
use crate::staff::{NewPassword, PasswordHash, Role, StaffEmail};

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

/// Tells people something.
#[async_trait]
pub trait Notifications: Send + Sync {
    /// Hands a message on. One that is handed on may still not arrive.
    async fn send(&self, message: &Message) -> Result<(), NotificationError>;
}

/// What people are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whom.
    pub to: StaffEmail,
    /// What.
    pub body: MessageBody,
}

/// What a [`Message`] says.
#[derive(Clone, PartialEq, Eq)]
pub enum MessageBody {
    /// They are invited to a service.
    Invitation {
        /// The service's name.
        service: String,
        /// As what.
        role: Role,
        /// By whom.
        by: Option<StaffEmail>,
        /// The link to accept it.
        link: String,
    },
    /// They, or somebody else, asked for a link to set a new password.
    PasswordReset {
        /// The link.
        link: String,
    },
    /// Their password was changed.
    PasswordChanged,
    /// Their second factor was changed.
    SecondFactorChanged,
    /// Nobody gets in with their address any more until somebody unlocks it.
    LockedOut,
}

/// A message that was not handed on.
#[derive(Debug, thiserror::Error)]
#[error("the message was not handed on")]
pub struct NotificationError(#[source] pub Source);

impl std::fmt::Debug for MessageBody {
    /// Links are secrets: they do not print.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Invitation { .. } => "Invitation(…)",
            Self::PasswordReset { .. } => "PasswordReset(…)",
            Self::PasswordChanged => "PasswordChanged",
            Self::SecondFactorChanged => "SecondFactorChanged",
            Self::LockedOut => "LockedOut",
        })
    }
}
