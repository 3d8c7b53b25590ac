//! A refund that nobody approved in time no longer holds its amount.

use domain::ports::StoreError;
use domain::work::Handled;
use domain::{PaymentId, RefundId};

use crate::Application;

impl Application {
    pub(super) async fn perform_lapse(
        &self,
        id: &PaymentId,
        refund: &RefundId,
    ) -> Result<Handled, StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let Some(mut payment) = unit.payments().get(id).await? else {
            return Ok(Handled::Finished);
        };
        if payment.lapse_refund(refund, now) {
            unit.payments().save(&mut payment).await?;
            unit.commit().await?;
            return Ok(Handled::Finished);
        }
        let open = payment
            .approval(refund)
            .filter(|approval| approval.is_open(now));
        Ok(match open {
            Some(approval) => Handled::LookAgain(approval.lapses_at()),
            None => Handled::Finished,
        })
    }
}
