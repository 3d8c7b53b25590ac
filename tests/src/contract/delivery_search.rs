//! What is found among deliveries, and whose turn it is.

use std::cmp::Reverse;

use anyhow::Result;
use domain::ports::queries::{DeliverySearch, Sheet};
use domain::webhook::{AttemptOutcome, Delivery, DeliveryStatus, EventType, WebhookEndpoint};
use strum::IntoEnumIterator as _;

use super::Fixture;
use super::deliveries::attempt;
use super::work::seconds;

/// Deliveries of one endpoint that differ in everything one can look for, with attempts at
/// some; and the same of another endpoint, which are not returned.
async fn told(fixture: &Fixture) -> Result<(WebhookEndpoint, Vec<Delivery>)> {
    let (endpoint, other) = (fixture.endpoint().await?, fixture.endpoint().await?);
    let [payment, another] = [fixture.payment_id(), fixture.payment_id()];
    let (mut told, mut others) = (Vec::new(), Vec::new());
    let kinds = DeliveryStatus::iter()
        .cycle()
        .zip(EventType::iter().cycle());
    // Prime to one another, so the seconds come in no order and none comes twice.
    for ((status, event), number) in kinds.zip(0..24_u32) {
        let is_of_another = number / 3 % 2 == 1;
        let payment = if is_of_another { &another } else { &payment };
        let mut delivery = Delivery {
            status,
            event,
            happened_at: seconds(u64::from(number * 7 % 24)),
            ..fixture.delivery(&endpoint, payment, number)
        };
        others.push(Delivery {
            id: fixture.delivery_id(),
            endpoint: other.id.clone(),
            ..delivery.clone()
        });
        fixture
            .add_deliveries(std::slice::from_ref(&delivery))
            .await?;
        for second in 0..number % 4 {
            let tried = attempt(seconds(second.into()), AttemptOutcome::Answered(500));
            delivery.attempts.push(tried);
        }
        fixture.save_delivery(&delivery).await?;
        told.push(delivery);
    }
    fixture.add_deliveries(&others).await?;
    told.sort_by_key(|delivery| Reverse(delivery.happened_at));
    Ok((endpoint, told))
}

/// Searches of every kind, some for the payment of the first of these.
fn searches(told: &[Delivery]) -> Vec<DeliverySearch> {
    let payment = told.first().map(|delivery| delivery.payment.clone());
    let any = DeliverySearch::default;
    let mut searches = vec![any()];
    searches.extend(DeliveryStatus::iter().map(|status| DeliverySearch {
        status: Some(status),
        ..any()
    }));
    searches.extend(EventType::iter().map(|event| DeliverySearch {
        event: Some(event),
        payment: payment.clone(),
        ..any()
    }));
    for payment in [payment.clone(), None] {
        for (from, to) in [
            (Some(3), None),
            (None, Some(3)),
            (Some(3), Some(11)),
            (Some(11), Some(3)),
            (Some(24), None),
        ] {
            searches.push(DeliverySearch {
                payment: payment.clone(),
                from: from.map(seconds),
                to: to.map(seconds),
                ..any()
            });
        }
    }
    searches.push(DeliverySearch {
        status: Some(DeliveryStatus::Pending),
        event: Some(EventType::CardPaymentStarted),
        payment: payment.clone(),
        from: Some(seconds(1)),
        to: Some(seconds(20)),
        ..any()
    });
    searches
}

pub async fn every_search_finds_the_deliveries_that_match(fixture: &Fixture) -> Result<()> {
    let (endpoint, told) = told(fixture).await?;
    for search in searches(&told) {
        let page = fixture.queries.deliveries(&endpoint.id, &search).await?;

        let mut expected = told.clone();
        expected.retain(|delivery| search.matches(delivery));
        assert_eq!(page.total, expected.len() as u64, "{search:?}");
        assert_eq!(page.items, expected, "{search:?}");
    }
    let (nobodys, any) = (fixture.webhook_id(), DeliverySearch::default());
    let page = fixture.queries.deliveries(&nobodys, &any).await?;
    assert_eq!((page.items, page.total), (Vec::new(), 0));
    Ok(())
}

