//! Amounts as people type them: digits to pence, never by way of a fraction.

use domain::Amount;

/// What is wrong with an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PoundsError {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// It is not written in pounds, or in pounds and pence.
    #[error("the text is not an amount of pounds and pence")]
    Unreadable,
    /// It is above [`Amount::MAX`].
    #[error("the amount is above the limit")]
    TooLarge,
}

/// Reads `10`, `10.50`, `£10.50` or `1,000.50`.
pub(crate) fn parse(typed: &str) -> Result<Amount, PoundsError> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(PoundsError::Missing);
    }
    let text = text.strip_prefix('£').unwrap_or(text).trim_start();
    let (pounds, pence) = match text.split_once('.') {
        Some((pounds, pence)) if pence.len() == 2 => (pounds, pence),
        Some(_) => return Err(PoundsError::Unreadable),
        None => (text, "00"),
    };
    let pounds = without_commas(pounds).ok_or(PoundsError::Unreadable)?;
    let digits = format!("{pounds}{pence}");
    if pounds.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PoundsError::Unreadable);
    }
    // Digits alone can only be too many.
    let minor = digits.parse().map_err(|_| PoundsError::TooLarge)?;
    Amount::from_minor(minor).map_err(|_| PoundsError::TooLarge)
}

/// The digits of a number whose commas, if any, stand before each three digits.
fn without_commas(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (1..=3).contains(&first.len());
    let sound = grouped && rest.iter().all(|group| group.len() == 3);
    sound.then(|| format!("{first}{}", rest.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_to_the_penny() {
        use PoundsError::{Missing, TooLarge, Unreadable};
        for (typed, expected) in [
            ("10", Ok(1_000)),
            ("10.50", Ok(1_050)),
            (" £10.50 ", Ok(1_050)),
            ("£ 3", Ok(300)),
            ("0.29", Ok(29)),
            // By way of a floating-point number these lose a penny.
            ("1.15", Ok(115)),
            ("19.99", Ok(1_999)),
            ("4.35", Ok(435)),
            ("1,000.01", Ok(100_001)),
            ("100,000.00", Ok(10_000_000)),
            ("007.00", Ok(700)),
            ("0", Ok(0)),
            ("0.00", Ok(0)),
            ("100,000.01", Err(TooLarge)),
            ("99999999999999999999999", Err(TooLarge)),
            ("", Err(Missing)),
            ("   ", Err(Missing)),
            ("£", Err(Unreadable)),
            ("ten", Err(Unreadable)),
            ("10.5", Err(Unreadable)),
            ("10.505", Err(Unreadable)),
            ("10.", Err(Unreadable)),
            (".50", Err(Unreadable)),
            ("-10", Err(Unreadable)),
            ("+10", Err(Unreadable)),
            ("1e3", Err(Unreadable)),
            ("10,50", Err(Unreadable)),
            ("1,00", Err(Unreadable)),
            ("1000,000", Err(Unreadable)),
            (",100", Err(Unreadable)),
            ("10 000", Err(Unreadable)),
            ("10.5o", Err(Unreadable)),
            ("10.é", Err(Unreadable)),
            ("€10", Err(Unreadable)),
            ("١٠", Err(Unreadable)),
            ("10.50.50", Err(Unreadable)),
        ] {
            assert_eq!(parse(typed).map(Amount::minor), expected, "{typed}");
        }
    }
}
