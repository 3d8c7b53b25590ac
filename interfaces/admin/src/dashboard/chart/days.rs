//! What was taken, given back and kept, day by day: one column a day.
//!
//! What was taken stands on the baseline, what was given back hangs from it, and a mark
//! says what is kept of both, below the baseline when more was given back.

use application::staff::dashboard::DayFigures;
use time::Date;

use super::Hundredths;
use super::scale::{Scale, Tick};
use crate::pounds;

/// Where the scale begins: below the upper half of its first mark's letters.
const ABOVE: Hundredths = Hundredths::pixels(10);
/// How high the scale is.
const HEIGHT: Hundredths = Hundredths::pixels(240);
/// What the names of days need beneath.
const BELOW: Hundredths = Hundredths::pixels(32);
/// How wide a letter beside a mark is at most.
const LETTER: Hundredths = Hundredths::pixels(8);
/// No bar is thinner downwards: a small sum is still a sum.
const THINNEST: Hundredths = Hundredths::pixels(1);
/// No bar is wider across.
const WIDEST: Hundredths = Hundredths(1_200);
/// With more days than these, bars touch.
const APART_MAX: usize = 31;
/// How much of its column a bar fills where bars stand apart, in percent.
const FILLED: i64 = 64;
/// Days are named at these distances.
const DISTANCES: [usize; 8] = [1, 2, 3, 5, 7, 14, 28, 56];
/// How many days are named where there is room, and on a phone.
const NAMES_MAX: usize = 8;
const NAMES_ON_PHONES_MAX: usize = 4;
/// Names nearer to an edge than these begin or end there.
const LEFT_EDGE: i64 = 400;
const RIGHT_EDGE: i64 = 9_600;

/// The picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DaysChart {
    /// How high it is, in pixels.
    pub(crate) height: Hundredths,
    /// How wide the labels of the marks are at most, in pixels.
    pub(crate) labels_width: Hundredths,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) baseline: Hundredths,
    pub(crate) columns: Vec<Column>,
    pub(crate) names: Vec<Name>,
    /// Where the scale ends.
    pub(crate) scale_end: Hundredths,
    /// Where the names stand.
    pub(crate) names_y: Hundredths,
    /// Whether bars touch.
    pub(crate) crowded: bool,
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// What it says to whoever points at it.
    pub(crate) says: String,
    pub(crate) x: Hundredths,
    pub(crate) width: Hundredths,
    pub(crate) taken: Option<Bar>,
    pub(crate) refunded: Option<Bar>,
    pub(crate) net: Option<Mark>,
}

/// A bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) x: Hundredths,
    pub(crate) y: Hundredths,
    pub(crate) width: Hundredths,
    pub(crate) height: Hundredths,
}

/// A line across a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) from: Hundredths,
    pub(crate) to: Hundredths,
    pub(crate) y: Hundredths,
}

/// The name of a day, beneath its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) x: Hundredths,
    pub(crate) text: String,
    /// What of the name is at `x`: `start`, `middle` or `end`.
    pub(crate) anchor: &'static str,
    /// Whether phones show it too.
    pub(crate) on_phones: bool,
}

impl DaysChart {
    /// The picture of these days, oldest first.
    pub(crate) fn of(days: &[DayFigures]) -> Self {
        let refunds = days.iter().map(|day| -day.refunded.total);
        let lowest = refunds.min().unwrap_or_default();
        let taken = days.iter().map(|day| day.taken.total);
        let highest = taken.max().unwrap_or_default();
        let scale = Scale::over(lowest, highest, ABOVE, HEIGHT);
        let ticks = scale.ticks();
        let letters = ticks.iter().map(|tick| tick.label.chars().count()).max();
        let letters = i64::try_from(letters.unwrap_or_default()).unwrap_or_default();
        let count = days.len();
        let column = |(index, day)| Column::of(day, Slot::of(index, count), &scale);
        Self {
            height: Hundredths(ABOVE.0 + HEIGHT.0 + BELOW.0),
            labels_width: Hundredths(letters * LETTER.0),
            ticks,
            baseline: scale.y(0),
            columns: days.iter().enumerate().map(column).collect(),
            names: names(days),
            scale_end: Hundredths(ABOVE.0 + HEIGHT.0),
            names_y: Hundredths(ABOVE.0 + HEIGHT.0 + Hundredths::pixels(24).0),
            crowded: count > APART_MAX,
        }
    }
}

