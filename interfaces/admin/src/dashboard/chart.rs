//! Pictures of figures, as the numbers that templates put into SVG.
//!
//! Lengths across are in percent and lengths downwards in pixels, so that a picture is
//! as wide as there is room while its letters keep their size. Whole numbers throughout:
//! no sum of pence is rounded on its way to a picture.

pub(crate) mod days;
pub(crate) mod parts;
mod scale;

use std::fmt;

/// A length in hundredths: of a percent across, of a pixel downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hundredths(pub(crate) i64);

impl Hundredths {
    /// All there is across.
    pub(crate) const WHOLE: Self = Self(10_000);

    /// This many pixels.
    pub(crate) const fn pixels(pixels: i64) -> Self {
        Self(pixels * 100)
    }

    /// The share that `part` has of `whole`, of all there is across; nothing of nothing.
    pub(crate) fn share(part: u128, whole: u128) -> Self {
        let of_whole = part.saturating_mul(10_000).checked_div(whole);
        Self(i64::try_from(of_whole.unwrap_or_default()).unwrap_or(Self::WHOLE.0))
    }

    /// From here to there.
    pub(crate) fn to(self, there: Self) -> Self {
        Self(there.0 - self.0)
    }
}

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        match (size / 100, size % 100) {
            (whole, 0) => write!(f, "{sign}{whole}"),
            (whole, part) => write!(f, "{sign}{whole}.{part:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_read_as_attributes() {
        for (length, expected) in [(0, "0"), (1_200, "12"), (1_205, "12.05"), (-50, "-0.50")] {
            assert_eq!(Hundredths(length).to_string(), expected);
        }
    }

    #[test]
    fn shares_stay_within_the_whole() {
        for (part, whole, expected) in [
            (1, 4, 2_500),
            (1, 3, 33_33),
            (3, 3, 10_000),
            (0, 3, 0),
            (0, 0, 0),
            (u128::MAX, 1, 10_000),
        ] {
            assert_eq!(Hundredths::share(part, whole).0, expected, "{part}/{whole}");
        }
    }
}
