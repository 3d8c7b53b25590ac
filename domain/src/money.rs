//! Money: pence sterling, in whole minor units.

use std::fmt;

/// An amount of money in pence, from 0 to [`Amount::MAX`].
///
/// The upper limit is that of GOV.UK Pay's API. Zero exists because an
/// account may permit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

/// Why a number of pence is not an [`Amount`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Below zero.
    #[error("the amount is below zero")]
    Negative,
    /// Above [`Amount::MAX`].
    #[error("the amount is above the limit")]
    TooLarge,
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// £100,000.00, the most one payment can be.
    pub const MAX: Self = Self(10_000_000);

    /// An amount of `minor` pence.
    pub const fn from_minor(minor: i64) -> Result<Self, AmountError> {
        match minor {
            ..0 => Err(AmountError::Negative),
            0..=10_000_000 => Ok(Self(minor)),
            _ => Err(AmountError::TooLarge),
        }
    }

    /// The amount in pence.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// What is left after taking `other` away; `None` when that is less than nothing.
    pub fn minus(self, other: Self) -> Option<Self> {
        Self::from_minor(self.0 - other.0).ok()
    }

    /// Both together; `None` when that is above [`Amount::MAX`].
    pub fn plus(self, other: Self) -> Option<Self> {
        Self::from_minor(self.0 + other.0).ok()
    }

    /// The sum, in pence. A sum of amounts may be above [`Amount::MAX`], so it is a plain number.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> i64 {
        amounts.into_iter().map(|amount| amount.0).sum()
    }
}

impl fmt::Display for Amount {
    /// Pounds and pence as people write them: `£1,234.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pounds = self.0 / 100;
        let pence = self.0 % 100;
        if pounds >= 1_000 {
            write!(f, "£{},{:03}.{pence:02}", pounds / 1_000, pounds % 1_000)
        } else {
            write!(f, "£{pounds}.{pence:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_limits() {
        assert_eq!(Amount::from_minor(-1), Err(AmountError::Negative));
        assert_eq!(Amount::from_minor(0), Ok(Amount::ZERO));
        assert_eq!(Amount::from_minor(10_000_000), Ok(Amount::MAX));
        assert_eq!(Amount::from_minor(10_000_001), Err(AmountError::TooLarge));
    }

    #[test]
    fn amounts_read_as_people_write_them() {
        for (minor, text) in [
            (0, "£0.00"),
            (5, "£0.05"),
            (14_500, "£145.00"),
            (123_450, "£1,234.50"),
            (10_000_000, "£100,000.00"),
        ] {
            assert_eq!(Amount::from_minor(minor).unwrap().to_string(), text);
        }
    }

    #[test]
    fn taking_away_more_than_there_is_gives_nothing() {
        assert_eq!(Amount::ZERO.minus(Amount::MAX), None);
        assert_eq!(Amount::MAX.minus(Amount::MAX), Some(Amount::ZERO));
    }
}
