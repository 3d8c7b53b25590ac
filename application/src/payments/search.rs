//! A service searches its payments.

use domain::ports::StoreError;
use domain::ports::queries::{PaymentPage, PaymentSearch};

use crate::Application;
use crate::actor::Service;

/// Why there is no page of results.
#[derive(Debug, thiserror::Error)]
pub enum SearchPaymentsError {
    /// There are results, but not so many pages of them.
    #[error("there is no such page")]
    NoSuchPage,
    /// They could not be read.
    #[error("the payments could not be searched")]
    Store(#[from] StoreError),
}

impl Application {
    /// One page of the service's payments that match, newest first. A search
    /// without results has an empty page, whatever its number (as in GOV.UK Pay).
    pub async fn search_payments(
        &self,
        service: &Service,
        search: &PaymentSearch,
    ) -> Result<PaymentPage, SearchPaymentsError> {
        let page = self
            .ports
            .queries
            .search(&service.account.id, search)
            .await?;
        if page.payments.is_empty() && page.total > 0 {
            return Err(SearchPaymentsError::NoSuchPage);
        }
        Ok(page)
    }
}
