//! The levers of sandbox mode.

use std::sync::Arc;
use std::time::{Duration, Instant};

use application::Application;
use application::sandbox::disputes::OpenDispute;
use application::sandbox::{ADVANCE_WORK_MAX, Advanced, SandboxError};

use crate::checks;
use crate::contract::{Body, DateTime, Json};
use crate::generated::sandbox::{
    AdvanceClockFailure, AdvanceClockSuccess, Clock, ClockAdvance, ClockAdvanced, DisputeMove,
    DisputeToOpen, MoveDisputeFailure, MoveDisputeSuccess, OpenDisputeFailure, OpenDisputeSuccess,
    ReadClockFailure, ReadClockSuccess, ResetDataFailure, ResetDataSuccess, SandboxApi,
    SettleFailure, SettleSuccess, Settled, Settlement,
};
use crate::present::dispute;
use crate::problem::sandbox as problem;

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
            .map_err(problem::read_clock)?;
        Ok(ReadClockSuccess::Ok(Json(Clock { now: now.into() })))
    }

    async fn advance_clock(
        &self,
        body: Body<ClockAdvance>,
    ) -> Result<AdvanceClockSuccess, AdvanceClockFailure> {
        let by = checks::advance_clock::parse(body)?;
        let advanced = self.advance(by).await;
        let advanced = advanced.map_err(problem::advance_clock)?;
        Ok(AdvanceClockSuccess::Ok(Json(ClockAdvanced {
            now: DateTime::from(advanced.now),
            work_done: i64::try_from(advanced.work_done).unwrap_or(i64::MAX),
        })))
    }

    async fn open_dispute(
        &self,
        payment: String,
        body: Body<DisputeToOpen>,
    ) -> Result<OpenDisputeSuccess, OpenDisputeFailure> {
        let (reason, amount) = checks::disputing::opening(body)?;
        let wanted = OpenDispute {
            payment: payment.clone(),
            reason,
            amount,
        };
        let opened = self.application.open_dispute(wanted).await;
        let opened = opened.map_err(problem::open_dispute)?;
        let shown = dispute::in_sandbox(&payment, &opened);
        Ok(OpenDisputeSuccess::Created(Json(shown)))
    }

    async fn move_dispute(
        &self,
        payment: String,
        dispute: String,
        body: Body<DisputeMove>,
    ) -> Result<MoveDisputeSuccess, MoveDisputeFailure> {
        let status = checks::disputing::moving(body)?;
        let moved = self
            .application
            .move_dispute(&payment, Some(&dispute), status)
            .await;
        let moved = moved.map_err(problem::move_dispute)?;
        let shown = dispute::in_sandbox(&payment, &moved);
        Ok(MoveDisputeSuccess::Ok(Json(shown)))
    }

    async fn settle(&self, body: Body<Settlement>) -> Result<SettleSuccess, SettleFailure> {
        let on = checks::pay_out::parse(body)?;
        let paid = self.application.pay_out(on).await;
        let paid = paid.map_err(problem::settle)?;
        Ok(SettleSuccess::Ok(Json(Settled {
            settled_date: paid.on.into(),
            payments: i64::try_from(paid.payments).unwrap_or(i64::MAX),
        })))
    }

    async fn reset_data(&self) -> Result<ResetDataSuccess, ResetDataFailure> {
        let reset = self.application.reset_sandbox().await;
        reset.map_err(problem::reset_data)?;
        Ok(ResetDataSuccess::NoContent)
    }
}
