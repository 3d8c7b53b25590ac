//! A service ends an agreement: no more payments are taken on it.

use domain::AgreementId;
use domain::ports::StoreError;

use crate::Application;
use crate::actor::Service;

/// Why an agreement was not ended.
#[derive(Debug, thiserror::Error)]
pub enum CancelAgreementError {
    /// The account has no such agreement.
    #[error("the account has no such agreement")]
    NotFound,
    /// It is not active, or something happened to it at the same moment.
    #[error("the agreement is not active")]
    NotActive,
    /// It could not be stored.
    #[error("the cancellation could not be stored")]
    Store(StoreError),
}

impl From<StoreError> for CancelAgreementError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::NotActive,
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::Store(error),
        }
    }
}

impl Application {
    /// Ends the service's agreement.
    pub async fn cancel_agreement(
        &self,
        service: &Service,
        id: &str,
    ) -> Result<(), CancelAgreementError> {
        let id = AgreementId::parse(id).ok_or(CancelAgreementError::NotFound)?;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let agreement = unit.agreements().get(&id).await?;
        let mut agreement = agreement
            .filter(|agreement| agreement.account == service.account.id)
            .ok_or(CancelAgreementError::NotFound)?;
        agreement
            .cancel(now)
            .map_err(|_| CancelAgreementError::NotActive)?;
        unit.agreements().save(&mut agreement).await?;
        Ok(unit.commit().await?)
    }
}
