//! Webhook endpoints: versions guard what staff save, and attempts are noted beside them.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::WebhookId;
use domain::ports::StoreError;
use domain::webhook::{
    EndpointStatus, EndpointUrl, EventType, Failing, SigningSecret, WebhookEndpoint,
};
use strum::IntoEnumIterator as _;

use super::work::seconds;
use super::{Fixture, START, at_once, number_first, was_first};

async fn get(fixture: &Fixture, id: &WebhookId) -> Result<WebhookEndpoint> {
    let found = fixture.unit().await?.webhooks().get(id).await?;
    found.context("the endpoint is missing")
}

async fn save(fixture: &Fixture, endpoint: &mut WebhookEndpoint) -> Result<(), StoreError> {
    let mut unit = fixture.unit().await?;
    unit.webhooks().save(endpoint).await?;
    unit.commit().await
}

async fn attempted(
    fixture: &Fixture,
    id: &WebhookId,
    succeeded: bool,
    second: u64,
) -> Result<Option<Failing>> {
    let mut unit = fixture.unit().await?;
    let failing = unit
        .webhooks()
        .attempted(id, succeeded, seconds(second))
        .await?;
    unit.commit().await?;
    Ok(failing)
}

async fn disable(fixture: &Fixture, id: &WebhookId) -> Result<bool> {
    let mut unit = fixture.unit().await?;
    let disabled = unit.webhooks().disable(id).await?;
    unit.commit().await?;
    Ok(disabled)
}

/// So many failures in a row, since so many seconds after the beginning.
fn failing(attempts: u32, since: u64) -> Option<Failing> {
    Some(Failing {
        attempts,
        since: seconds(since),
    })
}

pub async fn an_endpoint_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let endpoint = fixture.endpoint().await?;

    assert_eq!(get(fixture, &endpoint.id).await?, endpoint);
    let found = fixture.queries.any_webhook_endpoint(&endpoint.id).await?;
    assert_eq!(found, Some(endpoint));
    Ok(())
}

pub async fn everything_about_an_endpoint_comes_back_as_it_was_saved(
    fixture: &Fixture,
) -> Result<()> {
    let mut endpoint = fixture.endpoint().await?;
    let at = START.plus(Duration::from_millis(1));
    let secret = |retires_at| SigningSecret {
        sealed: fixture.digest().to_vec(),
        made_at: at,
        retires_at,
    };
    for status in EndpointStatus::iter() {
        for events in [
            Vec::new(),
            vec![EventType::CardPaymentStarted],
            EventType::iter().collect(),
        ] {
            endpoint.status = status;
            endpoint.events = events.into_iter().collect();
            endpoint.url = EndpointUrl::parse("http://[::1]:8080/x?é", true)?;
            endpoint.description = "changed ŵ".to_owned();
            endpoint.secrets = vec![secret(None), secret(Some(at)), secret(Some(START))];

            save(fixture, &mut endpoint).await?;

            assert_eq!(get(fixture, &endpoint.id).await?, endpoint);
        }
    }
    Ok(())
}

pub async fn an_endpoint_is_found_inside_the_unit_that_added_it(fixture: &Fixture) -> Result<()> {
    let account = &fixture.account.id;
    let mut endpoint = fixture.endpoint_of(account, START)?;
    let mut unit = fixture.unit().await?;
    unit.webhooks().add(&mut endpoint).await?;

    let found = unit.webhooks().get(&endpoint.id).await?;
    assert_eq!(found.as_ref(), Some(&endpoint));
    assert_eq!(
        unit.webhooks().of_account(account).await?,
        std::slice::from_ref(&endpoint)
    );
    drop(unit);
    let found = fixture.unit().await?.webhooks().get(&endpoint.id).await?;
    assert_eq!(found, None);
    Ok(())
}

pub async fn an_endpoint_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    fixture.endpoint().await?;
    let id = fixture.webhook_id();

    assert_eq!(fixture.unit().await?.webhooks().get(&id).await?, None);
    let queries = &fixture.queries;
    assert_eq!(queries.any_webhook_endpoint(&id).await?, None);
    let found = queries.webhook_endpoint(&fixture.account.id, &id).await?;
    assert_eq!(found, None);
    Ok(())
}

