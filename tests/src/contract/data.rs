//! What sandbox mode keeps, and can throw away.

use std::time::Duration;

use anyhow::Result;
use domain::account::ApiKey;
use domain::ports::sandbox::Movement;
use domain::token::Token;
use domain::work::{Work, WorkKind};
use domain::{ApiKeyId, Payment};

use super::{Fixture, START};

/// Fills every table that a reset empties.
async fn fill(fixture: &Fixture, payment: &mut Payment) -> Result<()> {
    let token = Token::issue(payment.id.clone(), [1; 16], START);
    let expire = WorkKind::Expire(payment.id.clone());
    let mut unit = fixture.unit().await?;
    unit.payments().add(payment).await?;
    unit.tokens().add(&token).await?;
    for kind in [expire, WorkKind::Housekeep] {
        let work = Work::due(fixture.work_id(), kind, START);
        unit.work().schedule(&work).await?;
    }
    Ok(unit.commit().await?)
}

pub async fn a_reset_removes_payments_tokens_events_work_and_the_books(
    fixture: &Fixture,
) -> Result<()> {
    let mut payment = fixture.payment()?;
    fill(fixture, &mut payment).await?;
    let held = fixture.hold().await?;
    let captured = fixture.ledger.enter(fixture.capture_of(&held)).await?;
    assert!(matches!(captured, Movement::Entered(_)));

    fixture.data.reset().await?;

    let queries = &fixture.queries;
    assert!(queries.any_payment(&payment.id).await?.is_none());
    assert_eq!(queries.newest_unused_token(&payment.id).await?, None);
    assert_eq!(queries.backlog(START).await?.due, 0);
    assert_eq!(fixture.unit().await?.events().undispatched(9).await?, []);
    let code = &held.order_code;
    assert_eq!(fixture.ledger.authorisation(code).await?, None);
    assert_eq!(fixture.ledger.movements(code).await?, []);
    Ok(())
}

pub async fn a_reset_keeps_services_accounts_and_keys(fixture: &Fixture) -> Result<()> {
    let key = ApiKey {
        id: ApiKeyId::from_random(fixture.fresh()),
        account: fixture.account.id.clone(),
        description: "kept".to_owned(),
        digest: [5; 32],
        created_at: START,
        last_used_at: None,
        revoked_at: None,
    };
    let mut unit = fixture.unit().await?;
    unit.accounts().add_key(&key).await?;
    unit.commit().await?;
    fill(fixture, &mut fixture.payment()?).await?;

    fixture.data.reset().await?;

    assert_eq!(fixture.queries.services().await?.len(), 1);
    let account = fixture.queries.account(&fixture.account.id).await?;
    assert_eq!(account.as_ref(), Some(&fixture.account));
    let found = fixture.queries.key(&[key.digest]).await?;
    assert_eq!(found.map(|found| found.key), Some(key));
    Ok(())
}

pub async fn after_a_reset_everything_can_be_added_again(fixture: &Fixture) -> Result<()> {
    let payment = fixture.payment()?;
    fill(fixture, &mut payment.clone()).await?;

    fixture.data.reset().await?;

    fill(fixture, &mut payment.clone()).await
}

pub async fn the_clock_was_not_moved_at_first(fixture: &Fixture) -> Result<()> {
    assert_eq!(fixture.data.clock_offset().await?, Duration::ZERO);
    Ok(())
}

pub async fn how_far_the_clock_was_moved_is_kept(fixture: &Fixture) -> Result<()> {
    for offset in [
        Duration::from_millis(1),
        Duration::from_secs(90 * 60),
        Duration::ZERO,
    ] {
        fixture.data.set_clock_offset(offset).await?;

        assert_eq!(fixture.data.clock_offset().await?, offset);
    }
    Ok(())
}
