//! Services, accounts and keys.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::account::{
    ApiKey, EmailCollection, GatewayAccount, Mode, Provider, RateLimit, Service, Surcharges,
};
use domain::card::brand::AcceptedCards;
use domain::card::{Brand, CardType};
use domain::{AccountId, Amount, ApiKeyId, ServiceId, Timestamp};

use super::{Fixture, START, at_once};

fn seconds(after_start: u64) -> Timestamp {
    START.plus(Duration::from_secs(after_start))
}

fn service(fixture: &Fixture, created_at: Timestamp) -> Service {
    Service {
        id: ServiceId::from_random(fixture.fresh()),
        name: "Parking permits & “more” 😀".to_owned(),
        created_at,
    }
}

fn key(fixture: &Fixture, account: &AccountId, created_at: Timestamp) -> ApiKey {
    let mut digest = [0; 32];
    for (byte, random) in digest.iter_mut().zip(fixture.fresh()) {
        *byte = random;
    }
    ApiKey {
        id: ApiKeyId::from_random(fixture.fresh()),
        account: account.clone(),
        description: "a key; 'quoted'".to_owned(),
        digest,
        created_at,
        last_used_at: None,
        revoked_at: None,
    }
}

async fn add_key(fixture: &Fixture, created_at: Timestamp) -> Result<ApiKey> {
    let key = key(fixture, &fixture.account.id, created_at);
    let mut unit = fixture.unit().await?;
    unit.accounts().add_key(&key).await?;
    unit.commit().await?;
    Ok(key)
}

/// A second service with an account.
async fn add_account(fixture: &Fixture, at: Timestamp) -> Result<(Service, GatewayAccount)> {
    let service = service(fixture, at);
    let id = AccountId::from_random(fixture.fresh());
    let account = GatewayAccount::open(id, &service, Mode::Live, Provider::Sandbox, at);
    let mut unit = fixture.unit().await?;
    unit.accounts().add_service(&service).await?;
    unit.accounts().add_account(&account).await?;
    unit.commit().await?;
    Ok((service, account))
}

async fn revoke(fixture: &Fixture, id: &ApiKeyId, now: Timestamp) -> Result<bool> {
    let mut unit = fixture.unit().await?;
    let revoked = unit.accounts().revoke_key(id, now).await?;
    unit.commit().await?;
    Ok(revoked)
}

pub async fn services_accounts_and_keys_come_back_as_they_were_added(
    fixture: &Fixture,
) -> Result<()> {
    let (service, account) = add_account(fixture, seconds(1)).await?;
    let key = add_key(fixture, START).await?;

    assert!(fixture.queries.services().await?.contains(&service));
    assert!(fixture.queries.accounts().await?.contains(&account));
    let found = fixture.queries.account(&account.id).await?;
    assert_eq!(found, Some(account));
    assert_eq!(fixture.queries.keys(&fixture.account.id).await?, [key]);
    Ok(())
}

pub async fn every_setting_of_an_account_comes_back_as_it_was_saved(
    fixture: &Fixture,
) -> Result<()> {
    let debit_visa = AcceptedCards::of([(Brand::Visa, CardType::Debit)]);
    let surcharges = Surcharges {
        credit: Some(Amount::from_minor(250)?),
        debit: Some(Amount::ZERO),
        prepaid_debit: Some(Amount::MAX),
    };
    let most = RateLimit::of(u32::MAX, 0, Duration::from_millis(1_500));
    for (cards, email, flag, surcharges, rate_limit) in [
        (
            debit_visa,
            EmailCollection::Optional,
            false,
            surcharges,
            Some(RateLimit::LOW),
        ),
        (
            AcceptedCards::of([]),
            EmailCollection::Off,
            true,
            Surcharges::default(),
            Some(most),
        ),
        (
            AcceptedCards::usual(),
            EmailCollection::Mandatory,
            false,
            Surcharges {
                debit: None,
                ..surcharges
            },
            None,
        ),
    ] {
        let account = GatewayAccount {
            cards,
            email,
            takes_prepaid: flag,
            asks_billing_address: flag,
            allows_zero: !flag,
            surcharges,
            allows_moto: flag,
            allows_moto_api: !flag,
            allows_telephone: flag,
            recurring: !flag,
            rate_limit,
            disabled: flag,
            ..fixture.account.clone()
        };

        let mut unit = fixture.unit().await?;
        unit.accounts().save_account(&account).await?;
        unit.commit().await?;

        let found = fixture
            .unit()
            .await?
            .accounts()
            .account(&account.id)
            .await?;
        assert_eq!(found.as_ref(), Some(&account));
        let found = fixture.queries.account(&account.id).await?;
        assert_eq!(found, Some(account));
    }
    Ok(())
}

pub async fn an_account_is_found_inside_the_unit_that_added_it(fixture: &Fixture) -> Result<()> {
    let service = service(fixture, START);
    let id = AccountId::from_random(fixture.fresh());
    let account = GatewayAccount::open(id, &service, Mode::Test, Provider::Sandbox, START);

    let mut unit = fixture.unit().await?;
    unit.accounts().add_service(&service).await?;
    unit.accounts().add_account(&account).await?;

    let found = unit.accounts().account(&account.id).await?;
    assert_eq!(found, Some(account));
    Ok(())
}

pub async fn an_account_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    let id = AccountId::from_random(fixture.fresh());

    assert_eq!(fixture.queries.account(&id).await?, None);
    assert_eq!(fixture.unit().await?.accounts().account(&id).await?, None);
    Ok(())
}

