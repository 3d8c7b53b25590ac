//! A service searches its payments.

use domain::Payment;
use domain::ports::queries::{Page, PaymentSearch};

use crate::Application;
use crate::actor::Service;
use crate::searching::{SearchError, existing};

impl Application {
    /// One page of the service's payments that match, newest first.
    pub async fn search_payments(
        &self,
        service: &Service,
        search: &PaymentSearch,
    ) -> Result<Page<Payment>, SearchError> {
        let queries = &self.ports.queries;
        existing(queries.search(&service.account.id, search).await?)
    }
}
