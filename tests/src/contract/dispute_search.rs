//! Searching the disputes about an account's payments.

use std::time::Duration;

use anyhow::Result;
use domain::dispute::{Dispute, DisputeStatus};
use domain::ports::queries::{DisputeSearch, FoundDispute, Page, Settled, Sheet};
use domain::{DisputeId, PaymentId, Timestamp};
use strum::IntoEnumIterator as _;
use time::macros::date;

use super::filters::settled_rows;
use super::{Fixture, START};

fn seconds(after_start: u64) -> Timestamp {
    START.plus(Duration::from_secs(after_start))
}

/// Adds a captured payment with this dispute.
async fn add(fixture: &Fixture, dispute: &Dispute) -> Result<PaymentId> {
    let mut payment = fixture.captured()?;
    payment.open_dispute(dispute.clone(), dispute.created_at)?;
    fixture.add(&mut payment).await?;
    Ok(payment.id.clone())
}

/// Adds a dispute that was opened at this instant.
async fn add_at(fixture: &Fixture, at: Timestamp) -> Result<DisputeId> {
    let dispute = fixture.dispute(DisputeStatus::NeedsResponse, at)?;
    add(fixture, &dispute).await?;
    Ok(dispute.id)
}

async fn page(fixture: &Fixture, search: &DisputeSearch) -> Result<Page<FoundDispute>> {
    let account = &fixture.account.id;
    Ok(fixture.queries.search_disputes(account, search).await?)
}

async fn found(fixture: &Fixture, search: &DisputeSearch) -> Result<Vec<DisputeId>> {
    let page = page(fixture, search).await?;
    assert_eq!(usize::try_from(page.total)?, page.items.len());
    Ok(page
        .items
        .into_iter()
        .map(|found| found.dispute.id)
        .collect())
}

pub async fn disputes_are_found_newest_first_with_their_payments(fixture: &Fixture) -> Result<()> {
    let mut expected = Vec::new();
    for (second, status) in (0..).zip(DisputeStatus::iter()) {
        let dispute = Dispute {
            fee: Some(domain::Amount::from_minor(1_500)?),
            evidence_due_at: Some(seconds(100)),
            ..fixture.dispute(status, seconds(second))?
        };
        let payment = add(fixture, &dispute).await?;
        expected.insert(0, FoundDispute { payment, dispute });
    }

    let page = page(fixture, &DisputeSearch::default()).await?;

    assert_eq!(page.total, 4);
    assert_eq!(page.items, expected);
    Ok(())
}

pub async fn another_accounts_disputes_are_not_found(fixture: &Fixture) -> Result<()> {
    add_at(fixture, START).await?;
    let other = fixture.other_account().await?;

    let everything = DisputeSearch::default();

    let page = fixture
        .queries
        .search_disputes(&other.id, &everything)
        .await?;

    assert_eq!((page.items, page.total), (Vec::new(), 0));
    Ok(())
}

pub async fn disputes_are_found_by_their_present_status(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.captured()?;
    let dispute = fixture.dispute(DisputeStatus::NeedsResponse, START)?;
    payment.open_dispute(dispute.clone(), START)?;
    fixture.add(&mut payment).await?;

    for present in [
        DisputeStatus::NeedsResponse,
        DisputeStatus::UnderReview,
        DisputeStatus::Won,
    ] {
        if present != DisputeStatus::NeedsResponse {
            payment.move_dispute(&dispute.id, present, START)?;
            fixture.save(&mut payment).await?;
        }
        for status in DisputeStatus::iter() {
            let search = DisputeSearch {
                status: Some(status),
                ..DisputeSearch::default()
            };
            let found = found(fixture, &search).await?;
            assert_eq!(!found.is_empty(), status == present, "{status:?}");
        }
    }
    Ok(())
}

pub async fn disputes_are_found_from_and_before(fixture: &Fixture) -> Result<()> {
    let mut disputes = Vec::new();
    for second in 0..5 {
        disputes.insert(0, add_at(fixture, seconds(second)).await?);
    }

    for (from, to, expected) in [
        (None, None, 0..5),
        (Some(2), None, 0..3),
        (None, Some(2), 3..5),
        (Some(1), Some(4), 1..4),
        (Some(3), Some(3), 0..0),
    ] {
        let search = DisputeSearch {
            from: from.map(seconds),
            to: to.map(seconds),
            ..DisputeSearch::default()
        };
        let expected = disputes.get(expected).unwrap_or_default();
        assert_eq!(found(fixture, &search).await?, expected, "{from:?} {to:?}");
    }
    Ok(())
}

pub async fn disputes_are_found_by_the_days_of_paying_out(fixture: &Fixture) -> Result<()> {
    add_at(fixture, START).await?;
    let mut paid_out = Vec::new();
    for (second, day) in (1..).zip([
        date!(2026 - 06 - 30),
        date!(2026 - 07 - 01),
        date!(2026 - 12 - 31),
    ]) {
        let mut payment = fixture.captured()?;
        let dispute = fixture.dispute(DisputeStatus::Lost, seconds(second))?;
        payment.open_dispute(dispute.clone(), seconds(second))?;
        payment.settle(day, seconds(second));
        fixture.add(&mut payment).await?;
        paid_out.push(dispute.id);
    }

    for (from, to, expected) in settled_rows() {
        let search = DisputeSearch {
            settled: Settled { from, to },
            ..DisputeSearch::default()
        };
        let mut found = found(fixture, &search).await?;
        found.reverse();
        let expected = paid_out.get(expected).unwrap_or_default();
        assert_eq!(found, expected, "{from:?} {to:?}");
    }
    Ok(())
}

pub async fn pages_of_disputes_follow_one_another(fixture: &Fixture) -> Result<()> {
    for second in [1, 2, 3, 3, 3] {
        add_at(fixture, seconds(second)).await?;
    }
    let whole = found(fixture, &DisputeSearch::default()).await?;

    let mut paged = Vec::new();
    for number in 1..=4 {
        let sheet = Sheet {
            page: number,
            display_size: 2,
        };
        for status in [None, Some(DisputeStatus::NeedsResponse)] {
            let search = DisputeSearch {
                status,
                sheet,
                ..DisputeSearch::default()
            };
            let page = page(fixture, &search).await?;
            assert_eq!(page.total, 5);
            assert_eq!(page.is_past_the_end(), number == 4);
            if status.is_none() {
                paged.extend(page.items.into_iter().map(|found| found.dispute.id));
            }
        }
    }

    assert_eq!(whole.len(), 5);
    assert_eq!(paged, whole);
    Ok(())
}
