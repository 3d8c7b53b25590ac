//! What platform administrators do: look after services, people, payments and work.
//!
//! Into a service they go with a reason, which is written into the service's own record.

pub mod emails;
pub mod payments;
pub mod people;
pub mod record;
pub mod services;
pub mod work;

use domain::ports::StoreError;

use super::Forbidden;
use super::services::AccessError;

/// Why a platform administrator could not do it.
#[derive(Debug, thiserror::Error)]
pub enum PlatformError {
    /// They do not get to it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// They have to say why.
    #[error("a reason is needed")]
    NoReason,
    /// The service that it belongs to has to be entered first.
    #[error("the service has to be entered first")]
    NotEntered(Box<domain::account::Service>),
    /// Nobody does this to themselves.
    #[error("nobody does this to themselves")]
    Oneself,
}

impl From<StoreError> for PlatformError {
    fn from(error: StoreError) -> Self {
        Self::Access(error.into())
    }
}

impl From<Forbidden> for PlatformError {
    fn from(forbidden: Forbidden) -> Self {
        Self::Access(forbidden.into())
    }
}

/// A reason, which cannot be blank.
fn reason_of(text: &str) -> Result<String, PlatformError> {
    let reason = super::record::short(text);
    if reason.is_empty() {
        return Err(PlatformError::NoReason);
    }
    Ok(reason)
}
