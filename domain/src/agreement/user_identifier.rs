//! What a service calls the paying user of an agreement.

use crate::payment::paying_user::REDACTED;

/// The longest identifier, in UTF-16 code units (as in GOV.UK Pay).
pub const USER_IDENTIFIER_MAX: usize = 255;

/// The service's own name for a paying user, of 1 to [`USER_IDENTIFIER_MAX`] units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserIdentifier(String);

/// A text that is empty, has U+0000, or is over [`USER_IDENTIFIER_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text cannot identify a user")]
pub struct NotAnIdentifier;

impl UserIdentifier {
    /// Reads an identifier.
    pub fn parse(text: impl Into<String>) -> Result<Self, NotAnIdentifier> {
        let text = text.into();
        let units = text.encode_utf16().count();
        if (1..=USER_IDENTIFIER_MAX).contains(&units) && !text.contains('\0') {
            Ok(Self(text))
        } else {
            Err(NotAnIdentifier)
        }
    }

    /// What stands where an identifier stood once its retention is over.
    pub fn redacted() -> Self {
        Self(REDACTED.to_owned())
    }

    /// The identifier as the service sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_has_a_length_and_no_zeros() {
        let longest = "x".repeat(USER_IDENTIFIER_MAX);
        let pairs = "🎈".repeat(USER_IDENTIFIER_MAX / 2);
        for (text, is_one) in [
            ("", false),
            (" ", true),
            ("user <1> | \u{e9}", true),
            ("a\0b", false),
            (longest.as_str(), true),
            (&format!("{longest}x"), false),
            (pairs.as_str(), true),
            (&format!("{pairs}🎈"), false),
        ] {
            let read = UserIdentifier::parse(text);
            assert_eq!(read.is_ok(), is_one, "{text:?}");
            assert!(read.is_err() || read.unwrap().as_str() == text);
        }
    }
}
