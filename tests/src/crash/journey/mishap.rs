//! What goes wrong at the PSP on some journeys, besides the crash.

use std::sync::{Arc, OnceLock};

use application::Application;
use application::actor::Service;
use async_trait::async_trait;
use domain::ports::psp::{
    AuthorisationOutcome, AuthorisationRequest, CancelOutcome, CancelRequest, CaptureOutcome,
    CaptureRequest, RefundOutcome, RefundRequest,
};
use domain::ports::{Inquiry, Psp, PspError, Recurring};

use super::Journey;

/// A PSP on whose authorisations something happens between doing and telling.
pub struct MishapPsp {
    inner: Arc<dyn Psp>,
    journey: Journey,
    canceller: OnceLock<(Application, Service)>,
}

impl MishapPsp {
    /// The mishaps of a journey, if it has any.
    pub fn on(journey: Journey, inner: Arc<dyn Psp>) -> Self {
        Self {
            inner,
            journey,
            canceller: OnceLock::new(),
        }
    }

    /// Who cancels the payment meanwhile, on the journey that is about that.
    pub fn let_cancel(&self, application: Application, service: Service) {
        let _ = self.canceller.set((application, service));
    }
}

#[async_trait]
impl Psp for MishapPsp {
    async fn authorise(
        &self,
        request: &AuthorisationRequest,
    ) -> Result<AuthorisationOutcome, PspError> {
        let outcome = self.inner.authorise(request).await;
        match (self.journey, self.canceller.get()) {
            (Journey::Resolve, _) => Err(PspError::OutcomeUnknown("the line broke".into())),
            (Journey::CancelMeanwhile, Some((application, service))) => {
                let id = request.payment.as_str();
                match application.cancel_payment(service, id).await {
                    Ok(_) => outcome,
                    Err(error) => Err(PspError::OutcomeUnknown(Box::new(error))),
                }
            }
            _ => outcome,
        }
    }

    async fn capture(&self, request: &CaptureRequest) -> Result<CaptureOutcome, PspError> {
        self.inner.capture(request).await
    }

    async fn cancel(&self, request: &CancelRequest) -> Result<CancelOutcome, PspError> {
        self.inner.cancel(request).await
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PspError> {
        self.inner.refund(request).await
    }

    fn inquiry(&self) -> Option<&dyn Inquiry> {
        self.inner.inquiry()
    }

    fn recurring(&self) -> Option<&dyn Recurring> {
        self.inner.recurring()
    }
}
