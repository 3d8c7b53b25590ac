//! The levers of sandbox mode.

use std::sync::Arc;
use std::time::{Duration, Instant};

use application::Application;
use application::sandbox::{ADVANCE_WORK_MAX, Advanced, SandboxError};

use crate::checks;
use crate::contract::{Body, DateTime, Json};
use crate::generated::sandbox::{
    AdvanceClockFailure, AdvanceClockSuccess, Clock, ClockAdvance, ClockAdvanced, ReadClockFailure,
    ReadClockSuccess, ResetDataFailure, ResetDataSuccess, SandboxApi,
};
use crate::problem;

/// How long an advanced clock waits for work that a worker has in hand.
const SETTLED_WITHIN: Duration = Duration::from_secs(5);
/// The pause between two looks at it.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What implements the sandbox contract.
pub(crate) struct SandboxHandlers {
    application: Arc<Application>,
}

impl SandboxHandlers {
    pub(crate) fn new(application: Arc<Application>) -> Self {
        Self { application }
    }

    /// Moves the clock and comes back when no work is due any more, whoever did it.
    async fn advance(&self, by: Duration) -> Result<Advanced, SandboxError> {
        let mut advanced = self.application.advance_clock(by).await?;
        let since = Instant::now();
        while self.application.backlog().await?.due > 0 && since.elapsed() < SETTLED_WITHIN {
            advanced.work_done += self.application.run_due_work(ADVANCE_WORK_MAX).await?;
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(advanced)
    }
}

impl SandboxApi for SandboxHandlers {
    async fn read_clock(&self) -> Result<ReadClockSuccess, ReadClockFailure> {
        let now = self
            .application
            .sandbox_clock()
            .map_err(problem::sandbox::read_clock)?;
        Ok(ReadClockSuccess::Ok(Json(Clock { now: now.into() })))
    }

    async fn advance_clock(
        &self,
        body: Body<ClockAdvance>,
    ) -> Result<AdvanceClockSuccess, AdvanceClockFailure> {
        let by = checks::advance_clock::parse(body)?;
        let advanced = self.advance(by).await;
        let advanced = advanced.map_err(problem::sandbox::advance_clock)?;
        Ok(AdvanceClockSuccess::Ok(Json(ClockAdvanced {
            now: DateTime::from(advanced.now),
            work_done: i64::try_from(advanced.work_done).unwrap_or(i64::MAX),
        })))
    }

    async fn reset_data(&self) -> Result<ResetDataSuccess, ResetDataFailure> {
        let reset = self.application.reset_sandbox().await;
        reset.map_err(problem::sandbox::reset_data)?;
        Ok(ResetDataSuccess::NoContent)
    }
}
