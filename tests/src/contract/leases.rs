//! Leases: who claims a piece of work has it to himself, for a while.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context, Result};
use domain::work::{LEASE, Work, WorkGroup, WorkKind};

use super::work::{claim, claim_one, find, finish, put_off, schedule, scheduled, seconds};
use super::{Fixture, START, at_once, soon};

pub async fn claimed_work_is_leased(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;

    let claimed = claim(fixture, seconds(1), 10).await?;

    let leased = Work {
        leased_until: Some(seconds(1).plus(LEASE)),
        ..work.clone()
    };
    assert_eq!(claimed, std::slice::from_ref(&leased));
    assert_eq!(find(fixture, &work.kind).await?, Some(leased));
    Ok(())
}

pub async fn leased_work_is_not_claimed_until_its_lease_runs_out(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    claim(fixture, START, 10).await?;
    let last = START.plus(LEASE).minus(Duration::from_millis(1));

    assert_eq!(claim(fixture, last, 10).await?, []);

    let claimed = claim(fixture, START.plus(LEASE), 10).await?;
    let again = claimed.first().context("the work is still leased")?;
    assert_eq!(again.id, work.id);
    Ok(())
}

pub async fn work_scheduled_with_a_lease_is_not_claimed_until_it_runs_out(
    fixture: &Fixture,
) -> Result<()> {
    let work = Work::leased(fixture.work_id(), WorkKind::Housekeep, START);
    schedule(fixture, &work).await?;

    assert_eq!(claim(fixture, seconds(1), 10).await?, []);
    assert_eq!(claim(fixture, START.plus(LEASE), 10).await?.len(), 1);
    Ok(())
}

pub async fn leased_work_is_found_by_its_kind(fixture: &Fixture) -> Result<()> {
    let work = Work::leased(fixture.work_id(), WorkKind::Housekeep, START);
    schedule(fixture, &work).await?;

    assert_eq!(find(fixture, &WorkKind::Housekeep).await?, Some(work));
    Ok(())
}

pub async fn a_claim_that_is_rolled_back_leaves_the_work_free(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    let mut unit = fixture.unit().await?;
    let until = START.plus(LEASE);
    unit.work()
        .claim(WorkGroup::Payments, START, until, 10)
        .await?;
    drop(unit);

    assert_eq!(find(fixture, &work.kind).await?, Some(work));
    let again = soon(|| claim(fixture, START, 10)).await?;
    assert_eq!(again.len(), 1);
    Ok(())
}

pub async fn work_that_another_has_leased_since_is_left_alone(fixture: &Fixture) -> Result<()> {
    scheduled(fixture, START).await?;
    let mine = claim_one(fixture, START).await?;
    let theirs = claim_one(fixture, START.plus(LEASE)).await?;
    assert_eq!(theirs.id, mine.id);

    finish(fixture, &mine).await?;
    put_off(fixture, &mine, START, 9).await?;

    assert_eq!(find(fixture, &mine.kind).await?.as_ref(), Some(&theirs));
    finish(fixture, &theirs).await?;
    assert_eq!(find(fixture, &mine.kind).await?, None);
    Ok(())
}

pub async fn work_that_another_has_put_off_since_is_left_alone(fixture: &Fixture) -> Result<()> {
    scheduled(fixture, START).await?;
    let mine = claim_one(fixture, START).await?;
    let theirs = claim_one(fixture, START.plus(LEASE)).await?;
    put_off(fixture, &theirs, seconds(600), 3).await?;
    let after = find(fixture, &mine.kind).await?;

    finish(fixture, &mine).await?;
    put_off(fixture, &mine, START, 9).await?;

    assert!(after.is_some());
    assert_eq!(find(fixture, &mine.kind).await?, after);
    Ok(())
}

pub async fn claimers_at_once_never_get_the_same_work(fixture: &Fixture) -> Result<()> {
    let mut all = BTreeSet::new();
    for _ in 0..40 {
        all.insert(scheduled(fixture, START).await?.id);
    }

    let claims = at_once((0..20).map(|_| {
        let store = fixture.store.clone();
        async move {
            let mut mine = Vec::new();
            loop {
                let mut unit = store.begin().await?;
                let until = START.plus(LEASE);
                let claimed = unit.work().claim(WorkGroup::Payments, START, until, 3);
                let claimed = claimed.await?;
                tokio::task::yield_now().await;
                unit.commit().await?;
                if claimed.is_empty() {
                    return Ok(mine);
                }
                mine.extend(claimed.into_iter().map(|work| work.id));
            }
        }
    }))
    .await?;
    let claimed: Vec<_> = claims
        .into_iter()
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();

    assert_eq!(claimed.len(), all.len());
    assert_eq!(claimed.into_iter().collect::<BTreeSet<_>>(), all);
    Ok(())
}