/// The part of the width that a day has, and the part of that for its bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    from: Hundredths,
    to: Hundredths,
    bar: Hundredths,
}

impl Slot {
    fn of(index: usize, count: usize) -> Self {
        let at = |index: usize| {
            let part = u128::try_from(index).unwrap_or_default();
            Hundredths::share(part, u128::try_from(count).unwrap_or(1))
        };
        let (from, to) = (at(index), at(index + 1));
        let filled = if count > APART_MAX { 100 } else { FILLED };
        let bar = Hundredths(from.to(to).0 * filled / 100).min(WIDEST);
        Self { from, to, bar }
    }

    fn middle(self) -> Hundredths {
        Hundredths((self.from.0 + self.to.0) / 2)
    }

    fn bar_from(self) -> Hundredths {
        Hundredths(self.from.0 + (self.from.to(self.to).0 - self.bar.0) / 2)
    }
}

impl Column {
    fn of(day: &DayFigures, slot: Slot, scale: &Scale) -> Self {
        let net = day.taken.total.saturating_sub(day.refunded.total);
        let bar = |pence: i64| {
            let (end, base) = (scale.y(pence), scale.y(0));
            let height = end.to(base).max(base.to(end)).max(THINNEST);
            Bar {
                x: slot.bar_from(),
                y: if pence < 0 {
                    base
                } else {
                    Hundredths(base.0 - height.0)
                },
                width: slot.bar,
                height,
            }
        };
        let happened = day.taken.total != 0 || day.refunded.total != 0;
        let mark = Mark {
            from: slot.bar_from(),
            to: Hundredths(slot.bar_from().0 + slot.bar.0),
            y: scale.y(net),
        };
        Self {
            says: format!(
                "{}: taken {}, refunded {}, net {}",
                full_name(day.date),
                pounds::text(day.taken.total),
                pounds::text(day.refunded.total),
                pounds::text(net)
            ),
            x: slot.from,
            width: slot.from.to(slot.to),
            taken: (day.taken.total > 0).then(|| bar(day.taken.total)),
            refunded: (day.refunded.total > 0).then(|| bar(-day.refunded.total)),
            net: happened.then_some(mark),
        }
    }
}

/// The names of some days: of the last, and of those at an even distance before it.
fn names(days: &[DayFigures]) -> Vec<Name> {
    let count = days.len();
    let few = |max: usize| move |distance: &usize| count.div_ceil(*distance) <= max;
    let distance = DISTANCES.into_iter().find(few(NAMES_MAX)).unwrap_or(count);
    let mut wider = (1..).map(|times| distance * times);
    let on_phones = wider.find(few(NAMES_ON_PHONES_MAX)).unwrap_or(count);
    let named = days.iter().enumerate().filter_map(|(index, day)| {
        let to_last = count - 1 - index;
        let x = Slot::of(index, count).middle();
        let (anchor, x) = match x.0 {
            ..LEFT_EDGE => ("start", Hundredths::default()),
            RIGHT_EDGE.. => ("end", Hundredths::WHOLE),
            _ => ("middle", x),
        };
        to_last.is_multiple_of(distance).then(|| Name {
            x,
            text: short_name(day.date),
            anchor,
            on_phones: to_last.is_multiple_of(on_phones),
        })
    });
    named.collect()
}

/// `24 Jun`.
fn short_name(date: Date) -> String {
    let month = date.month().to_string();
    let month = month.get(..3).unwrap_or_default();
    format!("{} {month}", date.day())
}

/// `Wednesday 24 June`.
pub(crate) fn full_name(date: Date) -> String {
    format!("{} {} {}", date.weekday(), date.day(), date.month())
}

#[cfg(test)]
mod tests {
    use application::staff::dashboard::Figure;
    use time::macros::date;

    use super::*;

    fn days(sums: &[(i64, i64)]) -> Vec<DayFigures> {
        let mut date = date!(2026 - 06 - 30);
        let mut days = Vec::new();
        for (taken, refunded) in sums.iter().rev() {
            let figure = |total| Figure { count: 1, total };
            days.push(DayFigures {
                date,
                taken: figure(*taken),
                refunded: figure(*refunded),
            });
            date = date.previous_day().unwrap();
        }
        days.reverse();
        days
    }

