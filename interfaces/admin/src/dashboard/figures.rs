//! The figures above the pictures, each with the transactions that it counts.

use application::staff::dashboard::{Dashboard, Figure};
use domain::ports::queries::TransactionStatus as S;

use super::chart::parts::per_mille;
use super::period::Period;
use crate::pounds;

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FigureCard {
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    /// The figure itself.
    pub(crate) value: String,
    /// What is behind it.
    pub(crate) behind: String,
    /// The transactions that it counts.
    pub(crate) href: String,
}

/// Figures of more letters than this are shown smaller.
const LETTERS_MAX: usize = 10;

impl FigureCard {
    /// Whether the figure needs to be shown smaller.
    pub(crate) fn is_long(&self) -> bool {
        self.value.chars().count() > LETTERS_MAX
    }
}

/// Where payments stand that are over.
const OVER: &[S] = &[S::Success, S::Declined, S::TimedOut, S::Cancelled, S::Error];

/// The figures; `transactions` is where the list is.
pub(crate) fn cards(dashboard: &Dashboard, period: &Period, transactions: &str) -> Vec<FigureCard> {
    let card = |id, label, value, behind, statuses: &[S]| FigureCard {
        id,
        label,
        value,
        behind,
        href: narrowed(transactions, period, statuses),
    };
    let (taken, refunded) = (dashboard.taken, dashboard.refunded);
    let rate = dashboard.success_per_mille();
    vec![
        card(
            "figure-taken",
            "Successful payments",
            pounds::text(taken.total),
            counted(taken, "payment"),
            &[S::Success],
        ),
        card(
            "figure-refunded",
            "Refunds",
            pounds::text(refunded.total),
            counted(refunded, "refund"),
            &[S::RefundSuccess],
        ),
        card(
            "figure-net",
            "Net",
            pounds::text(dashboard.net()),
            "payments less refunds".to_owned(),
            &[S::Success, S::RefundSuccess],
        ),
        card(
            "figure-success",
            "Success rate",
            rate.map_or_else(|| "–".to_owned(), per_mille),
            match dashboard.finished {
                0 => "no finished payments".to_owned(),
                finished => format!("of {} finished", pounds::thousands(finished)),
            },
            OVER,
        ),
    ]
}

/// The list of transactions narrowed to these days and statuses.
pub(crate) fn narrowed(transactions: &str, period: &Period, statuses: &[S]) -> String {
    let states = statuses
        .iter()
        .map(|status| ("state", status.word().to_owned()));
    let pairs: Vec<(&str, String)> = period.as_filters().into_iter().chain(states).collect();
    let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    format!("{transactions}?{query}")
}

/// `1 payment`, `1,234 payments`.
pub(crate) fn number(count: u64, what: &str) -> String {
    let count_text = pounds::thousands(count);
    let plural = if count == 1 { "" } else { "s" };
    format!("{count_text} {what}{plural}")
}

fn counted(figure: Figure, what: &str) -> String {
    number(figure.count, what)
}
