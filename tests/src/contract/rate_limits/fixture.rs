//! Counts to ask, as several processes that share them would.

use std::any::Any;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use domain::ports::{Clock, RateLimits};
use memory::{MemoryClock, World};
use persistence::{DatabaseSettings, LocalRateLimits, SharedRateLimits};

use crate::contract::START;
use crate::database::TestDatabase;

/// What counts requests, and how time passes for it.
pub struct RateLimitsFixture {
    processes: Vec<Arc<dyn RateLimits>>,
    time: Time,
    _kept: Option<Box<dyn Any + Send + Sync>>,
}

enum Time {
    Told(Arc<MemoryClock>),
    True(Instant),
}

impl RateLimitsFixture {
    /// The count in memory, whose time is told.
    pub async fn memory() -> Result<Self> {
        let world = World::new();
        Ok(Self {
            processes: vec![world.rate_limits],
            time: Time::Told(world.clock),
            _kept: None,
        })
    }

    /// The count of one process.
    pub async fn local() -> Result<Self> {
        Ok(Self {
            processes: vec![Arc::new(LocalRateLimits::new())],
            time: Time::True(Instant::now()),
            _kept: None,
        })
    }

    /// The count that two processes share through PostgreSQL; `None` where no
    /// server is found and none is required.
    pub async fn shared() -> Result<Option<Self>> {
        let Some(scratch) = TestDatabase::postgres() else {
            return Ok(None);
        };
        let settings = DatabaseSettings::new(scratch.url().to_owned());
        let mut processes: Vec<Arc<dyn RateLimits>> = Vec::new();
        for _ in 0..2 {
            processes.push(Arc::new(SharedRateLimits::connect(&settings).await?));
        }
        Ok(Some(Self {
            processes,
            time: Time::True(Instant::now()),
            _kept: Some(Box::new(scratch)),
        }))
    }

    /// The count as this caller's process has it. Callers are spread over the processes.
    pub(super) fn process(&self, caller: usize) -> Arc<dyn RateLimits> {
        let mut processes = self.processes.iter().cycle().skip(caller);
        match processes.next() {
            Some(process) => Arc::clone(process),
            None => Arc::new(LocalRateLimits::new()),
        }
    }

    /// Lets so much time pass.
    pub(super) async fn pass(&self, by: Duration) {
        match &self.time {
            Time::Told(clock) => {
                clock.pass(by);
            }
            Time::True(_) => tokio::time::sleep(by).await,
        }
    }

    /// How much time has passed.
    pub(super) fn now(&self) -> Duration {
        match &self.time {
            Time::Told(clock) => clock.now().since(START),
            Time::True(began) => began.elapsed(),
        }
    }
}
