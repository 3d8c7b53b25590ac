//! Idempotency keys: of all who claim one, one is first.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use domain::idempotency::{Claim, IdempotencyKey, KEY_MAX, Made, WAIT_MAX};
use domain::ports::Store;
use domain::ports::repositories::Claimed;
use tokio::sync::Notify;
use tokio::time::timeout;

use super::{Fixture, START, at_once};

fn claim_of(fixture: &Fixture, key: &str) -> Result<Claim> {
    Ok(Claim {
        account: fixture.account.id.clone(),
        key: IdempotencyKey::parse(key)?,
        fingerprint: [0xa5; 32],
        made: Made::Payment(fixture.payment_id()),
        at: START,
    })
}

/// Claims in a unit of its own, which commits.
async fn claim(store: Arc<dyn Store>, claim: Claim) -> Result<Claimed> {
    let mut unit = store.begin().await?;
    let claimed = unit.idempotency().claim(&claim).await?;
    unit.commit().await?;
    Ok(claimed)
}

pub async fn a_used_key_says_what_it_was_used_for(fixture: &Fixture) -> Result<()> {
    // Bytes that are no text, in an order that shows.
    let mut fingerprint = [0xff; 32];
    fingerprint[..4].copy_from_slice(&[0, 1, 0x80, b'\'']);
    for (key, made) in [
        ("payment", Made::Payment(fixture.payment_id())),
        (
            "refund",
            Made::Refund(fixture.payment_id(), fixture.refund_id()),
        ),
        ("agreement", Made::Agreement(fixture.agreement_id())),
        (&*"x".repeat(KEY_MAX), Made::Payment(fixture.payment_id())),
    ] {
        let first = Claim {
            made,
            fingerprint,
            ..claim_of(fixture, key)?
        };
        let second = Claim {
            at: START.plus(Duration::from_secs(1)),
            ..claim_of(fixture, key)?
        };

        let claimed = claim(fixture.store.clone(), first.clone()).await?;
        assert_eq!(claimed, Claimed::First, "{key}");
        for _ in 0..2 {
            let claimed = claim(fixture.store.clone(), second.clone()).await?;
            assert_eq!(claimed, Claimed::Before(first.clone()), "{key}");
        }
    }
    Ok(())
}

pub async fn keys_are_told_apart_by_account_and_case(fixture: &Fixture) -> Result<()> {
    let theirs = Claim {
        account: fixture.other_account().await?.id,
        ..claim_of(fixture, "key-1")?
    };
    for free in [
        claim_of(fixture, "key-1")?,
        theirs,
        claim_of(fixture, "Key-1")?,
        claim_of(fixture, "key-")?,
    ] {
        let claimed = claim(fixture.store.clone(), free).await?;
        assert_eq!(claimed, Claimed::First);
    }
    Ok(())
}

pub async fn a_claim_that_is_rolled_back_frees_the_key(fixture: &Fixture) -> Result<()> {
    let lost = claim_of(fixture, "key")?;
    let mut unit = fixture.unit().await?;
    assert_eq!(unit.idempotency().claim(&lost).await?, Claimed::First);
    drop(unit);

    let kept = claim_of(fixture, "key")?;
    let claimed = claim(fixture.store.clone(), kept.clone()).await?;
    assert_eq!(claimed, Claimed::First);
    let claimed = claim(fixture.store.clone(), lost).await?;
    assert_eq!(claimed, Claimed::Before(kept));
    Ok(())
}

pub async fn of_many_who_claim_a_key_one_is_first(fixture: &Fixture) -> Result<()> {
    for round in 0..10 {
        let claims: Vec<Claim> = (0..8)
            .map(|_| claim_of(fixture, &format!("key-{round}")))
            .collect::<Result<_>>()?;

        let claimed = at_once(claims.iter().map(|mine| {
            let (store, mine) = (fixture.store.clone(), mine.clone());
            async move { (mine.clone(), claim(store, mine).await) }
        }))
        .await?;

        let mut first = Vec::new();
        let mut before = Vec::new();
        for (mine, claimed) in claimed {
            match claimed? {
                Claimed::First => first.push(mine),
                Claimed::Before(theirs) => before.push(theirs),
                Claimed::Busy => anyhow::bail!("nobody waits that long"),
            }
        }
        let [first] = first.as_slice() else {
            anyhow::bail!("{first:?}");
        };
        assert_eq!(before.len(), 7);
        assert!(before.iter().all(|theirs| theirs == first));
    }
    Ok(())
}

