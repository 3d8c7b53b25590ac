//! The paying user confirms the payment.
//!
//! One unit: the payment is to be captured, or waits for its service where the
//! service delayed the capture; the agreement that it sets up gets its card.

use domain::payment::PaymentState;
use domain::ports::StoreError;
use domain::work::Work;

use crate::Application;
use crate::actor::PayingUser;

/// Why a payment was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// There is no such payment any more.
    #[error("there is no such payment")]
    NotFound,
    /// It is not waiting to be confirmed.
    #[error("the payment is not waiting to be confirmed")]
    WrongState,
    /// It could not be stored.
    #[error("the confirmation could not be stored")]
    Store(StoreError),
}

impl From<StoreError> for ConfirmError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::WrongState,
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::Store(error),
        }
    }
}

impl Application {
    /// Confirms the paying user's payment. The work that is answered, if any,
    /// is the caller's to perform at once.
    pub async fn confirm_payment(&self, user: &PayingUser) -> Result<Option<Work>, ConfirmError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let mut payment = unit
            .payments()
            .get(&user.payment)
            .await?
            .ok_or(ConfirmError::NotFound)?;
        if !matches!(payment.state, PaymentState::Authorised(_)) {
            return Err(ConfirmError::WrongState);
        }
        let work = self
            .approve(unit.as_mut(), &mut payment, now)
            .await?
            .map_err(|_| ConfirmError::WrongState)?;
        unit.commit().await?;
        Ok(work)
    }
}
