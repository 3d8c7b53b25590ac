//! PSPs, counted.

use std::sync::Arc;

use async_trait::async_trait;
use domain::account::Provider;
use domain::operation::OrderCode;
use domain::ports::psp::{
    AuthorisationOutcome, AuthorisationRequest, CancelOutcome, CancelRequest, CaptureOutcome,
    CaptureRequest, Found, RefundOutcome, RefundRequest, StoredAuthorisationRequest,
};
use domain::ports::{Inquiry, Psp, PspError, Psps, Recurring};

use crate::crash::Countdown;

pub(super) struct CountedPsps {
    pub(super) inner: Arc<dyn Psps>,
    pub(super) countdown: Arc<Countdown>,
}

impl Psps for CountedPsps {
    fn psp(&self, provider: Provider) -> Option<Arc<dyn Psp>> {
        let inner = self.inner.psp(provider)?;
        Some(Arc::new(CountedPsp {
            inner,
            countdown: Arc::clone(&self.countdown),
        }))
    }
}

struct CountedPsp {
    inner: Arc<dyn Psp>,
    countdown: Arc<Countdown>,
}

#[async_trait]
impl Psp for CountedPsp {
    async fn authorise(
        &self,
        request: &AuthorisationRequest,
    ) -> Result<AuthorisationOutcome, PspError> {
        self.countdown.around(self.inner.authorise(request)).await
    }

    async fn capture(&self, request: &CaptureRequest) -> Result<CaptureOutcome, PspError> {
        self.countdown.around(self.inner.capture(request)).await
    }

    async fn cancel(&self, request: &CancelRequest) -> Result<CancelOutcome, PspError> {
        self.countdown.around(self.inner.cancel(request)).await
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PspError> {
        self.countdown.around(self.inner.refund(request)).await
    }

    fn inquiry(&self) -> Option<&dyn Inquiry> {
        self.inner.inquiry().is_some().then_some(self)
    }

    fn recurring(&self) -> Option<&dyn Recurring> {
        self.inner.recurring().is_some().then_some(self)
    }
}

#[async_trait]
impl Inquiry for CountedPsp {
    async fn find(&self, order_code: &OrderCode) -> Result<Found, PspError> {
        match self.inner.inquiry() {
            Some(inquiry) => self.countdown.around(inquiry.find(order_code)).await,
            None => Err(PspError::NotSent("the PSP cannot be asked".into())),
        }
    }
}

#[async_trait]
impl Recurring for CountedPsp {
    async fn authorise_stored(
        &self,
        request: &StoredAuthorisationRequest,
    ) -> Result<AuthorisationOutcome, PspError> {
        match self.inner.recurring() {
            Some(recurring) => {
                self.countdown
                    .around(recurring.authorise_stored(request))
                    .await
            }
            None => Err(PspError::NotSent("the PSP keeps no cards".into())),
        }
    }
}
