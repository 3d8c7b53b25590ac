//! A service looks at an agreement.

use domain::ports::StoreError;
use domain::{Agreement, AgreementId};

use crate::Application;
use crate::actor::Service;

/// Why an agreement cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum GetAgreementError {
    /// The account has no such agreement.
    #[error("the account has no such agreement")]
    NotFound,
    /// It could not be read.
    #[error("the agreement could not be read")]
    Store(#[from] StoreError),
}

impl Application {
    /// The service's agreement with this id, whatever text the id is.
    pub async fn get_agreement(
        &self,
        service: &Service,
        id: &str,
    ) -> Result<Agreement, GetAgreementError> {
        let id = AgreementId::parse(id).ok_or(GetAgreementError::NotFound)?;
        self.ports
            .queries
            .agreement(&service.account.id, &id)
            .await?
            .ok_or(GetAgreementError::NotFound)
    }
}
