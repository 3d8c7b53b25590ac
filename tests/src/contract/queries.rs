//! Reads for display. Searching has a file of its own.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::AccountId;
use domain::payment::Step;
use domain::ports::queries::Backlog;
use domain::token::Token;
use domain::work::{LEASE, Work, WorkKind};

use super::{Fixture, START};

pub async fn a_payment_is_found_by_its_account_alone(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.full_payment().await?;
    fixture.add(&mut payment).await?;
    let stranger = AccountId::from_random(fixture.fresh());

    let found = fixture.queries.payment(&payment.account, &payment.id);
    let found = found.await?.context("the payment is missing")?;
    assert_eq!(*found, *payment);
    let found = fixture.queries.payment(&stranger, &payment.id).await?;
    assert!(found.is_none());
    let unknown = fixture.payment_id();
    let found = fixture.queries.payment(&payment.account, &unknown).await?;
    assert!(found.is_none());
    Ok(())
}

pub async fn a_payment_is_found_by_its_id_whosever_it_is(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.full_payment().await?;
    fixture.add(&mut payment).await?;

    let found = fixture.queries.any_payment(&payment.id).await?;
    assert_eq!(found.as_deref(), Some(&*payment));
    let unknown = fixture.payment_id();
    let found = fixture.queries.any_payment(&unknown).await?;
    assert!(found.is_none());
    Ok(())
}

pub async fn events_come_oldest_first_and_to_their_account_alone(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    let mut expected = payment.unpublished().to_vec();
    fixture.add(&mut payment).await?;
    fixture.add(&mut fixture.payment()?).await?;
    payment.take(Step::Start, START)?;
    payment.take(Step::SubmitCard(fixture.attempt()), START)?;
    payment.take(Step::FailAuthorisation, START)?;
    expected.extend_from_slice(payment.unpublished());
    fixture.save(&mut payment).await?;
    let stranger = AccountId::from_random(fixture.fresh());

    let events = fixture
        .queries
        .events(&payment.account, &payment.id)
        .await?;
    assert_eq!(events.as_ref(), Some(&expected));
    let positions: Vec<u32> = expected.iter().map(|event| event.position).collect();
    assert_eq!(positions, [1, 2, 3, 4]);
    assert_eq!(fixture.queries.events(&stranger, &payment.id).await?, None);
    let unknown = fixture.payment_id();
    let events = fixture.queries.events(&payment.account, &unknown).await?;
    assert_eq!(events, None);
    Ok(())
}

pub async fn the_newest_unused_token_is_shown(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let first = Token::issue(payment.id.clone(), [1; 16], START);
    let later = START.plus(Duration::from_secs(1));
    let second = Token::issue(payment.id.clone(), [2; 16], later);
    let mut unit = fixture.unit().await?;
    unit.tokens().add(&second).await?;
    unit.tokens().add(&first).await?;
    unit.commit().await?;

    for expected in [Some(second), Some(first), None] {
        let shown = fixture.queries.newest_unused_token(&payment.id).await?;
        assert_eq!(shown, expected);
        if let Some(token) = shown {
            let mut unit = fixture.unit().await?;
            unit.tokens().consume(&token.value, later).await?;
            unit.commit().await?;
        }
    }
    Ok(())
}

pub async fn the_backlog_counts_what_is_due(fixture: &Fixture) -> Result<()> {
    assert_eq!(fixture.queries.backlog(START).await?, Backlog::default());

    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let seconds = |after| START.plus(Duration::from_secs(after));
    let mut unit = fixture.unit().await?;
    for (kind, due_at) in [
        (WorkKind::Housekeep, seconds(2)),
        (WorkKind::DispatchEvents, seconds(1)),
        (WorkKind::Expire(payment.id.clone()), seconds(3)),
    ] {
        let work = Work::due(fixture.work_id(), kind, due_at);
        unit.work().schedule(&work).await?;
    }
    let held = Work::leased(
        fixture.work_id(),
        WorkKind::Capture(payment.id.clone()),
        seconds(2),
    );
    assert_eq!(held.leased_until, Some(seconds(2).plus(LEASE)));
    unit.work().schedule(&held).await?;
    unit.commit().await?;

    for (now, due, oldest) in [
        (0, 0, None),
        (1, 1, Some(1)),
        (2, 3, Some(1)),
        (9, 4, Some(1)),
    ] {
        let expected = Backlog {
            due,
            oldest_due_at: oldest.map(seconds),
        };
        assert_eq!(fixture.queries.backlog(seconds(now)).await?, expected);
    }
    Ok(())
}

pub async fn the_store_answers(fixture: &Fixture) -> Result<()> {
    Ok(fixture.queries.ping().await?)
}
