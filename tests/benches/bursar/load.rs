//! So many operations by so many clients at once, and how long each took.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

/// How many clients work at the same time.
pub(crate) const CLIENTS: usize = 8;

/// What was measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// Operations per second.
    pub(crate) rate: f64,
    p50: Duration,
    p99: Duration,
}

/// Does `count` operations, each client over what `connect` gave it.
pub(crate) async fn run<C, Connecting, Working>(
    count: usize,
    connect: impl Fn() -> Connecting,
    work: impl Fn(C) -> Working + Clone + Send + 'static,
) -> anyhow::Result<Figures>
where
    C: Send + 'static,
    Connecting: Future<Output = anyhow::Result<C>>,
    Working: Future<Output = anyhow::Result<C>> + Send,
{
    let left = Arc::new(AtomicUsize::new(count));
    let mut clients = vec![];
    for _ in 0..CLIENTS {
        clients.push(connect().await?);
    }
    let begun = Instant::now();
    let mut running = JoinSet::new();
    for mut client in clients {
        let (left, work) = (Arc::clone(&left), work.clone());
        running.spawn(async move {
            let mut times = vec![];
            while take_one(&left) {
                let begun = Instant::now();
                client = work(client).await?;
                times.push(begun.elapsed());
            }
            anyhow::Ok(times)
        });
    }
    let mut times = vec![];
    while let Some(done) = running.join_next().await {
        times.extend(done??);
    }
    let took = begun.elapsed();
    times.sort_unstable();
    Ok(Figures {
        rate: count as f64 / took.as_secs_f64(),
        p50: at(&times, 50),
        p99: at(&times, 99),
    })
}

fn take_one(left: &AtomicUsize) -> bool {
    let taken = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
    taken.is_ok()
}

fn at(sorted: &[Duration], percent: usize) -> Duration {
    let last = sorted.len().saturating_sub(1);
    let place = (sorted.len() * percent / 100).min(last);
    sorted.get(place).copied().unwrap_or_default()
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        let (p50, p99) = (millis(self.p50), millis(self.p99));
        write!(f, "{:.0} | {p50:.1} ms | {p99:.1} ms", self.rate)
    }
}