pub async fn who_waits_takes_the_place_of_one_that_made_nothing(fixture: &Fixture) -> Result<()> {
    const GIVE_UP: usize = 3;
    let told_first = Arc::new(AtomicUsize::new(0));
    let claims: Vec<Claim> = (0..8)
        .map(|_| claim_of(fixture, "key"))
        .collect::<Result<_>>()?;

    let before = at_once(claims.into_iter().map(|mine| {
        let (store, told_first) = (fixture.store.clone(), told_first.clone());
        async move {
            let mut unit = store.begin().await?;
            match unit.idempotency().claim(&mine).await? {
                Claimed::First if told_first.fetch_add(1, Ordering::SeqCst) < GIVE_UP => {
                    drop(unit);
                    Ok(false)
                }
                Claimed::First => {
                    unit.commit().await?;
                    Ok(false)
                }
                Claimed::Before(_) => Ok(true),
                Claimed::Busy => anyhow::bail!("nobody waits that long"),
            }
        }
    }))
    .await?;
    let before: Vec<bool> = before.into_iter().collect::<Result<_>>()?;

    assert_eq!(told_first.load(Ordering::SeqCst), GIVE_UP + 1);
    let told_before = before.iter().filter(|before| **before).count();
    assert_eq!(told_before, 8 - GIVE_UP - 1);
    Ok(())
}

pub async fn who_has_waited_long_enough_is_told_that_the_key_is_busy(
    fixture: &Fixture,
) -> Result<()> {
    let first = claim_of(fixture, "key")?;
    let mut unit = fixture.unit().await?;
    assert_eq!(unit.idempotency().claim(&first).await?, Claimed::First);

    let opened = Arc::new(Notify::new());
    let second = claim_of(fixture, "key")?;
    let waiting = tokio::spawn({
        let (store, opened) = (fixture.store.clone(), opened.clone());
        async move {
            let mut unit = store.begin().await?;
            opened.notify_one();
            let began = Instant::now();
            let claimed = unit.idempotency().claim(&second).await?;
            anyhow::Ok((claimed, began.elapsed()))
        }
    });
    if timeout(WAIT_MAX / 2, opened.notified()).await.is_ok() {
        let (claimed, waited) = waiting.await??;
        assert_eq!(claimed, Claimed::Busy);
        assert!(waited >= WAIT_MAX, "{waited:?}");
        assert!(waited < WAIT_MAX * 2, "{waited:?}");
        unit.commit().await?;
    } else {
        // A store with one writer does not even open the second unit until the first ends.
        unit.commit().await?;
        assert_eq!(waiting.await??.0, Claimed::Before(first));
    }
    Ok(())
}

pub async fn who_waits_is_told_what_the_first_made(fixture: &Fixture) -> Result<()> {
    let first = claim_of(fixture, "key")?;
    let mut unit = fixture.unit().await?;
    assert_eq!(unit.idempotency().claim(&first).await?, Claimed::First);

    let second = claim_of(fixture, "key")?;
    let waiting = tokio::spawn(claim(fixture.store.clone(), second));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!waiting.is_finished());
    unit.commit().await?;

    assert_eq!(waiting.await??, Claimed::Before(first));
    Ok(())
}

pub async fn old_claims_are_removed_a_few_at_a_time(fixture: &Fixture) -> Result<()> {
    let before = START.plus(Duration::from_secs(10));
    for second in 0..3 {
        let old = Claim {
            at: START.plus(Duration::from_secs(second)),
            ..claim_of(fixture, &format!("old-{second}"))?
        };
        claim(fixture.store.clone(), old).await?;
    }
    let young = Claim {
        at: before,
        ..claim_of(fixture, "young")?
    };
    claim(fixture.store.clone(), young.clone()).await?;

    let mut removed = Vec::new();
    for _ in 0..3 {
        let mut unit = fixture.unit().await?;
        removed.push(unit.idempotency().remove_before(before, 2).await?);
        unit.commit().await?;
    }

    assert_eq!(removed, [2, 1, 0]);
    let again = claim(fixture.store.clone(), claim_of(fixture, "old-0")?).await?;
    assert_eq!(again, Claimed::First);
    let again = claim(fixture.store.clone(), claim_of(fixture, "young")?).await?;
    assert_eq!(again, Claimed::Before(young));
    Ok(())
}
