//! A card goes to the PSP: from the payment pages, from a service, or from the
//! PSP's own store.
//!
//! Whoever has claimed a payment inside a unit gets a [`Submission`], commits, and
//! sends it with no unit open. The answer is recorded in a second unit. An answer
//! that is missing is recorded by nobody: the work that the first unit scheduled
//! asks the PSP for it.

use std::sync::Arc;

use domain::agreement::StoredCard;
use domain::card::CardDetails;
use domain::operation::{Operation, OperationKind, OperationOutcome, OrderCode};
use domain::payment::state::{Attempt, Authorisation, CleanUp, DeclineReason, IllegalTransition};
use domain::payment::step::Released;
use domain::payment::{PaymentState, Status, Step};
use domain::ports::psp::{
    AuthorisationOutcome, AuthorisationRequest, Hold, Retry, StoredAuthorisationRequest,
};
use domain::ports::{Psp, PspError, StoreError, UnitOfWork};
use domain::work::{Work, WorkKind, inquiry_pause};
use domain::{Payment, PaymentId, Timestamp};

use crate::Application;
use crate::exchanges::{Asked, Question};

/// What is to be charged.
pub(crate) enum Means {
    /// A card as somebody typed it.
    Card(CardDetails),
    /// A card that the PSP keeps.
    Stored(StoredCard),
}

/// A claimed payment, on its way to the PSP once its unit is committed.
pub(crate) struct Submission {
    request: Request,
    work: Work,
    psp: Arc<dyn Psp>,
}

enum Request {
    Card(AuthorisationRequest),
    Stored(StoredAuthorisationRequest),
}

/// What is certain after the PSP was asked.
#[derive(Debug)]
pub(crate) enum Sent {
    /// The money is held. The work, if any, is the caller's to perform at once.
    Authorised(Option<Work>),
    /// The bank refused.
    Declined,
    /// The PSP failed, and holds nothing.
    Failed,
    /// Nothing yet.
    Unknown,
}

/// An answer of the PSP.
enum Answer {
    Authorised(Hold),
    Declined(Retry),
    Failed,
    NotSent,
}

impl Application {
    /// Claims the payment for an authorisation, inside the caller's unit.
    pub(crate) async fn begin_authorisation(
        &self,
        unit: &mut dyn UnitOfWork,
        payment: &mut Payment,
        means: Means,
        psp: Arc<dyn Psp>,
        now: Timestamp,
    ) -> Result<Result<Submission, IllegalTransition>, StoreError> {
        let operation = self.new_operation_id();
        let attempt = Attempt {
            order_code: OrderCode::of(&operation),
            operation,
        };
        if let Err(illegal) = payment.take(Step::SubmitCard(attempt.clone()), now) {
            return Ok(Err(illegal));
        }
        let work = Work::leased(
            self.new_work_id(),
            WorkKind::ResolveAuthorisation(payment.id.clone()),
            now,
        );
        unit.payments().save(payment).await?;
        unit.operations()
            .begin(&authorise_operation(payment, &attempt, now))
            .await?;
        unit.work().schedule(&work).await?;
        Ok(Ok(Submission {
            request: Request::new(payment, attempt, means),
            work,
            psp,
        }))
    }

    /// Asks the PSP, and records its answer. No unit may be open.
    pub(crate) async fn send(&self, submission: Submission) -> Result<Sent, StoreError> {
        let Submission { request, work, psp } = submission;
        let payment = request.payment();
        let heard = request.put_to(psp.as_ref()).await;
        let answer = match &heard {
            Ok(AuthorisationOutcome::Authorised(hold)) => Answer::Authorised(hold.clone()),
            Ok(AuthorisationOutcome::Declined(retry)) => Answer::Declined(*retry),
            Ok(AuthorisationOutcome::Failed) => Answer::Failed,
            Err(error @ PspError::NotSent(_)) => {
                tracing::warn!(payment.id = %payment, error = error as &dyn std::error::Error, "the card was not sent");
                Answer::NotSent
            }
            Err(error @ PspError::OutcomeUnknown(_)) => {
                tracing::warn!(payment.id = %payment, error = error as &dyn std::error::Error, "no usable answer to an authorisation");
                self.put_off_inquiry(&work, &request, &heard).await?;
                return Ok(Sent::Unknown);
            }
        };
        match self.record_answer(&request, &answer, &heard, &work).await {
            // Somebody ended the payment while the PSP was asked. The work finds the
            // answer at the PSP and settles what it left there.
            Err(StoreError::Stale) => {
                self.hasten(&work, &request, &heard).await?;
                Ok(Sent::Unknown)
            }
            other => other,
        }
    }

