//! The calls of a PSP: money that is held is taken, released, given back. Holding it
//! has a file of its own.

use async_trait::async_trait;
use domain::operation::PspReference;
use domain::ports::psp::{
    AuthorisationOutcome, AuthorisationRequest, CancelOutcome, CancelRequest, CaptureOutcome,
    CaptureRequest, RefundOutcome, RefundRequest,
};
use domain::ports::sandbox::{LedgerMovement, Movement, MovementKind, SandboxLedger, Verdict};
use domain::ports::{Clock, Inquiry, Psp, PspError, Recurring};

use super::script::{Call, Says};
use super::{MemoryPsp, books_failed};

#[async_trait]
impl Psp for MemoryPsp {
    async fn authorise(
        &self,
        request: &AuthorisationRequest,
    ) -> Result<AuthorisationOutcome, PspError> {
        self.authorise_card(request).await
    }

    async fn capture(&self, request: &CaptureRequest) -> Result<CaptureOutcome, PspError> {
        let behaviour = self.receive(Call::Capture, &request.order_code).await?;
        match behaviour.says() {
            Says::Yes => {}
            Says::No => return Ok(CaptureOutcome::Refused),
            Says::Later => return Ok(CaptureOutcome::Pending),
        }
        let entry = LedgerMovement {
            order_code: request.order_code.clone(),
            kind: MovementKind::Captured(request.operation.clone()),
            amount: request.amount,
            at: self.clock.now(),
        };
        let outcome = match self.enter(entry).await? {
            Movement::Entered(first) => CaptureOutcome::Captured(first.at.date()),
            Movement::NotPermitted => CaptureOutcome::Refused,
        };
        self.reply(behaviour, outcome).await
    }

    async fn cancel(&self, request: &CancelRequest) -> Result<CancelOutcome, PspError> {
        let behaviour = self.receive(Call::Cancel, &request.order_code).await?;
        match behaviour.says() {
            Says::Yes => {}
            Says::No => return Ok(CancelOutcome::Refused),
            Says::Later => return Ok(CancelOutcome::Pending),
        }
        let held = self.ledger.authorisation(&request.order_code).await;
        let held = held
            .map_err(books_failed)?
            .filter(|authorisation| authorisation.verdict == Verdict::Authorised);
        let outcome = match held {
            Some(held) => {
                let entry = LedgerMovement {
                    order_code: held.order_code,
                    kind: MovementKind::Cancelled,
                    amount: held.amount,
                    at: self.clock.now(),
                };
                match self.enter(entry).await? {
                    Movement::Entered(_) => CancelOutcome::Cancelled,
                    Movement::NotPermitted => CancelOutcome::Refused,
                }
            }
            None => CancelOutcome::Cancelled,
        };
        self.reply(behaviour, outcome).await
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PspError> {
        let behaviour = self.receive(Call::Refund, &request.order_code).await?;
        let reference = PspReference::given(format!("psp-{}", request.refund));
        match behaviour.says() {
            Says::Yes => {}
            Says::No => return Ok(RefundOutcome::Refused),
            Says::Later => return Ok(RefundOutcome::Pending(reference)),
        }
        let entry = LedgerMovement {
            order_code: request.order_code.clone(),
            kind: MovementKind::Refunded(request.refund.clone()),
            amount: request.amount,
            at: self.clock.now(),
        };
        let outcome = match self.enter(entry).await? {
            Movement::Entered(_) => RefundOutcome::Refunded(reference),
            Movement::NotPermitted => RefundOutcome::Refused,
        };
        self.reply(behaviour, outcome).await
    }

    fn inquiry(&self) -> Option<&dyn Inquiry> {
        if self.script.has_inquiry() {
            Some(self)
        } else {
            None
        }
    }

    fn recurring(&self) -> Option<&dyn Recurring> {
        if self.script.has_recurring() {
            Some(self)
        } else {
            None
        }
    }
}

impl MemoryPsp {
    async fn enter(&self, entry: LedgerMovement) -> Result<Movement, PspError> {
        self.ledger.enter(entry).await.map_err(books_failed)
    }
}
