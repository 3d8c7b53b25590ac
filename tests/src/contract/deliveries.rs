//! Deliveries: one for each event and endpoint, with every attempt at it.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::webhook::{Attempt, AttemptOutcome, Delivery, DeliveryStatus, EventType};
use domain::{DeliveryId, PaymentId, Timestamp};
use strum::IntoEnumIterator as _;

use super::work::seconds;
use super::{Fixture, START, at_once};

async fn get(fixture: &Fixture, id: &DeliveryId) -> Result<Delivery> {
    let found = fixture.unit().await?.webhooks().delivery(id).await?;
    found.context("the delivery is missing")
}

/// A payment in the store.
async fn payment(fixture: &Fixture) -> Result<PaymentId> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    Ok(payment.id.clone())
}

/// One delivery in the store.
async fn added(fixture: &Fixture) -> Result<Delivery> {
    let endpoint = fixture.endpoint().await?;
    let delivery = fixture.delivery(&endpoint, &payment(fixture).await?, 1);
    fixture
        .add_deliveries(std::slice::from_ref(&delivery))
        .await?;
    Ok(delivery)
}

pub(super) fn attempt(at: Timestamp, outcome: AttemptOutcome) -> Attempt {
    Attempt {
        at,
        took_ms: 5,
        outcome,
        answer: "<b>Ŵ</b> 'x' \\ \u{fffd} 😀".to_owned(),
    }
}

async fn remove_before(fixture: &Fixture, before: Timestamp, limit: u64) -> Result<u64> {
    let mut unit = fixture.unit().await?;
    let removed = unit
        .webhooks()
        .remove_deliveries_before(before, limit)
        .await?;
    unit.commit().await?;
    Ok(removed)
}

pub async fn a_delivery_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let delivery = added(fixture).await?;

    assert_eq!(get(fixture, &delivery.id).await?, delivery);
    let found = fixture.queries.any_delivery(&delivery.id).await?;
    assert_eq!(found, Some(delivery));
    Ok(())
}

pub async fn every_status_and_event_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let endpoint = fixture.endpoint().await?;
    let payment = payment(fixture).await?;
    let mut deliveries = Vec::new();
    for (event, position) in EventType::iter().zip(1..) {
        for status in DeliveryStatus::iter() {
            let place = position * 10 + u32::try_from(deliveries.len())? % 10;
            deliveries.push(Delivery {
                event,
                status,
                happened_at: START.minus(Duration::from_millis(u64::from(place))),
                next_at: (place % 2 == 0).then_some(seconds(9)),
                replayed_after: place,
                ..fixture.delivery(&endpoint, &payment, place)
            });
        }
    }

    fixture.add_deliveries(&deliveries).await?;

    for delivery in deliveries {
        assert_eq!(get(fixture, &delivery.id).await?, delivery);
    }
    Ok(())
}

pub async fn a_delivery_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    added(fixture).await?;
    let id = fixture.delivery_id();

    assert_eq!(fixture.unit().await?.webhooks().delivery(&id).await?, None);
    assert_eq!(fixture.queries.any_delivery(&id).await?, None);
    Ok(())
}

pub async fn a_message_to_try_an_endpoint_out_tells_of_no_payment(fixture: &Fixture) -> Result<()> {
    let endpoint = fixture.endpoint().await?;
    let test = Delivery {
        is_test: true,
        next_at: Some(START),
        ..fixture.delivery(&endpoint, &fixture.payment_id(), 0)
    };

    fixture.add_deliveries(std::slice::from_ref(&test)).await?;

    assert_eq!(get(fixture, &test.id).await?, test);
    Ok(())
}

