//! Card payments.

use std::time::Duration;

use super::Handlers;
use crate::authentication::BearerAuth;
use crate::checks;
use crate::contract::{Body, Json};
use crate::detached;
use crate::generated::public::{
    CancelPaymentFailure, CancelPaymentSuccess, CapturePaymentFailure, CapturePaymentSuccess,
    CardPaymentsApi, CreateCardPaymentRequest, CreatePaymentFailure, CreatePaymentParameters,
    CreatePaymentSuccess, GetPaymentEventsFailure, GetPaymentEventsSuccess, GetPaymentFailure,
    GetPaymentSuccess, SearchPaymentsFailure, SearchPaymentsParameters, SearchPaymentsSuccess,
    SearchTransactionsFailure, SearchTransactionsParameters, SearchTransactionsSuccess,
};
use crate::present::{events, payment, search};
use crate::problem::payments as problem;

/// How long an answer waits for the PSP; what takes longer goes on behind it.
const PATIENCE: Duration = Duration::from_secs(1);

impl CardPaymentsApi for Handlers {
    async fn create_payment(
        &self,
        BearerAuth(service): BearerAuth,
        parameters: CreatePaymentParameters,
        body: Body<CreateCardPaymentRequest>,
    ) -> Result<CreatePaymentSuccess, CreatePaymentFailure> {
        let (refusals, mode) = (self.settings.extra_refusals, service.account.mode);
        let wanted = checks::create_payment::parse(body, &parameters, refusals, mode)?;
        let created = self.application.create_payment(&service, wanted).await;
        let mut created = created.map_err(|error| problem::create(error, &self.settings))?;
        detached::begin(&self.application, created.work.take());
        Ok(payment::created(&created, &self.settings))
    }

    async fn search_payments(
        &self,
        BearerAuth(service): BearerAuth,
        parameters: SearchPaymentsParameters,
    ) -> Result<SearchPaymentsSuccess, SearchPaymentsFailure> {
        let wanted = checks::search_payments::parse(&parameters)?;
        let found = self.application.search_payments(&service, &wanted).await;
        let found = found.map_err(problem::search)?;
        let shown = search::payments(&found, &wanted, &parameters, &self.settings);
        Ok(SearchPaymentsSuccess::Ok(Json(shown)))
    }

    async fn get_payment(
        &self,
        BearerAuth(service): BearerAuth,
        payment_id: String,
    ) -> Result<GetPaymentSuccess, GetPaymentFailure> {
        let found = self.application.get_payment(&service, &payment_id).await;
        let found = found.map_err(problem::get)?;
        let shown = payment::with_all_links(&found, &self.settings);
        Ok(GetPaymentSuccess::Ok(Json(shown)))
    }

    async fn cancel_payment(
        &self,
        BearerAuth(service): BearerAuth,
        payment_id: String,
    ) -> Result<CancelPaymentSuccess, CancelPaymentFailure> {
        let cancelled = self.application.cancel_payment(&service, &payment_id).await;
        let work = cancelled.map_err(problem::cancel)?;
        detached::perform(&self.application, work, PATIENCE).await;
        Ok(CancelPaymentSuccess::NoContent)
    }

    async fn capture_payment(
        &self,
        BearerAuth(service): BearerAuth,
        payment_id: String,
    ) -> Result<CapturePaymentSuccess, CapturePaymentFailure> {
        let requested = self
            .application
            .capture_payment(&service, &payment_id)
            .await;
        let work = requested.map_err(problem::capture)?;
        detached::perform(&self.application, work, PATIENCE).await;
        Ok(CapturePaymentSuccess::NoContent)
    }

    async fn get_payment_events(
        &self,
        BearerAuth(service): BearerAuth,
        payment_id: String,
    ) -> Result<GetPaymentEventsSuccess, GetPaymentEventsFailure> {
        let found = self.application.payment_events(&service, &payment_id).await;
        let found = found.map_err(problem::events)?;
        let shown = events::history(&found, &self.settings);
        Ok(GetPaymentEventsSuccess::Ok(Json(shown)))
    }
    async fn search_transactions(
        &self,
        BearerAuth(service): BearerAuth,
        parameters: SearchTransactionsParameters,
    ) -> Result<SearchTransactionsSuccess, SearchTransactionsFailure> {
        let (sent, wanted) = checks::search_transactions::parse(parameters)?;
        let found = self.application.search_payments(&service, &wanted).await;
        let found = found.map_err(problem::search_transactions)?;
        let shown = search::transactions(&found, &wanted, &sent, &self.settings);
        Ok(SearchTransactionsSuccess::Ok(Json(shown)))
    }
}
