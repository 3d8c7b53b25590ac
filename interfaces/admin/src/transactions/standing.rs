//! Where a payment stands, in six words for people.

use domain::payment::Status;
use strum::IntoEnumIterator;

/// What people call a status.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Standing {
    InProgress,
    Success,
    Declined,
    TimedOut,
    Cancelled,
    Error,
}

impl Standing {
    /// What people call this status.
    pub(crate) fn of(status: Status) -> Self {
        match status {
            Status::Created | Status::Started | Status::Submitted | Status::Capturable => {
                Self::InProgress
            }
            Status::Success => Self::Success,
            Status::Declined => Self::Declined,
            Status::Expired => Self::TimedOut,
            Status::CancelledByPayingUser | Status::CancelledByService => Self::Cancelled,
            Status::Error => Self::Error,
        }
    }

    /// The word in addresses.
    pub(crate) fn word(self) -> &'static str {
        self.into()
    }

    /// The words on pages.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::InProgress => "In progress",
            Self::Success => "Success",
            Self::Declined => "Declined",
            Self::TimedOut => "Timed out",
            Self::Cancelled => "Cancelled",
            Self::Error => "Error",
        }
    }

    /// How its tag looks, beside its words.
    pub(crate) fn look(self) -> &'static str {
        match self {
            Self::InProgress => "wait",
            Self::Success => "good",
            Self::Declined | Self::Error => "bad",
            Self::TimedOut | Self::Cancelled => "plain",
        }
    }

    /// Every status that goes by these words.
    pub(crate) fn statuses(self) -> impl Iterator<Item = Status> {
        Status::iter().filter(move |status| Self::of(*status) == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_goes_by_exactly_one_of_the_words() {
        let all: Vec<Status> = Standing::iter().flat_map(Standing::statuses).collect();

        assert_eq!(all.len(), Status::iter().count());
        assert_eq!(Standing::InProgress.statuses().count(), 4);
        assert_eq!("timed_out".parse(), Ok(Standing::TimedOut));
    }
}
