//! Expiry dates.

use std::fmt;

use crate::Timestamp;

/// The last year a card page accepts.
const YEAR_MAX: u16 = 2099;

/// The month in which a card stops being valid; valid to its last day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Expiry {
    year: u16,
    month: u8,
}

/// A month or year that people do not write, or a year beyond 2099.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the expiry date is not a month and a year")]
pub struct ExpiryError;

impl Expiry {
    /// Reads month and year as typed: `1` to `12` with or without a leading
    /// zero, and two or four digits.
    pub fn parse(month: &str, year: &str) -> Result<Self, ExpiryError> {
        let month = number(month.trim(), 1..=2)?;
        let year = year.trim();
        let year = match year.len() {
            2 => 2000 + number(year, 2..=2)?,
            _ => number(year, 4..=4)?,
        };
        let month = u8::try_from(month).map_err(|_| ExpiryError)?;
        if (1..=12).contains(&month) && (1000..=YEAR_MAX).contains(&year) {
            Ok(Self { year, month })
        } else {
            Err(ExpiryError)
        }
    }

    /// Reads `MM/YY`, as it is stored and shown.
    pub fn parse_short(text: &str) -> Result<Self, ExpiryError> {
        let (month, year) = text.split_once('/').ok_or(ExpiryError)?;
        Self::parse(month, year)
    }

    /// Whether the month is over, by UTC.
    pub fn is_past(self, now: Timestamp) -> bool {
        let today = now.date();
        let this_month = (today.year(), u8::from(today.month()));
        (i32::from(self.year), self.month) < this_month
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The year, with its century.
    pub fn year(self) -> u16 {
        self.year
    }
}

fn number(text: &str, length: std::ops::RangeInclusive<usize>) -> Result<u16, ExpiryError> {
    if !length.contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ExpiryError);
    }
    text.parse().map_err(|_| ExpiryError)
}

impl fmt::Display for Expiry {
    /// `MM/YY`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{:02}", self.month, self.year % 100)
    }
}

impl fmt::Debug for Expiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Expiry(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_are_read_as_people_type_them() {
        for (month, year, expected) in [
            ("1", "27", Some("01/27")),
            ("12", "2099", Some("12/99")),
            ("09 ", "31", Some("09/31")),
            ("0", "27", None),
            ("13", "27", None),
            ("1", "0027", None),
            ("1", "2100", None),
            ("1", "7", None),
            ("+1", "27", None),
            ("", "", None),
        ] {
            assert_eq!(
                Expiry::parse(month, year)
                    .ok()
                    .map(|e| e.to_string())
                    .as_deref(),
                expected,
                "{month}/{year}"
            );
        }
    }

    #[test]
    fn a_card_is_valid_to_the_end_of_its_month() {
        let expiry = Expiry::parse("11", "26").unwrap();
        let last_of_november = Timestamp::from_millis(1_796_083_199_999);

        assert!(!expiry.is_past(last_of_november));
        assert!(expiry.is_past(Timestamp::from_millis(1_796_083_200_000)));
    }
}
