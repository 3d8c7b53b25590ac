//! API keys: what integrators present, and what is kept of it.
//!
//! The text is `api_test_` or `api_live_`, 26 random characters, and a checksum
//! of 32, so that most mistyped keys are refused without asking the database.

use super::Mode;
use crate::id::{ID_LENGTH, digits_of};
use crate::{AccountId, ApiKeyId, Timestamp};

/// The longest text taken for a key (as in GOV.UK Pay).
pub const API_KEY_MAX: usize = 100;
/// How many characters of a key are its checksum.
pub const CHECKSUM_LENGTH: usize = 32;

/// A keyed hash of a key's text; all that is kept of it.
pub type KeyDigest = [u8; 32];

/// A key as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its name in our records and lists.
    pub id: ApiKeyId,
    /// The account it opens.
    pub account: AccountId,
    /// What people call it.
    pub description: String,
    /// The keyed hash of its text.
    pub digest: KeyDigest,
    /// The address of the member of staff who made it; `None` for the operator.
    pub created_by: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last looked up, to within a minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
}

/// A key's text taken apart, its checksum not yet verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyParts<'a> {
    /// Everything before the checksum.
    pub body: &'a str,
    /// The checksum it was presented with.
    pub checksum: &'a str,
}

/// Takes a presented key apart; `None` when it is too short, too long, or has
/// characters no key has.
pub fn take_apart(presented: &str) -> Option<KeyParts<'_>> {
    let printable = presented.bytes().all(|b| b.is_ascii_graphic());
    if !printable || presented.len() <= CHECKSUM_LENGTH || presented.len() > API_KEY_MAX {
        return None;
    }
    let (body, checksum) = presented.split_at(presented.len() - CHECKSUM_LENGTH);
    Some(KeyParts { body, checksum })
}

/// The part of a new key before its checksum.
pub fn body(mode: Mode, random: [u8; ID_LENGTH]) -> String {
    format!("api_{}_{}", mode.word(), digits_of(&random))
}

/// The checksum that a MAC of the body makes.
pub fn checksum(mac: &[u8; 32]) -> String {
    digits_of(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_apart_where_it_was_put_together() {
        let body = body(Mode::Test, [3; ID_LENGTH]);
        let key = format!("{body}{}", checksum(&[9; 32]));

        assert_eq!(key.len(), 67);
        assert_eq!(
            take_apart(&key),
            Some(KeyParts {
                body: &body,
                checksum: &checksum(&[9; 32])
            })
        );
    }

    #[test]
    fn other_texts_are_no_keys() {
        for text in [
            "",
            "short",
            &"x".repeat(32),
            &"x".repeat(101),
            &format!("{} ", "x".repeat(60)),
            "é".repeat(30).as_str(),
        ] {
            assert_eq!(take_apart(text), None, "{text}");
        }
    }
}
