//! When the transactions of a list were created: one of some usual spans, or a range
//! that somebody typed. Days and times are London's.

use domain::Timestamp;
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use strum::IntoEnumIterator;

use crate::field::{Choice, Problems};
use crate::form::Form;
use crate::london::{self, Day};

pub(super) const SPAN: &str = "dateFilter";
pub(super) const FROM: &str = "fromDate";
pub(super) const FROM_TIME: &str = "fromTime";
pub(super) const TO: &str = "toDate";
pub(super) const TO_TIME: &str = "toTime";

/// A span as it was chosen, or a range as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct When {
    span: Span,
    pub(super) from: String,
    pub(super) from_time: String,
    pub(super) to: String,
    pub(super) to_time: String,
}

/// From which instant on, and before which.
pub(super) type Limits = (Option<Timestamp>, Option<Timestamp>);

/// The spans that can be chosen. Days before today are whole ones.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
enum Span {
    #[default]
    AllTime,
    Today,
    Yesterday,
    #[strum(serialize = "last-7-days")]
    LastWeek,
    #[strum(serialize = "last-30-days")]
    LastThirtyDays,
    PreviousMonth,
    #[strum(serialize = "last-12-months")]
    LastYear,
    CustomRange,
}

impl When {
    /// Reads what was asked. Days that were typed without a choice of span are a range,
    /// and those that were typed beside another choice count for nothing.
    pub(super) fn read(asked: &mut Form) -> Self {
        let typed = Self {
            span: Span::CustomRange,
            from: asked.take(FROM),
            from_time: asked.take(FROM_TIME),
            to: asked.take(TO),
            to_time: asked.take(TO_TIME),
        };
        let has_range = !(typed.from.is_empty() && typed.to.is_empty());
        match asked.take(SPAN).parse().unwrap_or_default() {
            Span::CustomRange => typed,
            Span::AllTime if has_range => typed,
            span => Self {
                span,
                ..Self::default()
            },
        }
    }

    /// The limits, as of now.
    pub(super) fn limits(&self, now: Timestamp, problems: &mut Problems) -> Limits {
        if self.span == Span::CustomRange {
            return self.range(problems);
        }
        // Only at the ends of the calendar is there no such day.
        let today = Day::at(now).ok();
        match today.and_then(|today| self.span.days(today.date)) {
            Some((first, last)) => (
                Day::of(first).ok().map(|day| day.begins),
                Day::of(last).ok().map(|day| day.ends),
            ),
            None => (None, None),
        }
    }

    /// The spans to choose from.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let choice = |span: Span| Choice {
            checked: span == self.span,
            ..Choice::new(span.into(), span.label())
        };
        Span::iter().map(choice).collect()
    }

    /// What stands in an address for it.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let span: &str = match self.span {
            Span::AllTime => "",
            span => span.into(),
        };
        vec![
            (SPAN, span.to_owned()),
            (FROM, self.from.clone()),
            (FROM_TIME, self.from_time.clone()),
            (TO, self.to.clone()),
            (TO_TIME, self.to_time.clone()),
        ]
    }

    fn range(&self, problems: &mut Problems) -> Limits {
        let from = day(&self.from, FROM, "first", problems);
        let from_time = time(&self.from_time, FROM_TIME, &self.from, problems);
        let to = day(&self.to, TO, "last", problems);
        let to_time = time(&self.to_time, TO_TIME, &self.to, problems);
        if self.from.is_empty() && self.to.is_empty() {
            problems.add(FROM, "Enter the first day, the last day, or both");
        }
        let from = from.map(|day| from_time.map_or(day.begins, |time| shown(day, time)));
        // The second that was typed is a part of the range.
        let to = to.map(|day| match to_time {
            Some(time) => Timestamp::from_millis(shown(day, time).as_millis() + 1_000),
            None => day.ends,
        });
        if let (Some(from), Some(to)) = (from, to)
            && to <= from
        {
            let ends = if self.from == self.to { TO_TIME } else { TO };
            problems.add(ends, "The end must not be before the beginning");
        }
        (from, to)
    }
}

impl Span {
    fn label(self) -> &'static str {
        match self {
            Self::AllTime => "All time",
            Self::Today => "Today",
            Self::Yesterday => "Yesterday",
            Self::LastWeek => "Last 7 days",
            Self::LastThirtyDays => "Last 30 days",
            Self::PreviousMonth => "Last month",
            Self::LastYear => "Last 12 months",
            Self::CustomRange => "The days below",
        }
    }

    /// Its first and last day.
    fn days(self, today: Date) -> Option<(Date, Date)> {
        let ago = |span: jiff::Span| today.checked_sub(span).ok();
        let yesterday = ago(1.day())?;
        match self {
            Self::AllTime | Self::CustomRange => None,
            Self::Today => Some((today, today)),
            Self::Yesterday => Some((yesterday, yesterday)),
            Self::LastWeek => Some((ago(7.days())?, yesterday)),
            Self::LastThirtyDays => Some((ago(30.days())?, yesterday)),
            Self::PreviousMonth => {
                let last = today.first_of_month().checked_sub(1.day()).ok()?;
                Some((last.first_of_month(), last))
            }
            Self::LastYear => Some((ago(12.months())?, today)),
        }
    }
}

