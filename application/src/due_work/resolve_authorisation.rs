//! Finds out how an authorisation ended whose answer is missing.
//!
//! While the payment waits for it, the answer decides the payment. Where the
//! payment has ended meanwhile, money that the PSP holds is released.

use std::time::Duration;

use domain::agreement::StoredCard;
use domain::operation::{OperationKind, OperationOutcome};
use domain::payment::state::{Attempt, Authorisation, CleanUp, DeclineReason};
use domain::payment::step::Released;
use domain::payment::{PaymentState, Step};
use domain::ports::StoreError;
use domain::ports::psp::{Found, Hold};
use domain::work::{
    CAPTURE_RETRY_AFTER, Handled, LOST_AFTER, NOTHING_TO_RELEASE_AFTER, inquiry_pause,
    release_is_given_up,
};
use domain::{Payment, PaymentId};

use super::cancel::Release;
use crate::Application;
use crate::exchanges::{Asked, Question};

/// What an inquiry means.
enum Meaning {
    /// The payment takes this step, and the operation ended so.
    Decided(Step, OperationOutcome),
    /// The PSP holds the money, and the payment may go on.
    Held(Authorisation, Option<StoredCard>),
    /// Nothing certain; ask again.
    AskAgain,
    /// The PSP accepted the release and will say later.
    Later,
}

impl Application {
    pub(super) async fn perform_resolution(
        &self,
        id: &PaymentId,
        attempts: u32,
    ) -> Result<Handled, StoreError> {
        let Some(payment) = self.ports.queries.any_payment(id).await? else {
            return Ok(Handled::Finished);
        };
        let Some((attempt, is_over)) = unresolved(&payment.state) else {
            return Ok(Handled::Finished);
        };
        let found = self.inquire(&payment, &attempt).await?;
        let waited = self.now().since(payment.updated_at);
        let meaning = match found {
            Some(found) if is_over => {
                self.settle(&payment, &attempt, found, waited, attempts)
                    .await?
            }
            Some(found) => decide(&attempt, found, waited),
            None if is_over && release_is_given_up(waited, attempts) => {
                Meaning::Decided(Step::CleanUp(Released::Failed), OperationOutcome::Failed)
            }
            None => Meaning::AskAgain,
        };
        match meaning {
            Meaning::Decided(step, outcome) => {
                self.record_resolution(id, &attempt, step, None, outcome)
                    .await
            }
            Meaning::Held(authorisation, kept) => {
                let step = Step::Authorise(authorisation);
                self.record_resolution(id, &attempt, step, kept, OperationOutcome::Done)
                    .await
            }
            Meaning::AskAgain => Ok(Handled::Retry(self.now().plus(inquiry_pause(attempts)))),
            Meaning::Later => Ok(Handled::LookAgain(self.now().plus(CAPTURE_RETRY_AFTER))),
        }
    }

    async fn inquire(
        &self,
        payment: &Payment,
        attempt: &Attempt,
    ) -> Result<Option<Found>, StoreError> {
        let Some(psp) = self.ports.psps.psp(payment.provider) else {
            return Ok(None);
        };
        let Some(inquiry) = psp.inquiry() else {
            return Ok(None);
        };
        let found = inquiry.find(&attempt.order_code).await;
        let question = Question {
            payment: &payment.id,
            order_code: &attempt.order_code,
            asked: Asked::Find,
        };
        self.note(&question, &found).await?;
        let found = found
            .inspect_err(|error| {
                tracing::warn!(payment.id = %payment.id, error = error as &dyn std::error::Error, "no usable answer to an inquiry");
            })
            .ok();
        Ok(found)
    }

