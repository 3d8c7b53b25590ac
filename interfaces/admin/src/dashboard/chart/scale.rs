//! Which height stands for which sum of money, and the round sums that are marked.

use super::Hundredths;
use crate::pounds::thousands;

/// Not more steps than this lie between the lowest and the highest mark.
const STEPS_MAX: i128 = 5;
/// What a mark is written in: the pence of one, and what follows the number.
const UNITS: [(i128, &str); 3] = [(100_000_000_000, "bn"), (100_000_000, "m"), (100, "")];

/// Sums of money laid out downwards, from the highest to the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    /// The sum at the upper edge, in pence.
    top: i128,
    /// The sum at the lower edge, in pence; never above nothing.
    bottom: i128,
    /// What lies between two marks, in pence.
    step: i128,
    /// Where the upper edge is.
    from: Hundredths,
    /// How far below it the lower edge is.
    height: Hundredths,
}

/// A sum that is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tick {
    pub(crate) y: Hundredths,
    pub(crate) label: String,
}

impl Scale {
    /// A scale with room for nothing and for both of these, in pence. It ends at marks,
    /// unless it would be mostly empty before one.
    pub(super) fn over(lowest: i64, highest: i64, from: Hundredths, height: Hundredths) -> Self {
        let lowest = i128::from(lowest.min(0));
        let highest = i128::from(highest.max(if lowest < 0 { 0 } else { 1 }));
        let step = step(highest - lowest);
        let out = |size: i128| match size * 2 >= step {
            true => (size + step - 1) / step * step,
            false => size,
        };
        Self {
            top: out(highest),
            bottom: -out(-lowest),
            step,
            from,
            height,
        }
    }

    /// Where this sum is.
    pub(super) fn y(&self, pence: i64) -> Hundredths {
        let below_top = self.top - i128::from(pence);
        let range = (self.top - self.bottom).max(1);
        let down = i128::from(self.height.0) * below_top / range;
        Hundredths(self.from.0 + i64::try_from(down).unwrap_or(self.height.0))
    }

    /// The sums that are marked, the highest first.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        let unit = self.unit();
        let (up, down) = (self.top / self.step, self.bottom / self.step);
        (down..=up)
            .rev()
            .filter_map(|steps| i64::try_from(steps * self.step).ok())
            .map(|pence| Tick {
                y: self.y(pence),
                label: label(i128::from(pence), self.step, unit),
            })
            .collect()
    }

    /// The largest unit that the scale reaches.
    fn unit(&self) -> (i128, &'static str) {
        let reached = self.top.max(-self.bottom);
        let fits = |(pence, _): &&(i128, &'static str)| *pence <= reached;
        UNITS.iter().find(fits).copied().unwrap_or((100, ""))
    }
}

/// The smallest of 1, 2 and 5 pence, ten times those, and so on, of which
/// [`STEPS_MAX`] are as much as `range`.
fn step(range: i128) -> i128 {
    let mut ten: i128 = 1;
    loop {
        let fits = |step: &i128| step * STEPS_MAX >= range;
        if let Some(step) = [ten, ten * 2, ten * 5].into_iter().find(fits) {
            return step;
        }
        ten *= 10;
    }
}

fn label(pence: i128, step: i128, (unit, name): (i128, &str)) -> String {
    let sign = if pence < 0 { "−" } else { "" };
    let size = pence.unsigned_abs();
    let (of_unit, of_step) = (unit.unsigned_abs(), step.unsigned_abs());
    let whole = thousands(u64::try_from(size / of_unit).unwrap_or(u64::MAX));
    let part = size % of_unit;
    if size == 0 {
        "£0".to_owned()
    } else if of_step.is_multiple_of(of_unit) {
        format!("{sign}£{whole}{name}")
    } else if name.is_empty() {
        format!("{sign}£{whole}.{part:02}")
    } else {
        format!("{sign}£{whole}.{}{name}", part * 10 / of_unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: Hundredths = Hundredths::pixels(10);
    const HEIGHT: Hundredths = Hundredths::pixels(200);

    fn labels(lowest: i64, highest: i64) -> String {
        let ticks = Scale::over(lowest, highest, FROM, HEIGHT).ticks();
        let labels: Vec<String> = ticks.into_iter().map(|tick| tick.label).collect();
        labels.join(" ")
    }

    #[test]
    fn marks_are_round_sums() {
        for (lowest, highest, expected) in [
            (0, 0, "£0.01 £0"),
            (0, 1, "£0.01 £0"),
            (0, 7, "£0.08 £0.06 £0.04 £0.02 £0"),
            (0, 99, "£1.00 £0.80 £0.60 £0.40 £0.20 £0"),
            (0, 500, "£5 £4 £3 £2 £1 £0"),
            (0, 501, "£6 £4 £2 £0"),
            (0, 123_456, "£1,500 £1,000 £500 £0"),
            (0, 99_999_999, "£1.0m £0.8m £0.6m £0.4m £0.2m £0"),
            (0, 73_000_000, "£800,000 £600,000 £400,000 £200,000 £0"),
            (0, 220_000_000_000, "£2.5bn £2.0bn £1.5bn £1.0bn £0.5bn £0"),
            (-100, 500, "£6 £4 £2 £0 −£2"),
            (-20, 500, "£6 £4 £2 £0"),
            (-500, 500, "£6 £4 £2 £0 −£2 −£4 −£6"),
            (-500, 0, "£0 −£1 −£2 −£3 −£4 −£5"),
            (-120_000_000, 10, "£0 −£0.5m −£1.0m −£1.5m"),
        ] {
            assert_eq!(labels(lowest, highest), expected, "{lowest} to {highest}");
        }
    }

    #[test]
    fn every_sum_between_the_extremes_has_its_place_in_the_picture() {
        for (lowest, highest) in [
            (0, 0),
            (0, 1),
            (-1, 0),
            (-1, 1),
            (-350, 12),
            (-20, 100_000),
            (0, i64::MAX),
            (i64::MIN, i64::MAX),
            (i64::MIN, 0),
        ] {
            let scale = Scale::over(lowest, highest, FROM, HEIGHT);
            let edges = FROM..=Hundredths(FROM.0 + HEIGHT.0);
            let (high, low) = (scale.y(highest), scale.y(lowest));
            assert!(edges.contains(&high) && edges.contains(&low), "{scale:?}");
            assert!(high <= scale.y(0) && scale.y(0) <= low);
            let ticks = scale.ticks();
            assert!((2..=8).contains(&ticks.len()), "{ticks:?}");
            assert!(ticks.iter().all(|tick| edges.contains(&tick.y)));
            assert!(ticks.windows(2).all(|pair| pair[0].y < pair[1].y));
        }
    }

    #[test]
    fn heights_are_in_proportion() {
        let scale = Scale::over(-5_000, 10_000, FROM, HEIGHT);

        for (pence, pixels) in [(10_000, 10), (5_000, 76), (0, 143), (-5_000, 210)] {
            assert_eq!(scale.y(pence).0 / 100, pixels, "{pence}");
        }
    }
}
