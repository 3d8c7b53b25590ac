//! The link tokens: each is consumed once.

use std::time::Duration;

use anyhow::Result;
use domain::token::Token;
use domain::{PaymentId, Timestamp};

use super::{Fixture, START, at_once};

/// A payment that is in the store.
async fn payment(fixture: &Fixture) -> Result<PaymentId> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    Ok(payment.id.clone())
}

/// A token of the payment that is in the store.
async fn add(fixture: &Fixture, payment: &PaymentId, at: Timestamp) -> Result<Token> {
    let mut random = [0; 16];
    random.copy_from_slice(fixture.fresh().first_chunk::<16>().unwrap_or(&[0; 16]));
    let token = Token::issue(payment.clone(), random, at);
    let mut unit = fixture.unit().await?;
    unit.tokens().add(&token).await?;
    unit.commit().await?;
    Ok(token)
}

async fn consume(fixture: &Fixture, token: &Token, now: Timestamp) -> Result<bool> {
    let mut unit = fixture.unit().await?;
    let consumed = unit.tokens().consume(&token.value, now).await?;
    unit.commit().await?;
    Ok(consumed)
}

pub async fn a_token_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let token = add(fixture, &payment(fixture).await?, START).await?;

    let found = fixture.unit().await?.tokens().get(&token.value).await?;

    assert_eq!(found, Some(token));
    Ok(())
}

pub async fn a_token_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    let token = Token::issue(payment(fixture).await?, [9; 16], START);
    let mut unit = fixture.unit().await?;

    assert_eq!(unit.tokens().get(&token.value).await?, None);
    assert_eq!(unit.tokens().newest_unused(&token.payment).await?, None);
    Ok(())
}

pub async fn a_token_is_consumed_once(fixture: &Fixture) -> Result<()> {
    let token = add(fixture, &payment(fixture).await?, START).await?;
    let then = START.plus(Duration::from_secs(60));

    assert!(consume(fixture, &token, then).await?);
    assert!(!consume(fixture, &token, then.plus(Duration::from_secs(1))).await?);

    let found = fixture.unit().await?.tokens().get(&token.value).await?;
    assert_eq!(found.and_then(|found| found.used_at), Some(then));
    Ok(())
}

pub async fn a_token_nobody_added_is_not_consumed(fixture: &Fixture) -> Result<()> {
    let token = Token::issue(payment(fixture).await?, [9; 16], START);

    assert!(!consume(fixture, &token, START).await?);
    Ok(())
}

pub async fn of_fifty_who_consume_a_token_one_is_told_true(fixture: &Fixture) -> Result<()> {
    let token = add(fixture, &payment(fixture).await?, START).await?;

    let told = at_once((0..50).map(|_| {
        let (store, value) = (fixture.store.clone(), token.value);
        async move {
            let mut unit = store.begin().await?;
            let consumed = unit.tokens().consume(&value, START).await?;
            tokio::task::yield_now().await;
            unit.commit().await?;
            Ok(consumed)
        }
    }))
    .await?;
    let told: Vec<bool> = told.into_iter().collect::<Result<_>>()?;

    assert_eq!(told.iter().filter(|consumed| **consumed).count(), 1);
    Ok(())
}

pub async fn a_consumption_that_is_rolled_back_can_be_repeated(fixture: &Fixture) -> Result<()> {
    let token = add(fixture, &payment(fixture).await?, START).await?;
    let mut unit = fixture.unit().await?;
    assert!(unit.tokens().consume(&token.value, START).await?);
    drop(unit);

    assert!(consume(fixture, &token, START).await?);
    Ok(())
}

pub async fn the_newest_unused_token_is_the_payments_own(fixture: &Fixture) -> Result<()> {
    let (mine, other) = (payment(fixture).await?, payment(fixture).await?);
    let newest = |seconds| START.plus(Duration::from_secs(seconds));
    let first = add(fixture, &mine, newest(1)).await?;
    let second = add(fixture, &mine, newest(3)).await?;
    let third = add(fixture, &mine, newest(2)).await?;
    add(fixture, &other, newest(4)).await?;

    for expected in [second, third, first] {
        let mut unit = fixture.unit().await?;
        let found = unit.tokens().newest_unused(&mine).await?;
        assert_eq!(found.as_ref(), Some(&expected));
        unit.tokens().consume(&expected.value, newest(5)).await?;
        unit.commit().await?;
    }
    let mut unit = fixture.unit().await?;
    assert_eq!(unit.tokens().newest_unused(&mine).await?, None);
    Ok(())
}

pub async fn old_tokens_are_removed_a_few_at_a_time(fixture: &Fixture) -> Result<()> {
    let payment = payment(fixture).await?;
    let before = START.plus(Duration::from_secs(10));
    for second in 0..3 {
        let token = add(fixture, &payment, START.plus(Duration::from_secs(second))).await?;
        consume(fixture, &token, START).await?;
    }
    let young = add(fixture, &payment, before).await?;

    let mut removed = Vec::new();
    for _ in 0..3 {
        let mut unit = fixture.unit().await?;
        removed.push(unit.tokens().remove_before(before, 2).await?);
        unit.commit().await?;
    }

    assert_eq!(removed, [2, 1, 0]);
    let mut unit = fixture.unit().await?;
    assert_eq!(unit.tokens().newest_unused(&payment).await?, Some(young));
    Ok(())
}
