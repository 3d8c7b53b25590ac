//! Pages of search results.

use domain::ports::queries::{
    AgreementSearch, DisputeSearch, FoundDispute, FoundRefund, Page, PaymentSearch, RefundSearch,
    Sheet,
};
use domain::{Agreement, Payment};

use super::navigation::Pages;
use super::{agreement, dispute, filters, payment, refund};
use crate::generated::public::{
    AgreementSearchResults, DisputesSearchResults, PaymentSearchResults, RefundSearchResults,
    SearchAgreementsParameters, SearchDisputesParameters, SearchPaymentsParameters,
    SearchRefundsParameters,
};
use crate::settings::ApiSettings;

/// One page of payments.
pub(crate) fn payments(
    found: &Page<Payment>,
    wanted: &PaymentSearch,
    sent: &SearchPaymentsParameters,
    settings: &ApiSettings,
) -> PaymentSearchResults {
    payments_at("/v1/payments", found, wanted, sent, settings)
}

/// One page of payments, under their older name.
pub(crate) fn transactions(
    found: &Page<Payment>,
    wanted: &PaymentSearch,
    sent: &SearchPaymentsParameters,
    settings: &ApiSettings,
) -> PaymentSearchResults {
    payments_at("/v1/transactions", found, wanted, sent, settings)
}

fn payments_at(
    path: &str,
    found: &Page<Payment>,
    wanted: &PaymentSearch,
    sent: &SearchPaymentsParameters,
    settings: &ApiSettings,
) -> PaymentSearchResults {
    let filters = filters::of_payments(sent);
    let (counts, pages) = around(found, wanted.sheet, path, &filters, settings);
    let results = found.items.iter();
    PaymentSearchResults {
        total: counts.total,
        count: counts.count,
        page: counts.page,
        results: results
            .map(|item| payment::for_search(item, settings))
            .collect(),
        links: pages.links(),
    }
}

/// One page of refunds.
pub(crate) fn refunds(
    found: &Page<FoundRefund>,
    wanted: &RefundSearch,
    sent: &SearchRefundsParameters,
    settings: &ApiSettings,
) -> RefundSearchResults {
    let filters = filters::of_refunds(sent);
    let (counts, pages) = around(found, wanted.sheet, "/v1/refunds", &filters, settings);
    let results = found.items.iter();
    RefundSearchResults {
        total: counts.total,
        count: counts.count,
        page: counts.page,
        results: results
            .map(|item| refund::for_search(item, settings))
            .collect(),
        links: pages.links_or_empty(),
    }
}

/// One page of disputes. Its links go by two names, which clients have both met.
pub(crate) fn disputes(
    found: &Page<FoundDispute>,
    wanted: &DisputeSearch,
    sent: &SearchDisputesParameters,
    settings: &ApiSettings,
) -> DisputesSearchResults {
    let filters = filters::of_disputes(sent);
    let (counts, pages) = around(found, wanted.sheet, "/v1/disputes", &filters, settings);
    let results = found.items.iter();
    DisputesSearchResults {
        total: counts.total,
        count: counts.count,
        page: counts.page,
        results: results
            .map(|item| dispute::for_search(item, settings))
            .collect(),
        links: pages.links_or_empty(),
        links_: pages.links_or_empty(),
    }
}

/// One page of agreements.
pub(crate) fn agreements(
    found: &Page<Agreement>,
    wanted: &AgreementSearch,
    sent: &SearchAgreementsParameters,
    settings: &ApiSettings,
) -> AgreementSearchResults {
    let filters = filters::of_agreements(sent);
    let (counts, pages) = around(found, wanted.sheet, "/v1/agreements", &filters, settings);
    AgreementSearchResults {
        total: counts.total,
        count: counts.count,
        page: counts.page,
        results: found.items.iter().map(agreement::one).collect(),
        links: pages.links_or_empty(),
    }
}

/// The numbers of a page.
struct Counts {
    total: i32,
    count: i32,
    page: i32,
}

/// What stands around the results of every search.
fn around<T>(
    found: &Page<T>,
    sheet: Sheet,
    path: &str,
    filters: &str,
    settings: &ApiSettings,
) -> (Counts, Pages) {
    let number = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
    let counts = Counts {
        total: number(found.total),
        count: i32::try_from(found.items.len()).unwrap_or(i32::MAX),
        page: number(sheet.page),
    };
    let address = format!("{}{path}", settings.api_url);
    (counts, Pages::of(&address, filters, sheet, found.total))
}
