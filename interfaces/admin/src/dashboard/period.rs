//! Which days a dashboard shows: days of London, read from the address.

use application::staff::dashboard::{DASHBOARD_DAYS_MAX, Day};
use domain::Timestamp;
use strum::IntoEnumIterator;
use time::Date;

use crate::field::{Choice, Field, Problems};
use crate::form::Form;
use crate::london;

const PERIOD: &str = "period";
const FROM: &str = "fromDate";
const TO: &str = "toDate";

/// Days to choose from.
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
enum Preset {
    #[default]
    Today,
    Yesterday,
    PreviousSevenDays,
    PreviousThirtyDays,
    PreviousNinetyDays,
    CustomRange,
}

/// Days that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    preset: Preset,
    first: Date,
    last: Date,
}

/// The form that asks for a period, as it was filled in.
pub(crate) struct PeriodForm {
    pub(crate) presets: Vec<Choice>,
    pub(crate) from: Field,
    pub(crate) to: Field,
}

impl Period {
    /// Reads which days are asked for; or says what is wrong with them. The form comes
    /// back filled in either way. What no form of ours can send is passed over.
    pub(crate) fn read(asked: &mut Form, now: Timestamp) -> (Result<Self, Problems>, PeriodForm) {
        let preset: Preset = asked.take(PERIOD).parse().unwrap_or_default();
        let (from, to) = (asked.take(FROM), asked.take(TO));
        let today = london::date_of(now);
        let period = match preset {
            Preset::CustomRange => typed(&from, &to, today),
            Preset::Today => Ok((today, today)),
            Preset::Yesterday => Ok(before(today, 1)),
            Preset::PreviousSevenDays => Ok(before(today, 7)),
            Preset::PreviousThirtyDays => Ok(before(today, 30)),
            Preset::PreviousNinetyDays => Ok(before(today, 90)),
        };
        let period = period.map(|(first, last)| Self {
            preset,
            first,
            last,
        });
        let problems = period.clone().err().unwrap_or_default();
        let form = PeriodForm {
            presets: Preset::iter().map(|one| one.choice(preset)).collect(),
            from: Field::text(FROM, "First day")
                .value(from)
                .problem(&problems),
            to: Field::text(TO, "Last day").value(to).problem(&problems),
        };
        (period, form)
    }

    /// The days as instants.
    pub(crate) fn days(&self) -> Vec<Day> {
        let dates = std::iter::successors(Some(self.first), |date| date.next_day());
        let dates = dates.take_while(|date| *date <= self.last);
        let day = |date: Date| {
            let day = london::day_of(date).ok()?;
            Some(Day {
                date,
                from: day.begins,
                to: day.ends,
            })
        };
        dates.filter_map(day).take(DASHBOARD_DAYS_MAX).collect()
    }

    /// The days in words: `Wednesday 24 June 2026`, or `1 June 2026 to 24 June 2026`.
    pub(crate) fn words(&self) -> String {
        let (first, last) = (self.first, self.last);
        if first == last {
            return format!("{} {}", first.weekday(), london::calendar_day(first));
        }
        let first_words = if first.year() == last.year() {
            format!("{} {}", first.day(), first.month())
        } else {
            london::calendar_day(first)
        };
        format!("{first_words} to {}", london::calendar_day(last))
    }

    /// What narrows a list of transactions to these days.
    pub(crate) fn as_filters(&self) -> [(&'static str, String); 3] {
        [
            ("dateFilter", "custom-range".to_owned()),
            (FROM, london::typed(self.first)),
            (TO, london::typed(self.last)),
        ]
    }
}

impl Preset {
    fn label(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Yesterday => "Yesterday",
            Self::PreviousSevenDays => "Previous 7 days",
            Self::PreviousThirtyDays => "Previous 30 days",
            Self::PreviousNinetyDays => "Previous 90 days",
            Self::CustomRange => "Other days",
        }
    }

    fn choice(self, chosen: Self) -> Choice {
        Choice {
            checked: self == chosen,
            ..Choice::new(self.into(), self.label())
        }
    }
}

/// So many whole days, of which yesterday is the last.
fn before(today: Date, days: i64) -> (Date, Date) {
    let back = |days| today.saturating_sub(time::Duration::days(days));
    (back(days), back(1))
}

