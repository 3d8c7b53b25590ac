//! What services do with agreements, and what payments do to them.

pub mod cancel;
pub mod create;
pub mod get;
pub mod search;

use domain::agreement::PaymentInstrument;
use domain::ports::{StoreError, UnitOfWork};
use domain::{Payment, Timestamp};

use crate::Application;

impl Application {
    /// Gives the agreement that a payment sets up the payment's card.
    pub(crate) async fn set_up_agreement(
        &self,
        unit: &mut dyn UnitOfWork,
        payment: &Payment,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(part) = payment.sets_up() else {
            return Ok(());
        };
        let (Some(card), Some(stored)) = (&payment.card, &payment.stored_card) else {
            tracing::warn!(payment.id = %payment.id, agreement.id = %part.agreement, "the PSP kept no card for an agreement");
            return Ok(());
        };
        let Some(mut agreement) = unit.agreements().get(&part.agreement).await? else {
            return Ok(());
        };
        let instrument = PaymentInstrument {
            created_at: now,
            card: card.clone(),
            stored: stored.clone(),
        };
        match agreement.activate(instrument) {
            Ok(()) => unit.agreements().save(&mut agreement).await,
            // The service ended it while the paying user was paying.
            Err(_) => Ok(()),
        }
    }

    /// Makes the agreement of a payment inactive whose card the bank refuses for good.
    pub(crate) async fn retire_agreement(
        &self,
        unit: &mut dyn UnitOfWork,
        payment: &Payment,
    ) -> Result<(), StoreError> {
        let Some(part) = payment.taken_on() else {
            return Ok(());
        };
        let Some(mut agreement) = unit.agreements().get(&part.agreement).await? else {
            return Ok(());
        };
        // The card that was refused may have been replaced while the bank was asked.
        let present = agreement.usable_instrument();
        if present.map(|instrument| &instrument.card) != payment.card.as_ref() {
            return Ok(());
        }
        match agreement.deactivate() {
            Ok(()) => unit.agreements().save(&mut agreement).await,
            Err(_) => Ok(()),
        }
    }
}
