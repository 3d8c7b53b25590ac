//! Security codes.

use secrecy::{ExposeSecret, SecretString};

use super::Brand;

/// The three or four digits printed on a card. Wiped when dropped; never stored.
#[derive(Clone, Debug)]
pub struct SecurityCode(SecretString);

/// Why a text is no security code. It never quotes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecurityCodeError {
    /// It isn't three or four digits.
    #[error("the security code is not three or four digits")]
    NotACode,
    /// The card's brand prints another number of digits.
    #[error("the security code does not fit the card's brand")]
    WrongLengthForBrand,
}

impl SecurityCode {
    /// Reads three or four digits, and as many as the brand prints where it is
    /// known: four on American Express, three elsewhere. Spaces are ignored.
    pub fn parse(typed: &str, brand: Option<Brand>) -> Result<Self, SecurityCodeError> {
        let mut digits = String::with_capacity(typed.len());
        digits.extend(typed.chars().filter(|c| !c.is_whitespace()));
        let code = SecretString::from(digits);
        let text = code.expose_secret();
        if !(3..=4).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(SecurityCodeError::NotACode);
        }
        if brand.is_some_and(|brand| text.len() != brand.security_code_length()) {
            return Err(SecurityCodeError::WrongLengthForBrand);
        }
        Ok(Self(code))
    }

    /// The digits, for the PSP alone.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_fits_its_brand() {
        for (typed, brand, expected) in [
            ("737", None, Ok(())),
            ("7373", None, Ok(())),
            ("737", Some(Brand::Visa), Ok(())),
            ("7373", Some(Brand::AmericanExpress), Ok(())),
            (
                "737",
                Some(Brand::AmericanExpress),
                Err(SecurityCodeError::WrongLengthForBrand),
            ),
            (
                "7373",
                Some(Brand::Visa),
                Err(SecurityCodeError::WrongLengthForBrand),
            ),
            ("73", None, Err(SecurityCodeError::NotACode)),
            ("73a", None, Err(SecurityCodeError::NotACode)),
            ("", None, Err(SecurityCodeError::NotACode)),
        ] {
            assert_eq!(
                SecurityCode::parse(typed, brand).map(|_| ()),
                expected,
                "{typed} {brand:?}"
            );
        }
    }

    #[test]
    fn a_code_never_prints_itself() {
        assert!(!format!("{:?}", SecurityCode::parse("737", None).unwrap()).contains("737"));
    }
}
