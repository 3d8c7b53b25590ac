//! What somebody is in a service.

use strum::IntoStaticStr;

/// A person's part in one service; exactly one for each service they belong to.
///
/// Platform administrators are no role: see [`super::StaffMember::is_platform_admin`].
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
pub enum Role {
    /// Everything that can be done in the service.
    ServiceAdmin,
    /// Sees and exports money, and what everybody did with it.
    Accountant,
    /// Sees money and gives it back.
    RefundManager,
    /// Connects the service: keys, and test money.
    Developer,
    /// Sees.
    Viewer,
}

impl Role {
    /// The role's name in records and forms.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What people call the role.
    pub fn label(self) -> &'static str {
        match self {
            Self::ServiceAdmin => "Service admin",
            Self::Accountant => "Accountant",
            Self::RefundManager => "Refund manager",
            Self::Developer => "Developer",
            Self::Viewer => "View only",
        }
    }

    /// What the role is for, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::ServiceAdmin => "Does everything: colleagues, settings, keys, refunds.",
            Self::Accountant => "Sees and exports transactions, and sees who did what.",
            Self::RefundManager => "Sees and exports transactions, refunds and cancels them.",
            Self::Developer => {
                "Manages test keys and tries things out with test money. Sees live payments without \
                 paying users' details."
            }
            Self::Viewer => "Sees and exports transactions.",
        }
    }
}
