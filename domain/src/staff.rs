//! Staff: the people of services, and the platform's own.

pub mod email;
pub mod invitation;
pub mod passkey;
pub mod password;
pub mod permission;
pub mod role;
pub mod second_factor;
pub mod session;
pub mod standing;
pub mod throttle;

pub use self::email::StaffEmail;
pub use self::invitation::Invitation;
pub use self::passkey::Passkey;
pub use self::password::{NewPassword, PasswordHash};
pub use self::permission::Permission;
pub use self::role::Role;
pub use self::second_factor::{Authenticator, RecoveryDigest};
pub use self::session::Session;
pub use self::standing::{ServiceEntry, Standing};
pub use self::throttle::{Admission, Failures};
use crate::{ServiceId, StaffId, Timestamp};

/// A person who signs in to the admin site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffMember {
    /// Their name in our records.
    pub id: StaffId,
    /// What they sign in with.
    pub email: StaffEmail,
    /// What is kept of their password; nobody has one before they set it.
    pub password: Option<PasswordHash>,
    /// Their authenticator app, once it is set up.
    pub authenticator: Option<Authenticator>,
    /// Their passkeys, oldest first, at most [`passkey::PASSKEYS_MAX`].
    pub passkeys: Vec<Passkey>,
    /// What is kept of the recovery codes that they have not used.
    pub recovery_codes: Vec<RecoveryDigest>,
    /// Wrong passwords in a row.
    pub wrong_passwords: Failures,
    /// Wrong codes in a row.
    pub wrong_codes: Failures,
    /// Whether somebody has shut them out.
    pub disabled: bool,
    /// Whether they look after the platform: a role apart, for every service, with a
    /// reason each time.
    pub is_platform_admin: bool,
    /// What they are, and where.
    pub memberships: Vec<Membership>,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they last signed in.
    pub signed_in_at: Option<Timestamp>,
    /// How often they were saved.
    pub version: u64,
}

/// A person's part in one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The service.
    pub service: ServiceId,
    /// What they are in it.
    pub role: Role,
}

impl StaffMember {
    /// Somebody new, without password and second factor.
    pub fn new(id: StaffId, email: StaffEmail, now: Timestamp) -> Self {
        Self {
            id,
            email,
            password: None,
            authenticator: None,
            passkeys: Vec::new(),
            recovery_codes: Vec::new(),
            wrong_passwords: Failures::default(),
            wrong_codes: Failures::default(),
            disabled: false,
            is_platform_admin: false,
            memberships: Vec::new(),
            created_at: now,
            signed_in_at: None,
            version: 0,
        }
    }

    /// What they are in a service, if they belong to it.
    pub fn role_in(&self, service: &ServiceId) -> Option<Role> {
        let here = |membership: &&Membership| membership.service == *service;
        self.memberships.iter().find(here).map(|found| found.role)
    }

    /// Makes them this in a service, in place of what they were there.
    pub fn join(&mut self, service: ServiceId, role: Role) {
        self.leave(&service);
        self.memberships.push(Membership { service, role });
    }

    /// Takes them out of a service; says whether they were in it.
    pub fn leave(&mut self, service: &ServiceId) -> bool {
        let before = self.memberships.len();
        self.memberships
            .retain(|membership| membership.service != *service);
        self.memberships.len() < before
    }

    /// Lets them try again, after too many wrong answers.
    pub fn unlock(&mut self) {
        self.wrong_passwords.forget();
        self.wrong_codes.forget();
    }
}
