//! What members of staff are told.

use crate::staff::{Role, StaffEmail};

/// What a member of staff is told.
#[derive(Clone, PartialEq, Eq)]
pub enum StaffMessage {
    /// They are invited to a service.
    Invitation {
        /// The service's name.
        service: String,
        /// As what.
        role: Role,
        /// By whom.
        by: Option<StaffEmail>,
        /// The link to accept it.
        link: String,
    },
    /// They, or somebody else, asked for a link to set a new password.
    PasswordReset {
        /// The link.
        link: String,
    },
    /// They, or somebody else, asked to register with their address.
    Registration {
        /// The link to go on.
        link: String,
    },
    /// The same, but somebody has the address already.
    RegisteredAlready,
    /// Their password was changed.
    PasswordChanged,
    /// Their second factor was changed.
    SecondFactorChanged,
    /// Nobody gets in with their address any more until somebody unlocks it.
    LockedOut,
    /// A colleague asks them, or anybody else who may, to approve a refund.
    ApprovalAsked {
        /// The service's name.
        service: String,
        /// By whom.
        by: StaffEmail,
        /// The page that shows it.
        link: String,
    },
    /// A platform administrator has decided whether their service may go live.
    GoLiveDecided {
        /// The service's name.
        service: String,
        /// Why not, if not.
        refused: Option<String>,
    },
    /// A webhook endpoint of their service is told nothing more, since it failed for too
    /// long or said that it is gone.
    WebhookDisabled {
        /// The service's name.
        service: String,
        /// What the service calls the endpoint.
        endpoint: String,
        /// Whether it said that it is gone.
        is_gone: bool,
    },
}

impl StaffMessage {
    /// The link in it, if it has one. Whoever has the link can do what it is for.
    pub fn link(&self) -> Option<&str> {
        match self {
            Self::Invitation { link, .. }
            | Self::PasswordReset { link }
            | Self::Registration { link }
            | Self::ApprovalAsked { link, .. } => Some(link),
            Self::RegisteredAlready
            | Self::PasswordChanged
            | Self::SecondFactorChanged
            | Self::LockedOut
            | Self::GoLiveDecided { .. }
            | Self::WebhookDisabled { .. } => None,
        }
    }

    /// The same message with another link, where it has one.
    #[must_use]
    pub fn with_link(mut self, other: String) -> Self {
        match &mut self {
            Self::Invitation { link, .. }
            | Self::PasswordReset { link }
            | Self::Registration { link }
            | Self::ApprovalAsked { link, .. } => *link = other,
            Self::RegisteredAlready
            | Self::PasswordChanged
            | Self::SecondFactorChanged
            | Self::LockedOut
            | Self::GoLiveDecided { .. }
            | Self::WebhookDisabled { .. } => {}
        }
        self
    }
}

impl std::fmt::Debug for StaffMessage {
    /// Links are secrets: they do not print.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Invitation { .. } => "Invitation(…)",
            Self::PasswordReset { .. } => "PasswordReset(…)",
            Self::Registration { .. } => "Registration(…)",
            Self::RegisteredAlready => "RegisteredAlready",
            Self::PasswordChanged => "PasswordChanged",
            Self::SecondFactorChanged => "SecondFactorChanged",
            Self::LockedOut => "LockedOut",
            Self::ApprovalAsked { .. } => "ApprovalAsked(…)",
            Self::GoLiveDecided { .. } => "GoLiveDecided",
            Self::WebhookDisabled { .. } => "WebhookDisabled",
        })
    }
}
