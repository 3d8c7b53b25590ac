//! Kinds of deeds, as people look for them.

use domain::audit::Action;
use strum::IntoEnumIterator;

/// A kind of deeds.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Kind {
    SigningIn,
    People,
    Team,
    Service,
    Settings,
    Credentials,
    Keys,
    Webhooks,
    Money,
    Data,
    Platform,
}

impl Kind {
    /// The kind of an action. No wildcard: a new action must choose.
    pub(crate) fn of(action: Action) -> Self {
        match action {
            Action::SignedIn | Action::SignInRefused | Action::SignedOut | Action::LockedOut => {
                Self::SigningIn
            }
            Action::StaffCreated
            | Action::StaffUnlocked
            | Action::StaffDisabled
            | Action::PasswordSet
            | Action::ResetRequested
            | Action::SecondFactorChanged
            | Action::RecoveryCodes => Self::People,
            Action::Invited
            | Action::InvitationWithdrawn
            | Action::Joined
            | Action::RoleChanged
            | Action::MemberRemoved => Self::Team,
            Action::ServiceCreated
            | Action::ServiceChanged
            | Action::GoLiveRequested
            | Action::GoLiveDecided => Self::Service,
            Action::SettingsChanged => Self::Settings,
            Action::CredentialsChanged => Self::Credentials,
            Action::KeyCreated | Action::KeyRenamed | Action::KeyRevoked => Self::Keys,
            Action::WebhookChanged => Self::Webhooks,
            Action::RefundRequested | Action::RefundDecided | Action::PaymentCancelled => {
                Self::Money
            }
            Action::Exported | Action::PersonalDataSeen => Self::Data,
            Action::ServiceEntered
            | Action::PaymentsLookedUp
            | Action::ServiceDisabled
            | Action::WorkRerun => Self::Platform,
        }
    }

    /// Every action of this kind.
    pub(crate) fn actions(self) -> impl Iterator<Item = Action> {
        Action::iter().filter(move |action| Self::of(*action) == self)
    }

    /// Whether a service's own record has such deeds.
    pub(crate) fn is_in_services(self) -> bool {
        match self {
            Self::SigningIn | Self::People => false,
            Self::Team
            | Self::Service
            | Self::Settings
            | Self::Credentials
            | Self::Keys
            | Self::Webhooks
            | Self::Money
            | Self::Data
            | Self::Platform => true,
        }
    }

    /// The word in addresses.
    pub(crate) fn word(self) -> &'static str {
        self.into()
    }

    /// What people call it.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::SigningIn => "Signing in and out",
            Self::People => "People, passwords and second factors",
            Self::Team => "Colleagues and roles",
            Self::Service => "Service details and going live",
            Self::Settings => "Settings",
            Self::Credentials => "PSP credentials",
            Self::Keys => "API keys",
            Self::Webhooks => "Webhooks",
            Self::Money => "Refunds and cancelled payments",
            Self::Data => "Exports and personal data",
            Self::Platform => "Platform administrators",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_found_under_one_kind() {
        let found: usize = Kind::iter().map(|kind| kind.actions().count()).sum();

        assert_eq!(found, Action::iter().count());
    }

    #[test]
    fn kinds_come_back_from_their_words() {
        for kind in Kind::iter() {
            assert_eq!(kind.word().parse(), Ok(kind));
        }
    }
}
