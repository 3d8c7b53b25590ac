//! Authorises a payment on the card that its agreement keeps.
//!
//! Nobody stands at the pages: an authorised payment goes on to be captured.

use domain::payment::state::DeclineReason;
use domain::payment::{PaymentState, Step};
use domain::ports::StoreError;
use domain::work::Handled;
use domain::{Agreement, PaymentId};

use crate::Application;
use crate::authorise::{Means, Sent, Submission};

impl Application {
    pub(super) async fn perform_stored(&self, id: &PaymentId) -> Result<Handled, StoreError> {
        let Some(submission) = self.claim_for_stored_card(id).await? else {
            return Ok(Handled::Finished);
        };
        if let Sent::Authorised(Some(capture)) = self.send(submission).await? {
            // Nobody waits for it here: any worker may take it. It stays due as of when
            // it was scheduled, so that it counts as such at every moment.
            let mut unit = self.ports.store.begin().await?;
            unit.work().put_off(&capture, capture.due_at, 0).await?;
            unit.commit().await?;
        }
        Ok(Handled::Finished)
    }

    /// Claims the payment if it still waits, and its agreement still has a card.
    async fn claim_for_stored_card(
        &self,
        id: &PaymentId,
    ) -> Result<Option<Submission>, StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let Some(mut payment) = unit.payments().get(id).await? else {
            return Ok(None);
        };
        let (PaymentState::Created, Some(part)) = (&payment.state, payment.taken_on().cloned())
        else {
            return Ok(None);
        };
        let agreement = unit.agreements().get(&part.agreement).await?;
        let instrument = agreement.as_ref().and_then(Agreement::usable_instrument);
        let psp = self.ports.psps.psp(payment.provider);
        let (Some(instrument), Some(psp)) = (instrument, psp) else {
            let refused = Step::Decline(DeclineReason::RefusedByAccount);
            if payment.take(refused, now).is_ok() {
                unit.payments().save(&mut payment).await?;
                unit.commit().await?;
            }
            return Ok(None);
        };
        if payment.take(Step::QueueAuthorisation, now).is_err() {
            return Ok(None);
        }
        // The paying user may have brought another card since the payment was asked for.
        payment.enter_card(instrument.card.clone());
        let means = Means::Stored(instrument.stored.clone());
        let begun = self
            .begin_authorisation(unit.as_mut(), &mut payment, means, psp, now)
            .await?;
        let Ok(submission) = begun else {
            return Ok(None);
        };
        unit.commit().await?;
        Ok(Some(submission))
    }
}
