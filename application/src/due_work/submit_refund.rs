//! Sends a refund to the PSP.
//!
//! The refund's id is the PSP's idempotency key, so a refund whose answer went
//! missing is sent again until there is one.

use domain::account::Provider;
use domain::operation::{OperationKind, OperationOutcome};
use domain::ports::StoreError;
use domain::ports::psp::{RefundOutcome, RefundRequest};
use domain::refund::RefundStep;
use domain::work::{CAPTURE_RETRY_AFTER, Handled, inquiry_pause};
use domain::{PaymentId, RefundId};

use crate::Application;
use crate::exchanges::{Asked, Question};

impl Application {
    pub(super) async fn perform_refund(
        &self,
        id: &PaymentId,
        refund: &RefundId,
        attempts: u32,
    ) -> Result<Handled, StoreError> {
        let Some((request, provider)) = self.refund_request(id, refund).await? else {
            return Ok(Handled::Finished);
        };
        let Some(psp) = self.ports.psps.psp(provider) else {
            return Ok(Handled::Retry(self.now().plus(CAPTURE_RETRY_AFTER)));
        };
        let question = Question {
            payment: id,
            order_code: &request.order_code,
            asked: Asked::Refund(refund, request.amount),
        };
        match psp.refund(&request).await {
            Ok(outcome) => self.record_refund(&question, refund, outcome).await,
            Err(error) => {
                tracing::warn!(payment.id = %id, refund.id = %refund, error = &error as &dyn std::error::Error, "no usable answer to a refund");
                self.note(&question, &Err::<RefundOutcome, _>(error))
                    .await?;
                Ok(Handled::Retry(self.now().plus(inquiry_pause(attempts))))
            }
        }
    }

    /// What to ask of which PSP; `None` when it need not be asked.
    async fn refund_request(
        &self,
        id: &PaymentId,
        refund: &RefundId,
    ) -> Result<Option<(RefundRequest, Provider)>, StoreError> {
        let Some(payment) = self.ports.queries.any_payment(id).await? else {
            return Ok(None);
        };
        let (Some(known), Some(authorisation)) =
            (payment.refund(refund), payment.state.authorisation())
        else {
            return Ok(None);
        };
        if known.status().finished() {
            return Ok(None);
        }
        let request = RefundRequest {
            refund: refund.clone(),
            order_code: authorisation.order_code.clone(),
            psp_reference: authorisation.psp_reference.clone(),
            amount: known.amount,
        };
        Ok(Some((request, payment.provider)))
    }

    async fn record_refund(
        &self,
        question: &Question<'_>,
        refund: &RefundId,
        outcome: RefundOutcome,
    ) -> Result<Handled, StoreError> {
        let id = question.payment;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let Some(mut payment) = unit.payments().get(id).await? else {
            return Ok(Handled::Finished);
        };
        self.heard(unit.as_mut(), question, &outcome).await?;
        let (step, ended, handled) = match outcome {
            RefundOutcome::Refunded(reference) => (
                RefundStep::Succeed(reference),
                OperationOutcome::Done,
                Handled::Finished,
            ),
            RefundOutcome::Pending(reference) => (
                RefundStep::Submit(reference),
                OperationOutcome::Pending,
                Handled::LookAgain(now.plus(CAPTURE_RETRY_AFTER)),
            ),
            RefundOutcome::Refused => (
                RefundStep::Fail,
                OperationOutcome::Declined,
                Handled::Finished,
            ),
        };
        if payment.take_refund(refund, &step, now).is_ok() {
            unit.payments().save(&mut payment).await?;
            unit.operations()
                .end(id, &OperationKind::Refund(refund.clone()), ended, now)
                .await?;
        }
        unit.commit().await?;
        Ok(handled)
    }
}
