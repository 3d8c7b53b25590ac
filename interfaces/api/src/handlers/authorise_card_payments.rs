//! Authorise card payments. Whoever holds the token may send the card: there is no key.

use std::sync::Arc;
use std::time::Duration;

use super::Handlers;
use crate::checks;
use crate::contract::Body;
use crate::detached;
use crate::generated::public::{
    AuthorisationRequest, AuthoriseCardPaymentsApi, AuthorisePaymentFailure,
    AuthorisePaymentSuccess,
};
use crate::problem::authorisation as problem;

/// How long an answer waits for the capture; what takes longer goes on behind it.
const PATIENCE: Duration = Duration::from_secs(1);

impl AuthoriseCardPaymentsApi for Handlers {
    async fn authorise_payment(
        &self,
        body: Body<AuthorisationRequest>,
    ) -> Result<AuthorisePaymentSuccess, AuthorisePaymentFailure> {
        let (token, card) = checks::authorise_payment::parse(body)?;
        let application = Arc::clone(&self.application);
        let authorising = async move { application.authorise_payment(&token, card).await };
        let authorised = detached::carry_through(authorising).await;
        let work = authorised
            .ok_or_else(problem::failed)?
            .map_err(problem::authorise)?;
        detached::perform(&self.application, work, PATIENCE).await;
        Ok(AuthorisePaymentSuccess::NoContent)
    }
}
