//! Counting requests: of one window, exactly the limit is admitted.

mod fixture;

use std::time::Duration;

use anyhow::Result;

pub use self::fixture::RateLimitsFixture;
use super::at_once;

/// Longer than any test here takes.
const LONG: Duration = Duration::from_secs(600);
/// A window that a test can wait for.
const SHORT: Duration = Duration::from_secs(1);
/// Buckets for tries at something that a busy machine may not do within one window.
const TRIES: [&str; 5] = ["try 1", "try 2", "try 3", "try 4", "try 5"];

/// How many of so many requests are admitted, sent by eight callers at once.
async fn admitted(
    fixture: &RateLimitsFixture,
    bucket: &'static str,
    limit: u32,
    requests_each: usize,
) -> Result<usize> {
    let counts = at_once((0..8).map(|caller| {
        let limits = fixture.process(caller);
        async move {
            let mut admitted = 0;
            for _ in 0..requests_each {
                if limits.admit(bucket, limit, LONG).await? {
                    admitted += 1;
                }
            }
            Ok(admitted)
        }
    }))
    .await?;
    let counts: Vec<usize> = counts.into_iter().collect::<Result<_>>()?;
    Ok(counts.into_iter().sum())
}

pub async fn of_many_who_ask_at_once_exactly_the_limit_is_admitted(
    fixture: &RateLimitsFixture,
) -> Result<()> {
    for (bucket, limit, expected) in [
        ("none", 0, 0),
        ("one", 1, 1),
        ("few", 15, 15),
        ("many", 75, 75),
        ("more than ask", 200, 160),
    ] {
        assert_eq!(
            admitted(fixture, bucket, limit, 20).await?,
            expected,
            "{bucket}"
        );
    }
    Ok(())
}

pub async fn buckets_do_not_share_their_counts(fixture: &RateLimitsFixture) -> Result<()> {
    for bucket in [
        "account a read",
        "account a post",
        "account b read",
        "",
        "A",
        "a",
        "%",
    ] {
        for expected in [true, true, false] {
            let admitted = fixture.process(0).admit(bucket, 2, LONG).await?;
            assert_eq!(admitted, expected, "{bucket}");
        }
    }
    Ok(())
}

pub async fn a_refused_request_makes_no_other_wait_longer(
    fixture: &RateLimitsFixture,
) -> Result<()> {
    for bucket in TRIES {
        let before = fixture.now();
        assert!(fixture.process(0).admit(bucket, 1, SHORT).await?);
        for caller in 0..10 {
            fixture.process(caller).admit(bucket, 1, SHORT).await?;
            fixture.pass(SHORT / 20).await;
        }
        if fixture.now() - before < SHORT {
            fixture.pass(SHORT * 6 / 10).await;

            assert!(fixture.process(1).admit(bucket, 1, SHORT).await?);
            return Ok(());
        }
    }
    anyhow::bail!("the machine is too slow to ask within one window")
}

pub async fn a_new_window_admits_exactly_the_limit_again(
    fixture: &RateLimitsFixture,
) -> Result<()> {
    let limits = fixture.process(0);
    for bucket in TRIES {
        while limits.admit(bucket, 3, SHORT).await? {}
        // Rounding may put the end of the window a moment later.
        fixture.pass(SHORT + Duration::from_millis(5)).await;

        let before = fixture.now();
        let mut admitted = Vec::new();
        for _ in 0..5 {
            admitted.push(limits.admit(bucket, 3, SHORT).await?);
        }
        if fixture.now() - before < SHORT {
            assert_eq!(admitted, [true, true, true, false, false]);
            return Ok(());
        }
    }
    anyhow::bail!("the machine is too slow to ask within one window")
}

pub async fn a_window_begins_with_its_first_request(fixture: &RateLimitsFixture) -> Result<()> {
    let (first, second) = (fixture.process(0), fixture.process(1));
    for _ in 0..3 {
        let before = fixture.now();
        assert!(first.admit("bucket", 1, SHORT).await?);
        while !second.admit("bucket", 1, SHORT).await? {
            fixture.pass(SHORT / 20).await;
        }
        let waited = fixture.now() - before;
        // Clocks of whole milliseconds may round the window down a little.
        assert!(waited + Duration::from_millis(2) >= SHORT, "{waited:?}");
        fixture.pass(SHORT + SHORT / 3).await;
    }
    Ok(())
}
