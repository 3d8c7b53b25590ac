//! Takes the money of a confirmed payment.
//!
//! One unit fixes the operation, the PSP is asked, a second unit records the
//! answer. A capture whose answer went missing is asked for again under the same
//! operation, so the PSP takes the money once.

use domain::operation::{OperationKind, OperationOutcome};
use domain::payment::state::CaptureAttempts;
use domain::payment::{PaymentState, Step};
use domain::ports::StoreError;
use domain::ports::psp::{CaptureOutcome, CaptureRequest, Found};
use domain::work::{CAPTURE_ATTEMPTS_MAX, CAPTURE_RETRY_AFTER, Handled, inquiry_pause};
use domain::{OperationId, Payment, PaymentId};

use crate::Application;
use crate::exchanges::{Asked, Question};

impl Application {
    pub(super) async fn perform_capture(
        &self,
        id: &PaymentId,
        attempts: u32,
    ) -> Result<Handled, StoreError> {
        let Some((payment, attempted, operation)) = self.begin_capture(id).await? else {
            return self.follow_capture(id).await;
        };
        let Some(psp) = self.ports.psps.psp(payment.provider) else {
            return Ok(Handled::Retry(self.now().plus(CAPTURE_RETRY_AFTER)));
        };
        let request = CaptureRequest {
            operation: operation.clone(),
            order_code: attempted.authorisation.order_code,
            psp_reference: attempted.authorisation.psp_reference,
            amount: payment.total(),
        };
        let question = Question {
            payment: id,
            order_code: &request.order_code,
            asked: Asked::Capture(request.amount),
        };
        match psp.capture(&request).await {
            Ok(outcome) => self.record_capture(&question, &operation, outcome).await,
            Err(error) => {
                tracing::warn!(payment.id = %id, error = &error as &dyn std::error::Error, "no usable answer to a capture");
                self.note(&question, &Err::<CaptureOutcome, _>(error))
                    .await?;
                Ok(Handled::Retry(self.now().plus(inquiry_pause(attempts))))
            }
        }
    }

    /// Enters Capturing, or finds the operation of a capture that was interrupted;
    /// `None` when the payment is not to be captured.
    async fn begin_capture(
        &self,
        id: &PaymentId,
    ) -> Result<Option<(Payment, CaptureAttempts, OperationId)>, StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let Some(mut payment) = unit.payments().get(id).await? else {
            return Ok(None);
        };
        match payment.state.clone() {
            PaymentState::Capturing(attempts, operation) => {
                Ok(Some((payment, attempts, operation)))
            }
            PaymentState::CaptureRequested(attempts) => {
                let operation = self.operation(
                    &payment,
                    OperationKind::Capture,
                    &attempts.authorisation.order_code,
                    now,
                );
                if payment
                    .take(Step::BeginCapture(operation.id.clone()), now)
                    .is_err()
                {
                    return Ok(None);
                }
                unit.payments().save(&mut payment).await?;
                unit.operations().begin(&operation).await?;
                unit.commit().await?;
                Ok(Some((payment, attempts, operation.id)))
            }
            _ => Ok(None),
        }
    }

    async fn record_capture(
        &self,
        question: &Question<'_>,
        operation: &OperationId,
        outcome: CaptureOutcome,
    ) -> Result<Handled, StoreError> {
        let id = question.payment;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let Some(mut payment) = unit.payments().get(id).await? else {
            return Ok(Handled::Finished);
        };
        self.heard(unit.as_mut(), question, &outcome).await?;
        let PaymentState::Capturing(attempts, current) = &payment.state else {
            unit.commit().await?;
            return Ok(Handled::Finished);
        };
        if current != operation {
            unit.commit().await?;
            return Ok(Handled::Finished);
        }
        let (steps, ended, handled) = match outcome {
            CaptureOutcome::Captured(on) => (
                vec![Step::SubmitCapture(None), Step::ConfirmCapture(on)],
                OperationOutcome::Done,
                Handled::Finished,
            ),
            CaptureOutcome::Pending => (
                vec![Step::SubmitCapture(None)],
                OperationOutcome::Pending,
                Handled::LookAgain(now.plus(CAPTURE_RETRY_AFTER)),
            ),
            CaptureOutcome::Refused
                if attempts.failed.saturating_add(1) >= CAPTURE_ATTEMPTS_MAX =>
            {
                (
                    vec![Step::AbandonCapture],
                    OperationOutcome::Declined,
                    Handled::Finished,
                )
            }
            CaptureOutcome::Refused => (
                vec![Step::PostponeCapture],
                OperationOutcome::Declined,
                Handled::Retry(now.plus(CAPTURE_RETRY_AFTER)),
            ),
        };
        for step in steps {
            if payment.take(step, now).is_err() {
                return Ok(Handled::Finished);
            }
        }
        unit.payments().save(&mut payment).await?;
        unit.operations()
            .end(id, &OperationKind::Capture, ended, now)
            .await?;
        unit.commit().await?;
        Ok(handled)
    }

    /// Asks the PSP about a capture it accepted and has not confirmed.
    async fn follow_capture(&self, id: &PaymentId) -> Result<Handled, StoreError> {
        let Some(payment) = self.ports.queries.any_payment(id).await? else {
            return Ok(Handled::Finished);
        };
        let PaymentState::CaptureSubmitted(authorisation) = &payment.state else {
            return Ok(Handled::Finished);
        };
        let later = Handled::LookAgain(self.now().plus(CAPTURE_RETRY_AFTER));
        let Some(psp) = self.ports.psps.psp(payment.provider) else {
            return Ok(later);
        };
        let Some(inquiry) = psp.inquiry() else {
            return Ok(later);
        };
        let found = inquiry.find(&authorisation.order_code).await;
        let question = Question {
            payment: id,
            order_code: &authorisation.order_code,
            asked: Asked::Find,
        };
        self.note(&question, &found).await?;
        if !matches!(found, Ok(Found::Captured(_))) {
            return Ok(later);
        }
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let Some(mut payment) = unit.payments().get(id).await? else {
            return Ok(Handled::Finished);
        };
        if payment.take(Step::ConfirmCapture(now.date()), now).is_ok() {
            unit.payments().save(&mut payment).await?;
            unit.commit().await?;
        }
        Ok(Handled::Finished)
    }
}
