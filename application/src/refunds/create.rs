//! A service gives money back.
//!
//! One unit claims the request's idempotency key, records the refund, so its amount
//! is taken at once, and schedules
//! the work that sends it to the PSP. The caller performs that work and then
//! looks at the refund again.

use domain::idempotency::Made;
use domain::money::Amount;
use domain::operation::OperationKind;
use domain::payment::RefundError;
use domain::ports::{StoreError, UnitOfWork};
use domain::work::{Work, WorkKind};
use domain::{Payment, PaymentId, RefundId, Timestamp};

use crate::Application;
use crate::actor::Service;
use crate::idempotency::{Claiming, KeyInUse, Repeatable};

/// What the service asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateRefund {
    /// How much to give back, at least a penny.
    pub amount: Amount,
    /// What the service believes can be refunded, in pence; `None` if it does not say.
    pub believed_available: Option<i64>,
    /// By which the request can be repeated.
    pub repeatable: Option<Repeatable>,
}

/// A refund that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BegunRefund {
    /// Its name.
    pub refund: RefundId,
    /// The work that sends it to the PSP, for the caller to perform at once; `None`
    /// where the same request made the refund before.
    pub work: Option<Work>,
}

/// Why there is no refund. The order is that of GOV.UK Pay's API.
#[derive(Debug, thiserror::Error)]
pub enum CreateRefundError {
    /// The idempotency key was used for something else.
    #[error(transparent)]
    KeyInUse(#[from] KeyInUse),
    /// The account has no such payment.
    #[error("the account has no such payment")]
    NotFound,
    /// Payments and refunds of the account are stopped.
    #[error("the account is disabled")]
    AccountDisabled,
    /// The payment does not permit it.
    #[error(transparent)]
    Refused(#[from] RefundError),
    /// It could not be stored.
    #[error("the refund could not be stored")]
    Store(StoreError),
}

impl From<StoreError> for CreateRefundError {
    fn from(error: StoreError) -> Self {
        match error {
            // Somebody else changed the payment between our reading and writing it,
            // so what can be refunded is no longer what it was.
            StoreError::Stale => Self::Refused(RefundError::Mismatch),
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::Store(error),
        }
    }
}

impl Application {
    /// Begins a refund of the service's payment.
    pub async fn create_refund(
        &self,
        service: &Service,
        payment: &str,
        command: CreateRefund,
    ) -> Result<BegunRefund, CreateRefundError> {
        let id = PaymentId::parse(payment).ok_or(CreateRefundError::NotFound)?;
        let now = self.now();
        let refund = self.new_refund_id();
        let mut unit = self.ports.store.begin().await?;
        if let Some(request) = self.remembered(command.repeatable.as_ref()) {
            let made = Made::Refund(id.clone(), refund.clone());
            match self
                .claim(unit.as_mut(), service, request, made, now)
                .await?
            {
                Claiming::First => {}
                Claiming::Before(Made::Refund(_, refund)) => {
                    return Ok(BegunRefund { refund, work: None });
                }
                Claiming::Before(_) | Claiming::InUse => return Err(KeyInUse.into()),
            }
        }
        let payment = unit.payments().get(&id).await?;
        let mut payment = payment
            .filter(|p| p.account == service.account.id)
            .ok_or(CreateRefundError::NotFound)?;
        let account = unit
            .accounts()
            .account(&payment.account)
            .await?
            .ok_or(CreateRefundError::NotFound)?;
        if account.disabled {
            return Err(CreateRefundError::AccountDisabled);
        }

        payment.request_refund(
            refund.clone(),
            command.amount,
            command.believed_available,
            now,
        )?;
        let begun = self
            .begin_refund(unit.as_mut(), &mut payment, refund, now)
            .await?;
        unit.commit().await?;
        Ok(begun)
    }

    /// Stores a payment with a refund that was just requested, inside the caller's
    /// unit, and schedules the work that sends it to the PSP.
    pub(crate) async fn begin_refund(
        &self,
        unit: &mut dyn UnitOfWork,
        payment: &mut Payment,
        refund: RefundId,
        now: Timestamp,
    ) -> Result<BegunRefund, StoreError> {
        unit.payments().save(payment).await?;
        if let Some(authorisation) = payment.state.authorisation() {
            let kind = OperationKind::Refund(refund.clone());
            let operation = self.operation(payment, kind, &authorisation.order_code, now);
            unit.operations().begin(&operation).await?;
        }
        let kind = WorkKind::SubmitRefund(payment.id.clone(), refund.clone());
        let work = Work::leased(self.new_work_id(), kind, now);
        unit.work().schedule(&work).await?;
        Ok(BegunRefund {
            refund,
            work: Some(work),
        })
    }
}