/// The days that somebody typed, or what is wrong with them.
fn typed(from: &str, to: &str, today: Date) -> Result<(Date, Date), Problems> {
    let mut problems = Problems::none();
    let mut read = |text: &str, field, which: &str| {
        let day = london::Day::parse(text).ok();
        if day.is_none() {
            let what = if text.is_empty() {
                format!("Enter the {which} day, like 24/06/2026")
            } else {
                format!("Enter the {which} day with day, month and year, like 24/06/2026")
            };
            problems.add(field, what);
        }
        day.map(|day| london::date_of(day.begins))
    };
    let (first, last) = (read(from, FROM, "first"), read(to, TO, "last"));
    let (Some(first), Some(last)) = (first, last) else {
        return Err(problems);
    };
    let days_max = i64::try_from(DASHBOARD_DAYS_MAX).unwrap_or(i64::MAX);
    if last < first {
        problems.add(TO, "The last day must not be before the first");
    } else if last > today {
        problems.add(TO, "The last day must be today or earlier");
    } else if (last - first).whole_days() >= days_max {
        problems.add(TO, format!("Choose {DASHBOARD_DAYS_MAX} days or fewer"));
    }
    if problems.is_empty() {
        Ok((first, last))
    } else {
        Err(problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-06-24T12:00:00Z.
    const NOW: Timestamp = Timestamp::from_millis(1_782_302_400_000);

    fn read(query: &str) -> Result<Period, Problems> {
        Period::read(&mut Form::parse(query.as_bytes()).unwrap(), NOW).0
    }

    #[test]
    fn previous_days_are_whole_days_that_end_yesterday() {
        for (query, words, days) in [
            ("", "Wednesday 24 June 2026", 1),
            ("period=today", "Wednesday 24 June 2026", 1),
            ("period=never", "Wednesday 24 June 2026", 1),
            ("period=yesterday", "Tuesday 23 June 2026", 1),
            ("period=previous-seven-days", "17 June to 23 June 2026", 7),
            ("period=previous-thirty-days", "25 May to 23 June 2026", 30),
            (
                "period=previous-ninety-days",
                "26 March to 23 June 2026",
                90,
            ),
            (
                "period=custom-range&fromDate=1/1/2026&toDate=2/4/2026",
                "1 January to 2 April 2026",
                92,
            ),
            (
                "period=custom-range&fromDate=31/12/2025&toDate=1/1/2026",
                "31 December 2025 to 1 January 2026",
                2,
            ),
        ] {
            let period = read(query).unwrap();
            assert_eq!(period.words(), words, "{query}");
            assert_eq!(period.days().len(), days, "{query}");
        }
    }

    #[test]
    fn days_follow_each_other_through_the_change_of_the_clocks() {
        let days = read("period=previous-ninety-days").unwrap().days();

        assert!(days.windows(2).all(|pair| pair[0].to == pair[1].from));
        let hours = |day: &Day| (day.to.as_millis() - day.from.as_millis()) / 3_600_000;
        let short: Vec<String> = days
            .iter()
            .filter(|day| hours(day) != 24)
            .map(|day| day.date.to_string())
            .collect();
        assert_eq!(short, ["2026-03-29"]);
    }

    #[test]
    fn other_days_are_refused_in_words() {
        for (query, field, problem) in [
            ("", FROM, "Enter the first day, like 24/06/2026"),
            (
                "&fromDate=soon&toDate=24/06/2026",
                FROM,
                "Enter the first day with day, month and year, like 24/06/2026",
            ),
            (
                "&fromDate=24/06/2026",
                TO,
                "Enter the last day, like 24/06/2026",
            ),
            (
                "&fromDate=24/06/2026&toDate=23/06/2026",
                TO,
                "The last day must not be before the first",
            ),
            (
                "&fromDate=24/06/2026&toDate=25/06/2026",
                TO,
                "The last day must be today or earlier",
            ),
            (
                "&fromDate=01/01/2026&toDate=03/04/2026",
                TO,
                "Choose 92 days or fewer",
            ),
        ] {
            let problems = read(&format!("period=custom-range{query}")).unwrap_err();
            assert_eq!(problems.of(field), Some(problem), "{query}");
        }
    }
}
