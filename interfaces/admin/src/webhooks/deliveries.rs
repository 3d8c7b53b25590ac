//! One page of what a webhook was sent, or is to be.

use application::staff::webhooks::deliveries::DELIVERIES_A_PAGE;
use domain::ports::queries::Page;
use domain::webhook::Delivery;

use super::filters::Filters;
use super::words;
use crate::london;
use crate::newer_older::{Cut, NewerOlder};
use crate::transactions::standing::Tag;

/// The deliveries, as the list shows them.
pub(super) struct Deliveries {
    pub(super) rows: Vec<Row>,
    pub(super) part: NewerOlder,
    /// The list without filters.
    pub(super) all: String,
    /// Whether anything is filtered.
    pub(super) narrow: bool,
}

/// One delivery.
pub(super) struct Row {
    pub(super) href: String,
    pub(super) payment: String,
    pub(super) is_test: bool,
    pub(super) event: &'static str,
    pub(super) tag: Tag,
    pub(super) happened: String,
    pub(super) happened_machine: String,
    pub(super) attempts: usize,
    pub(super) next: Option<String>,
}

impl Deliveries {
    /// What was found for a webhook at this address.
    pub(super) fn of(found: &Page<Delivery>, filters: &Filters, path: &str) -> Self {
        let cut = Cut {
            page: filters.page(),
            size: DELIVERIES_A_PAGE,
            what: ("message", "messages"),
        };
        let href = |page| filters.keep_on_page(path, page);
        Self {
            rows: found.items.iter().map(|it| Row::of(it, path)).collect(),
            part: NewerOlder::of(&cut, found.items.len(), found.total, href),
            all: path.to_owned(),
            narrow: filters.narrow(),
        }
    }

    /// Nothing, since the filters could not be read.
    pub(super) fn nothing(filters: &Filters, path: &str) -> Self {
        let nothing = Page {
            items: Vec::new(),
            total: 0,
        };
        let first = Filters::default();
        Self {
            narrow: filters.narrow(),
            ..Self::of(&nothing, &first, path)
        }
    }
}

impl Row {
    fn of(delivery: &Delivery, path: &str) -> Self {
        Self {
            href: format!("{path}/deliveries/{}", delivery.id),
            payment: delivery.payment.to_string(),
            is_test: delivery.is_test,
            event: delivery.event.label(),
            tag: words::of_delivery(delivery.status),
            happened: london::short(delivery.happened_at),
            happened_machine: london::machine(delivery.happened_at),
            attempts: delivery.attempts.len(),
            next: delivery.next_at.map(london::short),
        }
    }
}
