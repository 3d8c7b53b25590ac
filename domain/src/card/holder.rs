//! The name on a card. Personal data: it never prints itself.

use std::fmt;

use crate::payment::paying_user::REDACTED;

/// The longest name, in UTF-16 code units.
pub const HOLDER_MAX: usize = 255;

/// The name on a card.
#[derive(Clone, PartialEq, Eq)]
pub struct Holder(String);

/// Why a text is no cardholder's name. It never quotes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HolderError {
    /// Empty, or white space alone.
    #[error("the name is missing")]
    Missing,
    /// More than [`HOLDER_MAX`].
    #[error("the name is too long")]
    TooLong,
    /// It holds so many digits that it is probably a card number (as in GOV.UK Pay).
    #[error("the name looks like a card number")]
    LooksLikeCardNumber,
    /// It is three or four digits, so it is probably a security code.
    #[error("the name looks like a security code")]
    LooksLikeSecurityCode,
}

/// Whether a text holds more than eleven digits, as a card number in the wrong box would.
pub fn looks_like_card_number(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() > 11
}

/// Whether a text is three or four digits, as a security code in the wrong box would be.
pub fn looks_like_security_code(text: &str) -> bool {
    let text = text.trim();
    (3..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

impl Holder {
    /// Reads a name; white space around it is dropped.
    pub fn parse(typed: &str) -> Result<Self, HolderError> {
        let name = typed.trim();
        if name.is_empty() {
            return Err(HolderError::Missing);
        }
        if name.encode_utf16().count() > HOLDER_MAX {
            return Err(HolderError::TooLong);
        }
        if looks_like_card_number(name) {
            return Err(HolderError::LooksLikeCardNumber);
        }
        if looks_like_security_code(name) {
            return Err(HolderError::LooksLikeSecurityCode);
        }
        Ok(Self(name.to_owned()))
    }

    /// A name as it was stored.
    pub fn stored(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// What stands where a name stood once its retention is over.
    pub fn redacted() -> Self {
        Self(REDACTED.to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Holder(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_really_card_data_are_refused() {
        for (typed, expected) in [
            (" Ada Lovelace ", Ok("Ada Lovelace")),
            ("R2 D2", Ok("R2 D2")),
            ("12345", Ok("12345")),
            ("", Err(HolderError::Missing)),
            ("737", Err(HolderError::LooksLikeSecurityCode)),
            ("4242 4242 4242 4242", Err(HolderError::LooksLikeCardNumber)),
            ("a4242b4242c4242", Err(HolderError::LooksLikeCardNumber)),
        ] {
            assert_eq!(
                Holder::parse(typed)
                    .as_ref()
                    .map(Holder::as_str)
                    .map_err(|e| *e),
                expected,
                "{typed}"
            );
        }
    }
}