    /// Takes what an answer means for a payment that waits for it, and everything
    /// that follows from it at once; saves the payment. The work that is answered,
    /// if any, is leased to the caller.
    pub(crate) async fn conclude(
        &self,
        unit: &mut dyn UnitOfWork,
        payment: &mut Payment,
        step: Step,
        kept: Option<StoredCard>,
        now: Timestamp,
    ) -> Result<Result<Option<Work>, IllegalTransition>, StoreError> {
        if let Err(illegal) = payment.take(step, now) {
            return Ok(Err(illegal));
        }
        if let Some(card) = kept.filter(|_| payment.sets_up().is_some()) {
            payment.keep_stored_card(card);
        }
        let is_authorised = matches!(payment.state, PaymentState::Authorised(_));
        if is_authorised && payment.mode.is_unattended() {
            return self.approve(unit, payment, now).await;
        }
        if payment.state == PaymentState::Declined(DeclineReason::RefusedForGood) {
            self.retire_agreement(unit, payment).await?;
        }
        unit.payments().save(payment).await?;
        Ok(Ok(None))
    }

    /// Lets an authorised payment go on: it is to be captured, or waits for its
    /// service where the service delayed the capture. The agreement that it sets
    /// up gets its card. The work that is answered, if any, is leased to the caller.
    pub(crate) async fn approve(
        &self,
        unit: &mut dyn UnitOfWork,
        payment: &mut Payment,
        now: Timestamp,
    ) -> Result<Result<Option<Work>, IllegalTransition>, StoreError> {
        let step = if payment.delayed_capture {
            Step::AwaitService
        } else {
            Step::RequestCapture
        };
        if let Err(illegal) = payment.take(step, now) {
            return Ok(Err(illegal));
        }
        unit.payments().save(payment).await?;
        self.set_up_agreement(unit, payment, now).await?;
        if payment.delayed_capture {
            return Ok(Ok(None));
        }
        let capture = WorkKind::Capture(payment.id.clone());
        let work = Work::leased(self.new_work_id(), capture, now);
        unit.work().schedule(&work).await?;
        Ok(Ok(Some(work)))
    }

    async fn record_answer(
        &self,
        request: &Request,
        answer: &Answer,
        heard: &Result<AuthorisationOutcome, PspError>,
        work: &Work,
    ) -> Result<Sent, StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let Some(mut payment) = unit.payments().get(request.payment()).await? else {
            return Ok(Sent::Unknown);
        };
        let Some(step) = answer.means_for(&payment, request.order_code()) else {
            // The payment ended, and the PSP holds money for it.
            drop(unit);
            self.hasten(work, request, heard).await?;
            return Ok(Sent::Unknown);
        };
        let concluded = self
            .conclude(unit.as_mut(), &mut payment, step, answer.kept(), now)
            .await?;
        if concluded.is_ok() {
            unit.operations()
                .end(
                    request.payment(),
                    &OperationKind::Authorise,
                    answer.outcome(),
                    now,
                )
                .await?;
        }
        self.heard(unit.as_mut(), &request.question(), heard)
            .await?;
        let sent = match (concluded, answer) {
            (Ok(next), Answer::Authorised(_)) => Sent::Authorised(next),
            (Ok(_), Answer::Declined(_)) => Sent::Declined,
            (Ok(_), Answer::Failed | Answer::NotSent) => Sent::Failed,
            // The payment was decided without this answer.
            (Err(_), _) => Sent::as_decided(payment.status()),
        };
        unit.work().finish(work).await?;
        unit.commit().await?;
        Ok(sent)
    }

    async fn put_off_inquiry(
        &self,
        work: &Work,
        request: &Request,
        heard: &Result<AuthorisationOutcome, PspError>,
    ) -> Result<(), StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        self.heard(unit.as_mut(), &request.question(), heard)
            .await?;
        unit.work()
            .put_off(work, now.plus(inquiry_pause(0)), 1)
            .await?;
        unit.commit().await
    }

    async fn hasten(
        &self,
        work: &Work,
        request: &Request,
        heard: &Result<AuthorisationOutcome, PspError>,
    ) -> Result<(), StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        self.heard(unit.as_mut(), &request.question(), heard)
            .await?;
        unit.work().put_off(work, now, 0).await?;
        unit.commit().await
    }
}

