//! A service asks for a payment.
//!
//! One unit: the payment, its first link token, and the work that will expire
//! it are stored together or not at all.

use domain::Payment;
use domain::account::Mode;
use domain::money::Amount;
use domain::payment::{
    Description, EXPIRES_AFTER, Email, Metadata, NewPayment, PrefilledCardholder, Reference,
    ReturnUrl,
};
use domain::ports::StoreError;
use domain::token::Token;
use domain::work::{Work, WorkKind};

use super::LinkedPayment;
use crate::Application;
use crate::actor::Service;

/// What the service asks for.
#[derive(Clone, Debug)]
pub struct CreatePayment {
    /// How much.
    pub amount: Amount,
    /// The service's name for it.
    pub reference: Reference,
    /// What the paying user is told.
    pub description: Description,
    /// Where they go afterwards.
    pub return_url: ReturnUrl,
    /// Whether the service captures it itself.
    pub delayed_capture: bool,
    /// The paying user's e-mail address, if the service knows it.
    pub email: Option<Email>,
    /// The service's own pairs.
    pub metadata: Metadata,
    /// What else the service knows of the paying user.
    pub prefilled: Option<PrefilledCardholder>,
}

/// Why there is no payment. The order is that of GOV.UK Pay's API.
#[derive(Debug, thiserror::Error)]
pub enum CreatePaymentError {
    /// The account that the key opens is gone.
    #[error("the account is unknown")]
    AccountUnknown,
    /// A live account takes paying users back over https alone.
    #[error("the return URL of a live account must be https")]
    ReturnUrlNotHttps,
    /// The account has no PSP that this program can talk to.
    #[error("the account is not fully configured")]
    AccountNotConfigured,
    /// Payments and refunds of the account are stopped.
    #[error("the account is disabled")]
    AccountDisabled,
    /// The account does not permit a payment of nothing.
    #[error("the account does not permit a payment of nothing")]
    ZeroNotAllowed,
    /// It could not be stored.
    #[error("the payment could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// Creates a payment.
    pub async fn create_payment(
        &self,
        service: &Service,
        command: CreatePayment,
    ) -> Result<LinkedPayment, CreatePaymentError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let account = unit
            .accounts()
            .account(&service.account.id)
            .await?
            .ok_or(CreatePaymentError::AccountUnknown)?;
        if account.mode == Mode::Live && !command.return_url.is_https() {
            return Err(CreatePaymentError::ReturnUrlNotHttps);
        }
        if self.ports.psps.psp(account.provider).is_none() {
            return Err(CreatePaymentError::AccountNotConfigured);
        }
        if account.disabled {
            return Err(CreatePaymentError::AccountDisabled);
        }
        if command.amount == Amount::ZERO && !account.allows_zero {
            return Err(CreatePaymentError::ZeroNotAllowed);
        }

        let new = NewPayment {
            id: self.new_payment_id(),
            account: account.id,
            provider: account.provider,
            amount: command.amount,
            reference: command.reference,
            description: command.description,
            return_url: command.return_url,
            delayed_capture: command.delayed_capture,
            email: command.email,
            metadata: command.metadata,
            prefilled: command.prefilled,
        };
        let mut payment = Payment::create(new, now);
        let token = Token::issue(payment.id.clone(), self.random(), now);
        let expiry = Work::due(
            self.new_work_id(),
            WorkKind::Expire(payment.id.clone()),
            now.plus(EXPIRES_AFTER),
        );
        unit.payments().add(&mut payment).await?;
        unit.tokens().add(&token).await?;
        unit.work().schedule(&expiry).await?;
        unit.commit().await?;
        Ok(LinkedPayment {
            payment,
            token: Some(token),
        })
    }
}
