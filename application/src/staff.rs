//! What staff do: sign in, look after each other, and look after payments.

pub mod keys;
pub mod members;
pub mod password;
pub mod record;
pub mod refunds;
pub mod second_factor;
pub mod services;
pub mod session;
pub mod sign_in;
pub mod team;
pub mod transactions;

use domain::account::Mode;
use domain::staff::{Permission, Session, StaffMember};
use domain::{ServiceId, Timestamp};

/// Somebody who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Who they are.
    pub member: StaffMember,
    /// The browser they use.
    pub session: Session,
    /// When they asked.
    pub at: Timestamp,
}

/// Where a request comes from, for the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The address.
    pub address: String,
    /// What the browser says it is.
    pub browser: String,
}

/// Somebody may not do this. That a service exists is told to its people alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    /// They do not belong to the service.
    #[error("not one of the service's people")]
    NotAMember,
    /// What they are in it does not permit it.
    #[error("the role does not permit it")]
    NotPermitted(Permission),
}

impl Staff {
    /// Whether they may do this in the service, in accounts of this mode.
    pub fn may(
        &self,
        permission: Permission,
        service: &ServiceId,
        mode: Mode,
    ) -> Result<(), Forbidden> {
        let role = self.member.role_in(service).ok_or(Forbidden::NotAMember)?;
        if role.may(permission, mode) {
            Ok(())
        } else {
            Err(Forbidden::NotPermitted(permission))
        }
    }

    /// Whether they may do this in the service as a whole.
    pub fn may_in_service(
        &self,
        permission: Permission,
        service: &ServiceId,
    ) -> Result<(), Forbidden> {
        self.may(permission, service, Mode::Live)
    }
}