impl Sent {
    /// What is certain of a payment that others decided meanwhile.
    fn as_decided(status: Status) -> Self {
        match status {
            Status::Submitted | Status::Capturable | Status::Success => Self::Authorised(None),
            Status::Declined => Self::Declined,
            Status::Error => Self::Failed,
            Status::Created
            | Status::Started
            | Status::Expired
            | Status::CancelledByPayingUser
            | Status::CancelledByService => Self::Unknown,
        }
    }
}

impl Answer {
    /// The step it means for the payment as it is now; `None` when the payment is
    /// over and the PSP holds money.
    fn means_for(&self, payment: &Payment, order_code: &OrderCode) -> Option<Step> {
        let is_over = matches!(
            payment.state,
            PaymentState::Cancelled(_, CleanUp::Due(_))
                | PaymentState::AuthorisationFailed(CleanUp::Due(_))
        );
        match (self, is_over) {
            (Self::Authorised(_), true) => None,
            (Self::Declined(_) | Self::Failed | Self::NotSent, true) => {
                Some(Step::CleanUp(Released::NotNeeded))
            }
            (Self::Authorised(hold), false) => Some(Step::Authorise(Authorisation {
                order_code: order_code.clone(),
                psp_reference: hold.psp_reference.clone(),
            })),
            (Self::Declined(retry), false) => Some(Step::Decline((*retry).into())),
            (Self::Failed | Self::NotSent, false) => Some(Step::FailAuthorisation),
        }
    }

    fn outcome(&self) -> OperationOutcome {
        match self {
            Self::Authorised(_) => OperationOutcome::Done,
            Self::Declined(_) => OperationOutcome::Declined,
            Self::Failed => OperationOutcome::Failed,
            Self::NotSent => OperationOutcome::NotAttempted,
        }
    }

    fn kept(&self) -> Option<StoredCard> {
        match self {
            Self::Authorised(hold) => hold.stored_card.clone(),
            Self::Declined(_) | Self::Failed | Self::NotSent => None,
        }
    }
}

impl Request {
    fn new(payment: &Payment, attempt: Attempt, means: Means) -> Self {
        let amount = payment.total();
        let (reference, description) = (payment.reference.clone(), payment.description.clone());
        let id = payment.id.clone();
        match means {
            Means::Card(card) => Self::Card(AuthorisationRequest {
                operation: attempt.operation,
                order_code: attempt.order_code,
                payment: id,
                amount,
                reference,
                description,
                card,
                moto: payment.moto,
                keeps_card: payment.sets_up().is_some(),
            }),
            Means::Stored(card) => Self::Stored(StoredAuthorisationRequest {
                operation: attempt.operation,
                order_code: attempt.order_code,
                payment: id,
                amount,
                reference,
                description,
                card,
                payment_type: payment
                    .agreement
                    .as_ref()
                    .map(|part| part.payment_type)
                    .unwrap_or_default(),
            }),
        }
    }

    fn payment(&self) -> &PaymentId {
        match self {
            Self::Card(request) => &request.payment,
            Self::Stored(request) => &request.payment,
        }
    }

    fn question(&self) -> Question<'_> {
        let asked = match self {
            Self::Card(request) => Asked::Authorise(request.amount),
            Self::Stored(request) => Asked::AuthoriseStored(request.amount),
        };
        Question {
            payment: self.payment(),
            order_code: self.order_code(),
            asked,
        }
    }

    fn order_code(&self) -> &OrderCode {
        match self {
            Self::Card(request) => &request.order_code,
            Self::Stored(request) => &request.order_code,
        }
    }

    async fn put_to(&self, psp: &dyn Psp) -> Result<AuthorisationOutcome, PspError> {
        match self {
            Self::Card(request) => psp.authorise(request).await,
            Self::Stored(request) => match psp.recurring() {
                Some(recurring) => recurring.authorise_stored(request).await,
                None => Ok(AuthorisationOutcome::Failed),
            },
        }
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
