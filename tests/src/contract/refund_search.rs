//! Searching an account's refunds.

use std::time::Duration;

use anyhow::Result;
use domain::operation::PspReference;
use domain::ports::queries::{FoundRefund, Page, RefundSearch, Settled, Sheet};
use domain::refund::RefundStep;
use domain::{Amount, Payment, RefundId, Timestamp};
use time::macros::date;

use super::filters::settled_rows;
use super::{Fixture, START};

fn seconds(after_start: u64) -> Timestamp {
    START.plus(Duration::from_secs(after_start))
}

/// A captured payment that is in the store.
async fn captured(fixture: &Fixture) -> Result<Payment> {
    let mut payment = fixture.captured()?;
    fixture.add(&mut payment).await?;
    Ok(payment)
}

/// Asks for a refund of a penny at this instant, and saves it.
async fn refund(fixture: &Fixture, payment: &mut Payment, at: Timestamp) -> Result<RefundId> {
    let id = fixture.refund_id();
    payment.request_refund(id.clone(), Amount::from_minor(1)?, None, at)?;
    fixture.save(payment).await?;
    Ok(id)
}

async fn page(fixture: &Fixture, search: &RefundSearch) -> Result<Page<FoundRefund>> {
    let account = &fixture.account.id;
    Ok(fixture.queries.search_refunds(account, search).await?)
}

async fn found(fixture: &Fixture, search: &RefundSearch) -> Result<Vec<RefundId>> {
    let page = page(fixture, search).await?;
    assert_eq!(usize::try_from(page.total)?, page.items.len());
    Ok(page
        .items
        .into_iter()
        .map(|found| found.refund.id)
        .collect())
}

pub async fn refunds_are_found_newest_first_with_their_payments(fixture: &Fixture) -> Result<()> {
    let (mut first, mut second) = (captured(fixture).await?, captured(fixture).await?);
    refund(fixture, &mut first, seconds(1)).await?;
    refund(fixture, &mut second, seconds(2)).await?;
    let failed = refund(fixture, &mut first, seconds(3)).await?;
    first.take_refund(&failed, &RefundStep::Fail, seconds(4))?;
    fixture.save(&mut first).await?;

    let page = page(fixture, &RefundSearch::default()).await?;

    let expected: Vec<FoundRefund> = [(&first, 1), (&second, 0), (&first, 0)]
        .into_iter()
        .filter_map(|(payment, place)| {
            Some(FoundRefund {
                payment: payment.id.clone(),
                refund: payment.refunds.get(place)?.clone(),
            })
        })
        .collect();
    assert_eq!(page.total, 3);
    assert_eq!(page.items, expected);
    Ok(())
}

pub async fn another_accounts_refunds_are_not_found(fixture: &Fixture) -> Result<()> {
    refund(fixture, &mut captured(fixture).await?, START).await?;
    let other = fixture.other_account().await?;

    let everything = RefundSearch::default();

    let page = fixture
        .queries
        .search_refunds(&other.id, &everything)
        .await?;

    assert_eq!((page.items, page.total), (Vec::new(), 0));
    Ok(())
}

pub async fn refunds_are_found_from_and_before(fixture: &Fixture) -> Result<()> {
    let mut payment = captured(fixture).await?;
    let mut refunds = Vec::new();
    for second in 0..5 {
        refunds.insert(0, refund(fixture, &mut payment, seconds(second)).await?);
    }

    for (from, to, expected) in [
        (None, None, 0..5),
        (Some(2), None, 0..3),
        (None, Some(2), 3..5),
        (Some(1), Some(4), 1..4),
        (Some(3), Some(3), 0..0),
    ] {
        let search = RefundSearch {
            from: from.map(seconds),
            to: to.map(seconds),
            ..RefundSearch::default()
        };
        let expected = refunds.get(expected).unwrap_or_default();
        assert_eq!(found(fixture, &search).await?, expected, "{from:?} {to:?}");
    }
    Ok(())
}

pub async fn refunds_are_found_by_the_days_of_paying_out(fixture: &Fixture) -> Result<()> {
    let mut payment = captured(fixture).await?;
    refund(fixture, &mut payment, START).await?;
    let mut paid_out = Vec::new();
    for (second, day) in (1..).zip([
        date!(2026 - 06 - 30),
        date!(2026 - 07 - 01),
        date!(2026 - 12 - 31),
    ]) {
        let id = refund(fixture, &mut payment, seconds(second)).await?;
        let done = RefundStep::Succeed(PspReference::given("reference"));
        payment.take_refund(&id, &done, seconds(second))?;
        payment.settle(day, seconds(second));
        fixture.save(&mut payment).await?;
        paid_out.push(id);
    }

    for (from, to, expected) in settled_rows() {
        let search = RefundSearch {
            settled: Settled { from, to },
            ..RefundSearch::default()
        };
        let mut found = found(fixture, &search).await?;
        found.reverse();
        let expected = paid_out.get(expected).unwrap_or_default();
        assert_eq!(found, expected, "{from:?} {to:?}");
    }
    Ok(())
}

pub async fn pages_of_refunds_follow_one_another(fixture: &Fixture) -> Result<()> {
    let mut payment = captured(fixture).await?;
    for second in [1, 2, 3, 3, 3] {
        refund(fixture, &mut payment, seconds(second)).await?;
    }
    let whole = found(fixture, &RefundSearch::default()).await?;

    let mut paged = Vec::new();
    for number in 1..=4 {
        let sheet = Sheet {
            page: number,
            display_size: 2,
        };
        for from in [None, Some(START)] {
            let search = RefundSearch {
                from,
                sheet,
                ..RefundSearch::default()
            };
            let page = page(fixture, &search).await?;
            assert_eq!(page.total, 5);
            assert_eq!(page.is_past_the_end(), number == 4);
            if from.is_none() {
                paged.extend(page.items.into_iter().map(|found| found.refund.id));
            }
        }
    }

    assert_eq!(whole.len(), 5);
    assert_eq!(paged, whole);
    Ok(())
}
