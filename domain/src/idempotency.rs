//! The key by which a service can repeat a request without a second effect.

use std::time::Duration;

use crate::{AccountId, AgreementId, PaymentId, RefundId, Timestamp};

/// The longest key, in characters (as in GOV.UK Pay).
pub const KEY_MAX: usize = 255;
/// How long a key is remembered.
pub const KEPT_FOR: Duration = Duration::from_secs(31 * 24 * 60 * 60);
/// How long a request waits for another with the same key to end.
pub const WAIT_MAX: Duration = Duration::from_secs(5);

/// A key as a service chose it: 1 to [`KEY_MAX`] letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// It is empty, or over [`KEY_MAX`].
    #[error("the key has the wrong length")]
    Length,
    /// It has something else than ASCII letters, digits and hyphens.
    #[error("the key has other characters than letters, digits and hyphens")]
    Characters,
}

/// What a key was used for. One exists per account and key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Whose key it is.
    pub account: AccountId,
    /// The key.
    pub key: IdempotencyKey,
    /// A keyed hash of what was asked.
    pub fingerprint: [u8; 32],
    /// What the request made.
    pub made: Made,
    /// When.
    pub at: Timestamp,
}

/// What a request made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// A payment, by whichever road.
    Payment(PaymentId),
    /// A refund of a payment.
    Refund(PaymentId, RefundId),
    /// An agreement.
    Agreement(AgreementId),
}

impl IdempotencyKey {
    /// Reads a key.
    pub fn parse(text: impl Into<String>) -> Result<Self, NotAKey> {
        let text = text.into();
        if text.is_empty() || text.chars().count() > KEY_MAX {
            return Err(NotAKey::Length);
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if !text.chars().all(allowed) {
            return Err(NotAKey::Characters);
        }
        Ok(Self(text))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_rules() {
        for (text, expected) in [
            ("", Err(NotAKey::Length)),
            ("Ab-9", Ok(())),
            ("a b", Err(NotAKey::Characters)),
            ("é", Err(NotAKey::Characters)),
            (&"x".repeat(255), Ok(())),
            (&"x".repeat(256), Err(NotAKey::Length)),
        ] {
            assert_eq!(IdempotencyKey::parse(text).map(|_| ()), expected, "{text}");
        }
    }
}