pub async fn an_event_is_fanned_out_once_to_each_endpoint(fixture: &Fixture) -> Result<()> {
    let [one, other] = [fixture.endpoint().await?, fixture.endpoint().await?];
    let [first, second] = [payment(fixture).await?, payment(fixture).await?];
    let original = fixture.delivery(&one, &first, 1);
    fixture
        .add_deliveries(std::slice::from_ref(&original))
        .await?;
    let again = [
        (fixture.delivery(&one, &first, 1), false),
        (fixture.delivery(&one, &first, 2), true),
        (fixture.delivery(&one, &second, 1), true),
        (fixture.delivery(&other, &first, 1), true),
        (fixture.delivery(&other, &first, 1), false),
    ];

    let deliveries: Vec<_> = again.iter().map(|(delivery, _)| delivery.clone()).collect();
    fixture.add_deliveries(&deliveries).await?;

    for (delivery, is_added) in again {
        let found = fixture.queries.any_delivery(&delivery.id).await?;
        assert_eq!(found, is_added.then_some(delivery));
    }
    assert_eq!(get(fixture, &original.id).await?, original);
    Ok(())
}

pub async fn of_many_who_fan_an_event_out_one_does(fixture: &Fixture) -> Result<()> {
    let endpoint = fixture.endpoint().await?;
    let payment = payment(fixture).await?;
    let deliveries: Vec<_> = (0..10)
        .map(|_| fixture.delivery(&endpoint, &payment, 1))
        .collect();

    let added = at_once(deliveries.clone().into_iter().map(|delivery| {
        let store = fixture.store.clone();
        async move {
            let mut unit = store.begin().await?;
            unit.webhooks().add_deliveries(&[delivery]).await?;
            tokio::task::yield_now().await;
            unit.commit().await
        }
    }))
    .await?;
    for added in added {
        added?;
    }

    let mut found = 0;
    for delivery in deliveries {
        found += usize::from(fixture.queries.any_delivery(&delivery.id).await?.is_some());
    }
    assert_eq!(found, 1);
    Ok(())
}

pub async fn how_a_delivery_stands_is_saved(fixture: &Fixture) -> Result<()> {
    let mut delivery = added(fixture).await?;
    for (status, next_at, replayed_after) in [
        (DeliveryStatus::Pending, Some(seconds(60)), 0),
        (DeliveryStatus::Failed, None, 0),
        (DeliveryStatus::Pending, Some(seconds(90)), 6),
        (DeliveryStatus::Successful, None, 6),
        (DeliveryStatus::WillNotSend, None, 7),
    ] {
        delivery.status = status;
        delivery.next_at = next_at;
        delivery.replayed_after = replayed_after;

        fixture.save_delivery(&delivery).await?;

        assert_eq!(get(fixture, &delivery.id).await?, delivery);
        let found = fixture.queries.any_delivery(&delivery.id).await?;
        assert_eq!(found.as_ref(), Some(&delivery));
    }
    Ok(())
}

pub async fn every_attempt_comes_back_in_its_order(fixture: &Fixture) -> Result<()> {
    use AttemptOutcome as O;
    let mut delivery = added(fixture).await?;
    for batch in [
        vec![attempt(seconds(9), O::Answered(100))],
        vec![],
        vec![
            attempt(seconds(3), O::TimedOut),
            Attempt {
                took_ms: 3_000_000,
                answer: String::new(),
                ..attempt(seconds(3), O::Unreachable)
            },
        ],
        vec![attempt(seconds(4), O::Forbidden)],
        vec![attempt(seconds(1), O::Answered(999))],
    ] {
        delivery.attempts.extend(batch);

        fixture.save_delivery(&delivery).await?;

        assert_eq!(get(fixture, &delivery.id).await?, delivery);
        let found = fixture.queries.any_delivery(&delivery.id).await?;
        assert_eq!(found.as_ref(), Some(&delivery));
    }
    Ok(())
}

pub async fn what_a_delivery_says_never_changes(fixture: &Fixture) -> Result<()> {
    let delivery = added(fixture).await?;
    let changed = Delivery {
        event: EventType::CardPaymentExpired,
        happened_at: seconds(7),
        body: "another".to_owned(),
        is_test: true,
        created_at: seconds(7),
        ..delivery.clone()
    };

    fixture.save_delivery(&changed).await?;

    assert_eq!(get(fixture, &delivery.id).await?, delivery);
    Ok(())
}

