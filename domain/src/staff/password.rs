//! Passwords: what is accepted, and what is kept.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// The fewest characters of a password.
pub const PASSWORD_MIN: usize = 12;
/// The most characters of a password. More would only cost time to hash.
pub const PASSWORD_MAX: usize = 256;

/// A password that may be set. It never prints itself.
#[derive(Clone, Debug)]
pub struct NewPassword(SecretString);

/// Why a password may not be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Under [`PASSWORD_MIN`].
    #[error("the password is too short")]
    TooShort,
    /// Over [`PASSWORD_MAX`].
    #[error("the password is too long")]
    TooLong,
    /// Many people have it, or it is made of the person's own address.
    #[error("the password is easy to guess")]
    Guessable,
}

/// What is kept of a password: a salted hash in the PHC format. Opaque.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl NewPassword {
    /// Accepts a password unless it is too short, too long, on the list of common
    /// ones, or little more than the address it belongs to.
    pub fn accept(
        text: SecretString,
        email: &super::StaffEmail,
        is_common: impl Fn(&str) -> bool,
    ) -> Result<Self, PasswordError> {
        let length = text.expose_secret().chars().count();
        if length < PASSWORD_MIN {
            return Err(PasswordError::TooShort);
        }
        if length > PASSWORD_MAX {
            return Err(PasswordError::TooLong);
        }
        let folded = text.expose_secret().to_lowercase();
        let name = email.as_str().split('@').next().unwrap_or_default();
        let own =
            folded == email.as_str() || (name.len() >= 4 && folded.replace(name, "").len() < 6);
        let monotonous = folded
            .chars()
            .collect::<std::collections::BTreeSet<_>>()
            .len()
            < 4;
        if own || monotonous || is_common(&folded) {
            return Err(PasswordError::Guessable);
        }
        Ok(Self(text))
    }

    /// The password, to be hashed.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl PasswordHash {
    /// A hash as it was made or stored.
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The hash as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::StaffEmail;

    #[test]
    fn passwords_have_rules() {
        let email = StaffEmail::parse("ada.lovelace@example.org").unwrap();
        let common = |text: &str| text == "correct horse battery";
        for (text, expected) in [
            ("elevenchars", Err(PasswordError::TooShort)),
            ("twelve chars", Ok(())),
            ("Ünïcödé wörks tøø", Ok(())),
            ("aaaaaaaaaaaaaaaa", Err(PasswordError::Guessable)),
            ("ada.lovelace@example.org", Err(PasswordError::Guessable)),
            ("ada.lovelace1", Err(PasswordError::Guessable)),
            ("Correct Horse Battery", Err(PasswordError::Guessable)),
            (&"long passphrase ".repeat(17), Err(PasswordError::TooLong)),
        ] {
            let accepted = NewPassword::accept(SecretString::from(text), &email, common);
            assert_eq!(accepted.map(|_| ()), expected, "{text}");
        }
    }
}
