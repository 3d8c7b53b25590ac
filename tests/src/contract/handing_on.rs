//! Events that were handed on, as those who listen read them.

use anyhow::Result;
use domain::payment::{Event, NewPayment, Step};
use domain::ports::queries::{HandedOn, HandedOnCursor};
use domain::{AccountId, Payment, Timestamp};

use super::work::seconds;
use super::{Fixture, START};

const BEGINNING: HandedOnCursor = HandedOnCursor {
    at: Timestamp::from_millis(0),
    sequence: 0,
};

/// Publishes two events of a payment of the account.
async fn publish(fixture: &Fixture, account: &AccountId) -> Result<Vec<Event>> {
    let request = NewPayment {
        account: account.clone(),
        ..fixture.request()?
    };
    let mut payment = Payment::create(request, START);
    payment.take(Step::Start, START)?;
    let published = payment.unpublished().to_vec();
    fixture.add(&mut payment).await?;
    Ok(published)
}

/// Hands on so many events.
async fn dispatch(fixture: &Fixture, limit: u64, now: Timestamp) -> Result<()> {
    let mut unit = fixture.unit().await?;
    let events = unit.events().undispatched(limit).await?;
    unit.events().dispatched(&events, now).await?;
    Ok(unit.commit().await?)
}

async fn handed_on(fixture: &Fixture, after: &HandedOnCursor, limit: u64) -> Result<Vec<HandedOn>> {
    let account = &fixture.account.id;
    Ok(fixture.queries.handed_on(account, after, limit).await?)
}

fn events(handed_on: Vec<HandedOn>) -> Vec<Event> {
    handed_on.into_iter().map(|one| one.event).collect()
}

pub async fn there_are_undispatched_events_until_all_are_handed_on(
    fixture: &Fixture,
) -> Result<()> {
    let queries = &fixture.queries;
    assert!(!queries.has_undispatched().await?);
    publish(fixture, &fixture.account.id).await?;
    assert!(queries.has_undispatched().await?);

    dispatch(fixture, 1, START).await?;
    assert!(queries.has_undispatched().await?);
    dispatch(fixture, 1, START).await?;

    assert!(!queries.has_undispatched().await?);
    Ok(())
}

pub async fn events_that_were_handed_on_come_in_the_order_of_their_places(
    fixture: &Fixture,
) -> Result<()> {
    let account = &fixture.account.id;
    let first = publish(fixture, account).await?;
    let second = publish(fixture, account).await?;
    // The first two are handed on later than those that come after them: clocks differ.
    dispatch(fixture, 2, seconds(5)).await?;
    dispatch(fixture, 2, seconds(3)).await?;

    let found = handed_on(fixture, &BEGINNING, 10).await?;

    assert!(found.is_sorted_by_key(|one| one.cursor));
    let at: Vec<_> = found.iter().map(|one| one.cursor.at).collect();
    assert_eq!(at, [seconds(3), seconds(3), seconds(5), seconds(5)]);
    assert_eq!(events(found), [second, first].concat());
    Ok(())
}

pub async fn events_that_wait_were_not_handed_on(fixture: &Fixture) -> Result<()> {
    let published = publish(fixture, &fixture.account.id).await?;
    dispatch(fixture, 1, START).await?;

    let found = events(handed_on(fixture, &BEGINNING, 10).await?);

    assert_eq!(found, published.get(..1).unwrap_or_default());
    Ok(())
}

pub async fn another_accounts_events_are_not_shown(fixture: &Fixture) -> Result<()> {
    let other = fixture.other_account().await?.id;
    let ours = publish(fixture, &fixture.account.id).await?;
    let theirs = publish(fixture, &other).await?;
    dispatch(fixture, 10, START).await?;

    let found = fixture.queries.handed_on(&other, &BEGINNING, 10).await?;
    assert_eq!(events(found), theirs);
    assert_eq!(events(handed_on(fixture, &BEGINNING, 10).await?), ours);
    Ok(())
}

pub async fn events_are_read_on_from_any_place(fixture: &Fixture) -> Result<()> {
    let account = &fixture.account.id;
    for second in [1, 1, 2, 4] {
        publish(fixture, account).await?;
        dispatch(fixture, 10, seconds(second)).await?;
    }
    let all = handed_on(fixture, &BEGINNING, 100).await?;
    assert_eq!(all.len(), 8);

    for limit in [1, 3, 8, 100] {
        let mut read: Vec<HandedOn> = Vec::new();
        loop {
            let after = read.last().map_or(BEGINNING, |last| last.cursor);
            let more = handed_on(fixture, &after, limit).await?;
            assert!(more.len() as u64 <= limit);
            if more.is_empty() {
                break;
            }
            read.extend(more);
        }
        assert_eq!(read, all, "{limit}");
    }
    let between = HandedOnCursor {
        at: seconds(3),
        sequence: i64::MAX,
    };
    let rest = handed_on(fixture, &between, 100).await?;
    assert_eq!(rest, all.get(6..).unwrap_or_default());
    assert_eq!(handed_on(fixture, &BEGINNING, 0).await?, []);
    Ok(())
}
