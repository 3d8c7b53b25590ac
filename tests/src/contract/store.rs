//! Units of work: all of it happens, or none.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::ports::StoreError;
use domain::ports::queries::PaymentSearch;
use domain::token::Token;
use domain::work::{Work, WorkKind};

use super::{Fixture, START};

/// How long a reader is given to see what it should not.
const PATIENCE: Duration = Duration::from_millis(200);

pub async fn a_unit_sees_what_was_committed_before_it(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;

    let mut unit = fixture.unit().await?;
    let found = unit.payments().get(&payment.id).await?;

    assert_eq!(*found.context("the payment is missing")?, *payment);
    Ok(())
}

pub async fn a_unit_sees_what_it_did_itself(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    let token = Token::issue(payment.id.clone(), [1; 16], START);
    let kind = WorkKind::Expire(payment.id.clone());
    let work = Work::due(fixture.work_id(), kind.clone(), START);

    let mut unit = fixture.unit().await?;
    unit.payments().add(&mut payment).await?;
    unit.tokens().add(&token).await?;
    unit.work().schedule(&work).await?;

    let found = unit.payments().get(&payment.id).await?;
    assert_eq!(*found.context("the payment is missing")?, *payment);
    assert_eq!(unit.tokens().get(&token.value).await?, Some(token));
    assert_eq!(unit.work().find(&kind).await?, Some(work));
    Ok(())
}

pub async fn what_a_unit_did_shows_only_once_it_commits(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    let id = payment.id.clone();

    let mut unit = fixture.unit().await?;
    unit.payments().add(&mut payment).await?;
    let (queries, asked) = (fixture.queries.clone(), id.clone());
    let mut reader = tokio::spawn(async move { queries.any_payment(&asked).await });
    // A store of one connection lets the reader wait, which hides the unit as well.
    if let Ok(found) = tokio::time::timeout(PATIENCE, &mut reader).await {
        assert!(found??.is_none());
    }

    unit.commit().await?;
    assert!(fixture.queries.any_payment(&id).await?.is_some());
    Ok(())
}

pub async fn a_dropped_unit_leaves_nothing_behind(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    let token = Token::issue(payment.id.clone(), [1; 16], START);
    let kind = WorkKind::Expire(payment.id.clone());
    let work = Work::due(fixture.work_id(), kind.clone(), START);

    let mut unit = fixture.unit().await?;
    unit.payments().add(&mut payment).await?;
    unit.tokens().add(&token).await?;
    unit.work().schedule(&work).await?;
    drop(unit);

    let mut unit = fixture.unit().await?;
    assert!(unit.payments().get(&payment.id).await?.is_none());
    assert_eq!(unit.tokens().get(&token.value).await?, None);
    assert_eq!(unit.work().find(&kind).await?, None);
    assert_eq!(unit.events().undispatched(10).await?, []);
    Ok(())
}

pub async fn a_unit_that_met_a_stale_payment_leaves_nothing_behind(
    fixture: &Fixture,
) -> Result<()> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let mut behind = payment.clone();
    fixture.save(&mut payment).await?;
    let kind = WorkKind::Expire(payment.id.clone());

    let mut unit = fixture.unit().await?;
    let work = Work::due(fixture.work_id(), kind.clone(), START);
    unit.work().schedule(&work).await?;
    let saved = unit.payments().save(&mut behind).await;
    drop(unit);

    assert!(matches!(saved, Err(StoreError::Stale)), "{saved:?}");
    assert_eq!(fixture.unit().await?.work().find(&kind).await?, None);
    Ok(())
}

pub async fn a_reader_never_sees_half_a_unit(fixture: &Fixture) -> Result<()> {
    let everything = PaymentSearch::default();
    let mut pairs = Vec::new();
    for _ in 0..20 {
        pairs.push([fixture.payment()?, fixture.payment()?]);
    }
    let store = fixture.store.clone();

    let writer = tokio::spawn(async move {
        for pair in &mut pairs {
            let mut unit = store.begin().await?;
            for payment in pair {
                unit.payments().add(payment).await?;
            }
            unit.commit().await?;
        }
        Ok::<(), StoreError>(())
    });
    while !writer.is_finished() {
        let page = fixture.queries.search(&fixture.account.id, &everything);
        assert_eq!(page.await?.items.len() % 2, 0);
    }

    writer.await??;
    let page = fixture.queries.search(&fixture.account.id, &everything);
    assert_eq!(page.await?.total, 40);
    Ok(())
}
