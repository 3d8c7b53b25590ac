//! Which part of a list this is, and the ways to its other parts.

use application::staff::transactions::TRANSACTIONS_A_PAGE;

use super::filters::Filters;

/// How many pages are shown on each side of this one.
const NEIGHBOURS: u64 = 1;

/// Lists of more pages than this lead to any of them by its number.
const PAGES_AT_HAND: u64 = 5;

/// Ways to the other pages of a list.
pub(crate) struct Pager {
    /// `Showing 1 to 20 of 45 transactions`; empty when there is nothing to show.
    pub(crate) showing: String,
    /// Whether something matches, but on earlier pages.
    pub(crate) past_the_end: bool,
    pub(crate) first: String,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    /// Empty when there is only one page.
    pub(crate) pages: Vec<Step>,
    /// For lists of many pages: the way to any of them by its number.
    pub(crate) jump: Option<Jump>,
}

/// A form that leads to a page by its number.
pub(crate) struct Jump {
    pub(crate) action: String,
    /// What is kept of the filters.
    pub(crate) kept: Vec<(&'static str, String)>,
    pub(crate) last: u64,
}

/// One step of the pager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A page.
    Page {
        number: u64,
        href: String,
        current: bool,
    },
    /// Pages left out.
    Gap,
}

impl Pager {
    /// The ways from this page, which has so many of so many in all.
    pub(crate) fn of(filters: &Filters, path: &str, shown: usize, total: u64) -> Self {
        let page = filters.page();
        let last = total.div_ceil(TRANSACTIONS_A_PAGE).max(1);
        let href = |number: u64| filters.keep_on_page(path, number);
        let shown = u64::try_from(shown).unwrap_or(u64::MAX);
        let before = (page - 1).saturating_mul(TRANSACTIONS_A_PAGE);
        let showing = match (shown, total) {
            (0, _) => String::new(),
            (_, 1) => "Showing 1 transaction".to_owned(),
            _ => format!(
                "Showing {} to {} of {} transactions",
                with_commas(before + 1),
                with_commas(before + shown),
                with_commas(total)
            ),
        };
        let numbers = if last > 1 && page <= last {
            numbers(page, last)
        } else {
            Vec::new()
        };
        let mut pages = Vec::new();
        let mut expected = 1;
        for number in numbers {
            if number > expected {
                pages.push(Step::Gap);
            }
            pages.push(Step::Page {
                number,
                href: href(number),
                current: number == page,
            });
            expected = number + 1;
        }
        Self {
            showing,
            past_the_end: shown == 0 && total > 0,
            first: href(1),
            previous: (page > 1 && page <= last).then(|| href(page - 1)),
            next: (page < last).then(|| href(page + 1)),
            pages,
            jump: (last > PAGES_AT_HAND).then(|| Jump {
                action: path.to_owned(),
                kept: filters.pairs(),
                last,
            }),
        }
    }
}

/// The first page, the last, this one and those beside it.
fn numbers(page: u64, last: u64) -> Vec<u64> {
    let near = page.saturating_sub(NEIGHBOURS)..=page.saturating_add(NEIGHBOURS);
    let mut numbers: Vec<u64> = near.chain([1, last]).collect();
    numbers.retain(|number| (1..=last).contains(number));
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// `12,345`.
fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;

    fn pager(page: u64, shown: usize, total: u64) -> Pager {
        let mut form = Form::parse(format!("page={page}").as_bytes()).unwrap();
        Pager::of(&Filters::read(&mut form), "/t", shown, total)
    }

    fn drawn(pager: &Pager) -> String {
        let steps = pager.pages.iter().map(|step| match step {
            Step::Gap => "…".to_owned(),
            Step::Page {
                number,
                current: true,
                ..
            } => format!("[{number}]"),
            Step::Page { number, .. } => number.to_string(),
        });
        steps.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pages_say_which_part_of_the_list_they_are() {
        for (page, shown, total, says, steps) in [
            (1, 0, 0, "", ""),
            (1, 1, 1, "Showing 1 transaction", ""),
            (1, 20, 20, "Showing 1 to 20 of 20 transactions", ""),
            (1, 20, 45, "Showing 1 to 20 of 45 transactions", "[1] 2 3"),
            (3, 5, 45, "Showing 41 to 45 of 45 transactions", "1 2 [3]"),
            (
                50,
                20,
                1_000_000,
                "Showing 981 to 1,000 of 1,000,000 transactions",
                "1 … 49 [50] 51 … 50000",
            ),
            (9, 0, 45, "", ""),
        ] {
            let pager = pager(page, shown, total);
            assert_eq!(pager.showing, says);
            assert_eq!(drawn(&pager), steps);
            assert_eq!(pager.past_the_end, page == 9);
            assert_eq!(
                pager.jump.map(|jump| jump.last),
                (page == 50).then_some(50_000)
            );
        }
    }

    #[test]
    fn the_ends_of_the_list_lead_nowhere() {
        let (first, last) = (pager(1, 20, 45), pager(3, 5, 45));

        assert_eq!(
            (first.previous, first.next.as_deref()),
            (None, Some("/t?page=2"))
        );
        assert_eq!(
            (last.previous.as_deref(), last.next),
            (Some("/t?page=2"), None)
        );
    }
}
