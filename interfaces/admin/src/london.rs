//! Days and times as people in the United Kingdom read and type them.
//!
//! The rules of the zone are compiled in, so that no file of the machine is needed.

use domain::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

static LONDON: TimeZone = jiff::tz::get!("Europe/London");

/// A text that is no day, or one that is not written DD/MM/YYYY.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is not a day")]
pub(crate) struct NotADay;

/// A day as it begins and ends in London.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    /// Its name in the calendar.
    pub(crate) date: Date,
    /// Its first instant.
    pub(crate) begins: Timestamp,
    /// The first instant of the next.
    pub(crate) ends: Timestamp,
}

impl Day {
    /// Reads DD/MM/YYYY; a single digit will do for day and month.
    pub(crate) fn parse(typed: &str) -> Result<Self, NotADay> {
        let parts: Vec<&str> = typed.trim().split('/').map(str::trim).collect();
        let [day, month, year] = parts.as_slice() else {
            return Err(NotADay);
        };
        let (day, month) = (number(day, 1..=2)?, number(month, 1..=2)?);
        let small = |number: i16| i8::try_from(number).map_err(|_| NotADay);
        let date = Date::new(number(year, 4..=4)?, small(month)?, small(day)?);
        Self::of(date.map_err(|_| NotADay)?)
    }

    /// The day it is at this instant.
    pub(crate) fn at(at: Timestamp) -> Result<Self, NotADay> {
        Self::of(local(at).date())
    }

    /// This day of the calendar.
    pub(crate) fn of(date: Date) -> Result<Self, NotADay> {
        let next = date.checked_add(1.day()).map_err(|_| NotADay)?;
        Ok(Self {
            date,
            begins: instant(date.to_datetime(Time::midnight()))?,
            ends: instant(next.to_datetime(Time::midnight()))?,
        })
    }
}

/// The instant at which the clocks of London show this; the first of two.
pub(crate) fn instant(shown: DateTime) -> Result<Timestamp, NotADay> {
    let zoned = shown.to_zoned(LONDON.clone()).map_err(|_| NotADay)?;
    Ok(Timestamp::from_millis(zoned.timestamp().as_millisecond()))
}

/// `24 Jun 2026, 13:00`, for lists.
pub(crate) fn short(at: Timestamp) -> String {
    local(at).strftime("%-d %b %Y, %H:%M").to_string()
}

/// `24 June 2026 at 13:00:00 BST`.
pub(crate) fn date_time(at: Timestamp) -> String {
    local(at).strftime("%-d %B %Y at %H:%M:%S %Z").to_string()
}

/// `13:00`.
pub(crate) fn time(at: Timestamp) -> String {
    local(at).strftime("%H:%M").to_string()
}

/// `24 June 2026`.
pub(crate) fn day(at: Timestamp) -> String {
    local(at).strftime("%-d %B %Y").to_string()
}

/// A day of the calendar, without a zone: `24 June 2026`.
pub(crate) fn calendar_day(date: time::Date) -> String {
    format!("{} {} {}", date.day(), date.month(), date.year())
}

/// The instant as machines read it, for the `datetime` of a `time` element.
pub(crate) fn machine(at: Timestamp) -> String {
    local(at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The day of the calendar on which this is.
pub(crate) fn date_of(at: Timestamp) -> time::Date {
    let date = local(at).date();
    let month = u8::try_from(date.month()).unwrap_or(1);
    let month = time::Month::try_from(month).unwrap_or(time::Month::January);
    let day = u8::try_from(date.day()).unwrap_or(1);
    time::Date::from_calendar_date(i32::from(date.year()), month, day).unwrap_or(time::Date::MIN)
}

/// A day of the calendar as it begins and ends in London.
pub(crate) fn day_of(date: time::Date) -> Result<Day, NotADay> {
    Day::parse(&typed(date))
}

/// A day of the calendar as forms take it: `24/06/2026`.
pub(crate) fn typed(date: time::Date) -> String {
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!("{day:02}/{month:02}/{year}")
}

fn local(at: Timestamp) -> Zoned {
    jiff::Timestamp::from_millisecond(at.as_millis())
        .unwrap_or_default()
        .to_zoned(LONDON.clone())
}

fn number(text: &str, length: std::ops::RangeInclusive<usize>) -> Result<i16, NotADay> {
    if !length.contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotADay);
    }
    text.parse().map_err(|_| NotADay)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-06-24T12:00:00Z.
    const SUMMER: Timestamp = Timestamp::from_millis(1_782_302_400_000);
    /// 2026-01-24T12:00:00Z.
    const WINTER: Timestamp = Timestamp::from_millis(1_769_256_000_000);
    const HOUR_MS: i64 = 3_600_000;

    #[test]
    fn times_follow_the_clocks_of_london() {
        assert_eq!(date_time(SUMMER), "24 June 2026 at 13:00:00 BST");
        assert_eq!(date_time(WINTER), "24 January 2026 at 12:00:00 GMT");
        assert_eq!(short(SUMMER), "24 Jun 2026, 13:00");
        assert_eq!(machine(SUMMER), "2026-06-24T13:00:00+01:00");
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        for (typed, is_a_day) in [
            ("24/06/2026", true),
            (" 4/6/2026 ", true),
            ("29/02/2024", true),
            ("29/02/2026", false),
            ("06/24/2026", false),
            ("24/06/26", false),
            ("2026-06-24", false),
            ("24/06", false),
            ("+4/06/2026", false),
            ("31/12/9999", false),
            ("", false),
        ] {
            assert_eq!(Day::parse(typed).is_ok(), is_a_day, "{typed}");
        }
    }

    #[test]
    fn days_on_which_the_clocks_change_are_shorter_or_longer() {
        for (typed, hours) in [("28/03/2026", 24), ("29/03/2026", 23), ("25/10/2026", 25)] {
            let day = Day::parse(typed).unwrap();
            let length = day.ends.as_millis() - day.begins.as_millis();
            assert_eq!(length, hours * HOUR_MS, "{typed}");
        }
        let summer = Day::parse("24/06/2026").unwrap();
        assert_eq!(summer.begins.as_millis(), SUMMER.as_millis() - 13 * HOUR_MS);
    }

    #[test]
    fn the_calendar_of_london_is_an_hour_ahead_in_summer() {
        let evening = Timestamp::from_millis(SUMMER.as_millis() + 11 * HOUR_MS);

        assert_eq!(typed(date_of(SUMMER)), "24/06/2026");
        assert_eq!(typed(date_of(evening)), "25/06/2026");
        assert_eq!(day_of(date_of(SUMMER)), Day::parse("24/6/2026"));
    }
}
