//! What an account took and gave back, hour by hour.

use std::collections::BTreeMap;

use domain::ports::queries::{PaymentTally, RefundTally, Tallies};
use domain::refund::RefundStatus;
use domain::{AccountId, Timestamp};

use super::search::within;
use crate::data::Data;

const HOUR_MILLIS: i64 = 60 * 60 * 1_000;

/// The payments and refunds that were made from `from` on and before `to`.
pub(super) fn tallies(data: &Data, account: &AccountId, from: Timestamp, to: Timestamp) -> Tallies {
    let mut payments = BTreeMap::new();
    let mut refunds = BTreeMap::new();
    for payment in data.payments.values() {
        if payment.account != *account {
            continue;
        }
        if within(payment.created_at, Some(from), Some(to)) {
            let card = payment.card.as_ref();
            let brand = card
                .and_then(|card| card.brand)
                .map(|brand| brand.id().to_owned());
            let alike = (hour(payment.created_at), payment.status(), brand);
            add(payments.entry(alike).or_default(), payment.total().minor());
        }
        for refund in &payment.refunds {
            let given_back = refund.status() == RefundStatus::Success;
            if given_back && within(refund.created_at, Some(from), Some(to)) {
                let alike = hour(refund.created_at);
                add(refunds.entry(alike).or_default(), refund.amount.minor());
            }
        }
    }
    Tallies {
        payments: payments
            .into_iter()
            .map(|((hour, status, brand), (count, total))| PaymentTally {
                hour,
                status,
                brand,
                count,
                total,
            })
            .collect(),
        refunds: refunds
            .into_iter()
            .map(|(hour, (count, total))| RefundTally { hour, count, total })
            .collect(),
    }
}

fn add(sum: &mut (u64, i64), amount: i64) {
    sum.0 += 1;
    sum.1 += amount;
}

/// When the hour began.
fn hour(at: Timestamp) -> Timestamp {
    let millis = at.as_millis();
    Timestamp::from_millis(millis - millis.rem_euclid(HOUR_MILLIS))
}
