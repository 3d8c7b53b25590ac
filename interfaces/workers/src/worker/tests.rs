//! The loop over ports in memory, with a clock that runs ahead while it waits.

use std::sync::atomic::{AtomicUsize, Ordering};

use application::{PeoplePorts, Policy, Ports};
use async_trait::async_trait;
use domain::ports::{Store, StoreError, UnitOfWork};
use memory::{MemoryAppCodes, MemoryPasskeys, MemoryPasswords, MemoryVault, World};
use tokio::sync::oneshot;

use super::*;

/// A store that panics, or fails, when its n-th unit is opened.
struct Fragile {
    inner: Arc<dyn Store>,
    opened: AtomicUsize,
    panics_at: usize,
    fails_until: usize,
}

#[async_trait]
impl Store for Fragile {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        let nth = self.opened.fetch_add(1, Ordering::SeqCst) + 1;
        assert!(nth != self.panics_at, "on purpose");
        if nth <= self.fails_until {
            return Err(StoreError::Unavailable("on purpose".into()));
        }
        self.inner.begin().await
    }
}

fn application(panics_at: usize, fails_until: usize) -> Application {
    let world = World::new();
    let store = Fragile {
        inner: world.store.clone(),
        opened: AtomicUsize::new(0),
        panics_at,
        fails_until,
    };
    let ports = Ports {
        store: Arc::new(store),
        queries: world.store,
        psps: world.psp,
        clock: world.clock,
        random: world.random,
        secrets: world.secrets,
        people: PeoplePorts {
            passwords: Arc::new(MemoryPasswords),
            vault: Arc::new(MemoryVault),
            app_codes: Arc::new(MemoryAppCodes),
            passkeys: Arc::new(MemoryPasskeys::default()),
            notifications: world.notifications,
        },
        rate_limits: world.rate_limits.clone(),
        local_rate_limits: world.rate_limits,
        sandbox: None,
    };
    Application::new(ports, Policy::default())
}

/// Runs the loop until `enough`, and then to its end.
async fn run_until(application: Application, enough: impl Fn(&Tally) -> bool) -> Arc<Tally> {
    let tally = Arc::new(Tally::default());
    let (stop, stopped) = oneshot::channel::<()>();
    let options = Options { concurrency: 1 };
    let counted = Arc::clone(&tally);
    let ended = tokio::spawn(async move {
        let stop = async {
            let _ = stopped.await;
        };
        run(application, options, counted, stop).await;
    });
    let waiting = async {
        while !enough(&tally) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(600), waiting)
        .await
        .unwrap();
    drop(stop);
    ended.await.unwrap();
    tally
}

#[tokio::test(start_paused = true)]
async fn recurring_work_is_scheduled_and_performed() {
    let tally = run_until(application(0, 0), |tally| tally.put_off() >= 2).await;
    assert_eq!(tally.failed() + tally.panicked(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_panic_ends_one_piece_of_work_only() {
    // The first unit schedules, the second claims, the third is a handler's.
    let tally = run_until(application(3, 0), |tally| tally.put_off() >= 1).await;
    assert_eq!(tally.panicked(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_does_not_answer_is_asked_again() {
    let tally = run_until(application(0, 4), |tally| tally.put_off() >= 2).await;
    assert_eq!(tally.panicked(), 0);
}
