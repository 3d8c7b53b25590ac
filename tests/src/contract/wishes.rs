//! Wishes for work: what is scheduled while somebody has it leased is done once more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use anyhow::Result;
use domain::Timestamp;
use domain::ports::{Store, StoreError};
use domain::work::{LEASE, Work, WorkGroup, WorkKind};

use super::work::{claim, claim_one, find, finish, put_off, schedule, scheduled, seconds};
use super::{Fixture, START, at_once};

/// Schedules work of the same kind again.
async fn wish(fixture: &Fixture, work: &Work, due_at: Timestamp) -> Result<()> {
    let again = Work::due(fixture.work_id(), work.kind.clone(), due_at);
    schedule(fixture, &again).await
}

/// The work after its lease, due at this instant.
fn free(work: &Work, due_at: Timestamp, attempts: u32) -> Work {
    Work {
        due_at,
        attempts,
        leased_until: None,
        ..work.clone()
    }
}

pub async fn work_scheduled_while_it_is_leased_is_due_again_once_it_is_finished(
    fixture: &Fixture,
) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    put_off(fixture, &work, START, 4).await?;
    let claimed = claim_one(fixture, START).await?;
    wish(fixture, &work, seconds(7)).await?;

    finish(fixture, &claimed).await?;

    let expected = free(&work, seconds(7), 0);
    assert_eq!(find(fixture, &work.kind).await?, Some(expected));
    assert_eq!(claim(fixture, seconds(6), 10).await?, []);
    assert_eq!(claim(fixture, seconds(7), 10).await?.len(), 1);
    Ok(())
}

pub async fn a_wish_is_no_reason_to_claim_what_is_leased(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    claim_one(fixture, START).await?;

    wish(fixture, &work, START).await?;

    assert_eq!(claim(fixture, seconds(1), 10).await?, []);
    Ok(())
}

pub async fn work_is_put_off_no_further_than_it_was_scheduled_for_meanwhile(
    fixture: &Fixture,
) -> Result<()> {
    for (wished, put_off_to, expected) in [(5, 9, 5), (9, 5, 5), (0, 9, 0)] {
        let work = scheduled(fixture, START).await?;
        let claimed = claim_one(fixture, START).await?;
        wish(fixture, &work, seconds(wished)).await?;

        put_off(fixture, &claimed, seconds(put_off_to), 3).await?;

        let expected = free(&work, seconds(expected), 3);
        let found = find(fixture, &work.kind).await?;
        assert_eq!(found.as_ref(), Some(&expected), "{wished}, {put_off_to}");
        finish(fixture, &expected).await?;
    }
    Ok(())
}

pub async fn of_several_wishes_the_earliest_counts(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    let claimed = claim_one(fixture, START).await?;
    for second in [8, 3, 5] {
        wish(fixture, &work, seconds(second)).await?;
    }

    finish(fixture, &claimed).await?;

    let expected = free(&work, seconds(3), 0);
    assert_eq!(find(fixture, &work.kind).await?, Some(expected));
    Ok(())
}

pub async fn a_wish_is_fulfilled_once(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    let claimed = claim_one(fixture, START).await?;
    wish(fixture, &work, START).await?;
    finish(fixture, &claimed).await?;

    let again = claim_one(fixture, seconds(1)).await?;
    finish(fixture, &again).await?;

    assert_eq!(find(fixture, &work.kind).await?, None);
    Ok(())
}

pub async fn who_claims_after_a_wish_fulfils_it(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    let lost = claim_one(fixture, START).await?;
    wish(fixture, &work, seconds(1)).await?;
    let claimed = claim_one(fixture, START.plus(LEASE)).await?;

    finish(fixture, &lost).await?;
    assert_eq!(find(fixture, &work.kind).await?.as_ref(), Some(&claimed));
    finish(fixture, &claimed).await?;

    assert_eq!(find(fixture, &work.kind).await?, None);
    Ok(())
}

pub async fn a_wish_outlives_a_lease_that_was_lost(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    let lost = claim_one(fixture, START).await?;
    let claimed = claim_one(fixture, START.plus(LEASE)).await?;
    wish(fixture, &work, seconds(90)).await?;

    put_off(fixture, &lost, seconds(1), 9).await?;
    finish(fixture, &lost).await?;
    finish(fixture, &claimed).await?;

    let expected = free(&work, seconds(90), 0);
    assert_eq!(find(fixture, &work.kind).await?, Some(expected));
    Ok(())
}

