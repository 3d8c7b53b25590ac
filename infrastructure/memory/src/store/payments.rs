//! The payments of a unit.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::payment::{Change, Payment};
use domain::ports::StoreError;
use domain::ports::repositories::{Payments, StoredEvent};
use domain::{AccountId, PaymentId, Timestamp};

use super::Unit;
use crate::data::{Changes, EventRow};
use crate::shared::{Inner, Row};

#[async_trait]
impl Payments for Unit {
    async fn add(&mut self, payment: &mut Payment) -> Result<(), StoreError> {
        self.hold(Row::Payment(payment.id.clone())).await;
        if let Some(report) = &payment.report {
            let provider_id = report.provider_id.clone();
            self.hold(Row::Report(payment.account.clone(), provider_id))
                .await;
        }
        self.look(|inner, changes| {
            let below = &inner.data.payments;
            let named_alike = changes.payments.get(below, &payment.id).is_some();
            if named_alike || reported_before(payment, changes.payments.rows(below)) {
                return Err(StoreError::Stale);
            }
            keep(inner, changes, payment);
            Ok(())
        })
    }

    async fn get(&mut self, id: &PaymentId) -> Result<Option<Payment>, StoreError> {
        Ok(self.look(|inner, changes| changes.payments.get(&inner.data.payments, id).cloned()))
    }

    async fn look_at(&mut self, id: &PaymentId) -> Result<Option<Payment>, StoreError> {
        self.get(id).await
    }

    async fn reported(
        &mut self,
        account: &AccountId,
        provider_id: &str,
    ) -> Result<Option<Payment>, StoreError> {
        Ok(self.look(|inner, changes| {
            let mut payments = changes.payments.rows(&inner.data.payments);
            payments
                .find(|payment| is_report(payment, account, provider_id))
                .cloned()
        }))
    }

    async fn save(&mut self, payment: &mut Payment) -> Result<(), StoreError> {
        self.hold(Row::Payment(payment.id.clone())).await;
        self.look(|inner, changes| {
            let present = changes.payments.get(&inner.data.payments, &payment.id);
            if present.map(|present| present.version) != Some(payment.version) {
                return Err(StoreError::Stale);
            }
            keep(inner, changes, payment);
            Ok(())
        })
    }

    async fn unsettled(&mut self, limit: u64) -> Result<Vec<Payment>, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(self.look(|inner, changes| {
            let mut found: Vec<&Payment> = changes
                .payments
                .rows(&inner.data.payments)
                .filter(|payment| can_be_settled(payment))
                .collect();
            found.sort_by_key(|payment| (payment.created_at, &payment.id));
            found.into_iter().take(limit).cloned().collect()
        }))
    }

    async fn unredacted_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<Vec<Payment>, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(self.look(|inner, changes| {
            let finished = finished_before(changes.events.rows(&inner.data.events), before);
            let mut found: Vec<(Timestamp, &Payment)> = changes
                .payments
                .rows(&inner.data.payments)
                .filter(|payment| holds_personal_data(payment))
                .filter_map(|payment| Some((*finished.get(&payment.id)?, payment)))
                .collect();
            found.sort_by(|(a_at, a), (b_at, b)| (a_at, &a.id).cmp(&(b_at, &b.id)));
            found
                .into_iter()
                .take(limit)
                .map(|(_, payment)| payment.clone())
                .collect()
        }))
    }
}

/// The payments that finished before this instant, and when.
fn finished_before<'a>(
    events: impl Iterator<Item = &'a EventRow>,
    before: Timestamp,
) -> BTreeMap<PaymentId, Timestamp> {
    let mut finished: BTreeMap<PaymentId, Timestamp> = BTreeMap::new();
    for event in events.map(|row| &row.stored.event) {
        if let Change::Stepped(_, status) = &event.change
            && status.finished()
        {
            let first = finished.entry(event.payment.clone()).or_insert(event.at);
            *first = event.at.min(*first);
        }
    }
    finished.retain(|_, at| *at < before);
    finished
}

/// Writes the payment and its events.
fn keep(inner: &mut Inner, changes: &mut Changes, payment: &mut Payment) {
    for event in payment.unpublished() {
        let sequence = inner.next_event();
        let row = EventRow {
            stored: StoredEvent {
                sequence,
                event: event.clone(),
            },
            dispatched_at: None,
        };
        changes.events.put(sequence, row);
    }
    payment.saved();
    changes.payments.put(payment.id.clone(), payment.clone());
}

fn is_report(payment: &Payment, account: &AccountId, provider_id: &str) -> bool {
    let report = payment.report.as_ref();
    payment.account == *account && report.is_some_and(|report| report.provider_id == provider_id)
}

/// Whether its account has another payment that was reported by the same name.
fn reported_before<'a>(payment: &Payment, mut others: impl Iterator<Item = &'a Payment>) -> bool {
    payment.report.as_ref().is_some_and(|report| {
        others.any(|other| is_report(other, &payment.account, &report.provider_id))
    })
}

/// Whether paying out would change anything.
fn can_be_settled(payment: &Payment) -> bool {
    payment
        .clone()
        .settle(payment.updated_at.date(), payment.updated_at)
}

/// Whether redaction would remove anything.
fn holds_personal_data(payment: &Payment) -> bool {
    let mut redacted = payment.clone();
    redacted.redact(payment.updated_at);
    redacted.email != payment.email
        || redacted.prefilled != payment.prefilled
        || redacted.card != payment.card
        || redacted.report != payment.report
}
