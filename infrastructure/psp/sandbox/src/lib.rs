//! The built-in PSP, in which no money moves.
//!
//! It is a PSP, not a shortcut: it keeps books of its own, commits there before
//! it answers, and answers repetitions and inquiries from there. It judges cards
//! by their number alone and keeps no part of them, but how payments on a card
//! that it was asked to keep will end.

mod answer;
mod inquiry;
mod judgement;
mod recurring;

use std::sync::Arc;

use async_trait::async_trait;
use domain::operation::PspReference;
use domain::ports::psp::{
    AuthorisationOutcome, AuthorisationRequest, CancelOutcome, CancelRequest, CaptureOutcome,
    CaptureRequest, RefundOutcome, RefundRequest,
};
use domain::ports::sandbox::{
    LedgerAuthorisation, LedgerMovement, Movement, MovementKind, SandboxLedger, Verdict,
};
use domain::ports::{Clock, Inquiry, Psp, PspError, Random, Recurring, StoreError};

/// The sandbox PSP. Captures and refunds are done at once.
pub struct SandboxPsp {
    ledger: Arc<dyn SandboxLedger>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl SandboxPsp {
    /// A sandbox with these books.
    pub fn new(
        ledger: Arc<dyn SandboxLedger>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        Self {
            ledger,
            clock,
            random,
        }
    }

    /// A fresh name: a random UUID, as real PSPs use them.
    fn fresh_reference(&self) -> PspReference {
        let mut bytes = [0; 16];
        self.random.fill(&mut bytes);
        let uuid = uuid::Builder::from_random_bytes(bytes).into_uuid();
        PspReference::given(uuid.to_string())
    }
}

/// The books did not answer. They may have made the entry all the same.
fn books_failed(error: StoreError) -> PspError {
    PspError::OutcomeUnknown(Box::new(error))
}

#[async_trait]
impl Psp for SandboxPsp {
    async fn authorise(
        &self,
        request: &AuthorisationRequest,
    ) -> Result<AuthorisationOutcome, PspError> {
        let number = &request.card.number;
        let verdict = judgement::verdict(number);
        let keeps_card = request.keeps_card && verdict == Verdict::Authorised;
        let entry = LedgerAuthorisation {
            order_code: request.order_code.clone(),
            psp_reference: self.fresh_reference(),
            payment: request.payment.clone(),
            amount: request.amount,
            verdict,
            kept: keeps_card.then(|| judgement::verdict_when_kept(number)),
            at: self.clock.now(),
        };
        let first = self.ledger.authorise(entry).await.map_err(books_failed)?;
        Ok(answer::of(first))
    }

    async fn capture(&self, request: &CaptureRequest) -> Result<CaptureOutcome, PspError> {
        let entry = LedgerMovement {
            order_code: request.order_code.clone(),
            kind: MovementKind::Captured(request.operation.clone()),
            amount: request.amount,
            at: self.clock.now(),
        };
        let entered = self.ledger.enter(entry).await.map_err(books_failed)?;
        Ok(match entered {
            Movement::Entered(first) => CaptureOutcome::Captured(first.at.date()),
            Movement::NotPermitted => CaptureOutcome::Refused,
        })
    }

    async fn cancel(&self, request: &CancelRequest) -> Result<CancelOutcome, PspError> {
        let known = self.ledger.authorisation(&request.order_code).await;
        let held = known
            .map_err(books_failed)?
            .filter(|authorisation| authorisation.verdict == Verdict::Authorised);
        let Some(held) = held else {
            return Ok(CancelOutcome::Cancelled);
        };
        let entry = LedgerMovement {
            order_code: held.order_code,
            kind: MovementKind::Cancelled,
            amount: held.amount,
            at: self.clock.now(),
        };
        let entered = self.ledger.enter(entry).await.map_err(books_failed)?;
        Ok(match entered {
            Movement::Entered(_) => CancelOutcome::Cancelled,
            Movement::NotPermitted => CancelOutcome::Refused,
        })
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PspError> {
        let entry = LedgerMovement {
            order_code: request.order_code.clone(),
            kind: MovementKind::Refunded(request.refund.clone()),
            amount: request.amount,
            at: self.clock.now(),
        };
        let entered = self.ledger.enter(entry).await.map_err(books_failed)?;
        Ok(match entered {
            // The books know a refund by our name for it, so a repetition gets the same one.
            Movement::Entered(_) => {
                RefundOutcome::Refunded(PspReference::given(request.refund.as_str()))
            }
            Movement::NotPermitted => RefundOutcome::Refused,
        })
    }

    fn inquiry(&self) -> Option<&dyn Inquiry> {
        Some(self)
    }

    fn recurring(&self) -> Option<&dyn Recurring> {
        Some(self)
    }
}