pub async fn saving_a_delivery_that_is_gone_changes_nothing(fixture: &Fixture) -> Result<()> {
    let mut gone = added(fixture).await?;
    gone.status = DeliveryStatus::Successful;
    fixture.save_delivery(&gone).await?;
    assert_eq!(remove_before(fixture, seconds(1), 9).await?, 1);

    gone.attempts.push(attempt(START, AttemptOutcome::TimedOut));
    fixture.save_delivery(&gone).await?;

    assert_eq!(fixture.queries.any_delivery(&gone.id).await?, None);
    Ok(())
}

pub async fn no_attempt_is_lost_when_many_save_at_once(fixture: &Fixture) -> Result<()> {
    let id = added(fixture).await?.id;

    let saved = at_once((0..10).map(|number| {
        let (store, id) = (fixture.store.clone(), id.clone());
        async move {
            let mut unit = store.begin().await?;
            let delivery = unit.webhooks().delivery(&id).await?;
            let mut delivery = delivery.context("the delivery is missing")?;
            tokio::task::yield_now().await;
            let tried = attempt(seconds(number), AttemptOutcome::TimedOut);
            delivery.attempts.push(tried);
            unit.webhooks().save_delivery(&delivery).await?;
            anyhow::Ok(unit.commit().await?)
        }
    }))
    .await?;
    for saved in saved {
        saved?;
    }

    let mut at: Vec<_> = get(fixture, &id).await?.attempts;
    at.sort_by_key(|attempt| attempt.at);
    let at: Vec<_> = at.into_iter().map(|attempt| attempt.at).collect();
    assert_eq!(at, (0..10).map(seconds).collect::<Vec<_>>());
    Ok(())
}

/// One delivery that is over, made at each of these seconds.
async fn over(fixture: &Fixture, made_at: &[u64]) -> Result<Vec<Delivery>> {
    let endpoint = fixture.endpoint().await?;
    let payment = payment(fixture).await?;
    let mut deliveries = Vec::new();
    for (second, position) in made_at.iter().zip(1..) {
        deliveries.push(Delivery {
            status: DeliveryStatus::Failed,
            created_at: seconds(*second),
            ..fixture.delivery(&endpoint, &payment, position)
        });
    }
    fixture.add_deliveries(&deliveries).await?;
    for delivery in &mut deliveries {
        let tried = attempt(START, AttemptOutcome::TimedOut);
        delivery.attempts.extend([tried.clone(), tried]);
        fixture.save_delivery(delivery).await?;
    }
    Ok(deliveries)
}

pub async fn old_deliveries_are_removed_a_few_at_a_time(fixture: &Fixture) -> Result<()> {
    let deliveries = over(fixture, &[5, 1, 4, 2, 3]).await?;

    let mut removed = Vec::new();
    for _ in 0..3 {
        removed.push(remove_before(fixture, seconds(4), 2).await?);
    }

    assert_eq!(removed, [2, 1, 0]);
    for delivery in deliveries {
        let stays = delivery.created_at >= seconds(4);
        let found = fixture.queries.any_delivery(&delivery.id).await?;
        assert_eq!(found, stays.then_some(delivery));
    }
    Ok(())
}

pub async fn deliveries_that_are_yet_to_be_told_are_not_removed(fixture: &Fixture) -> Result<()> {
    let mut deliveries = over(fixture, &[1, 2, 3, 4]).await?;
    let stands = [
        (DeliveryStatus::Pending, None),
        (DeliveryStatus::Pending, Some(seconds(9))),
        (DeliveryStatus::Successful, None),
        (DeliveryStatus::WillNotSend, None),
    ];
    for (delivery, (status, next_at)) in deliveries.iter_mut().zip(stands) {
        delivery.status = status;
        delivery.next_at = next_at;
        fixture.save_delivery(delivery).await?;
    }

    assert_eq!(remove_before(fixture, seconds(100), 9).await?, 2);

    for delivery in deliveries {
        let stays = delivery.status == DeliveryStatus::Pending;
        let found = fixture.queries.any_delivery(&delivery.id).await?;
        assert_eq!(found, stays.then_some(delivery));
    }
    Ok(())
}