pub async fn the_endpoints_of_an_account_come_oldest_first_and_no_others(
    fixture: &Fixture,
) -> Result<()> {
    let other = fixture.other_account().await?.id;
    let account = &fixture.account.id;
    let mut added = Vec::new();
    for (account, second) in [(account, 3), (&other, 1), (account, 2), (account, 4)] {
        let mut endpoint = fixture.endpoint_of(account, seconds(second))?;
        fixture.add_endpoint(&mut endpoint).await?;
        added.push(endpoint);
    }
    if let Some(first) = added.first_mut() {
        disable(fixture, &first.id).await?;
        *first = get(fixture, &first.id).await?;
    }

    added.sort_by_key(|endpoint| endpoint.created_at);
    let theirs = added.remove(0);
    for (account, expected) in [(account, added), (&other, vec![theirs])] {
        let shown = fixture.queries.webhook_endpoints(account).await?;
        assert_eq!(shown, expected);
        let mut unit = fixture.unit().await?;
        assert_eq!(unit.webhooks().of_account(account).await?, expected);
    }
    Ok(())
}

pub async fn an_endpoint_is_found_by_its_account_alone(fixture: &Fixture) -> Result<()> {
    let endpoint = fixture.endpoint().await?;
    let other = fixture.other_account().await?;
    let queries = &fixture.queries;

    let found = queries.webhook_endpoint(&other.id, &endpoint.id).await?;
    assert_eq!(found, None);
    let account = &fixture.account.id;
    let found = queries.webhook_endpoint(account, &endpoint.id).await?;
    assert_eq!(found, Some(endpoint));
    Ok(())
}

pub async fn each_save_makes_the_next_version_of_an_endpoint(fixture: &Fixture) -> Result<()> {
    let mut endpoint = fixture.endpoint().await?;
    let before = endpoint.version;

    save(fixture, &mut endpoint).await?;

    assert!(endpoint.version > before);
    assert_eq!(get(fixture, &endpoint.id).await?, endpoint);
    Ok(())
}

pub async fn saving_an_endpoint_that_another_has_saved_is_stale(fixture: &Fixture) -> Result<()> {
    let mut theirs = fixture.endpoint().await?;
    let mut ours = theirs.clone();
    theirs.description = "theirs".to_owned();
    save(fixture, &mut theirs).await?;

    ours.description = "ours".to_owned();
    let saved = save(fixture, &mut ours).await;

    assert!(matches!(saved, Err(StoreError::Stale)));
    assert_eq!(get(fixture, &theirs.id).await?, theirs);
    Ok(())
}

pub async fn saving_an_endpoint_nobody_added_is_stale(fixture: &Fixture) -> Result<()> {
    let mut endpoint = fixture.endpoint_of(&fixture.account.id, START)?;

    let saved = save(fixture, &mut endpoint).await;

    assert!(matches!(saved, Err(StoreError::Stale)));
    Ok(())
}

pub async fn of_many_who_save_one_version_of_an_endpoint_one_succeeds(
    fixture: &Fixture,
) -> Result<()> {
    let endpoint = fixture.endpoint().await?;

    let saved = at_once((0..10).map(|_| {
        let (store, mut endpoint) = (fixture.store.clone(), endpoint.clone());
        async move {
            let mut unit = store.begin().await?;
            let saved = unit.webhooks().save(&mut endpoint).await;
            tokio::task::yield_now().await;
            match saved {
                Ok(()) => was_first(unit.commit().await),
                stale => was_first(stale),
            }
        }
    }))
    .await?;

    assert_eq!(number_first(saved)?, 1);
    Ok(())
}

pub async fn failures_in_a_row_are_counted_from_the_first(fixture: &Fixture) -> Result<()> {
    let id = fixture.endpoint().await?.id;

    for (second, expected) in [(3, failing(1, 3)), (5, failing(2, 3)), (9, failing(3, 3))] {
        assert_eq!(attempted(fixture, &id, false, second).await?, expected);
        assert_eq!(get(fixture, &id).await?.failing, expected);
    }
    Ok(())
}

pub async fn a_success_ends_a_row_of_failures(fixture: &Fixture) -> Result<()> {
    let id = fixture.endpoint().await?.id;
    attempted(fixture, &id, false, 1).await?;

    assert_eq!(attempted(fixture, &id, true, 2).await?, None);
    assert_eq!(get(fixture, &id).await?.failing, None);

    let expected = failing(1, 3);
    assert_eq!(attempted(fixture, &id, false, 3).await?, expected);
    Ok(())
}

