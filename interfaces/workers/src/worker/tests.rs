//! The loop over ports in memory, with a clock that runs ahead while it waits.

use std::sync::atomic::{AtomicUsize, Ordering};

use application::{PeoplePorts, Policy, Ports};
use async_trait::async_trait;
use domain::email::{EmailContent, EmailState, Letter, OutgoingEmail, StaffMessage};
use domain::id::ID_LENGTH;
use domain::ports::emails::MailError;
use domain::ports::{Clock, Mailer, Store, StoreError, UnitOfWork};
use domain::work::{Work, WorkKind};
use domain::{EmailId, PaymentId, WorkId};
use memory::{MemoryAppCodes, MemoryPasskeys, MemoryPasswords, MemoryVault, World};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::Instant;

use super::*;

/// How many hands each crew has here.
const HANDS: usize = 4;

/// A store that fails until its n-th unit is opened.
struct Fragile {
    inner: Arc<dyn Store>,
    opened: AtomicUsize,
    fails_until: usize,
}

#[async_trait]
impl Store for Fragile {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        let nth = self.opened.fetch_add(1, Ordering::SeqCst) + 1;
        if nth <= self.fails_until {
            return Err(StoreError::Unavailable("on purpose".into()));
        }
        self.inner.begin().await
    }
}

/// A way out for e-mails that hangs until it is let go, and then panics if it is to.
struct Hanging {
    gate: Semaphore,
    panics: bool,
}

#[async_trait]
impl Mailer for Hanging {
    fn letter(&self, _email: &OutgoingEmail) -> Letter {
        unreachable!("nobody reads e-mails here")
    }

    async fn send(&self, _email: &OutgoingEmail) -> Result<(), MailError> {
        let _let_go = self.gate.acquire().await;
        assert!(!self.panics, "on purpose");
        Ok(())
    }
}

fn hanging(gate: usize, panics: bool) -> Arc<Hanging> {
    Arc::new(Hanging {
        gate: Semaphore::new(gate),
        panics,
    })
}

fn application(world: &World, mailer: Arc<dyn Mailer>, fails_until: usize) -> Application {
    let store = Fragile {
        inner: world.store.clone(),
        opened: AtomicUsize::new(0),
        fails_until,
    };
    let ports = Ports {
        store: Arc::new(store),
        queries: world.store.clone(),
        psps: world.psp.clone(),
        clock: world.clock.clone(),
        random: world.random.clone(),
        secrets: world.secrets.clone(),
        people: PeoplePorts {
            passwords: Arc::new(MemoryPasswords),
            vault: Arc::new(MemoryVault),
            app_codes: Arc::new(MemoryAppCodes),
            passkeys: Arc::new(MemoryPasskeys::default()),
        },
        mailer,
        webhook_bodies: world.webhook_bodies.clone(),
        webhook_sender: world.webhook_sender.clone(),
        rate_limits: world.rate_limits.clone(),
        local_rate_limits: world.rate_limits.clone(),
        sandbox: None,
    };
    Application::new(ports, Policy::default())
}

/// Adds work that is due now.
async fn schedule(world: &World, byte: u8, kind: WorkKind) {
    let work = Work::due(
        WorkId::from_random([byte; ID_LENGTH]),
        kind,
        world.clock.now(),
    );
    let mut unit = world.store.begin().await.unwrap();
    unit.work().schedule(&work).await.unwrap();
    unit.commit().await.unwrap();
}

/// Adds an e-mail that is to be sent.
async fn write_to_somebody(world: &World, byte: u8) {
    let email = OutgoingEmail {
        id: EmailId::from_random([byte; ID_LENGTH]),
        about: None,
        to: "ada@example.org".to_owned(),
        content: EmailContent::Staff(StaffMessage::PasswordChanged),
        state: EmailState::Waiting,
        attempts: 0,
        last_failure: None,
        written_at: world.clock.now(),
    };
    let mut unit = world.store.begin().await.unwrap();
    unit.emails().add(&email).await.unwrap();
    unit.commit().await.unwrap();
    schedule(world, byte, WorkKind::SendEmail(email.id)).await;
}

/// Runs the loop until `enough`, calls `then`, and waits for the loop's end.
async fn run_until(
    application: Application,
    enough: impl Fn(&Tally) -> bool,
    then: impl FnOnce(),
) -> Arc<Tally> {
    let tally = Arc::new(Tally::default());
    let (stop, stopped) = oneshot::channel::<()>();
    let options = Options {
        payments: HANDS,
        messages: HANDS,
    };
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
    then();
    ended.await.unwrap();
    tally
}

#[tokio::test(start_paused = true)]
async fn recurring_work_is_scheduled_and_performed() {
    let world = World::new();
    let application = application(&world, world.mailer.clone(), 0);

    let tally = run_until(application, |tally| tally.put_off() >= 1, || ()).await;

    assert_eq!(tally.failed() + tally.panicked(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_panic_ends_one_piece_of_work_only() {
    let world = World::new();
    write_to_somebody(&world, 1).await;
    let application = application(&world, hanging(1, true), 0);

    let enough = |tally: &Tally| tally.panicked() >= 1 && tally.put_off() >= 1;
    let tally = run_until(application, enough, || ()).await;

    assert_eq!(tally.panicked(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_does_not_answer_is_asked_again() {
    let world = World::new();
    let application = application(&world, world.mailer.clone(), 4);

    let tally = run_until(application, |tally| tally.put_off() >= 1, || ()).await;

    assert_eq!(tally.panicked(), 0);
}

#[tokio::test(start_paused = true)]
async fn messages_that_hang_delay_no_capture() {
    let world = World::new();
    let more_than_hands = 3 * HANDS as u8;
    for byte in 0..more_than_hands {
        write_to_somebody(&world, byte).await;
    }
    let nobodys = PaymentId::from_random([99; ID_LENGTH]);
    schedule(&world, 99, WorkKind::Capture(nobodys)).await;
    let mailer = hanging(0, false);
    let application = application(&world, mailer.clone(), 0);

    let began = Instant::now();
    let captured = |tally: &Tally| tally.finished() >= 1;
    let tally = run_until(application, captured, || {
        assert!(began.elapsed() < PAYMENTS_IDLE);
        mailer.gate.add_permits(1);
    })
    .await;

    // Those that were on their way when it was told to stop were waited for.
    assert!(tally.finished() > HANDS as u64);
    assert_eq!(tally.failed() + tally.panicked(), 0);
}
