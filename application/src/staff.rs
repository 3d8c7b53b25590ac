//! What staff do: sign in, look after each other, and look after payments.

pub mod credentials;
pub mod dashboard;
pub mod demo_payment;
pub mod details;
pub mod emails;
pub mod export;
pub mod going_live;
pub mod keys;
pub mod members;
pub mod passkeys;
pub mod password;
pub mod platform;
pub mod record;
pub mod refunds;
pub mod registration;
pub mod second_factor;
pub mod services;
pub mod session;
pub mod settings;
pub mod sign_in;
pub mod team;
pub mod transactions;
pub mod webhooks;

use domain::account::Mode;
use domain::staff::{Permission, Session, StaffMember, Standing};
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
    /// What they are in a service: one of its people, or a platform administrator who has
    /// entered it in this browser.
    pub fn standing_in(&self, service: &ServiceId) -> Option<Standing> {
        if let Some(role) = self.member.role_in(service) {
            return Some(Standing::Member(role));
        }
        let entered = self.session.entered.as_ref();
        let here = entered.is_some_and(|entry| entry.service == *service && entry.holds(self.at));
        (self.member.is_platform_admin && here).then_some(Standing::PlatformAdmin)
    }

    /// Whether they look after the platform. For others its pages do not exist.
    pub fn looks_after_the_platform(&self) -> Result<(), Forbidden> {
        if self.member.is_platform_admin {
            Ok(())
        } else {
            Err(Forbidden::NotAMember)
        }
    }

    /// Whether they may do this in the service, in accounts of this mode.
    pub fn may(
        &self,
        permission: Permission,
        service: &ServiceId,
        mode: Mode,
    ) -> Result<(), Forbidden> {
        let standing = self.standing_in(service).ok_or(Forbidden::NotAMember)?;
        if standing.may(permission, mode) {
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
