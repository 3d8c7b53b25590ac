//! Events to be handed on: each one is, and those of one payment in their order.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;
use domain::payment::{Event, Step};
use domain::ports::StoreError;
use domain::ports::repositories::StoredEvent;
use tokio::sync::Mutex;

use super::{Fixture, START, at_once, soon};

/// Publishes two events of each of so many payments.
async fn publish(fixture: &Fixture, payments: usize) -> Result<Vec<Event>> {
    let mut published = Vec::new();
    for _ in 0..payments {
        let mut payment = fixture.payment()?;
        payment.take(Step::Start, START)?;
        published.extend_from_slice(payment.unpublished());
        fixture.add(&mut payment).await?;
    }
    Ok(published)
}

async fn undispatched(fixture: &Fixture, limit: u64) -> Result<Vec<StoredEvent>> {
    Ok(fixture.unit().await?.events().undispatched(limit).await?)
}

async fn dispatch(fixture: &Fixture, limit: u64) -> Result<Vec<StoredEvent>> {
    let mut unit = fixture.unit().await?;
    let events = unit.events().undispatched(limit).await?;
    unit.events().dispatched(&events, START).await?;
    unit.commit().await?;
    Ok(events)
}

fn bare(events: Vec<StoredEvent>) -> Vec<Event> {
    events.into_iter().map(|stored| stored.event).collect()
}

pub async fn undispatched_events_come_oldest_first(fixture: &Fixture) -> Result<()> {
    let published = publish(fixture, 3).await?;

    let events = undispatched(fixture, 100).await?;

    assert!(events.is_sorted_by_key(|stored| stored.sequence));
    assert_eq!(bare(events), published);
    Ok(())
}

pub async fn no_more_events_come_than_were_asked_for(fixture: &Fixture) -> Result<()> {
    publish(fixture, 3).await?;

    let mut numbers = Vec::new();
    for _ in 0..3 {
        numbers.push(dispatch(fixture, 4).await?.len());
    }

    assert_eq!(numbers, [4, 2, 0]);
    Ok(())
}

pub async fn a_dispatched_event_does_not_come_again(fixture: &Fixture) -> Result<()> {
    publish(fixture, 1).await?;
    dispatch(fixture, 100).await?;
    let later = publish(fixture, 1).await?;

    assert_eq!(bare(undispatched(fixture, 100).await?), later);
    Ok(())
}

pub async fn a_dispatch_that_is_rolled_back_is_repeated(fixture: &Fixture) -> Result<()> {
    let published = publish(fixture, 1).await?;
    let mut unit = fixture.unit().await?;
    let events = unit.events().undispatched(100).await?;
    unit.events().dispatched(&events, START).await?;
    drop(unit);

    let again = soon(|| undispatched(fixture, 100)).await?;
    assert_eq!(bare(again), published);
    Ok(())
}

pub async fn no_two_units_get_the_same_event(fixture: &Fixture) -> Result<()> {
    let published = publish(fixture, 20).await?;

    let handed_on = at_once((0..10).map(|_| {
        let store = fixture.store.clone();
        async move {
            let mut mine = Vec::new();
            loop {
                let mut unit = store.begin().await?;
                let events = unit.events().undispatched(3).await?;
                tokio::task::yield_now().await;
                unit.events().dispatched(&events, START).await?;
                unit.commit().await?;
                if events.is_empty() {
                    return Ok(mine);
                }
                mine.extend(events.into_iter().map(|stored| stored.sequence));
            }
        }
    }))
    .await?;
    let handed_on: Vec<i64> = handed_on
        .into_iter()
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();

    assert_eq!(handed_on.len(), published.len());
    let distinct: BTreeSet<i64> = handed_on.into_iter().collect();
    assert_eq!(distinct.len(), published.len());
    Ok(())
}

/// One unit has the first event and waits; another asks for one meanwhile. Answers with what
/// the second got, and asserts that it got it after the first had ended.
async fn second_of_two(fixture: &Fixture, first_commits: bool) -> Result<Vec<StoredEvent>> {
    let ended = Arc::new(AtomicBool::new(false));
    let (has_it, go) = tokio::sync::oneshot::channel();
    let first = {
        let (store, ended) = (fixture.store.clone(), ended.clone());
        tokio::spawn(async move {
            let mut unit = store.begin().await?;
            let events = unit.events().undispatched(1).await?;
            has_it.send(()).ok();
            tokio::time::sleep(Duration::from_millis(200)).await;
            unit.events().dispatched(&events, START).await?;
            ended.store(true, Ordering::SeqCst);
            if first_commits {
                unit.commit().await?;
            }
            Ok::<_, StoreError>(())
        })
    };
    go.await?;
    let store = fixture.store.clone();
    let second = tokio::spawn(async move {
        let mut unit = store.begin().await?;
        let events = unit.events().undispatched(1).await?;
        let first_had_ended = ended.load(Ordering::SeqCst);
        Ok::<_, StoreError>((events, first_had_ended))
    });
    first.await??;
    let (events, first_had_ended) = second.await??;
    assert!(first_had_ended);
    Ok(events)
}

pub async fn a_second_unit_waits_for_the_first_and_gets_the_events_after_its(
    fixture: &Fixture,
) -> Result<()> {
    let published = publish(fixture, 1).await?;

    let got = second_of_two(fixture, true).await?;

    assert_eq!(bare(got), published.get(1..).unwrap_or_default());
    Ok(())
}

pub async fn a_second_unit_gets_what_the_first_did_not_hand_on(fixture: &Fixture) -> Result<()> {
    let published = publish(fixture, 1).await?;

    let got = second_of_two(fixture, false).await?;

    assert_eq!(bare(got), published.get(..1).unwrap_or_default());
    Ok(())
}

pub async fn events_of_one_payment_are_handed_on_in_order(fixture: &Fixture) -> Result<()> {
    let published = publish(fixture, 10).await?;
    let order = Arc::new(Mutex::new(Vec::new()));

    let handed_on = at_once((0..4).map(|_| {
        let (store, order) = (fixture.store.clone(), order.clone());
        async move {
            loop {
                let mut unit = store.begin().await?;
                let events = unit.events().undispatched(1).await?;
                tokio::task::yield_now().await;
                if events.is_empty() {
                    return Ok::<_, StoreError>(());
                }
                unit.events().dispatched(&events, START).await?;
                order.lock().await.extend(bare(events));
                unit.commit().await?;
            }
        }
    }))
    .await?;
    for handed_on in handed_on {
        handed_on?;
    }

    assert_eq!(*order.lock().await, published);
    Ok(())
}

pub async fn events_come_as_they_were_published(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.full_payment().await?;
    payment.take(Step::Start, START)?;
    payment.take(Step::SubmitCard(fixture.attempt()), START)?;
    payment.redact(START);
    let published = payment.unpublished().to_vec();

    fixture.add(&mut payment).await?;

    assert_eq!(bare(undispatched(fixture, 100).await?), published);
    Ok(())
}
