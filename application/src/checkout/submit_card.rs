//! The paying user submits their card.
//!
//! Two units of work with the PSP call between them. The first claims the
//! payment, so a second submission is refused before any money moves. The second
//! records the answer. An answer that is missing is recorded by nobody: the work
//! that the first unit scheduled asks the PSP for it.

use domain::card::product::NotAccepted;
use domain::card::{CardDetails, CardProduct};
use domain::payment::{AuthorisationMode, Email, PaymentState};
use domain::ports::StoreError;

use crate::Application;
use crate::actor::PayingUser;
use crate::authorise::{Means, Submission};

/// What the paying user submits.
#[derive(Debug)]
pub struct SubmitCard {
    /// The card.
    pub card: CardDetails,
    /// Their e-mail address, if they gave one.
    pub email: Option<Email>,
}

/// Why the card did not go to the PSP. No money has moved on its account.
#[derive(Debug, thiserror::Error)]
pub enum SubmitCardError {
    /// There is no such payment any more.
    #[error("there is no such payment")]
    NotFound,
    /// The account does not take such cards; the paying user may try another.
    #[error(transparent)]
    NotAccepted(#[from] NotAccepted),
    /// A card was submitted already, or the payment is over.
    #[error("the payment does not take a card now")]
    WrongState,
    /// It could not be stored.
    #[error("the payment could not be stored")]
    Store(StoreError),
}

impl From<StoreError> for SubmitCardError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::WrongState,
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::Store(error),
        }
    }
}

impl Application {
    /// Authorises the paying user's payment on their card. Once the PSP is
    /// asked, the answer is in the payment's state, not in this result.
    pub async fn submit_card(
        &self,
        user: &PayingUser,
        command: SubmitCard,
    ) -> Result<(), SubmitCardError> {
        let submission = self.claim_for_card(user, command).await?;
        self.send(submission).await?;
        Ok(())
    }

    async fn claim_for_card(
        &self,
        user: &PayingUser,
        command: SubmitCard,
    ) -> Result<Submission, SubmitCardError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let mut payment = unit
            .payments()
            .get(&user.payment)
            .await?
            .ok_or(SubmitCardError::NotFound)?;
        let account = unit
            .accounts()
            .account(&payment.account)
            .await?
            .ok_or(SubmitCardError::NotFound)?;
        let psp = self
            .ports
            .psps
            .psp(payment.provider)
            .ok_or(SubmitCardError::WrongState)?;
        if payment.state != PaymentState::Started || payment.mode != AuthorisationMode::Web {
            return Err(SubmitCardError::WrongState);
        }
        let product = CardProduct::accepted(
            CardProduct::of(&command.card.number),
            &account.cards,
            account.takes_prepaid,
        )?;
        payment.enter_card(command.card.summary());
        payment.add_surcharge(account.surcharges.for_card(&product));
        if let Some(email) = command.email {
            payment.enter_email(email);
        }
        let means = Means::Card(command.card);
        let submission = self
            .begin_authorisation(unit.as_mut(), &mut payment, means, psp, now)
            .await?
            .map_err(|_| SubmitCardError::WrongState)?;
        unit.commit().await?;
        Ok(submission)
    }
}
