//! A service looks at a payment.
//!
//! While the paying user's part is not over, the answer carries a link to the
//! payment's pages, or the token with which the service sends the card: the
//! newest unused one, or a new one when there is none that will live for another day.

use domain::payment::{AuthorisationMode, Status};
use domain::ports::StoreError;
use domain::token::Token;
use domain::{Payment, PaymentId};

use super::LinkedPayment;
use crate::Application;
use crate::actor::Service;

/// Why a payment cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum GetPaymentError {
    /// The account has no such payment.
    #[error("the account has no such payment")]
    NotFound,
    /// It could not be read.
    #[error("the payment could not be read")]
    Store(#[from] StoreError),
}

impl Application {
    /// The service's payment with this id, whatever text the id is.
    pub async fn get_payment(
        &self,
        service: &Service,
        id: &str,
    ) -> Result<LinkedPayment, GetPaymentError> {
        let payment = self
            .payment_of(service, id)
            .await?
            .ok_or(GetPaymentError::NotFound)?;
        Ok(self.linked(payment).await?)
    }

    /// The payment with the link it has at present.
    pub(crate) async fn linked(&self, payment: Payment) -> Result<LinkedPayment, StoreError> {
        let token = if has_link(&payment) {
            Some(self.link_token(&payment.id).await?)
        } else {
            None
        };
        Ok(LinkedPayment { payment, token })
    }

    pub(crate) async fn payment_of(
        &self,
        service: &Service,
        id: &str,
    ) -> Result<Option<Payment>, StoreError> {
        match PaymentId::parse(id) {
            Some(id) => self.ports.queries.payment(&service.account.id, &id).await,
            None => Ok(None),
        }
    }

    async fn link_token(&self, payment: &PaymentId) -> Result<Token, StoreError> {
        let now = self.now();
        let newest = self.ports.queries.newest_unused_token(payment).await?;
        if let Some(token) = newest.filter(|token| token.can_be_shown(now)) {
            return Ok(token);
        }
        let mut unit = self.ports.store.begin().await?;
        let newest = unit.tokens().newest_unused(payment).await?;
        if let Some(token) = newest.filter(|token| token.can_be_shown(now)) {
            return Ok(token);
        }
        let token = Token::issue(payment.clone(), self.random(), now);
        unit.tokens().add(&token).await?;
        unit.commit().await?;
        Ok(token)
    }
}

/// Whether somebody has yet to bring a card, or to confirm: the paying user on the
/// pages, or the service itself.
pub(crate) fn has_link(payment: &Payment) -> bool {
    match payment.mode {
        AuthorisationMode::Web | AuthorisationMode::MotoApi => {}
        AuthorisationMode::Agreement | AuthorisationMode::External => return false,
    }
    match payment.status() {
        Status::Created | Status::Started | Status::Submitted => true,
        Status::Capturable
        | Status::Success
        | Status::Declined
        | Status::Expired
        | Status::CancelledByPayingUser
        | Status::CancelledByService
        | Status::Error => false,
    }
}