pub async fn noting_an_attempt_is_no_saving(fixture: &Fixture) -> Result<()> {
    let mut endpoint = fixture.endpoint().await?;
    attempted(fixture, &endpoint.id, false, 1).await?;
    let noted = get(fixture, &endpoint.id).await?;
    let expected = WebhookEndpoint {
        failing: failing(1, 1),
        ..endpoint.clone()
    };
    assert_eq!(noted, expected);

    endpoint.description = "saved".to_owned();
    save(fixture, &mut endpoint).await?;

    assert_eq!(get(fixture, &endpoint.id).await?.description, "saved");
    Ok(())
}

pub async fn saving_ends_a_row_of_failures_or_leaves_it_as_it_is(fixture: &Fixture) -> Result<()> {
    let id = fixture.endpoint().await?.id;
    attempted(fixture, &id, false, 1).await?;
    let mut endpoint = get(fixture, &id).await?;
    attempted(fixture, &id, false, 2).await?;

    save(fixture, &mut endpoint).await?;
    assert_eq!(get(fixture, &id).await?.failing, failing(2, 1));

    endpoint.failing = None;
    save(fixture, &mut endpoint).await?;
    assert_eq!(get(fixture, &id).await?.failing, None);

    endpoint.failing = failing(9, 9);
    save(fixture, &mut endpoint).await?;
    assert_eq!(get(fixture, &id).await?.failing, None);
    Ok(())
}

pub async fn every_attempt_that_is_noted_at_once_counts(fixture: &Fixture) -> Result<()> {
    let id = fixture.endpoint().await?.id;

    let noted = at_once((0..10).map(|_| {
        let (store, id) = (fixture.store.clone(), id.clone());
        async move {
            let mut unit = store.begin().await?;
            unit.webhooks().attempted(&id, false, START).await?;
            tokio::task::yield_now().await;
            unit.commit().await
        }
    }))
    .await?;
    for noted in noted {
        noted?;
    }

    assert_eq!(get(fixture, &id).await?.failing, failing(10, 0));
    Ok(())
}

pub async fn attempts_at_what_nobody_added_are_not_noted(fixture: &Fixture) -> Result<()> {
    let other = fixture.endpoint().await?;

    let noted = attempted(fixture, &fixture.webhook_id(), false, 1).await?;

    assert_eq!(noted, None);
    assert_eq!(get(fixture, &other.id).await?, other);
    Ok(())
}

pub async fn only_an_active_endpoint_is_disabled_and_once(fixture: &Fixture) -> Result<()> {
    let active = fixture.endpoint().await?.id;
    let mut inactive = fixture.endpoint().await?;
    inactive.status = EndpointStatus::Inactive;
    save(fixture, &mut inactive).await?;
    let nobodys = fixture.webhook_id();

    for (id, expected) in [
        (&active, true),
        (&active, false),
        (&inactive.id, false),
        (&nobodys, false),
    ] {
        assert_eq!(disable(fixture, id).await?, expected);
    }
    let status = get(fixture, &active).await?.status;
    assert_eq!(status, EndpointStatus::Disabled);
    assert_eq!(get(fixture, &inactive.id).await?, inactive);
    Ok(())
}

pub async fn of_many_who_disable_an_endpoint_one_is_told_true(fixture: &Fixture) -> Result<()> {
    let id = fixture.endpoint().await?.id;

    let told = at_once((0..10).map(|_| {
        let (store, id) = (fixture.store.clone(), id.clone());
        async move {
            let mut unit = store.begin().await?;
            let disabled = unit.webhooks().disable(&id).await?;
            tokio::task::yield_now().await;
            unit.commit().await?;
            Ok(disabled)
        }
    }))
    .await?;

    assert_eq!(number_first(told)?, 1);
    Ok(())
}

pub async fn who_read_an_endpoint_before_it_was_disabled_cannot_save_it(
    fixture: &Fixture,
) -> Result<()> {
    let mut before = fixture.endpoint().await?;
    disable(fixture, &before.id).await?;

    let saved = save(fixture, &mut before).await;

    assert!(matches!(saved, Err(StoreError::Stale)));
    let status = get(fixture, &before.id).await?.status;
    assert_eq!(status, EndpointStatus::Disabled);
    Ok(())
}
