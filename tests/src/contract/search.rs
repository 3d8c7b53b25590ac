//! Searching an account's payments.

use std::time::Duration;

use anyhow::Result;
use domain::payment::state::CancelledBy;
use domain::payment::{NewPayment, Reference, Status, Step};
use domain::ports::queries::{PaymentSearch, Sheet};
use domain::{Payment, PaymentId, Timestamp};

use super::{Fixture, START};

fn seconds(after_start: u64) -> Timestamp {
    START.plus(Duration::from_secs(after_start))
}

async fn found(fixture: &Fixture, search: PaymentSearch) -> Result<Vec<PaymentId>> {
    let page = fixture.queries.search(&fixture.account.id, &search).await?;
    assert_eq!(usize::try_from(page.total)?, page.items.len());
    Ok(ids(&page.items))
}

fn ids(payments: &[Payment]) -> Vec<PaymentId> {
    payments.iter().map(|payment| payment.id.clone()).collect()
}

/// Adds payments that were created a second apart, and gives them newest first.
async fn add(fixture: &Fixture, number: u64) -> Result<Vec<PaymentId>> {
    let mut added = Vec::new();
    for second in 0..number {
        let mut payment = fixture.payment_at(seconds(second))?;
        fixture.add(&mut payment).await?;
        added.insert(0, payment.id.clone());
    }
    Ok(added)
}

async fn add_with_reference(fixture: &Fixture, reference: &str) -> Result<PaymentId> {
    let request = NewPayment {
        reference: Reference::parse(reference)?,
        ..fixture.request()?
    };
    let mut payment = Payment::create(request, START);
    fixture.add(&mut payment).await?;
    Ok(payment.id.clone())
}

async fn with_reference(fixture: &Fixture, reference: &str) -> Result<Vec<PaymentId>> {
    let search = PaymentSearch {
        reference: Some(reference.to_owned()),
        ..PaymentSearch::default()
    };
    found(fixture, search).await
}

pub async fn an_empty_search_finds_the_accounts_payments_newest_first(
    fixture: &Fixture,
) -> Result<()> {
    let added = add(fixture, 5).await?;

    assert_eq!(found(fixture, PaymentSearch::default()).await?, added);
    Ok(())
}

pub async fn another_accounts_payments_are_not_found(fixture: &Fixture) -> Result<()> {
    add(fixture, 2).await?;
    let other = fixture.other_account().await?;
    let mut theirs = Payment::create(
        NewPayment {
            account: other.id.clone(),
            ..fixture.request()?
        },
        START,
    );
    fixture.add(&mut theirs).await?;

    let page = fixture
        .queries
        .search(&other.id, &PaymentSearch::default())
        .await?;

    assert_eq!(ids(&page.items), std::slice::from_ref(&theirs.id));
    assert_eq!(page.total, 1);
    Ok(())
}

pub async fn a_reference_matches_whole_and_whatever_its_case(fixture: &Fixture) -> Result<()> {
    let plain = add_with_reference(fixture, "Ref-12 / A").await?;
    let welsh = add_with_reference(fixture, "Tŷ Ôl").await?;

    for (reference, expected) in [
        ("Ref-12 / A", Some(&plain)),
        ("rEF-12 / a", Some(&plain)),
        ("tŷ ôl", Some(&welsh)),
        ("TŶ ÔL", Some(&welsh)),
        ("Ref-12", None),
        ("12 / A", None),
        ("Ref-12 / A ", None),
        ("", None),
    ] {
        let found = with_reference(fixture, reference).await?;
        assert_eq!(found.first(), expected, "{reference}");
    }
    Ok(())
}

pub async fn a_reference_has_no_wildcards(fixture: &Fixture) -> Result<()> {
    add_with_reference(fixture, "abc").await?;
    let signs = add_with_reference(fixture, "a%_\\'*?").await?;

    for reference in ["%", "a%", "a_c", "_bc", "*", "a?c"] {
        assert_eq!(with_reference(fixture, reference).await?, [], "{reference}");
    }
    assert_eq!(with_reference(fixture, "a%_\\'*?").await?, [signs]);
    Ok(())
}

