//! What services and people were told, and what is yet to be told.

use domain::email::OutgoingEmail;
use domain::ports::queries::{DeliverySearch, EmailSearch, HandedOn, HandedOnCursor, Page};
use domain::webhook::Delivery;
use domain::{AccountId, PaymentId, WebhookId};

use super::search::page;
use crate::data::{Data, EventRow};

/// The deliveries that match, newest first.
pub(super) fn deliveries(
    data: &Data,
    endpoint: &WebhookId,
    search: &DeliverySearch,
) -> Page<Delivery> {
    let of_endpoint = of_endpoint(data, endpoint);
    let found = of_endpoint.filter(|delivery| search.matches(delivery));
    page(
        found.cloned().collect(),
        |delivery| (delivery.happened_at, delivery.id.as_str()),
        search.sheet,
    )
}

/// The delivery whose turn it is.
pub(super) fn next_untried(
    data: &Data,
    endpoint: &WebhookId,
    payment: &PaymentId,
) -> Option<Delivery> {
    of_endpoint(data, endpoint)
        .filter(|delivery| delivery.payment == *payment && delivery.is_untried())
        .min_by_key(|delivery| delivery.position)
        .cloned()
}

fn of_endpoint<'a>(data: &'a Data, endpoint: &'a WebhookId) -> impl Iterator<Item = &'a Delivery> {
    let all = data.deliveries.values();
    all.filter(move |delivery| delivery.endpoint == *endpoint)
}

/// The e-mails about a payment, oldest first.
pub(super) fn emails_about(data: &Data, payment: &PaymentId) -> Vec<OutgoingEmail> {
    let is_about = |email: &&OutgoingEmail| {
        let about = email.about.as_ref();
        about.is_some_and(|(_, about)| about == payment)
    };
    let mut found: Vec<OutgoingEmail> = data.emails.values().filter(is_about).cloned().collect();
    found.sort_by(|a, b| (a.written_at, &a.id).cmp(&(b.written_at, &b.id)));
    found
}

/// The e-mails that match, newest first.
pub(super) fn emails(data: &Data, search: &EmailSearch) -> Page<OutgoingEmail> {
    let all = data.emails.values();
    let found = all.filter(|email| {
        let state = email.state.name();
        search.state.is_none_or(|wanted| wanted == state)
    });
    page(
        found.cloned().collect(),
        |email| (email.written_at, email.id.as_str()),
        search.sheet,
    )
}

/// The account's events that were handed on after this place, in their order.
pub(super) fn handed_on(
    data: &Data,
    account: &AccountId,
    after: &HandedOnCursor,
    limit: u64,
) -> Vec<HandedOn> {
    let is_theirs = |row: &&EventRow| {
        let payment = data.payments.get(&row.stored.event.payment);
        payment.is_some_and(|payment| payment.account == *account)
    };
    let all = data.events.values().filter(is_theirs);
    let mut found: Vec<HandedOn> = all
        .filter_map(|row| {
            Some(HandedOn {
                cursor: HandedOnCursor {
                    at: row.dispatched_at?,
                    sequence: row.stored.sequence,
                },
                event: row.stored.event.clone(),
            })
        })
        .filter(|found| found.cursor > *after)
        .collect();
    found.sort_by_key(|found| found.cursor);
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    found
}
