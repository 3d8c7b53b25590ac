//! What stands in a cell: texts that no spreadsheet takes for a formula, money, and
//! moments of universal time.

use domain::Timestamp;
use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::pounds::thousands;

/// What a spreadsheet takes for the beginning of a formula, or leaves out and then
/// finds one.
const BEGIN_FORMULAS: [char; 6] = ['=', '@', '+', '-', '\t', '\r'];

/// A text that somebody else chose. Before one that might be a formula stands an
/// apostrophe, by which spreadsheets know a text (as in GOV.UK Pay).
pub(super) fn text(text: &str) -> String {
    if text.starts_with(BEGIN_FORMULAS) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Pounds and pence, in groups of three digits: `-1,234.50`.
pub(super) fn money(minor: i64) -> String {
    let size = minor.unsigned_abs();
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", thousands(size / 100), size % 100)
}

/// `24 Jun 2026`.
pub(super) fn date(at: Timestamp) -> String {
    universal(at).strftime("%d %b %Y").to_string()
}

/// `12:00:00`.
pub(super) fn time(at: Timestamp) -> String {
    universal(at).strftime("%H:%M:%S").to_string()
}

fn universal(at: Timestamp) -> Zoned {
    jiff::Timestamp::from_millisecond(at.as_millis())
        .unwrap_or_default()
        .to_zoned(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_that_begin_like_formulas_are_marked_as_texts() {
        for (given, cell) in [
            ("", ""),
            ("FL-1", "FL-1"),
            ("a=1", "a=1"),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+44", "'+44"),
            ("-1", "'-1"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("'=1", "'=1"),
        ] {
            assert_eq!(text(given), cell);
        }
    }

    #[test]
    fn money_has_its_pence_and_groups_of_three_digits() {
        for (minor, written) in [
            (0, "0.00"),
            (5, "0.05"),
            (12_050, "120.50"),
            (99_999, "999.99"),
            (100_000, "1,000.00"),
            (10_000_000, "100,000.00"),
            (-123_456_789, "-1,234,567.89"),
            (-5, "-0.05"),
        ] {
            assert_eq!(money(minor), written);
        }
    }

    #[test]
    fn moments_are_of_universal_time() {
        let summer = Timestamp::from_millis(1_782_302_400_000);

        assert_eq!(
            (date(summer), time(summer)),
            ("24 Jun 2026".to_owned(), "12:00:00".to_owned())
        );
    }

    proptest! {
        #[test]
        fn no_cell_that_is_read_back_is_a_formula(
            texts in proptest::collection::vec("[=@+\\-\t\r\n,\"' a-zé]{0,8}", 1..6),
        ) {
            let mut rows = csv::Writer::from_writer(Vec::new());
            rows.write_record(texts.iter().map(|given| text(given))).unwrap();
            let file = rows.into_inner().unwrap();
            let mut read = csv::ReaderBuilder::new().has_headers(false).from_reader(&file[..]);
            let row = read.records().next().unwrap().unwrap();

            prop_assert_eq!(row.len(), texts.len());
            for (cell, given) in row.iter().zip(&texts) {
                prop_assert!(!cell.starts_with(BEGIN_FORMULAS), "{cell}");
                let unmarked = cell.strip_prefix('\'').unwrap_or(cell);
                prop_assert!(cell == given || unmarked == given);
            }
        }
    }
}