pub async fn pages_of_deliveries_follow_one_another(fixture: &Fixture) -> Result<()> {
    let (endpoint, told) = told(fixture).await?;
    for search in searches(&told) {
        let mut expected = told.clone();
        expected.retain(|delivery| search.matches(delivery));
        let mut found = Vec::new();
        for page in 1..=4 {
            let sheet = Sheet {
                page,
                display_size: 7,
            };
            let search = DeliverySearch {
                sheet,
                ..search.clone()
            };
            let page = fixture.queries.deliveries(&endpoint.id, &search).await?;
            assert_eq!(page.total, expected.len() as u64);
            found.extend(page.items);
        }
        assert_eq!(found, expected, "{search:?}");
    }
    Ok(())
}

pub async fn a_delivery_is_found_by_its_name(fixture: &Fixture) -> Result<()> {
    let (_, told) = told(fixture).await?;

    for delivery in told {
        let found = fixture.queries.any_delivery(&delivery.id).await?;
        assert_eq!(found, Some(delivery));
    }
    Ok(())
}

pub async fn what_is_untried_comes_in_the_order_of_its_events(fixture: &Fixture) -> Result<()> {
    let endpoint = fixture.endpoint().await?;
    let payment = fixture.payment_id();
    let mut deliveries: Vec<Delivery> = [7, 30, 4, 12]
        .map(|position| Delivery {
            happened_at: seconds(100 - u64::from(position)),
            created_at: seconds(100 - u64::from(position)),
            ..fixture.delivery(&endpoint, &payment, position)
        })
        .to_vec();
    fixture.add_deliveries(&deliveries).await?;
    deliveries.sort_by_key(|delivery| delivery.position);

    let next = || fixture.queries.next_untried(&endpoint.id, &payment);
    for mut delivery in deliveries {
        assert_eq!(next().await?.as_ref(), Some(&delivery));
        delivery.tried(attempt(seconds(1), AttemptOutcome::Answered(200)), None);
        fixture.save_delivery(&delivery).await?;
    }
    assert_eq!(next().await?, None);
    Ok(())
}

pub async fn what_was_tried_ended_or_asked_for_again_is_passed_over(
    fixture: &Fixture,
) -> Result<()> {
    let endpoint = fixture.endpoint().await?;
    let payment = fixture.payment_id();
    let mut deliveries: Vec<Delivery> = (1..=5)
        .map(|position| fixture.delivery(&endpoint, &payment, position))
        .collect();
    fixture.add_deliveries(&deliveries).await?;
    let [failed, not_sent, replayed, given_up, waiting] = deliveries.as_mut_slice() else {
        anyhow::bail!("there are five deliveries");
    };
    failed.tried(attempt(seconds(1), AttemptOutcome::TimedOut), None);
    not_sent.not_sent();
    replayed.replay(seconds(1));
    given_up.tried(attempt(seconds(1), AttemptOutcome::Answered(410)), None);
    for delivery in [failed, not_sent, replayed, given_up] {
        fixture.save_delivery(delivery).await?;
    }

    let next = fixture.queries.next_untried(&endpoint.id, &payment).await?;

    assert_eq!(next.as_ref(), Some(&*waiting));
    Ok(())
}

pub async fn another_endpoints_or_payments_deliveries_are_not_next(
    fixture: &Fixture,
) -> Result<()> {
    let [endpoint, other] = [fixture.endpoint().await?, fixture.endpoint().await?];
    let [payment, another] = [fixture.payment_id(), fixture.payment_id()];
    fixture
        .add_deliveries(&[
            fixture.delivery(&endpoint, &another, 1),
            fixture.delivery(&other, &payment, 1),
        ])
        .await?;

    let next = fixture.queries.next_untried(&endpoint.id, &payment).await?;

    assert_eq!(next, None);
    Ok(())
}
