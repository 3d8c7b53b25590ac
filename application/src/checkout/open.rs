//! A browser arrives by the payment's link.
//!
//! A link admits one browser, once: of two that arrive together, one is admitted.

use domain::PaymentId;
use domain::payment::AuthorisationMode;
use domain::ports::StoreError;

use crate::Application;

/// Who arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// The first to use the link: to be given a session.
    Admitted(PaymentId),
    /// Somebody after the link was used: welcome only with a session from then.
    Again(PaymentId),
}

/// Why nobody was admitted.
#[derive(Debug, thiserror::Error)]
pub enum OpenLinkError {
    /// There is no such link, or it is too old.
    #[error("there is no such link")]
    Unknown,
    /// It could not be read or stored.
    #[error("the link could not be used")]
    Store(#[from] StoreError),
}

impl Application {
    /// Uses a link's token.
    pub async fn open_link(&self, token: &str) -> Result<Arrival, OpenLinkError> {
        let value = uuid::Uuid::try_parse(token).map_err(|_| OpenLinkError::Unknown)?;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let token = unit
            .tokens()
            .get(&value)
            .await?
            .ok_or(OpenLinkError::Unknown)?;
        // The token of a payment whose card its service sends opens no pages.
        let payment = unit.payments().get(&token.payment).await?;
        if payment.is_none_or(|payment| payment.mode != AuthorisationMode::Web) {
            return Err(OpenLinkError::Unknown);
        }
        if token.used_at.is_some() {
            return Ok(Arrival::Again(token.payment));
        }
        if token.has_expired(now) {
            return Err(OpenLinkError::Unknown);
        }
        if !unit.tokens().consume(&value, now).await? {
            return Ok(Arrival::Again(token.payment));
        }
        unit.commit().await?;
        Ok(Arrival::Admitted(token.payment))
    }
}
