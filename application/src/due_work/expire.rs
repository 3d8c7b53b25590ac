//! Ends a payment that nobody finished in time.

use domain::PaymentId;
use domain::payment::state::CancelledBy;
use domain::ports::StoreError;
use domain::work::{Handled, UNTOUCHED_FOR};

use crate::Application;
use crate::payments::cancel::CancelPaymentError;

impl Application {
    pub(super) async fn perform_expiry(&self, id: &PaymentId) -> Result<Handled, StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let Some(mut payment) = unit.payments().get(id).await? else {
            return Ok(Handled::Finished);
        };
        let Some(expires_at) = payment.expires_at() else {
            return Ok(Handled::Finished);
        };
        if now < expires_at {
            return Ok(Handled::LookAgain(expires_at));
        }
        if now.since(payment.updated_at) < UNTOUCHED_FOR {
            return Ok(Handled::LookAgain(payment.updated_at.plus(UNTOUCHED_FOR)));
        }
        let released = match self
            .end_payment(unit.as_mut(), &mut payment, CancelledBy::Expiry, now)
            .await
        {
            Ok(released) => released,
            Err(CancelPaymentError::NotFound | CancelPaymentError::TooLate) => {
                return Ok(Handled::Finished);
            }
            Err(CancelPaymentError::Race) => return Err(StoreError::Stale),
            Err(CancelPaymentError::Store(error)) => return Err(error),
        };
        if let Some(work) = released {
            // Nobody waits for it here: any worker may take it.
            unit.work().put_off(&work, now, 0).await?;
        }
        unit.commit().await?;
        Ok(Handled::Finished)
    }
}
