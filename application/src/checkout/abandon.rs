//! The paying user cancels the payment.

use domain::payment::Status;
use domain::payment::state::CancelledBy;
use domain::work::Work;

use crate::Application;
use crate::actor::PayingUser;
use crate::payments::cancel::CancelPaymentError;

impl Application {
    /// Cancels the paying user's payment. One that waits for its service to
    /// capture it is the service's to cancel. The work that is answered, if any,
    /// is the caller's to perform at once.
    pub async fn abandon_payment(
        &self,
        user: &PayingUser,
    ) -> Result<Option<Work>, CancelPaymentError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let mut payment = unit
            .payments()
            .get(&user.payment)
            .await?
            .ok_or(CancelPaymentError::NotFound)?;
        if payment.status().finished() || payment.status() == Status::Capturable {
            return Err(CancelPaymentError::TooLate);
        }
        let work = self
            .end_payment(unit.as_mut(), &mut payment, CancelledBy::PayingUser, now)
            .await?;
        unit.commit().await?;
        Ok(work)
    }
}
