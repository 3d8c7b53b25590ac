//! Refunding card payments.

use std::time::Duration;

use super::Handlers;
use crate::authentication::BearerAuth;
use crate::checks;
use crate::contract::{Body, Json};
use crate::detached;
use crate::generated::public::{
    CreateRefundFailure, CreateRefundSuccess, GetPaymentRefundFailure, GetPaymentRefundSuccess,
    GetPaymentRefundsFailure, GetPaymentRefundsSuccess, PaymentRefundRequest,
    RefundingCardPaymentsApi,
};
use crate::present::refund;
use crate::problem;

/// How long an answer waits for the PSP to say how a refund ended.
const PATIENCE: Duration = Duration::from_secs(10);

impl RefundingCardPaymentsApi for Handlers {
    async fn create_refund(
        &self,
        BearerAuth(service): BearerAuth,
        payment_id: String,
        body: Body<PaymentRefundRequest>,
    ) -> Result<CreateRefundSuccess, CreateRefundFailure> {
        let wanted = checks::create_refund::parse(body)?;
        let begun = self
            .application
            .create_refund(&service, &payment_id, wanted)
            .await;
        let begun = begun.map_err(|error| problem::create_refund(error, wanted, &self.settings))?;
        detached::perform(&self.application, begun.work, PATIENCE).await;
        let made = self
            .application
            .get_refund(&service, &payment_id, begun.refund.as_str())
            .await;
        let made = problem::refund_made(made)?;
        let shown = refund::just_made(&payment_id, &made, &self.settings);
        Ok(CreateRefundSuccess::Accepted(Json(shown)))
    }

    async fn get_payment_refunds(
        &self,
        BearerAuth(service): BearerAuth,
        payment_id: String,
    ) -> Result<GetPaymentRefundsSuccess, GetPaymentRefundsFailure> {
        let found = self.application.list_refunds(&service, &payment_id).await;
        let found = found.map_err(problem::get_payment_refunds)?;
        let shown = refund::list(&found, &self.settings);
        Ok(GetPaymentRefundsSuccess::Ok(Json(shown)))
    }

    async fn get_payment_refund(
        &self,
        BearerAuth(service): BearerAuth,
        payment_id: String,
        refund_id: String,
    ) -> Result<GetPaymentRefundSuccess, GetPaymentRefundFailure> {
        let found = self
            .application
            .get_refund(&service, &payment_id, &refund_id)
            .await;
        let found = found.map_err(problem::get_payment_refund)?;
        let shown = refund::one(&payment_id, &found, &self.settings);
        Ok(GetPaymentRefundSuccess::Ok(Json(shown)))
    }
}
