//! How much was paid and given back, hour by hour.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use domain::operation::PspReference;
use domain::payment::{PaymentData, PaymentState, Status};
use domain::ports::queries::{PaymentTally, RefundTally, Tallies};
use domain::refund::{Refund, RefundState, RefundStatus};
use domain::{AccountId, Amount, Payment, Timestamp};

use super::transactions::world::Transactions;
use super::{Fixture, START};

const HOUR: Duration = Duration::from_secs(60 * 60);

fn hour_of(at: Timestamp) -> Timestamp {
    let millis = at.as_millis();
    Timestamp::from_millis(millis - millis.rem_euclid(60 * 60 * 1_000))
}

/// When the hour begins in which everything begins.
fn first_hour() -> Timestamp {
    hour_of(START)
}

/// What the account's tallies should be.
fn expected(payments: &[Payment], account: &AccountId, from: Timestamp, to: Timestamp) -> Tallies {
    let within = |at: Timestamp| from <= at && at < to;
    let mut paid: BTreeMap<(Timestamp, Status, Option<String>), (u64, i64)> = BTreeMap::new();
    let mut refunded: BTreeMap<Timestamp, (u64, i64)> = BTreeMap::new();
    for payment in payments.iter().filter(|one| one.account == *account) {
        if within(payment.created_at) {
            let brand = payment.card.as_ref().and_then(|card| card.brand);
            let brand = brand.map(|brand| brand.id().to_owned());
            let alike = (hour_of(payment.created_at), payment.status(), brand);
            let (count, total) = paid.entry(alike).or_default();
            *count += 1;
            *total += payment.total().minor();
        }
        let given_back = payment
            .refunds
            .iter()
            .filter(|refund| refund.status() == RefundStatus::Success && within(refund.created_at));
        for refund in given_back {
            let (count, total) = refunded.entry(hour_of(refund.created_at)).or_default();
            *count += 1;
            *total += refund.amount.minor();
        }
    }
    Tallies {
        payments: paid
            .into_iter()
            .map(|((hour, status, brand), (count, total))| PaymentTally {
                hour,
                status,
                brand,
                count,
                total,
            })
            .collect(),
        refunds: refunded
            .into_iter()
            .map(|(hour, (count, total))| RefundTally { hour, count, total })
            .collect(),
    }
}

async fn tallied(fixture: &Fixture, from: Timestamp, to: Timestamp) -> Result<Tallies> {
    let account = &fixture.account.id;
    let mut tallies = fixture.queries.tallies(account, from, to).await?;
    tallies.payments.sort();
    tallies.refunds.sort();
    Ok(tallies)
}

/// A payment that was created then, with a refund of a penny that was given back and one
/// that was not, both asked for two hours later.
fn refunded_at(fixture: &Fixture, at: Timestamp) -> Result<Payment> {
    let payment = fixture.payment_at(at)?;
    let data: &PaymentData = &payment;
    let refund = |state| -> Result<Refund> {
        Ok(Refund {
            id: fixture.refund_id(),
            amount: Amount::from_minor(1)?,
            created_at: at.plus(HOUR * 2),
            state,
            settled_on: None,
            issued_by: None,
        })
    };
    let reference = PspReference::given("refund");
    Ok(Payment::restore(PaymentData {
        state: PaymentState::Captured(fixture.authorisation(), START.date()),
        refunds: vec![
            refund(RefundState::Succeeded(reference.clone()))?,
            refund(RefundState::Submitted(reference))?,
            refund(RefundState::Failed)?,
        ],
        ..data.clone()
    }))
}

pub async fn what_is_alike_within_an_hour_stands_in_one_line(fixture: &Fixture) -> Result<()> {
    let world = Transactions::added(fixture).await?;
    let (from, to) = (first_hour(), first_hour().plus(HOUR * 2));

    let tallies = tallied(fixture, from, to).await?;

    let account = &fixture.account.id;
    assert_eq!(tallies, expected(&world.payments, account, from, to));
    assert!(tallies.payments.len() > 10);
    assert!(!tallies.refunds.is_empty());
    Ok(())
}

pub async fn a_span_of_tallies_includes_its_beginning_and_not_its_end(
    fixture: &Fixture,
) -> Result<()> {
    let world = Transactions::added(fixture).await?;
    let second = Duration::from_secs(1);
    for (from, to) in [
        (START.plus(second * 3), START.plus(second * 9)),
        (START.plus(second * 3), START.plus(second * 3)),
        (START.plus(second * 9), START.plus(second * 3)),
    ] {
        let account = &fixture.account.id;
        let expected = expected(&world.payments, account, from, to);
        assert_eq!(tallied(fixture, from, to).await?, expected);
    }
    Ok(())
}

pub async fn hours_are_told_apart(fixture: &Fixture) -> Result<()> {
    let mut payments = Vec::new();
    for millis in [0, 1, 3_599_999, 3_600_000, 5 * 3_600_000] {
        let at = Timestamp::from_millis(first_hour().as_millis() + millis);
        let mut payment = refunded_at(fixture, at)?;
        fixture.add(&mut payment).await?;
        payments.push(payment);
    }
    let (from, to) = (first_hour(), first_hour().plus(HOUR * 24));

    let tallies = tallied(fixture, from, to).await?;

    let account = &fixture.account.id;
    assert_eq!(tallies, expected(&payments, account, from, to));
    let paid = tallies.payments.iter().map(|line| (line.hour, line.count));
    let hour = |number| first_hour().plus(HOUR * number);
    assert_eq!(
        paid.collect::<Vec<_>>(),
        [(hour(0), 3), (hour(1), 1), (hour(5), 1)]
    );
    let back = tallies
        .refunds
        .iter()
        .map(|line| (line.hour, line.count, line.total));
    let refunds = [(hour(2), 3, 3), (hour(3), 1, 1), (hour(7), 1, 1)];
    assert_eq!(back.collect::<Vec<_>>(), refunds);
    Ok(())
}

pub async fn an_account_without_anything_has_no_tallies(fixture: &Fixture) -> Result<()> {
    let other = fixture.other_account().await?;
    Transactions::added(fixture).await?;

    let (from, to) = (first_hour(), first_hour().plus(HOUR * 2));
    let tallies = fixture.queries.tallies(&other.id, from, to).await?;

    assert_eq!(tallies, Tallies::default());
    Ok(())
}
