//! How a service's account does: what it took and gave back, day by day.

use std::collections::BTreeMap;

use domain::account::Mode;
use domain::payment::Status;
use domain::ports::queries::Tallies;
use domain::staff::Permission;
use domain::{ServiceId, Timestamp};
use time::Date;

use super::Staff;
use super::services::AccessError;
use crate::Application;

/// How many days a dashboard covers at most.
pub const DASHBOARD_DAYS_MAX: usize = 92;

/// A day where the service is, as instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The date.
    pub date: Date,
    /// When it begins; whole hours from UTC.
    pub from: Timestamp,
    /// When the next begins.
    pub to: Timestamp,
}

/// A number of payments or refunds, and what they are over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// How many.
    pub count: u64,
    /// What they are over, in pence.
    pub total: i64,
}

/// One day's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayFigures {
    /// The date.
    pub date: Date,
    /// What was paid.
    pub taken: Figure,
    /// What was given back.
    pub refunded: Figure,
}

/// How an account did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dashboard {
    /// Day by day, oldest first; days without anything too.
    pub days: Vec<DayFigures>,
    /// What was paid in all.
    pub taken: Figure,
    /// What was given back in all.
    pub refunded: Figure,
    /// Payments that are over, whether they were paid or not.
    pub finished: u64,
    /// Payments that are not over.
    pub in_progress: u64,
    /// Why payments were not paid, most frequent first.
    pub failures: Vec<(Status, u64)>,
    /// What was paid by brand of card, most paid first; `None` where nobody knows it.
    pub brands: Vec<(Option<String>, Figure)>,
}

impl Figure {
    fn add(&mut self, count: u64, total: i64) {
        self.count = self.count.saturating_add(count);
        self.total = self.total.saturating_add(total);
    }
}

impl Dashboard {
    /// What was paid less what was given back, in pence; below nothing where more was
    /// given back.
    pub fn net(&self) -> i64 {
        self.taken.total.saturating_sub(self.refunded.total)
    }

    /// How many of a thousand finished payments were paid; `None` when none finished.
    pub fn success_per_mille(&self) -> Option<u64> {
        let paid = self.taken.count.saturating_mul(1_000);
        paid.checked_div(self.finished)
    }

    /// Sums the hours up into days.
    fn of(days: &[Day], tallies: Tallies) -> Self {
        let mut figures: Vec<DayFigures> = days
            .iter()
            .map(|day| DayFigures {
                date: day.date,
                taken: Figure::default(),
                refunded: Figure::default(),
            })
            .collect();
        let on = |hour: Timestamp| {
            days.iter()
                .position(|day| day.from <= hour && hour < day.to)
        };
        let mut dashboard = Self {
            days: Vec::new(),
            taken: Figure::default(),
            refunded: Figure::default(),
            finished: 0,
            in_progress: 0,
            failures: Vec::new(),
            brands: Vec::new(),
        };
        let mut failures: BTreeMap<Status, u64> = BTreeMap::new();
        let mut brands: BTreeMap<Option<String>, Figure> = BTreeMap::new();
        for tally in tallies.payments {
            let Some(day) = on(tally.hour).and_then(|day| figures.get_mut(day)) else {
                continue;
            };
            if tally.status == Status::Success {
                day.taken.add(tally.count, tally.total);
                dashboard.taken.add(tally.count, tally.total);
                brands
                    .entry(tally.brand)
                    .or_default()
                    .add(tally.count, tally.total);
            } else if tally.status.finished() {
                *failures.entry(tally.status).or_default() += tally.count;
            }
            if tally.status.finished() {
                dashboard.finished += tally.count;
            } else {
                dashboard.in_progress += tally.count;
            }
        }
        for tally in tallies.refunds {
            if let Some(day) = on(tally.hour).and_then(|day| figures.get_mut(day)) {
                day.refunded.add(tally.count, tally.total);
                dashboard.refunded.add(tally.count, tally.total);
            }
        }
        dashboard.days = figures;
        dashboard.failures = failures.into_iter().collect();
        dashboard
            .failures
            .sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        dashboard.brands = brands.into_iter().collect();
        dashboard
            .brands
            .sort_by_key(|(_, figure)| std::cmp::Reverse(figure.total));
        dashboard
    }
}

impl Application {
    /// How a service's account did on these days, which follow each other, oldest first.
    pub async fn staff_dashboard(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        days: &[Day],
    ) -> Result<Dashboard, AccessError> {
        let see = Permission::SeeTransactions;
        let account = self.account_for(staff, service, mode, see).await?;
        let days = days.get(..DASHBOARD_DAYS_MAX).unwrap_or(days);
        let tallies = match (days.first(), days.last()) {
            (Some(first), Some(last)) => {
                let queries = &self.ports.queries;
                queries.tallies(&account.id, first.from, last.to).await?
            }
            _ => Tallies::default(),
        };
        Ok(Dashboard::of(days, tallies))
    }
}
