//! The parts of the platform's pages, and the ways between them.

use strum::IntoEnumIterator;

/// A part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub(crate) enum Part {
    Overview,
    Services,
    People,
    Payments,
    Work,
    Emails,
    Record,
}

impl Part {
    /// Every part, in order.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Overview => "platform-overview",
            Self::Services => "platform-services",
            Self::People => "platform-people",
            Self::Payments => "platform-payments",
            Self::Work => "platform-work",
            Self::Emails => "platform-emails",
            Self::Record => "platform-record",
        }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Services => "Services",
            Self::People => "People",
            Self::Payments => "Payments",
            Self::Work => "Stuck work",
            Self::Emails => "E-mails",
            Self::Record => "Record",
        }
    }

    pub(crate) fn href(self) -> &'static str {
        match self {
            Self::Overview => "/admin/platform",
            Self::Services => "/admin/platform/services",
            Self::People => "/admin/platform/people",
            Self::Payments => "/admin/platform/payments",
            Self::Work => "/admin/platform/work",
            Self::Emails => "/admin/platform/emails",
            Self::Record => "/admin/platform/record",
        }
    }
}
