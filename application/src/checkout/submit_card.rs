//! The paying user submits their card.
//!
//! Two units of work with the PSP call between them. The first claims the
//! payment, so a second submission is refused before any money moves. The second
//! records the answer. An answer that is missing is recorded by nobody: the work
//! that the first unit scheduled asks the PSP for it.

use domain::card::product::NotAccepted;
use domain::card::{CardDetails, CardProduct};
use domain::operation::{Operation, OperationKind, OperationOutcome, OrderCode, PspReference};
use domain::payment::state::{Attempt, Authorisation, CleanUp, DeclineReason};
use domain::payment::step::Released;
use domain::payment::{Email, PaymentState, Step};
use domain::ports::psp::{AuthorisationOutcome, AuthorisationRequest};
use domain::ports::{PspError, StoreError};
use domain::work::{Work, WorkKind, inquiry_pause};
use domain::{Payment, PaymentId, Timestamp};

use crate::Application;
use crate::actor::PayingUser;

/// What the paying user submits.
#[derive(Debug)]
pub struct SubmitCard {
    /// The card.
    pub card: CardDetails,
    /// Their e-mail address, if they gave one.
    pub email: Option<Email>,
}

/// Why the card did not go to the PSP. No money has moved on its account.
#[derive(Debug, thiserror::Error)]
pub enum SubmitCardError {
    /// There is no such payment any more.
    #[error("there is no such payment")]
    NotFound,
    /// The account does not take such cards; the paying user may try another.
    #[error(transparent)]
    NotAccepted(#[from] NotAccepted),
    /// A card was submitted already, or the payment is over.
    #[error("the payment does not take a card now")]
    WrongState,
    /// It could not be stored.
    #[error("the payment could not be stored")]
    Store(StoreError),
}

impl From<StoreError> for SubmitCardError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::WrongState,
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::Store(error),
        }
    }
}

/// What is certain after the PSP was asked.
enum Answer {
    Authorised(PspReference),
    Declined,
    Failed,
    NotSent,
}

impl Application {
    /// Authorises the paying user's payment on their card. Once the PSP is
    /// asked, the answer is in the payment's state, not in this result.
    pub async fn submit_card(
        &self,
        user: &PayingUser,
        command: SubmitCard,
    ) -> Result<(), SubmitCardError> {
        let (request, work, psp) = {
            let now = self.now();
            let mut unit = self.ports.store.begin().await?;
            let mut payment = unit
                .payments()
                .get(&user.payment)
                .await?
                .ok_or(SubmitCardError::NotFound)?;
            let account = unit
                .accounts()
                .account(&payment.account)
                .await?
                .ok_or(SubmitCardError::NotFound)?;
            let psp = self
                .ports
                .psps
                .psp(payment.provider)
                .ok_or(SubmitCardError::WrongState)?;
            if payment.state != PaymentState::Started {
                return Err(SubmitCardError::WrongState);
            }
            CardProduct::accepted(
                CardProduct::of(&command.card.number),
                &account.cards,
                account.takes_prepaid,
            )?;

            let operation = self.new_operation_id();
            let attempt = Attempt {
                order_code: OrderCode::of(&operation),
                operation,
            };
            payment
                .take(Step::SubmitCard(attempt.clone()), now)
                .map_err(|_| SubmitCardError::WrongState)?;
            payment.enter_card(command.card.summary());
            if let Some(email) = command.email {
                payment.enter_email(email);
            }
            let work = Work::leased(
                self.new_work_id(),
                WorkKind::ResolveAuthorisation(payment.id.clone()),
                now,
            );
            unit.payments().save(&mut payment).await?;
            unit.operations()
                .begin(&authorise_operation(&payment, &attempt, now))
                .await?;
            unit.work().schedule(&work).await?;
            unit.commit().await?;
            (
                authorisation_request(&payment, attempt, command.card),
                work,
                psp,
            )
        };

        let answer = match psp.authorise(&request).await {
            Ok(AuthorisationOutcome::Authorised(reference)) => Answer::Authorised(reference),
            Ok(AuthorisationOutcome::Declined) => Answer::Declined,
            Ok(AuthorisationOutcome::Failed) => Answer::Failed,
            Err(error @ PspError::NotSent(_)) => {
                tracing::warn!(payment.id = %request.payment, error = &error as &dyn std::error::Error, "the card was not sent");
                Answer::NotSent
            }
            Err(error @ PspError::OutcomeUnknown(_)) => {
                tracing::warn!(payment.id = %request.payment, error = &error as &dyn std::error::Error, "no usable answer to an authorisation");
                return Ok(self.put_off_inquiry(&work).await?);
            }
        };

        match self
            .record_answer(&request.payment, &request.order_code, &answer, &work)
            .await
        {
            // Somebody ended the payment while the PSP was asked. The work finds the
            // answer at the PSP and settles what it left there.
            Err(StoreError::Stale) => self.hasten(&work).await.map_err(SubmitCardError::from),
            other => other.map_err(SubmitCardError::from),
        }
    }

