//! Parts of a whole: as a ring of two, or beside each other in one bar.

use super::Hundredths;

/// How many parts have a look of their own; those after share the last one's.
const LOOKS: usize = 9;

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) label: String,
    /// How much it is, in words.
    pub(crate) amount: String,
    /// Its share of the whole, in words.
    pub(crate) share: String,
    /// Which look it has, from 1.
    pub(crate) look: usize,
    /// Where it begins in the bar.
    pub(crate) x: Hundredths,
    /// How much of the bar it fills.
    pub(crate) width: Hundredths,
}

/// Lays parts out beside each other, in their order; each with its label, how much it
/// is in words, and its weight.
pub(crate) fn beside(parts: Vec<(String, String, u64)>) -> Vec<Part> {
    let whole: u128 = parts.iter().map(|(_, _, weight)| u128::from(*weight)).sum();
    let mut before: u128 = 0;
    let laid = parts.into_iter().enumerate();
    laid.map(|(index, (label, amount, weight))| {
        let weight = u128::from(weight);
        let x = Hundredths::share(before, whole);
        before += weight;
        Part {
            label,
            amount,
            share: share(weight, whole),
            look: (index + 1).min(LOOKS),
            x,
            width: x.to(Hundredths::share(before, whole)),
        }
    })
    .collect()
}

/// A share in words: whole percents, and neither nothing nor all unless it is.
pub(crate) fn share(part: u128, whole: u128) -> String {
    let hundredths = Hundredths::share(part, whole).0;
    match (part, (hundredths + 50) / 100) {
        (0, _) => "0%".to_owned(),
        (_, 0) => "under 1%".to_owned(),
        (part, 100) if part < whole => "over 99%".to_owned(),
        (_, percent) => format!("{percent}%"),
    }
}

/// So many of a thousand, in words: `94.2%`.
pub(crate) fn per_mille(of_thousand: u64) -> String {
    match (of_thousand / 10, of_thousand % 10) {
        (whole, 0) => format!("{whole}%"),
        (whole, tenth) => format!("{whole}.{tenth}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(weights: &[u64]) -> Vec<Part> {
        let part = |weight: &u64| ("Visa".to_owned(), weight.to_string(), *weight);
        beside(weights.iter().map(part).collect())
    }

    #[test]
    fn parts_fill_the_bar_without_gaps() {
        for weights in [
            vec![7],
            vec![1, 1, 1],
            vec![1_000_000, 1],
            vec![u64::MAX, u64::MAX, 1],
            vec![5; 12],
        ] {
            let mut at = Hundredths::default();
            for part in of(&weights) {
                assert_eq!(part.x, at, "{weights:?}");
                assert!((1..=LOOKS).contains(&part.look));
                at = Hundredths(at.0 + part.width.0);
            }
            assert_eq!(at, Hundredths::WHOLE, "{weights:?}");
        }
        assert!(of(&[0]).iter().all(|part| part.width.0 == 0));
        assert!(of(&[]).is_empty());
    }

    #[test]
    fn shares_are_neither_nothing_nor_all_unless_they_are() {
        for (part, whole, expected) in [
            (0, 10, "0%"),
            (1, 1_000, "under 1%"),
            (1, 3, "33%"),
            (2, 3, "67%"),
            (999, 1_000, "over 99%"),
            (10, 10, "100%"),
        ] {
            assert_eq!(share(part, whole), expected);
        }
        assert_eq!(
            (per_mille(942), per_mille(1_000)),
            ("94.2%".to_owned(), "100%".to_owned())
        );
    }
}
