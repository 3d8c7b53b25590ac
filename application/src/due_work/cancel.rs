//! Releases what the PSP holds for a payment that was ended.
//!
//! Services see the payment's end already. A PSP that will not release the money
//! is asked again for hours; then the hold is left to lapse, and an event says so.

use domain::PaymentId;
use domain::operation::{OperationKind, OperationOutcome};
use domain::payment::state::Authorisation;
use domain::payment::step::Released;
use domain::payment::{PaymentState, Step};
use domain::ports::StoreError;
use domain::ports::psp::{CancelOutcome, CancelRequest};
use domain::work::{CAPTURE_RETRY_AFTER, Handled, inquiry_pause, release_is_given_up};

use crate::Application;
use crate::exchanges::{Asked, Question};

/// How asking a PSP to release money went.
pub(super) enum Release {
    /// It came to an end.
    Ended(Released),
    /// The PSP has it and will say later.
    Pending,
    /// To be asked again.
    AskAgain,
}

impl Application {
    pub(super) async fn perform_cancel(
        &self,
        id: &PaymentId,
        attempts: u32,
    ) -> Result<Handled, StoreError> {
        let Some(payment) = self.ports.queries.any_payment(id).await? else {
            return Ok(Handled::Finished);
        };
        let (PaymentState::Cancelling(authorisation, _)
        | PaymentState::CancelSubmitted(authorisation, _)) = &payment.state
        else {
            return Ok(Handled::Finished);
        };
        let (step, outcome, handled) = match self.release(&payment, authorisation, attempts).await?
        {
            Release::Ended(released) => (
                Step::FinishCancel(released),
                outcome_of(released),
                Handled::Finished,
            ),
            Release::Pending => (
                Step::SubmitCancel,
                OperationOutcome::Pending,
                Handled::LookAgain(self.now().plus(CAPTURE_RETRY_AFTER)),
            ),
            Release::AskAgain => {
                return Ok(Handled::Retry(self.now().plus(inquiry_pause(attempts))));
            }
        };
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let Some(mut payment) = unit.payments().get(id).await? else {
            return Ok(Handled::Finished);
        };
        if payment.take(step, now).is_ok() {
            unit.payments().save(&mut payment).await?;
            unit.operations()
                .end(id, &OperationKind::Cancel, outcome, now)
                .await?;
            unit.commit().await?;
        }
        Ok(handled)
    }

    /// Asks the PSP to release held money. One that has not done it a day after
    /// the payment ended, and was asked several times, has failed to.
    pub(super) async fn release(
        &self,
        payment: &domain::Payment,
        authorisation: &Authorisation,
        attempts: u32,
    ) -> Result<Release, StoreError> {
        let request = CancelRequest {
            order_code: authorisation.order_code.clone(),
            psp_reference: authorisation.psp_reference.clone(),
        };
        let answer = match self.ports.psps.psp(payment.provider) {
            Some(psp) => psp.cancel(&request).await,
            None => Ok(CancelOutcome::Refused),
        };
        let question = Question {
            payment: &payment.id,
            order_code: &authorisation.order_code,
            asked: Asked::Cancel,
        };
        self.note(&question, &answer).await?;
        match answer {
            Ok(CancelOutcome::Cancelled) => return Ok(Release::Ended(Released::Done)),
            Ok(CancelOutcome::Pending) => return Ok(Release::Pending),
            Ok(CancelOutcome::Refused) => {
                tracing::warn!(payment.id = %payment.id, "the PSP refused to release money");
            }
            Err(error) => {
                tracing::warn!(payment.id = %payment.id, error = &error as &dyn std::error::Error, "no usable answer to a cancellation");
            }
        }
        let is_given_up = release_is_given_up(self.now().since(payment.updated_at), attempts);
        Ok(if is_given_up {
            Release::Ended(Released::Failed)
        } else {
            Release::AskAgain
        })
    }
}

fn outcome_of(released: Released) -> OperationOutcome {
    match released {
        Released::NotNeeded => OperationOutcome::NotAttempted,
        Released::Done => OperationOutcome::Done,
        Released::Failed => OperationOutcome::Failed,
    }
}
