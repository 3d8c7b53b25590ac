//! Payments, refunds and disputes in one list.

use std::collections::BTreeSet;

use domain::payment::metadata::MetadataValue;
use domain::ports::queries::{
    FOUND_MAX, FoundTransaction, TransactionCursor, TransactionPart, TransactionSearch,
};
use domain::{AccountId, Payment};

use super::search::{has, is_exactly, within};
use crate::data::Data;

/// Everything that matches, newest first.
pub(super) fn all(
    data: &Data,
    accounts: &[AccountId],
    search: &TransactionSearch,
) -> Vec<FoundTransaction> {
    let payments = data.payments.values();
    let mut found: Vec<FoundTransaction> = payments
        .filter(|payment| accounts.contains(&payment.account) && is_about(payment, search))
        .flat_map(parts)
        .filter(|found| {
            let any = search.statuses.is_empty();
            (any || search.statuses.contains(&found.status()))
                && within(found.created_at(), search.from, search.to)
        })
        .collect();
    found.sort_by_cached_key(|found| std::cmp::Reverse(place(&found.cursor())));
    found
}

/// Those that come after a place, up to so many.
pub(super) fn after(
    found: Vec<FoundTransaction>,
    after: Option<&TransactionCursor>,
    limit: u64,
) -> Vec<FoundTransaction> {
    found
        .into_iter()
        .filter(|found| after.is_none_or(|after| place(&found.cursor()) < place(after)))
        .take(usize::try_from(limit).unwrap_or(usize::MAX))
        .collect()
}

/// Every key of their metadata.
pub(super) fn metadata_keys(found: &[FoundTransaction]) -> Vec<String> {
    let pairs = found
        .iter()
        .flat_map(|found| found.payment.metadata.pairs());
    let keys: BTreeSet<String> = pairs.map(|(key, _)| key.clone()).collect();
    keys.into_iter().collect()
}

/// The account's payments of which a refund waits for approval, longest first.
pub(super) fn awaiting_approval(data: &Data, account: &AccountId) -> Vec<Payment> {
    let payments = data.payments.values();
    let mut waiting: Vec<_> = payments
        .filter(|payment| payment.account == *account)
        .filter_map(|payment| {
            let approvals = payment.approvals.iter();
            let open = approvals.filter(|approval| approval.holds_its_amount());
            let since = open.map(|approval| approval.asked_at).min()?;
            Some((since, &payment.id, payment))
        })
        .collect();
    waiting.sort_by_key(|(since, id, _)| (*since, *id));
    let most = usize::try_from(FOUND_MAX).unwrap_or(usize::MAX);
    let waiting = waiting.into_iter().map(|(_, _, payment)| payment.clone());
    waiting.take(most).collect()
}

fn place(cursor: &TransactionCursor) -> (domain::Timestamp, String) {
    (cursor.created_at, cursor.id.clone())
}

/// A payment, and what there is about it.
fn parts(payment: &Payment) -> Vec<FoundTransaction> {
    let refunds = payment.refunds.iter().cloned().map(TransactionPart::Refund);
    let disputes = payment.disputes.iter().cloned();
    [TransactionPart::Payment]
        .into_iter()
        .chain(refunds)
        .chain(disputes.map(TransactionPart::Dispute))
        .map(|part| FoundTransaction {
            payment: payment.clone(),
            part,
        })
        .collect()
}

/// Whether the payment is what is asked for.
fn is_about(payment: &Payment, search: &TransactionSearch) -> bool {
    let card = payment.card.as_ref();
    let email = payment.email.as_ref().map(|email| email.as_str());
    let holder = card.and_then(|card| card.holder.as_ref());
    let brand = card.and_then(|card| card.brand).map(|brand| brand.id());
    let last_four = card.and_then(|card| card.last_four.as_deref());
    let agreement = payment.agreement.as_ref();
    has(
        search.reference.as_deref(),
        Some(payment.reference.as_str()),
    ) && has(search.email.as_deref(), email)
        && has(
            search.cardholder_name.as_deref(),
            holder.map(|holder| holder.as_str()),
        )
        && is_exactly(search.last_digits.as_deref(), last_four)
        && (search.brands.is_empty()
            || brand.is_some_and(|brand| search.brands.iter().any(|wanted| wanted == brand)))
        && search.metadata_value.as_deref().is_none_or(|wanted| {
            let mut pairs = payment.metadata.pairs().iter();
            pairs.any(|(_, value)| is_spelt(value, wanted))
        })
        && is_exactly(
            search.agreement.as_ref().map(|wanted| wanted.as_str()),
            agreement.map(|part| part.agreement.as_str()),
        )
}

fn is_spelt(value: &MetadataValue, wanted: &str) -> bool {
    match value {
        MetadataValue::Text(text) | MetadataValue::Number(text) => text == wanted,
        MetadataValue::Bool(value) => wanted == if *value { "true" } else { "false" },
    }
}
