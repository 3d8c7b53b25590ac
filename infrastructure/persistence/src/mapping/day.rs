//! Days, as texts that sort as the days do.

use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::Impossible;

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// The day as `2026-11-22`.
pub(crate) fn to_text(day: Date) -> String {
    day.format(DAY).unwrap_or_default()
}

/// The day, from its text.
pub(crate) fn from_text(column: &'static str, text: &str) -> Result<Date, Impossible> {
    Date::parse(text, DAY).map_err(|_| Impossible::new(column))
}

/// The day on which something was paid out, if it was.
pub(crate) fn settled_on(text: Option<&str>) -> Result<Option<Date>, Impossible> {
    text.map(|text| from_text("settled_on", text)).transpose()
}