pub async fn a_wish_that_is_rolled_back_never_was(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    let claimed = claim_one(fixture, START).await?;
    let again = Work::due(fixture.work_id(), work.kind.clone(), START);
    let mut unit = fixture.unit().await?;
    unit.work().schedule(&again).await?;
    drop(unit);

    finish(fixture, &claimed).await?;

    assert_eq!(find(fixture, &work.kind).await?, None);
    Ok(())
}

pub async fn work_that_was_scheduled_leased_is_wished_for_as_well(fixture: &Fixture) -> Result<()> {
    let leased = Work::leased(fixture.work_id(), WorkKind::Housekeep, START);
    schedule(fixture, &leased).await?;
    wish(fixture, &leased, seconds(2)).await?;

    finish(fixture, &leased).await?;

    let expected = free(&leased, seconds(2), 0);
    assert_eq!(find(fixture, &leased.kind).await?, Some(expected));
    Ok(())
}

/// Else somebody could claim, do and finish it before what it is wanted for is there.
pub async fn nobody_claims_what_a_unit_is_about_to_schedule(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    let again = Work::due(fixture.work_id(), work.kind.clone(), START);
    let ended = Arc::new(AtomicBool::new(false));
    let (has_it, go) = tokio::sync::oneshot::channel();
    let wishing = {
        let (store, ended) = (fixture.store.clone(), ended.clone());
        tokio::spawn(async move {
            let mut unit = store.begin().await?;
            unit.work().schedule(&again).await?;
            has_it.send(()).ok();
            tokio::time::sleep(Duration::from_millis(200)).await;
            ended.store(true, Ordering::SeqCst);
            unit.commit().await
        })
    };
    go.await?;

    let claimed = claim(fixture, START, 10).await?;
    assert!(claimed.is_empty() || ended.load(Ordering::SeqCst));

    wishing.await??;
    let claimed = match claimed.is_empty() {
        true => claim(fixture, START, 10).await?,
        false => claimed,
    };
    assert_eq!(claimed.len(), 1);
    Ok(())
}

/// Claims the work and finishes it as often as there is any; answers with what was wanted
/// when it last looked.
async fn work_off(store: Arc<dyn Store>, wanted: Arc<AtomicU32>) -> Result<u32, StoreError> {
    let mut seen = 0;
    for _ in 0..40 {
        let mut unit = store.begin().await?;
        let until = START.plus(LEASE);
        let claimed = unit.work().claim(WorkGroup::Payments, START, until, 1);
        let claimed = claimed.await?;
        unit.commit().await?;
        tokio::task::yield_now().await;
        for work in claimed {
            seen = wanted.load(Ordering::SeqCst);
            tokio::task::yield_now().await;
            let mut unit = store.begin().await?;
            unit.work().finish(&work).await?;
            unit.commit().await?;
        }
    }
    Ok(seen)
}

pub async fn no_wish_is_lost_when_many_schedule_and_finish_at_once(
    fixture: &Fixture,
) -> Result<()> {
    let wanted = Arc::new(AtomicU32::new(0));
    let schedulers = (0..4).map(|_| {
        let pieces: Vec<Work> = (0..10)
            .map(|_| Work::due(fixture.work_id(), WorkKind::Housekeep, START))
            .collect();
        let (store, wanted) = (fixture.store.clone(), wanted.clone());
        tokio::spawn(async move {
            for work in pieces {
                let mut unit = store.begin().await?;
                unit.work().schedule(&work).await?;
                tokio::task::yield_now().await;
                wanted.fetch_add(1, Ordering::SeqCst);
                unit.commit().await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    let schedulers: Vec<_> = schedulers.collect();
    let seen = at_once((0..2).map(|_| work_off(fixture.store.clone(), wanted.clone()))).await?;
    for scheduler in schedulers {
        scheduler.await??;
    }
    let mut last = 0;
    for seen in seen {
        last = last.max(seen?);
    }
    if find(fixture, &WorkKind::Housekeep).await?.is_some() {
        last = work_off(fixture.store.clone(), wanted.clone()).await?;
    }

    assert_eq!(last, wanted.load(Ordering::SeqCst));
    assert_eq!(find(fixture, &WorkKind::Housekeep).await?, None);
    Ok(())
}
