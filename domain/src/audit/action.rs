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
}
