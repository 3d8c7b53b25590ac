//! Amounts as people type and read them: digits to pence and back, never by way of a
//! fraction.

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

/// A sum of amounts as people read it, below nothing too: `£1,234.50`, `−£20.00`.
pub(crate) fn text(pence: i64) -> String {
    let sign = if pence < 0 { "−" } else { "" };
    let size = pence.unsigned_abs();
    format!("{sign}£{}.{:02}", thousands(size / 100), size % 100)
}

/// A number with a comma before each three digits.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
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
    fn sums_are_read_as_people_write_them() {
        for (pence, expected) in [
            (0, "£0.00"),
            (7, "£0.07"),
            (-2_000, "−£20.00"),
            (99_999, "£999.99"),
            (100_000, "£1,000.00"),
            (12_345_678_901, "£123,456,789.01"),
            (i64::MIN, "−£92,233,720,368,547,758.08"),
        ] {
            assert_eq!(text(pence), expected);
        }
        assert_eq!(thousands(1_000_000), "1,000,000");
    }

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
