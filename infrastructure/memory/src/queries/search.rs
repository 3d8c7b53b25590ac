//! The searches: everything of the account is looked at, one by one.

use domain::ports::queries::{
    AgreementSearch, DisputeSearch, FoundDispute, FoundRefund, Page, PaymentSearch, RefundSearch,
    Sheet,
};
use domain::{AccountId, Agreement, Payment, Timestamp};

use crate::data::Data;

/// The payments that match.
pub(super) fn payments(data: &Data, account: &AccountId, search: &PaymentSearch) -> Page<Payment> {
    let found = of_account(data, account).filter(|payment| matches(payment, search));
    page(
        found.cloned().collect(),
        |payment| (payment.created_at, payment.id.as_str()),
        search.sheet,
    )
}

/// The refunds that match.
pub(super) fn refunds(
    data: &Data,
    account: &AccountId,
    search: &RefundSearch,
) -> Page<FoundRefund> {
    let found = of_account(data, account)
        .flat_map(|payment| {
            payment.refunds.iter().map(|refund| FoundRefund {
                payment: payment.id.clone(),
                refund: refund.clone(),
            })
        })
        .filter(|found| {
            within(found.refund.created_at, search.from, search.to)
                && search.settled.matches(found.refund.settled_on)
        });
    page(
        found.collect(),
        |found| (found.refund.created_at, found.refund.id.as_str()),
        search.sheet,
    )
}

/// The disputes that match.
pub(super) fn disputes(
    data: &Data,
    account: &AccountId,
    search: &DisputeSearch,
) -> Page<FoundDispute> {
    let found = of_account(data, account)
        .flat_map(|payment| {
            payment.disputes.iter().map(|dispute| FoundDispute {
                payment: payment.id.clone(),
                dispute: dispute.clone(),
            })
        })
        .filter(|found| {
            let status = search.status.is_none_or(|s| s == found.dispute.status);
            status
                && within(found.dispute.created_at, search.from, search.to)
                && search.settled.matches(found.dispute.settled_on)
        });
    page(
        found.collect(),
        |found| (found.dispute.created_at, found.dispute.id.as_str()),
        search.sheet,
    )
}

/// The agreements that match.
pub(super) fn agreements(
    data: &Data,
    account: &AccountId,
    search: &AgreementSearch,
) -> Page<Agreement> {
    let found = data.agreements.values().filter(|agreement| {
        let reference = Some(agreement.reference.as_str());
        agreement.account == *account
            && is(search.reference.as_deref(), reference)
            && search
                .status
                .is_none_or(|status| status == agreement.status)
    });
    page(
        found.cloned().collect(),
        |agreement| (agreement.created_at, agreement.id.as_str()),
        search.sheet,
    )
}

fn of_account<'a>(data: &'a Data, account: &'a AccountId) -> impl Iterator<Item = &'a Payment> {
    let payments = data.payments.values();
    payments.filter(move |payment| payment.account == *account)
}

fn matches(payment: &Payment, search: &PaymentSearch) -> bool {
    let card = payment.card.as_ref();
    let email = payment.email.as_ref().map(|email| email.as_str());
    let holder = card.and_then(|card| card.holder.as_ref());
    let brand = card.and_then(|card| card.brand).map(|brand| brand.id());
    let first_six = card.and_then(|card| card.first_six.as_deref());
    let last_four = card.and_then(|card| card.last_four.as_deref());
    let agreement = payment.agreement.as_ref();
    is(
        search.reference.as_deref(),
        Some(payment.reference.as_str()),
    ) && has(search.email.as_deref(), email)
        && (search.statuses.is_empty() || search.statuses.contains(&payment.status()))
        && is_exactly(search.card_brand.as_deref(), brand)
        && has(
            search.cardholder_name.as_deref(),
            holder.map(|holder| holder.as_str()),
        )
        && is_exactly(search.first_digits.as_deref(), first_six)
        && is_exactly(search.last_digits.as_deref(), last_four)
        && is_exactly(
            search.agreement.as_deref(),
            agreement.map(|part| part.agreement.as_str()),
        )
        && within(payment.created_at, search.from, search.to)
        && search.settled.matches(payment.settled_on)
}

/// Whether the text is what is wanted, if anything is.
pub(super) fn is_exactly(wanted: Option<&str>, text: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| text == Some(wanted))
}

/// The same, whatever the case.
pub(super) fn is(wanted: Option<&str>, text: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| text.map(str::to_lowercase) == Some(wanted.to_lowercase()))
}

/// Whether what is wanted, if anything is, is a part of the text, whatever the case.
pub(super) fn has(wanted: Option<&str>, text: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| {
        text.is_some_and(|text| text.to_lowercase().contains(&wanted.to_lowercase()))
    })
}

pub(super) fn within(at: Timestamp, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
    from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to)
}

/// The part of what was found that is on the sheet, newest first.
pub(super) fn page<T>(
    mut found: Vec<T>,
    age: impl Fn(&T) -> (Timestamp, &str),
    which: Sheet,
) -> Page<T> {
    found.sort_by(|a, b| age(b).cmp(&age(a)));
    sheet(found, which)
}

/// The part that is on the sheet.
pub(super) fn sheet<T>(found: Vec<T>, which: Sheet) -> Page<T> {
    let size = usize::try_from(which.display_size).unwrap_or(usize::MAX);
    let before = which
        .page
        .saturating_sub(1)
        .saturating_mul(which.display_size);
    Page {
        total: found.len().try_into().unwrap_or(u64::MAX),
        items: found
            .into_iter()
            .skip(usize::try_from(before).unwrap_or(usize::MAX))
            .take(size)
            .collect(),
    }
}
