//! What somebody is in a service: one of its people, or a platform administrator who
//! has entered it.

use std::time::Duration;

use super::permission::Permission;
use super::role::Role;
use crate::account::Mode;
use crate::{ServiceId, Timestamp};

/// How long a platform administrator stays in a service they gave a reason for.
pub const ENTRY_LASTS: Duration = Duration::from_secs(60 * 60);

/// What somebody is in a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// One of its people.
    Member(Role),
    /// A platform administrator, with a reason that is on record.
    PlatformAdmin,
}

/// A service that a platform administrator has entered, in one browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceEntry {
    /// The service.
    pub service: ServiceId,
    /// When.
    pub at: Timestamp,
}

impl ServiceEntry {
    /// Whether it still holds.
    pub fn holds(&self, now: Timestamp) -> bool {
        now < self.at.plus(ENTRY_LASTS)
    }
}

impl Standing {
    /// Everything it can be.
    pub fn all() -> impl Iterator<Item = Self> {
        use strum::IntoEnumIterator;
        Role::iter().map(Self::Member).chain([Self::PlatformAdmin])
    }

    /// Whether it permits this in an account of this mode.
    pub fn may(self, permission: Permission, mode: Mode) -> bool {
        match self {
            Self::Member(role) => role.may(permission, mode),
            Self::PlatformAdmin => Permission::OF_PLATFORM_ADMINS.contains(&permission),
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Member(role) => role.label(),
            Self::PlatformAdmin => "Platform administrator",
        }
    }
}
