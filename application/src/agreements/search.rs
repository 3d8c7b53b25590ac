//! A service searches its agreements.

use domain::Agreement;
use domain::ports::queries::{AgreementSearch, Page};

use crate::Application;
use crate::actor::Service;
use crate::searching::{SearchError, existing};

impl Application {
    /// One page of the service's agreements that match, newest first.
    pub async fn search_agreements(
        &self,
        service: &Service,
        search: &AgreementSearch,
    ) -> Result<Page<Agreement>, SearchError> {
        let queries = &self.ports.queries;
        existing(
            queries
                .search_agreements(&service.account.id, search)
                .await?,
        )
    }
}
