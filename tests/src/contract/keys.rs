//! API keys.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::account::{ApiKey, GatewayAccount};
use domain::{AccountId, ApiKeyId, Timestamp};

use super::accounts::seconds;
use super::{Fixture, START, at_once};

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
        created_by: Some("o'neill@exämple.org".to_owned()),
        created_at,
        last_used_at: None,
        revoked_at: None,
    }
}

pub(super) async fn add_key(fixture: &Fixture, created_at: Timestamp) -> Result<ApiKey> {
    let key = key(fixture, &fixture.account.id, created_at);
    let mut unit = fixture.unit().await?;
    unit.accounts().add_key(&key).await?;
    unit.commit().await?;
    Ok(key)
}

async fn revoke(fixture: &Fixture, id: &ApiKeyId, now: Timestamp) -> Result<bool> {
    let mut unit = fixture.unit().await?;
    let revoked = unit.accounts().revoke_key(id, now).await?;
    unit.commit().await?;
    Ok(revoked)
}

pub async fn an_accounts_keys_are_its_own(fixture: &Fixture) -> Result<()> {
    let other = fixture.other_account().await?;
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

pub async fn a_key_is_renamed_unless_it_is_revoked(fixture: &Fixture) -> Result<()> {
    let (good, revoked) = (
        add_key(fixture, seconds(1)).await?,
        add_key(fixture, seconds(2)).await?,
    );
    revoke(fixture, &revoked.id, seconds(3)).await?;
    let unknown = ApiKeyId::from_random(fixture.fresh());

    for (id, renamed) in [(&good.id, true), (&revoked.id, false), (&unknown, false)] {
        let mut unit = fixture.unit().await?;
        assert_eq!(
            unit.accounts().rename_key(id, "new 'name' 😀").await?,
            renamed
        );
        unit.commit().await?;
    }

    let keys = fixture.queries.keys(&fixture.account.id).await?;
    let expected = [
        ApiKey {
            description: "new 'name' 😀".to_owned(),
            ..good
        },
        ApiKey {
            revoked_at: Some(seconds(3)),
            ..revoked
        },
    ];
    assert_eq!(keys, expected);
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
    let mut account = GatewayAccount {
        disabled: true,
        ..fixture.account.clone()
    };
    let mut unit = fixture.unit().await?;
    unit.accounts().save_account(&mut account).await?;
    unit.commit().await?;
    let key = add_key(fixture, START).await?;

    let found = fixture.queries.key(&[key.digest]).await?;

    assert_eq!(found.map(|found| found.account), Some(account));
    Ok(())
}
