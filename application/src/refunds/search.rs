//! A service searches its refunds.

use domain::ports::queries::{FoundRefund, Page, RefundSearch};

use crate::Application;
use crate::actor::Service;
use crate::searching::{SearchError, existing};

impl Application {
    /// One page of the service's refunds that match, newest first.
    pub async fn search_refunds(
        &self,
        service: &Service,
        search: &RefundSearch,
    ) -> Result<Page<FoundRefund>, SearchError> {
        let queries = &self.ports.queries;
        existing(queries.search_refunds(&service.account.id, search).await?)
    }
}
