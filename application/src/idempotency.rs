//! A request that may be repeated without a second effect.
//!
//! The key is claimed in the unit that makes what is asked for, so a key without
//! its effect, or an effect without its key, cannot be stored.

use domain::Timestamp;
use domain::idempotency::{Claim, IdempotencyKey, Made};
use domain::ports::repositories::Claimed;
use domain::ports::secrets::Purpose;
use domain::ports::{StoreError, UnitOfWork};

use crate::Application;
use crate::actor::Service;

/// What makes a request repeatable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeatable {
    /// The service's key for it.
    pub key: IdempotencyKey,
    /// Everything that is asked for: equal requests have equal bytes, others do not.
    pub asked: Vec<u8>,
}

/// Which requests may be repeated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdempotencyScope {
    /// All that create something.
    #[default]
    All,
    /// Payments on agreements alone (as in GOV.UK Pay); other requests' keys are ignored.
    Agreements,
}

/// The key was used for another request, or another request has had it for too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the idempotency key was used for another request")]
pub struct KeyInUse;

/// What claiming a key came to.
pub(crate) enum Claiming {
    /// The request is the first: make what it asks for.
    First,
    /// The same request was made before, and made this.
    Before(Made),
    /// The key is another request's.
    InUse,
}

impl Application {
    /// The request's key, where this program remembers keys of such requests.
    pub(crate) fn remembered<'a>(&self, request: Option<&'a Repeatable>) -> Option<&'a Repeatable> {
        request.filter(|_| self.policy.idempotency == IdempotencyScope::All)
    }

    /// Claims the request's key for what the unit is about to make.
    pub(crate) async fn claim(
        &self,
        unit: &mut dyn UnitOfWork,
        service: &Service,
        request: &Repeatable,
        made: Made,
        now: Timestamp,
    ) -> Result<Claiming, StoreError> {
        let purpose = Purpose::IdempotencyFingerprint;
        let claim = Claim {
            account: service.account.id.clone(),
            key: request.key.clone(),
            fingerprint: self.ports.secrets.mac(purpose, &request.asked),
            made,
            at: now,
        };
        Ok(match unit.idempotency().claim(&claim).await? {
            Claimed::First => Claiming::First,
            Claimed::Before(before)
                if self
                    .ports
                    .secrets
                    .verify(purpose, &request.asked, &before.fingerprint) =>
            {
                Claiming::Before(before.made)
            }
            Claimed::Before(_) | Claimed::Busy => Claiming::InUse,
        })
    }
}
