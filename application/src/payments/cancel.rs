//! A service cancels a payment.
//!
//! One unit: the payment ends, and if the PSP holds money, or may, the work
//! that releases it is scheduled. Services see the end at once.

use domain::operation::OperationKind;
use domain::payment::state::{CancelledBy, CleanUp};
use domain::payment::{PaymentState, Step};
use domain::ports::{StoreError, UnitOfWork};
use domain::work::{Work, WorkKind};
use domain::{Payment, PaymentId, Timestamp};

use crate::Application;
use crate::actor::Service;

/// Why a payment was not cancelled.
#[derive(Debug, thiserror::Error)]
pub enum CancelPaymentError {
    /// The account has no such payment.
    #[error("the account has no such payment")]
    NotFound,
    /// It is past cancelling.
    #[error("the payment can no longer be cancelled")]
    TooLate,
    /// Something happened to it at the same moment.
    #[error("the payment changed at the same moment")]
    Race,
    /// It could not be stored.
    #[error("the cancellation could not be stored")]
    Store(StoreError),
}

impl From<StoreError> for CancelPaymentError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::Race,
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::Store(error),
        }
    }
}

impl Application {
    /// Cancels the service's payment. The work that is answered, if any, is the
    /// caller's to perform at once.
    pub async fn cancel_payment(
        &self,
        service: &Service,
        id: &str,
    ) -> Result<Option<Work>, CancelPaymentError> {
        let id = PaymentId::parse(id).ok_or(CancelPaymentError::NotFound)?;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let payment = unit.payments().get(&id).await?;
        let mut payment = payment
            .filter(|p| p.account == service.account.id)
            .ok_or(CancelPaymentError::NotFound)?;
        if payment.status().finished() {
            return Err(CancelPaymentError::TooLate);
        }
        let work = self
            .end_payment(unit.as_mut(), &mut payment, CancelledBy::Service, now)
            .await?;
        unit.commit().await?;
        Ok(work)
    }

    /// Ends an unfinished payment inside a unit, for whoever asked. Answers the
    /// work that releases held money, leased to the caller.
    pub(crate) async fn end_payment(
        &self,
        unit: &mut dyn UnitOfWork,
        payment: &mut Payment,
        by: CancelledBy,
        now: Timestamp,
    ) -> Result<Option<Work>, CancelPaymentError> {
        let holds_money = matches!(
            payment.state,
            PaymentState::Authorised(_) | PaymentState::Capturable(_)
        );
        let step = if holds_money {
            Step::BeginCancel(by)
        } else {
            Step::Cancel(by)
        };
        payment
            .take(step, now)
            .map_err(|_| CancelPaymentError::TooLate)?;
        unit.payments().save(payment).await?;
        let work = match &payment.state {
            PaymentState::Cancelling(authorisation, _) => {
                let operation = self.operation(
                    payment,
                    OperationKind::Cancel,
                    &authorisation.order_code,
                    now,
                );
                unit.operations().begin(&operation).await?;
                Some(Work::leased(
                    self.new_work_id(),
                    WorkKind::Cancel(payment.id.clone()),
                    now,
                ))
            }
            // An authorisation is under way: its own work learns how it ended.
            PaymentState::Cancelled(_, CleanUp::Due(_)) => {
                let resolve = WorkKind::ResolveAuthorisation(payment.id.clone());
                unit.work()
                    .schedule(&Work::due(self.new_work_id(), resolve, now))
                    .await?;
                None
            }
            _ => None,
        };
        if let Some(work) = &work {
            unit.work().schedule(work).await?;
        }
        Ok(work)
    }
}