    async fn record_answer(
        &self,
        id: &PaymentId,
        order_code: &OrderCode,
        answer: &Answer,
        work: &Work,
    ) -> Result<(), StoreError> {
        let now = self.now();
        let outcome = match answer {
            Answer::Authorised(_) => OperationOutcome::Done,
            Answer::Declined => OperationOutcome::Declined,
            Answer::Failed => OperationOutcome::Failed,
            Answer::NotSent => OperationOutcome::NotAttempted,
        };
        let mut unit = self.ports.store.begin().await?;
        let Some(mut payment) = unit.payments().get(id).await? else {
            return Ok(());
        };
        let Some(step) = step_for(&payment, order_code, answer) else {
            // The payment ended, and the PSP holds money for it.
            drop(unit);
            return self.hasten(work).await;
        };
        if payment.take(step, now).is_ok() {
            unit.payments().save(&mut payment).await?;
            unit.operations()
                .end(id, &OperationKind::Authorise, outcome, now)
                .await?;
        }
        unit.work().finish(work).await?;
        unit.commit().await
    }

    async fn put_off_inquiry(&self, work: &Work) -> Result<(), StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        unit.work()
            .put_off(work, now.plus(inquiry_pause(0)), 1)
            .await?;
        unit.commit().await
    }

    async fn hasten(&self, work: &Work) -> Result<(), StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        unit.work().put_off(work, now, 0).await?;
        unit.commit().await
    }
}

/// The step an answer means for the payment as it is now; `None` when the
/// payment is over and the answer says that the PSP holds money.
fn step_for(payment: &Payment, order_code: &OrderCode, answer: &Answer) -> Option<Step> {
    let is_over = matches!(
        payment.state,
        PaymentState::Cancelled(_, CleanUp::Due(_))
            | PaymentState::AuthorisationFailed(CleanUp::Due(_))
    );
    match (answer, is_over) {
        (Answer::Authorised(_), true) => None,
        (Answer::Declined | Answer::Failed | Answer::NotSent, true) => {
            Some(Step::CleanUp(Released::NotNeeded))
        }
        (Answer::Authorised(reference), false) => Some(Step::Authorise(Authorisation {
            order_code: order_code.clone(),
            psp_reference: reference.clone(),
        })),
        (Answer::Declined, false) => Some(Step::Decline(DeclineReason::RefusedByBank)),
        (Answer::Failed | Answer::NotSent, false) => Some(Step::FailAuthorisation),
    }
}

fn authorise_operation(payment: &Payment, attempt: &Attempt, now: Timestamp) -> Operation {
    Operation {
        id: attempt.operation.clone(),
        payment: payment.id.clone(),
        kind: OperationKind::Authorise,
        order_code: attempt.order_code.clone(),
        begun_at: now,
        ended: None,
    }
}

fn authorisation_request(
    payment: &Payment,
    attempt: Attempt,
    card: CardDetails,
) -> AuthorisationRequest {
    AuthorisationRequest {
        operation: attempt.operation,
        order_code: attempt.order_code,
        payment: payment.id.clone(),
        amount: payment.amount,
        reference: payment.reference.clone(),
        description: payment.description.clone(),
        card,
    }
}