pub async fn any_of_the_statuses_matches(fixture: &Fixture) -> Result<()> {
    let mut by_status = Vec::new();
    for state in fixture.states() {
        let mut payment = fixture.payment_in(state)?;
        fixture.add(&mut payment).await?;
        by_status.push((payment.status(), payment.id.clone()));
    }

    for statuses in [
        vec![Status::Created],
        vec![Status::Started],
        vec![Status::Submitted],
        vec![Status::Capturable],
        vec![Status::Success],
        vec![Status::Error],
        vec![Status::CancelledByService],
        Status::named("failed"),
        vec![Status::Expired, Status::Success],
    ] {
        let mut expected: Vec<PaymentId> = by_status
            .iter()
            .filter(|(status, _)| statuses.contains(status))
            .map(|(_, id)| id.clone())
            .collect();
        assert!(!expected.is_empty());
        let search = PaymentSearch {
            statuses: statuses.clone(),
            ..PaymentSearch::default()
        };
        let mut found = found(fixture, search).await?;
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{statuses:?}");
    }
    Ok(())
}

pub async fn from_is_included_and_to_is_not(fixture: &Fixture) -> Result<()> {
    let added = add(fixture, 5).await?;

    for (from, to, expected) in [
        (Some(2), None, 0..3),
        (None, Some(2), 3..5),
        (Some(1), Some(4), 1..4),
        (Some(3), Some(3), 0..0),
    ] {
        let search = PaymentSearch {
            from: from.map(seconds),
            to: to.map(seconds),
            ..PaymentSearch::default()
        };
        let expected = added.get(expected).unwrap_or_default();
        assert_eq!(found(fixture, search).await?, expected, "{from:?} {to:?}");
    }
    Ok(())
}

pub async fn conditions_narrow_one_another(fixture: &Fixture) -> Result<()> {
    add(fixture, 2).await?;
    let mut cancelled = fixture.payment_at(seconds(9))?;
    cancelled.take(Step::Cancel(CancelledBy::Service), seconds(9))?;
    fixture.add(&mut cancelled).await?;
    add_with_reference(fixture, "another").await?;

    let narrow = PaymentSearch {
        reference: Some("REFERENCE".to_owned()),
        statuses: vec![Status::CancelledByService, Status::Created],
        from: Some(seconds(1)),
        to: Some(seconds(10)),
        ..PaymentSearch::default()
    };

    assert_eq!(found(fixture, narrow).await?.len(), 2);
    Ok(())
}

pub async fn pages_follow_one_another_without_gap_or_overlap(fixture: &Fixture) -> Result<()> {
    let mut added = add(fixture, 4).await?;
    // Created at one instant: they need an order all the same.
    for _ in 0..3 {
        let mut payment = fixture.payment()?;
        fixture.add(&mut payment).await?;
        added.push(payment.id.clone());
    }

    let mut paged = Vec::new();
    for number in 1..=4 {
        let search = PaymentSearch {
            sheet: Sheet {
                page: number,
                display_size: 2,
            },
            ..PaymentSearch::default()
        };
        let page = fixture.queries.search(&fixture.account.id, &search).await?;
        assert_eq!(page.total, 7);
        paged.extend(ids(&page.items));
    }

    assert_eq!(paged, found(fixture, PaymentSearch::default()).await?);
    paged.sort();
    added.sort();
    assert_eq!(paged, added);
    Ok(())
}

pub async fn a_page_beyond_the_last_is_empty(fixture: &Fixture) -> Result<()> {
    add(fixture, 2).await?;
    // The largest page number that the API can pass on.
    for number in [2, 1_000_000, 4_294_967_295] {
        let search = PaymentSearch {
            sheet: Sheet {
                page: number,
                ..Sheet::default()
            },
            ..PaymentSearch::default()
        };
        let page = fixture.queries.search(&fixture.account.id, &search).await?;

        assert_eq!(ids(&page.items), []);
        assert_eq!(page.total, 2);
    }
    Ok(())
}
