//! The pictures, and what is said about each to those who do not see them.

use application::staff::dashboard::{Dashboard, DayFigures};
use domain::card::Brand;
use domain::payment::Status;

use super::chart::days::{DaysChart, full_name};
use super::chart::parts::{Part, beside, per_mille, share};
use super::figures::number;
use crate::london;
use crate::pounds;

/// Up to so many days, their table is open from the beginning.
const OPEN_DAYS_MAX: usize = 7;

/// Money by day.
pub(crate) struct DaysPicture {
    pub(crate) chart: DaysChart,
    pub(crate) says: String,
    pub(crate) rows: Vec<DayRow>,
    /// Whether the table is open from the beginning.
    pub(crate) open: bool,
}

/// A day in the table.
pub(crate) struct DayRow {
    pub(crate) day: String,
    pub(crate) payments: String,
    pub(crate) taken: String,
    pub(crate) refunds: String,
    pub(crate) refunded: String,
    pub(crate) net: String,
}

/// How many payments of those that are over were paid.
pub(crate) struct RatePicture {
    /// `94.2%`.
    pub(crate) rate: String,
    /// The part of the ring that is paid, in thousandths.
    pub(crate) of_thousand: u64,
    pub(crate) says: String,
    /// What became of payments, how many, and which share of those that are over.
    pub(crate) rows: Vec<(&'static str, String, String)>,
}

/// Parts of a whole.
pub(crate) struct PartsPicture {
    pub(crate) says: String,
    pub(crate) parts: Vec<Part>,
}

impl DaysPicture {
    /// The picture; `None` where no money came or went.
    pub(crate) fn of(dashboard: &Dashboard) -> Option<Self> {
        if dashboard.taken.count == 0 && dashboard.refunded.count == 0 {
            return None;
        }
        let days = &dashboard.days;
        let best = days.iter().rev().max_by_key(|day| day.taken.total);
        let best = best.map(|day| {
            let (sum, date) = (pounds::text(day.taken.total), full_name(day.date));
            format!(" The most was taken on {date}: {sum}.")
        });
        Some(Self {
            chart: DaysChart::of(days),
            says: format!(
                "Taken {}, refunded {}, net {}.{}",
                pounds::text(dashboard.taken.total),
                pounds::text(dashboard.refunded.total),
                pounds::text(dashboard.net()),
                best.filter(|_| days.len() > 1 && dashboard.taken.count > 0)
                    .unwrap_or_default()
            ),
            rows: days.iter().map(DayRow::of).collect(),
            open: days.len() <= OPEN_DAYS_MAX,
        })
    }
}

impl DayRow {
    fn of(day: &DayFigures) -> Self {
        let net = day.taken.total.saturating_sub(day.refunded.total);
        Self {
            day: london::calendar_day(day.date),
            payments: pounds::thousands(day.taken.count),
            taken: pounds::text(day.taken.total),
            refunds: pounds::thousands(day.refunded.count),
            refunded: pounds::text(day.refunded.total),
            net: pounds::text(net),
        }
    }
}

impl RatePicture {
    /// The picture; `None` where no payment is over.
    pub(crate) fn of(dashboard: &Dashboard) -> Option<Self> {
        let of_thousand = dashboard.success_per_mille()?;
        let (paid, finished) = (dashboard.taken.count, dashboard.finished);
        let unpaid = finished.saturating_sub(paid);
        let rate = per_mille(of_thousand);
        let row = |what, count: u64| {
            let of_finished = share(u128::from(count), u128::from(finished));
            (what, pounds::thousands(count), of_finished)
        };
        let in_progress = pounds::thousands(dashboard.in_progress);
        Some(Self {
            says: format!(
                "{rate} of {} were paid.",
                number(finished, "finished payment")
            ),
            rate,
            of_thousand,
            rows: vec![
                row("Paid", paid),
                row("Not paid", unpaid),
                ("In progress", in_progress, "–".to_owned()),
            ],
        })
    }
}

impl PartsPicture {
    /// Why payments were not paid; `None` where all were.
    pub(crate) fn of_failures(dashboard: &Dashboard) -> Option<Self> {
        let part = |(status, count): &(Status, u64)| {
            let amount = pounds::thousands(*count);
            (reason(*status).to_owned(), amount, *count)
        };
        Self::of(dashboard.failures.iter().map(part).collect())
    }

    /// What was paid by brand of card; `None` where nothing was.
    pub(crate) fn of_brands(dashboard: &Dashboard) -> Option<Self> {
        let brands = dashboard.brands.iter().map(|(brand, figure)| {
            let known = brand.as_deref().and_then(Brand::by_id);
            let label = known.map_or("Unknown brand", brand_name);
            let weight = u64::try_from(figure.total).unwrap_or_default();
            (label.to_owned(), pounds::text(figure.total), weight)
        });
        Self::of(brands.collect())
    }

    fn of(parts: Vec<(String, String, u64)>) -> Option<Self> {
        let parts = beside(parts);
        let first = parts.first()?;
        let says = match parts.len() {
            1 => format!("{}: {}, all of it.", first.label, first.amount),
            _ => format!("Most: {}, {}, {}.", first.label, first.amount, first.share),
        };
        Some(Self { says, parts })
    }
}

/// What a payment that was not paid is counted under.
fn reason(status: Status) -> &'static str {
    match status {
        Status::Declined => "Declined by the bank",
        Status::Expired => "Not finished in time",
        Status::CancelledByPayingUser => "Cancelled by the paying user",
        Status::CancelledByService => "Cancelled by the service",
        Status::Error => "Error at the provider",
        Status::Created
        | Status::Started
        | Status::Submitted
        | Status::Capturable
        | Status::Success => "In progress",
    }
}

/// What people call a brand.
pub(crate) fn brand_name(brand: Brand) -> &'static str {
    match brand {
        Brand::Jcb => "JCB",
        Brand::UnionPay => "UnionPay",
        Brand::Visa
        | Brand::Mastercard
        | Brand::AmericanExpress
        | Brand::DinersClub
        | Brand::Discover
        | Brand::Maestro => brand.label(),
    }
}