    fn names_of(count: usize, on_phones: bool) -> String {
        let named = names(&days(&vec![(1, 0); count]));
        let shown = named.iter().filter(|name| name.on_phones || !on_phones);
        let texts: Vec<&str> = shown.map(|name| name.text.as_str()).collect();
        texts.join(", ")
    }

    #[test]
    fn bars_stand_on_the_baseline_or_hang_from_it() {
        let chart = DaysChart::of(&days(&[(40_000, 0), (10_000, 20_000), (0, 0)]));
        let baseline = chart.baseline;

        assert_eq!(baseline, Hundredths::pixels(170));
        let first = chart.columns[0].taken.unwrap();
        assert_eq!((first.y.0, first.height.0), (1_000, 16_000));
        assert_eq!(chart.columns[0].refunded, None);
        let refunded = chart.columns[1].refunded.unwrap();
        assert_eq!((refunded.y, refunded.height.0), (baseline, 8_000));
        let net = chart.columns[1].net.unwrap();
        assert_eq!(net.y.0, baseline.0 + 4_000, "a net below nothing is below");
        let nothing = &chart.columns[2];
        assert_eq!(
            (nothing.taken, nothing.refunded, nothing.net),
            (None, None, None)
        );
        assert_eq!(
            chart.columns[1].says,
            "Monday 29 June: taken £100.00, refunded £200.00, net −£100.00"
        );
    }

    #[test]
    fn nothing_leaves_the_picture_however_many_days_and_however_much_money() {
        for sums in [
            vec![(100, 0)],
            vec![(0, 100)],
            vec![(0, 0)],
            vec![(i64::MAX, 1), (1, i64::MAX), (0, 0)],
            vec![(5, 3); 31],
            vec![(5, 3); 32],
            vec![(123_456, 7_890); 92],
        ] {
            let chart = DaysChart::of(&days(&sums));
            assert_eq!(chart.columns.len(), sums.len());
            let mut at = Hundredths::default();
            for column in &chart.columns {
                assert_eq!(column.x, at, "columns follow each other");
                at = Hundredths(at.0 + column.width.0);
                for bar in [column.taken, column.refunded].into_iter().flatten() {
                    let (right, bottom) = (bar.x.0 + bar.width.0, bar.y.0 + bar.height.0);
                    assert!(column.x <= bar.x && right <= at.0, "{bar:?}");
                    assert!(
                        bar.y.0 >= 0 && bottom <= ABOVE.0 + HEIGHT.0 + 100,
                        "{bar:?}"
                    );
                    assert!(bar.width.0 > 0 && bar.width <= WIDEST && bar.height >= THINNEST);
                }
                let mark = column.net.map_or(ABOVE, |mark| mark.y);
                assert!((ABOVE.0..=ABOVE.0 + HEIGHT.0).contains(&mark.0));
            }
            assert_eq!(at, Hundredths::WHOLE, "{} days", sums.len());
        }
    }

    #[test]
    fn days_are_named_as_often_as_there_is_room() {
        for (count, names, on_phones) in [
            (1, "30 Jun", "30 Jun"),
            (2, "29 Jun, 30 Jun", "29 Jun, 30 Jun"),
            (
                7,
                "24 Jun, 25 Jun, 26 Jun, 27 Jun, 28 Jun, 29 Jun, 30 Jun",
                "24 Jun, 26 Jun, 28 Jun, 30 Jun",
            ),
            (
                30,
                "5 Jun, 10 Jun, 15 Jun, 20 Jun, 25 Jun, 30 Jun",
                "10 Jun, 20 Jun, 30 Jun",
            ),
            (
                92,
                "7 Apr, 21 Apr, 5 May, 19 May, 2 Jun, 16 Jun, 30 Jun",
                "7 Apr, 5 May, 2 Jun, 30 Jun",
            ),
        ] {
            assert_eq!(names_of(count, false), names, "{count} days");
            assert_eq!(names_of(count, true), on_phones, "{count} days");
        }
    }

    #[test]
    fn names_at_the_edges_stay_inside() {
        let named = names(&days(&[(1, 0); 92]));
        let anchors: Vec<&str> = named.iter().map(|name| name.anchor).collect();

        assert_eq!(anchors.last(), Some(&"end"));
        assert!(anchors[..6].iter().all(|anchor| *anchor == "middle"));
    }
}