    /// What the PSP's knowledge means for a payment that is over.
    async fn settle(
        &self,
        payment: &Payment,
        attempt: &Attempt,
        found: Found,
        waited: Duration,
        attempts: u32,
    ) -> Result<Meaning, StoreError> {
        Ok(match found {
            Found::Authorised(hold) => {
                let authorisation = Authorisation {
                    order_code: attempt.order_code.clone(),
                    psp_reference: hold.psp_reference,
                };
                match self.release(payment, &authorisation, attempts).await? {
                    Release::Ended(released) => {
                        Meaning::Decided(Step::CleanUp(released), OperationOutcome::Done)
                    }
                    Release::Pending => Meaning::Later,
                    Release::AskAgain => Meaning::AskAgain,
                }
            }
            Found::Cancelled(_) => {
                Meaning::Decided(Step::CleanUp(Released::Done), OperationOutcome::Done)
            }
            Found::Declined(_) | Found::Failed => Meaning::Decided(
                Step::CleanUp(Released::NotNeeded),
                OperationOutcome::Declined,
            ),
            Found::Nothing if waited >= NOTHING_TO_RELEASE_AFTER => Meaning::Decided(
                Step::CleanUp(Released::NotNeeded),
                OperationOutcome::NotAttempted,
            ),
            Found::Nothing => Meaning::AskAgain,
            Found::Captured(_) => {
                tracing::error!(payment.id = %payment.id, "the PSP captured a payment that was ended");
                Meaning::Decided(Step::CleanUp(Released::Failed), OperationOutcome::Done)
            }
        })
    }

    async fn record_resolution(
        &self,
        id: &PaymentId,
        attempt: &Attempt,
        step: Step,
        kept: Option<StoredCard>,
        outcome: OperationOutcome,
    ) -> Result<Handled, StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let Some(mut payment) = unit.payments().get(id).await? else {
            return Ok(Handled::Finished);
        };
        if unresolved(&payment.state).is_none_or(|(current, _)| current != *attempt) {
            return Ok(Handled::Finished);
        }
        // Where the payment ended between the question and now, the step is refused:
        // look again, and settle what the PSP holds.
        let concluded = self
            .conclude(unit.as_mut(), &mut payment, step, kept, now)
            .await?;
        let Ok(capture) = concluded else {
            return Ok(Handled::Retry(now));
        };
        if let Some(capture) = capture {
            // Nobody waits for it here: any worker may take it.
            unit.work().put_off(&capture, now, 0).await?;
        }
        unit.operations()
            .end(id, &OperationKind::Authorise, outcome, now)
            .await?;
        unit.commit().await?;
        match unresolved(&payment.state) {
            Some(_) => Ok(Handled::Retry(now.plus(inquiry_pause(0)))),
            None => Ok(Handled::Finished),
        }
    }
}

/// The authorisation that is not settled, and whether the payment is over.
fn unresolved(state: &PaymentState) -> Option<(Attempt, bool)> {
    match state {
        PaymentState::Authorising(attempt) | PaymentState::ChallengeSubmitted(attempt) => {
            Some((attempt.clone(), false))
        }
        PaymentState::Cancelled(_, CleanUp::Due(attempt))
        | PaymentState::AuthorisationFailed(CleanUp::Due(attempt)) => Some((attempt.clone(), true)),
        _ => None,
    }
}

/// What the PSP's knowledge means for a payment that waits for it.
fn decide(attempt: &Attempt, found: Found, waited: Duration) -> Meaning {
    let authorised = |hold: Hold| {
        let authorisation = Authorisation {
            order_code: attempt.order_code.clone(),
            psp_reference: hold.psp_reference,
        };
        Meaning::Held(authorisation, hold.stored_card)
    };
    match found {
        Found::Authorised(hold) => authorised(hold),
        Found::Captured(psp_reference) => authorised(Hold::once(psp_reference)),
        Found::Declined(retry) => {
            Meaning::Decided(Step::Decline(retry.into()), OperationOutcome::Declined)
        }
        Found::Cancelled(_) => Meaning::Decided(
            Step::Decline(DeclineReason::CancelledByPsp),
            OperationOutcome::Declined,
        ),
        Found::Failed => Meaning::Decided(Step::FailAuthorisation, OperationOutcome::Failed),
        Found::Nothing if waited >= LOST_AFTER => {
            Meaning::Decided(Step::LoseAuthorisation, OperationOutcome::NotAttempted)
        }
        Found::Nothing => Meaning::AskAgain,
    }
}
