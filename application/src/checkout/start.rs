//! The paying user sees the card page for the first time.

use domain::payment::{PaymentState, Step};
use domain::ports::StoreError;

use super::{Checkout, CheckoutError};
use crate::Application;
use crate::actor::PayingUser;

impl Application {
    /// Starts the payment if nobody has, and answers with it as it is then.
    pub async fn start_payment(&self, user: &PayingUser) -> Result<Checkout, CheckoutError> {
        let before = self.checkout(user).await?;
        if before.payment.state != PaymentState::Created {
            return Ok(before);
        }
        match self.take_start(user).await {
            // Another tab started it, or something ended it, at the same moment.
            Ok(()) | Err(StoreError::Stale) => self.checkout(user).await,
            Err(error) => Err(error.into()),
        }
    }

    async fn take_start(&self, user: &PayingUser) -> Result<(), StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        if let Some(mut payment) = unit.payments().get(&user.payment).await?
            && payment.take(Step::Start, now).is_ok()
        {
            unit.payments().save(&mut payment).await?;
            unit.commit().await?;
        }
        Ok(())
    }
}
