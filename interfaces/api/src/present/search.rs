//! A page of search results, and the ways to the other pages.

use domain::ports::queries::{PaymentPage, PaymentSearch};

use super::links::encoded;
use super::payment;
use crate::contract::{Described, Raw};
use crate::generated::public::{
    Link, PaymentSearchResults, SearchNavigationLinks, SearchPaymentsParameters,
};
use crate::settings::ApiSettings;

/// One page of payments.
pub(crate) fn page(
    found: &PaymentPage,
    wanted: &PaymentSearch,
    sent: &SearchPaymentsParameters,
    settings: &ApiSettings,
) -> PaymentSearchResults {
    let number = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
    PaymentSearchResults {
        total: number(found.total),
        count: i32::try_from(found.payments.len()).unwrap_or(i32::MAX),
        page: number(wanted.page),
        results: found
            .payments
            .iter()
            .map(|payment| payment::for_search(payment, settings))
            .collect(),
        links: navigation(found.total, wanted, sent, settings),
    }
}

fn navigation(
    total: u64,
    wanted: &PaymentSearch,
    sent: &SearchPaymentsParameters,
    settings: &ApiSettings,
) -> SearchNavigationLinks {
    let last = total.div_ceil(wanted.display_size.max(1)).max(1);
    let filters = filters(sent);
    let to = |page: u64| Link {
        href: format!(
            "{}/v1/payments?{filters}page={page}&display_size={}",
            settings.api_url, wanted.display_size
        ),
        method: None,
    };
    SearchNavigationLinks {
        self_: to(wanted.page),
        first_page: to(1),
        last_page: to(last),
        prev_page: (1..=last)
            .contains(&(wanted.page - 1))
            .then(|| to(wanted.page - 1)),
        next_page: (wanted.page < last).then(|| to(wanted.page + 1)),
    }
}

/// What the caller asked for, to be asked again on other pages.
fn filters(sent: &SearchPaymentsParameters) -> String {
    let mut filters = String::new();
    add(&sent.reference, &mut filters);
    add(&sent.state, &mut filters);
    add(&sent.from_date, &mut filters);
    add(&sent.to_date, &mut filters);
    filters
}

fn add<P: Described>(sent: &Raw<P>, filters: &mut String) {
    if let Some(value) = sent.given() {
        filters.push_str(&format!("{}={}&", P::NAME, encoded(value)));
    }
}
