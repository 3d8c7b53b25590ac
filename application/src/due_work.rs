//! Work that has fallen due, and which use case does it.
//!
//! A handler reads the state anew, does nothing if the world has moved on, and
//! may run twice: leases save effort, the payment's version and the PSP's
//! idempotency keys keep the money right.

pub mod authorise_stored;
pub mod cancel;
pub mod capture;
mod deliver_webhook;
pub mod dispatch_events;
pub mod expire;
pub mod housekeep;
pub mod lapse_approval;
pub mod resolve_authorisation;
mod send_email;
pub mod submit_refund;

use domain::operation::{Operation, OperationKind, OrderCode};
use domain::ports::StoreError;
use domain::ports::queries::Backlog;
use domain::work::{Handled, LEASE, Work, WorkGroup, WorkKind, failure_pause};
use domain::{Payment, Timestamp};

use crate::Application;

/// How often a handler starts over, within one go, because somebody else
/// changed its payment at the same moment.
const STALE_RETRIES: u32 = 5;
/// How much work is claimed in one go.
pub const BATCH_MAX: u64 = 50;

impl Application {
    /// Claims work of a group that has fallen due, at most [`BATCH_MAX`] pieces. Events
    /// that nobody has handed on are noticed here: handing them on is such work.
    pub async fn claim_due_work(
        &self,
        group: WorkGroup,
        limit: u64,
    ) -> Result<Vec<Work>, StoreError> {
        let now = self.now();
        let events_wait = match group {
            WorkGroup::Messages => self.ports.queries.has_undispatched().await?,
            WorkGroup::Payments => false,
        };
        let mut unit = self.ports.store.begin().await?;
        if events_wait {
            let dispatch = Work::due(self.new_work_id(), WorkKind::DispatchEvents, now);
            unit.work().schedule(&dispatch).await?;
        }
        let claimed = unit
            .work()
            .claim(group, now, now.plus(LEASE), limit.min(BATCH_MAX))
            .await?;
        if claimed.is_empty() {
            return Ok(claimed);
        }
        unit.commit().await?;
        Ok(claimed)
    }

    /// Does a claimed piece of work, and then finishes it or puts it off.
    pub async fn perform(&self, work: &Work) -> Result<Handled, StoreError> {
        let handled = match self.handle_with_retries(work).await {
            Ok(handled) => handled,
            Err(error) => {
                let name: &str = work.kind.name().into();
                let payment = work.kind.payment().map(tracing::field::display);
                tracing::error!(
                    work.kind = name,
                    payment.id = payment,
                    error = &error as &dyn std::error::Error,
                    "work failed"
                );
                Handled::Retry(self.now().plus(failure_pause(work.attempts)))
            }
        };
        let mut unit = self.ports.store.begin().await?;
        match handled {
            Handled::Finished => unit.work().finish(work).await?,
            Handled::LookAgain(at) => unit.work().put_off(work, at, 0).await?,
            Handled::Retry(at) => {
                unit.work()
                    .put_off(work, at, work.attempts.saturating_add(1))
                    .await?
            }
        }
        unit.commit().await?;
        Ok(handled)
    }

    /// Does what is due, one piece after another, until nothing is or `limit`
    /// pieces are done; says how many were.
    pub async fn run_due_work(&self, limit: u64) -> Result<u64, StoreError> {
        let mut done = 0;
        loop {
            let before = done;
            for group in WorkGroup::ALL {
                let claimed = self.claim_due_work(group, limit - done).await?;
                for work in &claimed {
                    self.perform(work).await?;
                    done += 1;
                }
            }
            if done == before || done >= limit {
                return Ok(done);
            }
        }
    }

    /// What is due and not done, in hand or not.
    pub async fn backlog(&self) -> Result<Backlog, StoreError> {
        self.ports.queries.backlog(self.now()).await
    }

    /// Whether the store answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.ports.queries.ping().await
    }

    /// Schedules the work that never ends, unless it is scheduled.
    pub async fn schedule_recurring_work(&self) -> Result<(), StoreError> {
        let mut unit = self.ports.store.begin().await?;
        if unit.work().find(&WorkKind::Housekeep).await?.is_none() {
            let housekeep = Work::due(self.new_work_id(), WorkKind::Housekeep, self.now());
            unit.work().schedule(&housekeep).await?;
        }
        unit.commit().await
    }

    async fn handle_with_retries(&self, work: &Work) -> Result<Handled, StoreError> {
        for _ in 0..STALE_RETRIES {
            match self.handle(work).await {
                Err(StoreError::Stale) => {}
                other => return other,
            }
        }
        self.handle(work).await
    }

    async fn handle(&self, work: &Work) -> Result<Handled, StoreError> {
        match &work.kind {
            WorkKind::Capture(payment) => self.perform_capture(payment, work.attempts).await,
            WorkKind::Expire(payment) => self.perform_expiry(payment).await,
            WorkKind::AuthoriseStored(payment) => self.perform_stored(payment).await,
            WorkKind::ResolveAuthorisation(payment) => {
                self.perform_resolution(payment, work.attempts).await
            }
            WorkKind::Cancel(payment) => self.perform_cancel(payment, work.attempts).await,
            WorkKind::SubmitRefund(payment, refund) => {
                self.perform_refund(payment, refund, work.attempts).await
            }
            WorkKind::LapseApproval(payment, refund) => self.perform_lapse(payment, refund).await,
            WorkKind::DispatchEvents => self.dispatch_events().await,
            WorkKind::DeliverWebhooks(endpoint, payment) => {
                self.perform_lane(endpoint, payment).await
            }
            WorkKind::RedeliverWebhook(delivery) => self.perform_redelivery(delivery).await,
            WorkKind::SendEmail(email) => self.perform_email(email).await,
            WorkKind::Housekeep => self.housekeep().await,
        }
    }

    pub(crate) fn operation(
        &self,
        payment: &Payment,
        kind: OperationKind,
        order_code: &OrderCode,
        now: Timestamp,
    ) -> Operation {
        Operation {
            id: self.new_operation_id(),
            payment: payment.id.clone(),
            kind,
            order_code: order_code.clone(),
            begun_at: now,
            ended: None,
        }
    }
}
