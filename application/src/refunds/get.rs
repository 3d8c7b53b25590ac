//! A service looks at refunds.

use domain::ports::StoreError;
use domain::{PaymentId, Refund, RefundId};

use crate::Application;
use crate::actor::Service;

/// A payment's refunds, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRefunds {
    /// The payment.
    pub payment: PaymentId,
    /// Its refunds.
    pub refunds: Vec<Refund>,
}

/// Why there are no refunds to show.
#[derive(Debug, thiserror::Error)]
pub enum GetRefundError {
    /// The account has no such payment, or the payment no such refund.
    #[error("there is no such payment or refund")]
    NotFound,
    /// It could not be read.
    #[error("the refund could not be read")]
    Store(#[from] StoreError),
}

impl Application {
    /// One refund of the service's payment.
    pub async fn get_refund(
        &self,
        service: &Service,
        payment: &str,
        refund: &str,
    ) -> Result<Refund, GetRefundError> {
        let payment = self
            .payment_of(service, payment)
            .await?
            .ok_or(GetRefundError::NotFound)?;
        let id = RefundId::parse(refund).ok_or(GetRefundError::NotFound)?;
        payment.refund(&id).cloned().ok_or(GetRefundError::NotFound)
    }

    /// Every refund of the service's payment, oldest first.
    pub async fn list_refunds(
        &self,
        service: &Service,
        payment: &str,
    ) -> Result<PaymentRefunds, GetRefundError> {
        let payment = self
            .payment_of(service, payment)
            .await?
            .ok_or(GetRefundError::NotFound)?;
        Ok(PaymentRefunds {
            payment: payment.id.clone(),
            refunds: payment.refunds.clone(),
        })
    }
}