fn shown(day: Day, time: Time) -> Timestamp {
    london::instant(day.date.to_datetime(time)).unwrap_or(day.begins)
}

fn day(typed: &str, field: &'static str, which: &str, problems: &mut Problems) -> Option<Day> {
    if typed.is_empty() {
        return None;
    }
    let day = Day::parse(typed).ok();
    if day.is_none() {
        problems.add(
            field,
            format!("Enter the {which} day with day, month and year, like 24/06/2026"),
        );
    }
    day
}

fn time(typed: &str, field: &'static str, of: &str, problems: &mut Problems) -> Option<Time> {
    if typed.is_empty() {
        return None;
    }
    if of.is_empty() {
        problems.add(field, "Enter the day that this time is of");
    }
    let time = parsed(typed);
    if time.is_none() {
        problems.add(field, "Enter the time with hours and minutes, like 09:30");
    }
    time
}

/// Reads HH:MM or HH:MM:SS.
fn parsed(typed: &str) -> Option<Time> {
    let two_digits = |part: &str| {
        let sound = part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|_| sound)
    };
    let parts: Option<Vec<i8>> = typed.split(':').map(two_digits).collect();
    match parts?.as_slice() {
        [hour, minute] => Time::new(*hour, *minute, 0, 0).ok(),
        [hour, minute, second] => Time::new(*hour, *minute, *second, 0).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 24 June 2026, 13:00 in London.
    const NOW: Timestamp = Timestamp::from_millis(1_782_302_400_000);

    fn limits(query: &str) -> Result<(String, String), Problems> {
        let mut problems = Problems::none();
        let mut form = Form::parse(query.as_bytes()).unwrap();
        let (from, to) = When::read(&mut form).limits(NOW, &mut problems);
        let text = |at: Option<Timestamp>| at.map(london::machine).unwrap_or_default();
        if problems.is_empty() {
            Ok((text(from), text(to)))
        } else {
            Err(problems)
        }
    }

    #[test]
    fn spans_are_of_whole_days_of_london() {
        for (query, from, to) in [
            ("", "", ""),
            ("dateFilter=all-time", "", ""),
            ("dateFilter=for-ever", "", ""),
            ("dateFilter=today", "2026-06-24", "2026-06-25"),
            ("dateFilter=yesterday", "2026-06-23", "2026-06-24"),
            ("dateFilter=last-7-days", "2026-06-17", "2026-06-24"),
            ("dateFilter=last-30-days", "2026-05-25", "2026-06-24"),
            ("dateFilter=previous-month", "2026-05-01", "2026-06-01"),
            ("dateFilter=last-12-months", "2025-06-24", "2026-06-25"),
            ("fromDate=1/6/2026", "2026-06-01", ""),
            ("dateFilter=custom-range&toDate=1/6/2026", "", "2026-06-02"),
            (
                "dateFilter=today&toDate=1/6/2026",
                "2026-06-24",
                "2026-06-25",
            ),
        ] {
            let midnight = |day: &str| match day {
                "" => String::new(),
                day => format!("{day}T00:00:00+01:00"),
            };
            assert_eq!(limits(query), Ok((midnight(from), midnight(to))), "{query}");
        }
    }

    #[test]
    fn a_range_may_begin_and_end_within_a_day() {
        let query = "fromDate=24/06/2026&fromTime=9:30&toDate=24/06/2026&toTime=09:30:15";
        let (from, to) = limits(query).unwrap();

        assert_eq!(from, "2026-06-24T09:30:00+01:00");
        assert_eq!(to, "2026-06-24T09:30:16+01:00", "the second is in it");
    }

    #[test]
    fn what_is_no_range_is_asked_for_again() {
        for (query, field) in [
            ("dateFilter=custom-range", FROM),
            ("fromDate=soon", FROM),
            ("toDate=31/02/2026", TO),
            ("fromDate=02/06/2026&toDate=01/06/2026", TO),
            ("fromDate=1/6/2026&fromTime=25:00", FROM_TIME),
            ("fromDate=1/6/2026&fromTime=9.30", FROM_TIME),
            ("fromDate=1/6/2026&fromTime=%2B9:30", FROM_TIME),
            ("fromDate=1/6/2026&toTime=9:30", TO_TIME),
            (
                "fromDate=1/6/2026&fromTime=10:00&toDate=1/6/2026&toTime=9:00",
                TO_TIME,
            ),
        ] {
            let problems = limits(query).unwrap_err();
            assert!(problems.of(field).is_some(), "{query}: {problems:?}");
        }
    }
}
