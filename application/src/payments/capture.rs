//! A service captures a payment whose capture it delayed.

use domain::PaymentId;
use domain::payment::{PaymentState, Step};
use domain::ports::StoreError;
use domain::work::{Work, WorkKind};

use crate::Application;
use crate::actor::Service;

/// Why a payment was not captured.
#[derive(Debug, thiserror::Error)]
pub enum CapturePaymentError {
    /// The account has no such payment.
    #[error("the account has no such payment")]
    NotFound,
    /// It isn't capturable, or something happened to it at the same moment.
    #[error("the payment cannot be captured")]
    NotCapturable,
    /// It could not be stored.
    #[error("the capture could not be stored")]
    Store(StoreError),
}

impl From<StoreError> for CapturePaymentError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::NotCapturable,
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::Store(error),
        }
    }
}

impl Application {
    /// Captures the service's payment; one that is captured, or on its way to
    /// be, stays as it is (as in GOV.UK Pay). The work that is answered, if any,
    /// is the caller's to perform at once.
    pub async fn capture_payment(
        &self,
        service: &Service,
        id: &str,
    ) -> Result<Option<Work>, CapturePaymentError> {
        let id = PaymentId::parse(id).ok_or(CapturePaymentError::NotFound)?;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let payment = unit.payments().get(&id).await?;
        let mut payment = payment
            .filter(|p| p.account == service.account.id)
            .ok_or(CapturePaymentError::NotFound)?;
        match &payment.state {
            PaymentState::Capturable(_) => {}
            PaymentState::CaptureRequested(_)
            | PaymentState::Capturing(..)
            | PaymentState::CaptureSubmitted(_)
            | PaymentState::Captured(..) => return Ok(None),
            _ => return Err(CapturePaymentError::NotCapturable),
        }
        payment
            .take(Step::RequestCapture, now)
            .map_err(|_| CapturePaymentError::NotCapturable)?;
        unit.payments().save(&mut payment).await?;
        let work = Work::leased(self.new_work_id(), WorkKind::Capture(id), now);
        unit.work().schedule(&work).await?;
        unit.commit().await?;
        Ok(Some(work))
    }
}
