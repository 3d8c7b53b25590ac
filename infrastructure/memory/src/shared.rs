//! What the units of one store share: the tables, and who holds which row.
//!
//! The mutex is held for one call at a time, never across an await. A unit that
//! changes a row holds the row until it ends, as in a database: another that
//! wants the same row waits, and everybody else goes on.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use domain::audit::Chain;
use domain::staff::StaffEmail;
use domain::work::WorkKind;
use domain::{
    AccountId, AgreementId, ApiKeyId, DeliveryId, EmailId, InvitationId, PaymentId, ServiceId,
    StaffId, WebhookId,
};
use uuid::Uuid;

use crate::data::{ClaimKey, Data};

/// Names an open unit.
pub(crate) type UnitId = u64;

/// A row that one unit at a time may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    Payment(PaymentId),
    Report(AccountId, String),
    Agreement(AgreementId),
    Claim(ClaimKey),
    Token(Uuid),
    Work(WorkKind),
    /// All events that nobody has handed on.
    Undispatched,
    Service(ServiceId),
    Account(AccountId),
    Key(ApiKeyId),
    Member(StaffId),
    StaffEmail(StaffEmail),
    Team(ServiceId),
    Invitation(InvitationId),
    Reset([u8; 32]),
    Chain(Chain),
    Endpoint(WebhookId),
    Delivery(DeliveryId),
    /// What an endpoint is told of one event of a payment.
    Told(WebhookId, PaymentId, u32),
    Email(EmailId),
}

/// The committed tables and the rows that are held.
#[derive(Debug, Default)]
pub(crate) struct Inner {
    pub(crate) data: Data,
    held: Vec<(Row, UnitId)>,
    waiting: Vec<Waker>,
    units: UnitId,
    events: i64,
    exchanges: i64,
}

/// The one [`Inner`] of a store.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared {
    inner: Arc<Mutex<Inner>>,
    open: OpenUnits,
}

impl Shared {
    /// The tables, for one call.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the unit holds the row.
    pub(crate) async fn hold(&self, row: Row, unit: UnitId) {
        poll_fn(|context| {
            let mut inner = self.lock();
            if inner.try_hold(&row, unit) {
                Poll::Ready(())
            } else {
                inner.waiting.push(context.waker().clone());
                Poll::Pending
            }
        })
        .await;
    }

    /// Waits until the unit holds the row, but no longer than this; says whether it does.
    ///
    /// No executor is known here that could keep the time, so a thread does.
    pub(crate) async fn hold_within(&self, row: Row, unit: UnitId, longest: Duration) -> bool {
        if self.lock().try_hold(&row, unit) {
            return true;
        }
        let deadline = Instant::now() + longest;
        let shared = self.clone();
        std::thread::spawn(move || {
            std::thread::sleep(longest);
            shared.wake();
        });
        poll_fn(|context| {
            let mut inner = self.lock();
            if inner.try_hold(&row, unit) {
                Poll::Ready(true)
            } else if Instant::now() >= deadline {
                Poll::Ready(false)
            } else {
                inner.waiting.push(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }

    /// Lets everyone who waits for a row look again.
    fn wake(&self) {
        let waiting = std::mem::take(&mut self.lock().waiting);
        for waker in waiting {
            waker.wake();
        }
    }

    /// Opens a unit on behalf of the task that asks.
    pub(crate) async fn open(&self) -> UnitId {
        poll_fn(|context| {
            let mut inner = self.lock();
            inner.units += 1;
            self.open.add(inner.units, Task::of(context));
            Poll::Ready(inner.units)
        })
        .await
    }

    /// Ends a unit: its rows are free again.
    pub(crate) fn close(&self, unit: UnitId) {
        self.lock().held.retain(|(_, holder)| *holder != unit);
        self.open.remove(unit);
        self.wake();
    }

    /// The units that are open.
    pub(crate) fn open_units(&self) -> OpenUnits {
        self.open.clone()
    }
}

impl Inner {
    /// Takes the row unless another unit holds it; says whether the unit holds it now.
    pub(crate) fn try_hold(&mut self, row: &Row, unit: UnitId) -> bool {
        match self.held.iter().find(|(held, _)| held == row) {
            Some((_, holder)) => *holder == unit,
            None => {
                self.held.push((row.clone(), unit));
                true
            }
        }
    }

    /// The place of the next event among all events.
    pub(crate) fn next_event(&mut self) -> i64 {
        self.events += 1;
        self.events
    }

    /// The place of the next exchange among all exchanges.
    pub(crate) fn next_exchange(&mut self) -> i64 {
        self.exchanges += 1;
        self.exchanges
    }
}

/// Which tasks have which units open.
#[derive(Clone, Debug, Default)]
pub struct OpenUnits(Arc<Mutex<Vec<(UnitId, Task)>>>);

/// A task, by the address its waker carries: executors give each task its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Task(usize);

impl Task {
    fn of(context: &Context<'_>) -> Self {
        Self(context.waker().data().addr())
    }
}

impl OpenUnits {
    fn add(&self, unit: UnitId, task: Task) {
        self.list().push((unit, task));
    }

    fn remove(&self, unit: UnitId) {
        self.list().retain(|(open, _)| *open != unit);
    }

    /// How many units are open.
    pub fn count(&self) -> usize {
        self.list().len()
    }

    /// Whether the task that asks has a unit open. Units of other tasks that
    /// happen to run at the same time do not count.
    pub async fn any_of_this_task(&self) -> bool {
        poll_fn(|context| {
            let this = Task::of(context);
            Poll::Ready(self.list().iter().any(|(_, task)| *task == this))
        })
        .await
    }

    fn list(&self) -> MutexGuard<'_, Vec<(UnitId, Task)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
