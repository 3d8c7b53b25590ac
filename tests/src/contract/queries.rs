//! Reads for display. Searching has a file of its own.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::account::{GatewayAccount, Mode, Provider};
use domain::payment::Step;
use domain::ports::queries::Backlog;
use domain::token::Token;
use domain::work::{LEASE, Work, WorkKind};
use domain::{AccountId, ServiceId};

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

pub async fn a_service_is_found_by_its_id(fixture: &Fixture) -> Result<()> {
    fixture.other_account().await?;
    let services = fixture.queries.services().await?;
    assert_eq!(services.len(), 2);

    for service in services {
        let found = fixture.queries.service(&service.id).await?;
        assert_eq!(found, Some(service));
    }
    let unknown = ServiceId::from_random(fixture.fresh());
    assert_eq!(fixture.queries.service(&unknown).await?, None);
    Ok(())
}

pub async fn the_accounts_of_a_service_come_oldest_first(fixture: &Fixture) -> Result<()> {
    let other = fixture.other_account().await?;
    let service = fixture.queries.service(fixture.service()).await?;
    let service = service.context("the service is missing")?;
    let mut accounts = vec![fixture.account.clone()];
    for seconds in [2, 1] {
        let id = AccountId::from_random(fixture.fresh());
        let at = START.plus(Duration::from_secs(seconds));
        let mut account = GatewayAccount::open(id, &service, Mode::Live, Provider::Sandbox, at);
        let mut unit = fixture.unit().await?;
        unit.accounts().add_account(&mut account).await?;
        unit.commit().await?;
        accounts.insert(1, account);
    }

    assert_eq!(fixture.queries.accounts_of(&service.id).await?, accounts);
    let theirs = fixture.queries.accounts_of(&other.service).await?;
    assert_eq!(theirs, [other]);
    let nobody = ServiceId::from_random(fixture.fresh());
    assert_eq!(fixture.queries.accounts_of(&nobody).await?, []);
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
