//! A service searches the disputes about its payments.

use domain::ports::queries::{DisputeSearch, FoundDispute, Page};

use crate::Application;
use crate::actor::Service;
use crate::searching::{SearchError, existing};

impl Application {
    /// One page of the disputes about the service's payments that match, newest first.
    pub async fn search_disputes(
        &self,
        service: &Service,
        search: &DisputeSearch,
    ) -> Result<Page<FoundDispute>, SearchError> {
        let queries = &self.ports.queries;
        existing(queries.search_disputes(&service.account.id, search).await?)
    }
}
