//! Refunding card payments.

use std::time::Duration;

use super::Handlers;
use crate::authentication::BearerAuth;
use crate::checks;
use crate::contract::{Body, Json};
use crate::detached;
use crate::generated::public::{
    CreateRefundFailure, CreateRefundParameters, CreateRefundSuccess, GetPaymentRefundFailure,
    GetPaymentRefundSuccess, GetPaymentRefundsFailure, GetPaymentRefundsSuccess,
    PaymentRefundRequest, RefundingCardPaymentsApi, SearchRefundsFailure, SearchRefundsParameters,
    SearchRefundsSuccess,
};
use crate::present::{refund, search};
use crate::problem::refunds as problem;

/// How long an answer waits for the PSP to say how a refund ended.
const PATIENCE: Duration = Duration::from_secs(10);

impl RefundingCardPaymentsApi for Handlers {
    async fn create_refund(
        &self,
        BearerAuth(service): BearerAuth,
        payment_id: String,
        parameters: CreateRefundParameters,
        body: Body<PaymentRefundRequest>,
    ) -> Result<CreateRefundSuccess, CreateRefundFailure> {
        let wanted = checks::create_refund::parse(body, &parameters, &payment_id)?;
        let says = wanted.believed_available.is_some();
        let begun = self
            .application
            .create_refund(&service, &payment_id, wanted)
            .await;
        let begun = begun.map_err(|error| problem::create(error, says, &self.settings))?;
        detached::perform(&self.application, begun.work, PATIENCE).await;
        let made = self
            .application
            .get_refund(&service, &payment_id, begun.refund.as_str())
            .await;
        let made = problem::made(made)?;
        let shown = refund::just_made(&payment_id, &made, &self.settings);
        Ok(CreateRefundSuccess::Accepted(Json(shown)))
    }

    async fn get_payment_refunds(
        &self,
        BearerAuth(service): BearerAuth,
        payment_id: String,
    ) -> Result<GetPaymentRefundsSuccess, GetPaymentRefundsFailure> {
        let found = self.application.list_refunds(&service, &payment_id).await;
        let found = found.map_err(problem::list)?;
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
        let found = found.map_err(problem::get)?;
        let shown = refund::one(&payment_id, &found, &self.settings);
        Ok(GetPaymentRefundSuccess::Ok(Json(shown)))
    }
    async fn search_refunds(
        &self,
        BearerAuth(service): BearerAuth,
        parameters: SearchRefundsParameters,
    ) -> Result<SearchRefundsSuccess, SearchRefundsFailure> {
        let wanted = checks::search_refunds::parse(&parameters)?;
        let found = self.application.search_refunds(&service, &wanted).await;
        let found = found.map_err(problem::search)?;
        let shown = search::refunds(&found, &wanted, &parameters, &self.settings);
        Ok(SearchRefundsSuccess::Ok(Json(shown)))
    }
}
