//! Card numbers.

use secrecy::{ExposeSecret, SecretString};

/// Fewest digits of a card number.
pub const CARD_NUMBER_MIN: usize = 12;
/// Most digits of a card number.
pub const CARD_NUMBER_MAX: usize = 19;

/// A card number: 12 to 19 digits that pass the Luhn check. Wiped when dropped.
#[derive(Clone, Debug)]
pub struct CardNumber(SecretString);

/// Why a text is no card number. It never quotes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardNumberError {
    /// Nothing was given.
    #[error("the card number is missing")]
    Missing,
    /// It has something other than digits and spaces.
    #[error("the card number has characters other than digits")]
    NotDigits,
    /// It has too few or too many digits.
    #[error("the card number is not the correct length")]
    WrongLength,
    /// Its check digit is wrong, so it was mistyped.
    #[error("the card number's check digit is wrong")]
    WrongCheckDigit,
}

impl CardNumber {
    /// Reads a number as people type it: spaces are ignored.
    pub fn parse(typed: &str) -> Result<Self, CardNumberError> {
        // Filling a buffer that never grows leaves no stray copy behind.
        let mut digits = String::with_capacity(typed.len());
        digits.extend(typed.chars().filter(|c| !c.is_whitespace()));
        let digits = SecretString::from(digits);
        let text = digits.expose_secret();
        if text.is_empty() {
            return Err(CardNumberError::Missing);
        }
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CardNumberError::NotDigits);
        }
        if !(CARD_NUMBER_MIN..=CARD_NUMBER_MAX).contains(&text.len()) {
            return Err(CardNumberError::WrongLength);
        }
        if !passes_luhn(text) {
            return Err(CardNumberError::WrongCheckDigit);
        }
        Ok(Self(digits))
    }

    /// The digits, for the PSP alone.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The first six digits, which name the issuer.
    pub fn first_six(&self) -> &str {
        self.expose().get(..6).unwrap_or_default()
    }

    /// The last four digits, by which people know their card.
    pub fn last_four(&self) -> &str {
        let digits = self.expose();
        digits
            .get(digits.len().saturating_sub(4)..)
            .unwrap_or_default()
    }
}

fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            match (place % 2 == 1, digit * 2) {
                (false, _) => digit,
                (true, doubled) if doubled > 9 => doubled - 9,
                (true, doubled) => doubled,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (typed, expected) in [
            ("4242 4242 4242 4242", Ok(())),
            (" 371449635398431 ", Ok(())),
            ("4917610000000000003", Ok(())),
            ("", Err(CardNumberError::Missing)),
            ("   ", Err(CardNumberError::Missing)),
            ("4242-4242-4242-4242", Err(CardNumberError::NotDigits)),
            ("42424242424", Err(CardNumberError::WrongLength)),
            ("42424242424242424242", Err(CardNumberError::WrongLength)),
            ("4242424242424241", Err(CardNumberError::WrongCheckDigit)),
        ] {
            assert_eq!(CardNumber::parse(typed).map(|_| ()), expected, "{typed}");
        }
    }

    #[test]
    fn a_number_never_prints_itself() {
        let number = CardNumber::parse("4242424242424242").unwrap();

        assert!(!format!("{number:?}").contains("4242"));
        assert_eq!((number.first_six(), number.last_four()), ("424242", "4242"));
    }
}
