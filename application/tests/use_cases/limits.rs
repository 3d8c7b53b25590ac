//! How often services may call.

use std::sync::Arc;
use std::time::Duration;

use application::accounts::change::{AccountChange, ChangeAccountError};
use async_trait::async_trait;
use domain::account::RequestKind::{CapturePayment, CreatePayment, OtherPost, Read};
use domain::account::{RateLimit, RequestKind};
use domain::ports::{RateLimits, StoreError};

use crate::scene::Scene;

/// A shared count that cannot be had.
struct NoLimits;

#[async_trait]
impl RateLimits for NoLimits {
    async fn admit(&self, _: &str, _: u32, _: Duration) -> Result<bool, StoreError> {
        Err(StoreError::Unavailable("the line is cut".into()))
    }
}

/// How many of so many requests at one instant are admitted.
async fn admitted(scene: &Scene, kind: RequestKind, requests: u32) -> u32 {
    let mut admitted = 0;
    for _ in 0..requests {
        admitted += u32::from(scene.application.admit(&scene.service, kind).await);
    }
    admitted
}

fn limit(reads: u32, posts: u32, window: Duration) -> AccountChange {
    AccountChange {
        rate_limit: Some(Some(RateLimit::of(reads, posts, window))),
        ..AccountChange::default()
    }
}

#[tokio::test]
async fn each_kind_of_request_has_a_limit_of_its_own() {
    let scene = Scene::new().await;

    for (kind, expected) in [
        (Read, 75),
        (CreatePayment, 15),
        (CapturePayment, 15),
        (OtherPost, 15),
    ] {
        assert_eq!(admitted(&scene, kind, 100).await, expected, "{kind:?}");
    }
}

#[tokio::test]
async fn a_new_window_admits_as_many_again() {
    let scene = Scene::new().await;
    admitted(&scene, OtherPost, 20).await;

    scene.world.clock.pass(Duration::from_millis(999));
    let too_early = admitted(&scene, OtherPost, 20).await;
    scene.world.clock.pass(Duration::from_millis(1));
    let in_time = admitted(&scene, OtherPost, 20).await;

    assert_eq!((too_early, in_time), (0, 15));
}

#[tokio::test]
async fn accounts_do_not_count_against_each_other() {
    let scene = Scene::new().await;
    let other = Scene::over(scene.world.clone()).await;

    let first = admitted(&scene, Read, 100).await;
    let second = admitted(&other, Read, 100).await;

    assert_eq!((first, second), (75, 75));
}

#[tokio::test]
async fn an_operator_may_decide_otherwise() {
    let scene = Scene::new().await;
    let minute = Duration::from_secs(60);
    let scene = scene.with_account(limit(3, 2, minute)).await;

    assert_eq!(admitted(&scene, Read, 10).await, 3);
    assert_eq!(admitted(&scene, CreatePayment, 10).await, 2);
    scene.world.clock.pass(Duration::from_secs(59));
    assert_eq!(admitted(&scene, Read, 10).await, 0);
    let usual = AccountChange {
        rate_limit: Some(None),
        ..AccountChange::default()
    };
    let scene = scene.with_account(usual).await;
    scene.world.clock.pass(Duration::from_secs(1));
    assert_eq!(admitted(&scene, Read, 100).await, 75);
}

#[tokio::test]
async fn a_limit_that_admits_nothing_is_refused() {
    let scene = Scene::new().await;
    let second = Duration::from_secs(1);

    for change in [
        limit(0, 1, second),
        limit(1, 0, second),
        limit(1, 1, Duration::from_millis(499)),
        limit(1, 1, Duration::from_millis(60_001)),
    ] {
        let id = &scene.service.account.id;
        let refused = scene.application.change_account(id, change).await;

        assert!(matches!(refused, Err(ChangeAccountError::RateLimit)));
    }
}

#[tokio::test]
async fn while_the_shared_count_cannot_be_had_each_process_counts_for_itself() {
    let scene = Scene::new().await;
    let minute = Duration::from_secs(60);
    let generous = scene.with_account(limit(1_000, 1_000, minute)).await;
    let alone = generous.through(|ports| ports.rate_limits = Arc::new(NoLimits));
    let another = generous.through(|ports| ports.rate_limits = Arc::new(NoLimits));

    for (kind, expected) in [
        (Read, 25),
        (CreatePayment, 5),
        (CapturePayment, 5),
        (OtherPost, 5),
    ] {
        assert_eq!(admitted(&alone, kind, 100).await, expected, "{kind:?}");
        assert_eq!(admitted(&another, kind, 100).await, expected, "{kind:?}");
    }
    scene.world.clock.pass(Duration::from_secs(1));
    assert_eq!(admitted(&alone, Read, 100).await, 25);
}

#[tokio::test]
async fn requests_are_admitted_when_nobody_can_count() {
    let scene = Scene::new().await;
    let scene = scene.through(|ports| {
        ports.rate_limits = Arc::new(NoLimits);
        ports.local_rate_limits = Arc::new(NoLimits);
    });

    assert_eq!(admitted(&scene, Read, 100).await, 100);
}

#[tokio::test]
async fn requests_without_a_key_share_one_count() {
    let scene = Scene::new().await;
    let mut keyless = 0;
    for _ in 0..20 {
        keyless += u32::from(scene.application.admit_without_key().await);
    }

    assert_eq!(keyless, 15);
    assert_eq!(admitted(&scene, OtherPost, 20).await, 15);
}
