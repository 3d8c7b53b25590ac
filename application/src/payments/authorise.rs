//! A service sends the card of somebody who ordered by mail or telephone.
//!
//! The one-time token stands for the payment, and is used up by the first try
//! whose fields are sound. An authorised payment goes on to be captured.

use std::time::Duration;

use domain::account::GatewayAccount;
use domain::card::product::NotAccepted;
use domain::card::{CardDetails, CardProduct};
use domain::payment::state::DeclineReason;
use domain::payment::{AuthorisationMode, PaymentState, Step};
use domain::ports::{StoreError, UnitOfWork};
use domain::work::Work;
use domain::{Payment, Timestamp};

use crate::Application;
use crate::authorise::{Means, Sent, Submission};

/// A card is valid until its month is over everywhere on earth (as in GOV.UK Pay).
const EXPIRY_SLACK: Duration = Duration::from_secs(12 * 60 * 60);

/// Why the payment was not authorised.
#[derive(Debug, thiserror::Error)]
pub enum AuthorisePaymentError {
    /// The card is no longer valid.
    #[error("the card has expired")]
    CardExpired,
    /// There is no such token, or its payment is over.
    #[error("the token is not good")]
    TokenUnknown,
    /// The token admits a browser to the payment pages.
    #[error("the token is one of a web payment")]
    TokenOfWebPayment,
    /// The token was used.
    #[error("the token was used")]
    TokenUsed,
    /// The account does not take such cards; the payment has failed.
    #[error(transparent)]
    NotAccepted(#[from] NotAccepted),
    /// The bank refused; the payment has failed.
    #[error("the bank refused")]
    Declined,
    /// The PSP failed, or gave no answer yet.
    #[error("the PSP did not authorise the payment")]
    Failed,
    /// It could not be stored.
    #[error("the payment could not be stored")]
    Store(StoreError),
}

impl From<StoreError> for AuthorisePaymentError {
    fn from(error: StoreError) -> Self {
        match error {
            // Somebody used the token, or ended the payment, at the same moment.
            StoreError::Stale => Self::TokenUsed,
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::Store(error),
        }
    }
}

impl Application {
    /// Authorises the token's payment on a card. The work that is answered, if
    /// any, is the caller's to perform at once.
    pub async fn authorise_payment(
        &self,
        token: &str,
        card: CardDetails,
    ) -> Result<Option<Work>, AuthorisePaymentError> {
        if card.expiry.is_past(self.now().minus(EXPIRY_SLACK)) {
            return Err(AuthorisePaymentError::CardExpired);
        }
        let submission = self.claim_for_token(token, card).await?;
        match self.send(submission).await? {
            Sent::Authorised(work) => Ok(work),
            Sent::Declined => Err(AuthorisePaymentError::Declined),
            Sent::Failed | Sent::Unknown => Err(AuthorisePaymentError::Failed),
        }
    }

    async fn claim_for_token(
        &self,
        token: &str,
        card: CardDetails,
    ) -> Result<Submission, AuthorisePaymentError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let (mut payment, account) = self.use_token(unit.as_mut(), token, now).await?;
        let psp = self
            .ports
            .psps
            .psp(payment.provider)
            .ok_or(AuthorisePaymentError::Failed)?;
        payment.enter_card(card.summary());
        let product = CardProduct::of(&card.number);
        if let Err(refusal) = CardProduct::accepted(product, &account.cards, account.takes_prepaid)
        {
            let refused = Step::Decline(DeclineReason::RefusedByAccount);
            if payment.take(refused, now).is_ok() {
                unit.payments().save(&mut payment).await?;
                unit.commit().await?;
            }
            return Err(refusal.into());
        }
        let means = Means::Card(card);
        let submission = self
            .begin_authorisation(unit.as_mut(), &mut payment, means, psp, now)
            .await?
            .map_err(|_| AuthorisePaymentError::TokenUnknown)?;
        unit.commit().await?;
        Ok(submission)
    }

    /// Uses the token up, inside the caller's unit.
    async fn use_token(
        &self,
        unit: &mut dyn UnitOfWork,
        token: &str,
        now: Timestamp,
    ) -> Result<(Payment, GatewayAccount), AuthorisePaymentError> {
        use AuthorisePaymentError as Error;
        let value = uuid::Uuid::try_parse(token).map_err(|_| Error::TokenUnknown)?;
        let token = unit.tokens().get(&value).await?;
        let token = token.ok_or(Error::TokenUnknown)?;
        let payment = unit.payments().get(&token.payment).await?;
        let payment = payment.ok_or(Error::TokenUnknown)?;
        if payment.mode != AuthorisationMode::MotoApi {
            return Err(Error::TokenOfWebPayment);
        }
        if token.used_at.is_some() {
            return Err(Error::TokenUsed);
        }
        if token.has_expired(now) || payment.state != PaymentState::Created {
            return Err(Error::TokenUnknown);
        }
        if !unit.tokens().consume(&value, now).await? {
            return Err(Error::TokenUsed);
        }
        let account = unit.accounts().account(&payment.account).await?;
        Ok((payment, account.ok_or(Error::TokenUnknown)?))
    }
}
