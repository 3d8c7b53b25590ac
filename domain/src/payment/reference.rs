//! What a service says a payment is for.

/// The longest reference or description, in UTF-16 code units (as in GOV.UK Pay).
pub const TEXT_MAX: usize = 255;

/// Why a text cannot stand on a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Empty, or white space alone.
    #[error("the text is blank")]
    Blank,
    /// It has a `<`, a `>`, a `|`, or U+0000, which not every database can keep.
    #[error("the text has a forbidden character")]
    ForbiddenCharacter,
    /// More than [`TEXT_MAX`].
    #[error("the text is too long")]
    TooLong,
}

fn check(text: &str, forbidden: &[char]) -> Result<(), TextError> {
    if text.trim().is_empty() {
        return Err(TextError::Blank);
    }
    if text.contains(forbidden) {
        return Err(TextError::ForbiddenCharacter);
    }
    if text.encode_utf16().count() > TEXT_MAX {
        return Err(TextError::TooLong);
    }
    Ok(())
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// Reads the text; refuses blanks, `<`, `>`, `|`, U+0000, and more than [`TEXT_MAX`] units.
            pub fn parse(text: impl Into<String>) -> Result<Self, TextError> {
                let text = text.into();
                check(&text, &['<', '>', '|', '\0'])?;
                Ok(Self(text))
            }

            /// Reads a text that another system, or this one, has taken before: `<`, `>` and
            /// `|` pass.
            pub fn taken_before(text: impl Into<String>) -> Result<Self, TextError> {
                let text = text.into();
                check(&text, &['\0'])?;
                Ok(Self(text))
            }

            /// The text as the service sent it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    )*};
}

texts! {
    /// The service's own name for a payment. Several payments may share one.
    Reference;
    /// What the paying user is shown that they pay for.
    Description;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_rules() {
        for (text, expected) in [
            ("", Err(TextError::Blank)),
            (" \t", Err(TextError::Blank)),
            ("a<b", Err(TextError::ForbiddenCharacter)),
            ("a|b", Err(TextError::ForbiddenCharacter)),
            ("a\"b\\c", Ok(())),
            (&"x".repeat(255), Ok(())),
            (&"x".repeat(256), Err(TextError::TooLong)),
            // An astral character is two UTF-16 units.
            (&"😀".repeat(128), Err(TextError::TooLong)),
        ] {
            assert_eq!(Reference::parse(text).map(|_| ()), expected, "{text}");
        }
        assert!(Reference::taken_before("a<b").is_ok());
        assert!(Reference::taken_before(" ").is_err());
    }
}