pub async fn services_accounts_and_keys_are_listed_oldest_first(fixture: &Fixture) -> Result<()> {
    let mut expected = vec![fixture.account.id.clone()];
    let (_, youngest) = add_account(fixture, seconds(9)).await?;
    let (_, middle) = add_account(fixture, seconds(5)).await?;
    expected.extend([middle.id, youngest.id]);
    let (second, first) = (
        add_key(fixture, seconds(2)).await?,
        add_key(fixture, seconds(1)).await?,
    );

    let services = fixture.queries.services().await?;
    assert_eq!(services.len(), 3);
    assert!(services.is_sorted_by_key(|service| service.created_at));
    let accounts = fixture.queries.accounts().await?;
    let accounts: Vec<_> = accounts.into_iter().map(|account| account.id).collect();
    assert_eq!(accounts, expected);
    let keys = fixture.queries.keys(&fixture.account.id).await?;
    assert_eq!(keys, [first, second]);
    Ok(())
}

pub async fn an_accounts_keys_are_its_own(fixture: &Fixture) -> Result<()> {
    let (_, other) = add_account(fixture, START).await?;
    add_key(fixture, START).await?;

    assert_eq!(fixture.queries.keys(&other.id).await?, []);
    Ok(())
}

pub async fn a_key_is_found_by_any_of_its_digests(fixture: &Fixture) -> Result<()> {
    let key = add_key(fixture, START).await?;
    let unused = [7; 32];

    for digests in [vec![key.digest], vec![unused, key.digest]] {
        let found = fixture.queries.key(&digests).await?;
        let found = found.context("the key is missing")?;
        assert_eq!(found.key, key);
        assert_eq!(found.account, fixture.account);
    }
    Ok(())
}

pub async fn a_key_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    add_key(fixture, START).await?;

    assert_eq!(fixture.queries.key(&[]).await?, None);
    assert_eq!(fixture.queries.key(&[[7; 32]]).await?, None);
    Ok(())
}

pub async fn a_revoked_key_is_listed_but_no_longer_found(fixture: &Fixture) -> Result<()> {
    let key = add_key(fixture, START).await?;
    // Found once before, so that an adapter that remembers keys remembers this one.
    assert!(fixture.queries.key(&[key.digest]).await?.is_some());

    revoke(fixture, &key.id, seconds(3)).await?;

    assert_eq!(fixture.queries.key(&[key.digest]).await?, None);
    let revoked = ApiKey {
        revoked_at: Some(seconds(3)),
        ..key
    };
    assert_eq!(fixture.queries.keys(&fixture.account.id).await?, [revoked]);
    Ok(())
}

pub async fn a_key_is_revoked_once(fixture: &Fixture) -> Result<()> {
    let key = add_key(fixture, START).await?;

    assert!(revoke(fixture, &key.id, seconds(1)).await?);
    assert!(!revoke(fixture, &key.id, seconds(2)).await?);
    let unknown = ApiKeyId::from_random(fixture.fresh());
    assert!(!revoke(fixture, &unknown, seconds(2)).await?);

    let keys = fixture.queries.keys(&fixture.account.id).await?;
    let revoked_at: Vec<_> = keys.into_iter().map(|key| key.revoked_at).collect();
    assert_eq!(revoked_at, [Some(seconds(1))]);
    Ok(())
}

pub async fn of_many_who_revoke_a_key_one_is_told_so(fixture: &Fixture) -> Result<()> {
    let key = add_key(fixture, START).await?;

    let told = at_once((0..10).map(|_| {
        let (store, id) = (fixture.store.clone(), key.id.clone());
        async move {
            let mut unit = store.begin().await?;
            let revoked = unit.accounts().revoke_key(&id, START).await?;
            unit.commit().await?;
            Ok(revoked)
        }
    }))
    .await?;
    let told: Vec<bool> = told.into_iter().collect::<Result<_>>()?;

    assert_eq!(told.iter().filter(|revoked| **revoked).count(), 1);
    Ok(())
}

pub async fn a_revocation_that_is_rolled_back_never_was(fixture: &Fixture) -> Result<()> {
    let key = add_key(fixture, START).await?;
    let mut unit = fixture.unit().await?;
    assert!(unit.accounts().revoke_key(&key.id, START).await?);
    drop(unit);

    assert!(fixture.queries.key(&[key.digest]).await?.is_some());
    Ok(())
}

pub async fn the_use_of_a_key_is_noted_to_within_a_minute(fixture: &Fixture) -> Result<()> {
    let key = add_key(fixture, START).await?;
    let unused = add_key(fixture, seconds(1)).await?;

    for used_at in [seconds(10), seconds(30), seconds(500)] {
        let mut unit = fixture.unit().await?;
        unit.accounts().key_used(&key.digest, used_at).await?;
        unit.accounts().key_used(&[7; 32], used_at).await?;
        unit.commit().await?;

        let keys = fixture.queries.keys(&fixture.account.id).await?;
        let [used, other] = keys.as_slice() else {
            anyhow::bail!("{} keys", keys.len());
        };
        let noted = used.last_used_at.context("the use was not noted")?;
        assert!(noted <= used_at);
        assert!(used_at.since(noted) <= Duration::from_secs(60));
        assert_eq!(*other, unused);
    }
    Ok(())
}

pub async fn a_key_opens_its_account_as_it_is_now(fixture: &Fixture) -> Result<()> {
    let account = GatewayAccount {
        disabled: true,
        ..fixture.account.clone()
    };
    let mut unit = fixture.unit().await?;
    unit.accounts().save_account(&account).await?;
    unit.commit().await?;
    let key = add_key(fixture, START).await?;

    let found = fixture.queries.key(&[key.digest]).await?;

    assert_eq!(found.map(|found| found.account), Some(account));
    Ok(())
}
