//! What can be done that is worth a record.

use strum::IntoStaticStr;

/// A kind of deed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, strum::EnumString, strum::EnumIter,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Action {
    /// Somebody signed in.
    SignedIn,
    /// Somebody did not.
    SignInRefused,
    /// Somebody signed out, here or everywhere.
    SignedOut,
    /// Too many wrong answers.
    LockedOut,
    /// A member of staff was added.
    StaffCreated,
    /// Somebody was let in again.
    StaffUnlocked,
    /// Somebody was shut out, or no longer is.
    StaffDisabled,
    /// A password was set.
    PasswordSet,
    /// A link to set a new password was asked for.
    ResetRequested,
    /// A second factor was set up, changed or taken away.
    SecondFactorChanged,
    /// Recovery codes were made, or one was used.
    RecoveryCodes,
    /// Somebody was invited to a service.
    Invited,
    /// An invitation was withdrawn.
    InvitationWithdrawn,
    /// Somebody joined a service.
    Joined,
    /// Somebody's role changed.
    RoleChanged,
    /// Somebody was taken out of a service.
    MemberRemoved,
    /// A service was opened.
    ServiceCreated,
    /// A service's name, organisation or branding changed.
    ServiceChanged,
    /// Going live was asked for.
    GoLiveRequested,
    /// Going live was granted or refused.
    GoLiveDecided,
    /// An account's settings changed.
    SettingsChanged,
    /// PSP credentials were entered or switched.
    CredentialsChanged,
    /// A webhook endpoint was registered or changed, or told something again.
    WebhookChanged,
    /// An API key was made.
    KeyCreated,
    /// An API key was renamed.
    KeyRenamed,
    /// An API key was revoked.
    KeyRevoked,
    /// A refund was made, or asked of a colleague.
    RefundRequested,
    /// A colleague agreed to a refund, or did not.
    RefundDecided,
    /// A payment was cancelled.
    PaymentCancelled,
    /// Transactions were taken away in a file.
    Exported,
    /// A paying user's details were looked at.
    PersonalDataSeen,
    /// A platform administrator entered a service.
    ServiceEntered,
    /// A platform administrator looked for payments over all services.
    PaymentsLookedUp,
    /// A service's payments were stopped, or no longer are.
    ServiceDisabled,
    /// A piece of work was run again.
    WorkRerun,
}

impl Action {
    /// The action's name in records.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::SignedIn => "Signed in",
            Self::SignInRefused => "Sign-in refused",
            Self::SignedOut => "Signed out",
            Self::LockedOut => "Locked out",
            Self::StaffCreated => "Person added",
            Self::StaffUnlocked => "Person unlocked",
            Self::StaffDisabled => "Person shut out or let in",
            Self::PasswordSet => "Password set",
            Self::ResetRequested => "Password reset asked for",
            Self::SecondFactorChanged => "Second factor changed",
            Self::RecoveryCodes => "Recovery codes made or used",
            Self::Invited => "Colleague invited",
            Self::InvitationWithdrawn => "Invitation withdrawn",
            Self::Joined => "Joined the service",
            Self::RoleChanged => "Role changed",
            Self::MemberRemoved => "Colleague removed",
            Self::ServiceCreated => "Service created",
            Self::ServiceChanged => "Service details changed",
            Self::GoLiveRequested => "Going live asked for",
            Self::GoLiveDecided => "Going live decided",
            Self::SettingsChanged => "Settings changed",
            Self::CredentialsChanged => "PSP credentials changed",
            Self::WebhookChanged => "Webhook changed",
            Self::KeyCreated => "API key created",
            Self::KeyRenamed => "API key renamed",
            Self::KeyRevoked => "API key revoked",
            Self::RefundRequested => "Refund made or asked for",
            Self::RefundDecided => "Refund approved or declined",
            Self::PaymentCancelled => "Payment cancelled",
            Self::Exported => "Transactions exported",
            Self::PersonalDataSeen => "Personal data seen",
            Self::ServiceEntered => "Service entered by the platform",
            Self::PaymentsLookedUp => "Payments looked up by the platform",
            Self::ServiceDisabled => "Service stopped or started",
            Self::WorkRerun => "Work run again",
        }
    }
}
