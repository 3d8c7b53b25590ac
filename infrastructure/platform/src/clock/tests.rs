//! The movable clock against sandbox data in memory.

use std::future::Future;
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use super::*;

#[derive(Default)]
struct Data(Mutex<Duration>);

#[async_trait]
impl SandboxData for Data {
    async fn reset(&self) -> Result<(), StoreError> {
        Ok(())
    }

    async fn clock_offset(&self) -> Result<Duration, StoreError> {
        Ok(*self.0.lock().unwrap())
    }

    async fn set_clock_offset(&self, offset: Duration) -> Result<(), StoreError> {
        *self.0.lock().unwrap() = offset;
        Ok(())
    }
}

/// Nothing here ever waits.
fn now_or_never<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future waits"),
    }
}

#[test]
fn the_system_clock_is_past_2025() {
    assert!(SystemClock.now().as_millis() > 1_735_689_600_000);
}

#[test]
fn a_moved_clock_stays_moved_after_a_restart() {
    let data: Arc<dyn SandboxData> = Arc::new(Data::default());
    let hour = Duration::from_secs(3600);

    let clock = now_or_never(MovableClock::resume(Arc::clone(&data))).unwrap();
    now_or_never(clock.advance(hour)).unwrap();
    now_or_never(clock.advance(hour)).unwrap();

    let restarted = now_or_never(MovableClock::resume(Arc::clone(&data))).unwrap();
    let ahead = restarted.now().since(SystemClock.now());
    assert!(ahead > hour && ahead <= 2 * hour, "{ahead:?}");
}

#[test]
fn a_clock_follows_one_that_another_process_moved() {
    let data: Arc<dyn SandboxData> = Arc::new(Data::default());
    let [ours, theirs] =
        [(), ()].map(|()| now_or_never(MovableClock::resume(Arc::clone(&data))).unwrap());
    now_or_never(theirs.advance(Duration::from_secs(60))).unwrap();
    now_or_never(ours.follow()).unwrap();
    assert!(ours.now().since(SystemClock.now()) > Duration::from_secs(59));

    now_or_never(theirs.restore()).unwrap();
    now_or_never(ours.follow()).unwrap();
    assert!(ours.now() <= SystemClock.now());
}

#[test]
fn a_restored_clock_shows_the_true_time_also_after_a_restart() {
    let data: Arc<dyn SandboxData> = Arc::new(Data::default());
    let clock = now_or_never(MovableClock::resume(Arc::clone(&data))).unwrap();
    now_or_never(clock.advance(Duration::from_secs(3600))).unwrap();

    now_or_never(clock.restore()).unwrap();

    let restarted = now_or_never(MovableClock::resume(data)).unwrap();
    for clock in [clock, restarted] {
        assert!(clock.now().since(SystemClock.now()) < Duration::from_secs(60));
    }
}
