//! What an outcome's page looks like, and the class by which tests know it. The
//! words are in `text`.

use super::Outcome;

/// The looks of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Face {
    /// The class by which integrators' tests know the page.
    pub(crate) class: &'static str,
    /// Whether the first paragraph carries the id `errorMsg`.
    pub(crate) error_message: bool,
    pub(crate) sign: Sign,
}

/// The picture above the heading. It says nothing that the words do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A tick.
    Done,
    /// An exclamation mark.
    Refused,
    /// A bar.
    Stopped,
    /// A clock.
    Open,
}

/// The looks of an outcome's page.
pub(crate) fn of(outcome: Outcome) -> Face {
    match outcome {
        Outcome::InProgress(_) => face("in-progress", Sign::Open),
        Outcome::Processing | Outcome::Paid => face("successful", Sign::Done),
        Outcome::CaptureFailed => face("capture-failure", Sign::Refused),
        Outcome::Declined => face("qa-payment-declined", Sign::Refused),
        Outcome::Failed => face("system-error", Sign::Refused),
        Outcome::Expired | Outcome::NoSession => face("session-expired", Sign::Stopped),
        Outcome::CancelledByPayingUser => face("user-cancel", Sign::Stopped),
        Outcome::CancelledByService => face("system-cancel", Sign::Stopped),
        Outcome::NotBegun
        | Outcome::ForeignForm
        | Outcome::NotFound
        | Outcome::RequestDenied
        | Outcome::Broken => Face {
            error_message: true,
            ..face("general-error", Sign::Refused)
        },
    }
}

const fn face(class: &'static str, sign: Sign) -> Face {
    Face {
        class,
        error_message: false,
        sign,
    }
}
