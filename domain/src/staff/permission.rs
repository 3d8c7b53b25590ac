//! Who may do what: one table of role against permission.
//!
//! Use cases ask it; pages only ask it which links to show.

use strum::IntoStaticStr;

use super::role::Role;
use crate::account::Mode;

/// Something that staff may be permitted to do in a service.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    IntoStaticStr,
    strum::EnumString,
    strum::EnumIter,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Permission {
    /// See transactions: the list, one in full, its events, and the dashboard.
    SeeTransactions,
    /// See paying users' e-mail addresses and names.
    SeePersonalData,
    /// Take transactions away in a file.
    ExportTransactions,
    /// Give money back.
    RefundPayments,
    /// Agree to a colleague's refund above the service's limit.
    ApproveRefunds,
    /// End an unfinished payment.
    CancelPayments,
    /// See API keys, revoked ones included.
    SeeKeys,
    /// Make and rename API keys.
    ManageKeys,
    /// Revoke API keys.
    RevokeKeys,
    /// See how payments are taken: cards, pages, e-mails.
    SeeSettings,
    /// Change how payments are taken.
    ChangeSettings,
    /// See webhook endpoints, and how telling them went.
    SeeWebhooks,
    /// Register and change webhook endpoints, see their secrets, and send messages again.
    ManageWebhooks,
    /// See whether PSP credentials are there. Nobody sees the credentials.
    SeeCredentials,
    /// Enter and switch PSP credentials.
    ChangeCredentials,
    /// Change the service's name, organisation and branding, and ask to go live.
    ChangeService,
    /// See who else belongs to the service.
    SeeTeam,
    /// Invite, change and remove colleagues.
    ManageTeam,
    /// See what everybody did.
    SeeAudit,
}

use Permission as P;

/// Everything, for the role that has everything.
const SERVICE_ADMIN: &[Permission] = &[
    P::SeeTransactions,
    P::SeePersonalData,
    P::ExportTransactions,
    P::RefundPayments,
    P::ApproveRefunds,
    P::CancelPayments,
    P::SeeKeys,
    P::ManageKeys,
    P::RevokeKeys,
    P::SeeSettings,
    P::ChangeSettings,
    P::SeeWebhooks,
    P::ManageWebhooks,
    P::SeeCredentials,
    P::ChangeCredentials,
    P::ChangeService,
    P::SeeTeam,
    P::ManageTeam,
    P::SeeAudit,
];
const ACCOUNTANT: &[Permission] = &[
    P::SeeTransactions,
    P::SeePersonalData,
    P::ExportTransactions,
    P::SeeSettings,
    P::SeeTeam,
    P::SeeAudit,
];
const REFUND_MANAGER: &[Permission] = &[
    P::SeeTransactions,
    P::SeePersonalData,
    P::ExportTransactions,
    P::RefundPayments,
    P::ApproveRefunds,
    P::CancelPayments,
    P::SeeSettings,
    P::SeeTeam,
];
/// A developer plays with test money as they like.
const DEVELOPER_TEST: &[Permission] = &[
    P::SeeTransactions,
    P::SeePersonalData,
    P::ExportTransactions,
    P::RefundPayments,
    P::CancelPayments,
    P::SeeKeys,
    P::ManageKeys,
    P::RevokeKeys,
    P::SeeSettings,
    P::SeeWebhooks,
    P::ManageWebhooks,
    P::SeeCredentials,
    P::SeeTeam,
];
/// With real money, a developer looks, and sees no paying user.
const DEVELOPER_LIVE: &[Permission] = &[
    P::SeeTransactions,
    P::SeeKeys,
    P::SeeSettings,
    P::SeeWebhooks,
    P::SeeCredentials,
    P::SeeTeam,
];
const VIEWER: &[Permission] = &[
    P::SeeTransactions,
    P::SeePersonalData,
    P::ExportTransactions,
    P::SeeSettings,
    P::SeeTeam,
];

const PLATFORM_ADMIN: &[Permission] = &[
    P::SeeTransactions,
    P::SeeKeys,
    P::RevokeKeys,
    P::SeeSettings,
    P::ChangeSettings,
    P::SeeWebhooks,
    P::SeeCredentials,
    P::ChangeService,
    P::SeeTeam,
    P::ManageTeam,
    P::SeeAudit,
];

impl Permission {
    /// What a platform administrator may do in a service they have entered: look after
    /// it, without seeing who pays or moving money. A key would do both, so they make none.
    pub const OF_PLATFORM_ADMINS: &[Self] = PLATFORM_ADMIN;
}

impl Role {
    /// What the role permits in an account of this mode.
    pub fn permits(self, mode: Mode) -> &'static [Permission] {
        match (self, mode) {
            (Self::ServiceAdmin, Mode::Test | Mode::Live) => SERVICE_ADMIN,
            (Self::Accountant, Mode::Test | Mode::Live) => ACCOUNTANT,
            (Self::RefundManager, Mode::Test | Mode::Live) => REFUND_MANAGER,
            (Self::Developer, Mode::Test) => DEVELOPER_TEST,
            (Self::Developer, Mode::Live) => DEVELOPER_LIVE,
            (Self::Viewer, Mode::Test | Mode::Live) => VIEWER,
        }
    }

    /// Whether the role permits this in an account of this mode.
    pub fn may(self, permission: Permission, mode: Mode) -> bool {
        self.permits(mode).contains(&permission)
    }
}

impl Permission {
    /// The permission's name in records and messages.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;
    use crate::staff::Standing;

    /// The whole truth, to be read as a table.
    #[test]
    fn who_may_do_what() {
        let mut table = String::new();
        for permission in Permission::iter() {
            table.push_str(&format!("{:20}", permission.word()));
            for standing in Standing::all() {
                let mark = match (
                    standing.may(permission, Mode::Test),
                    standing.may(permission, Mode::Live),
                ) {
                    (true, true) => "both",
                    (true, false) => "test",
                    (false, true) => "live",
                    (false, false) => "-",
                };
                table.push_str(&format!(" {mark:5}"));
            }
            table = table.trim_end().to_owned();
            table.push('\n');
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn nobody_may_do_more_with_real_money_than_with_test_money() {
        for role in Role::iter() {
            for permission in role.permits(Mode::Live) {
                assert!(role.may(*permission, Mode::Test), "{role:?} {permission:?}");
            }
        }
    }
}
