//! The words of the outcome pages.

use super::Outcome;

/// What a page says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    /// The start of the document's title.
    pub(crate) title: &'static str,
    pub(crate) heading: &'static str,
    /// One paragraph each; at least one.
    pub(crate) sentences: &'static [&'static str],
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

/// The words for an outcome.
pub(crate) fn of(outcome: Outcome) -> Text {
    match outcome {
        Outcome::InProgress(_) => page(
            "Payment not finished",
            "This payment is not finished",
            &[
                "You have begun this payment already. Carry on where you stopped, or cancel it and go back to the service.",
            ],
            "in-progress",
            Sign::Open,
        ),
        Outcome::Processing | Outcome::Paid => page(
            "Payment complete",
            "Your payment is complete",
            &["If something about it has to change, contact the service you paid."],
            "successful",
            Sign::Done,
        ),
        Outcome::CaptureFailed => page(
            "Payment not completed",
            "Your payment could not be completed",
            &["Your account has not been charged. Go back to the service to try again."],
            "capture-failure",
            Sign::Refused,
        ),
        Outcome::Declined => page(
            "Payment declined",
            "Your card was declined",
            &[
                "Your account has not been charged. Your bank can tell you why it said no; we are not told.",
                "To use another card, go back to the service and begin a new payment.",
            ],
            "qa-payment-declined",
            Sign::Refused,
        ),
        Outcome::Failed => page(
            "Payment failed",
            "Something went wrong with your payment",
            &[
                "The payment provider could not process it, and your account has not been charged. Go back to the service to try again.",
            ],
            "system-error",
            Sign::Refused,
        ),
        Outcome::Expired => page(
            "Payment timed out",
            "This payment has timed out",
            &[
                "It was not finished in time, so your account has not been charged. Go back to the service to begin again.",
            ],
            "session-expired",
            Sign::Stopped,
        ),
        Outcome::CancelledByPayingUser => page(
            "Payment cancelled",
            "You cancelled this payment",
            &["Your account has not been charged."],
            "user-cancel",
            Sign::Stopped,
        ),
        Outcome::CancelledByService => page(
            "Payment cancelled",
            "The service cancelled this payment",
            &["Your account has not been charged. The service can tell you more."],
            "system-cancel",
            Sign::Stopped,
        ),
        Outcome::NoSession => page(
            "Payment session ended",
            "This payment page can no longer be used",
            &[
                "Payment links work once, in one browser, for a limited time. You may have paid already, or waited too long.",
                "To continue, go back to the service where you began.",
            ],
            "session-expired",
            Sign::Stopped,
        ),
        Outcome::NotBegun => error(
            "There is a problem",
            "We cannot show that page",
            &["This payment has not reached this page yet."],
        ),
        Outcome::ForeignForm => error(
            "There is a problem",
            "We could not accept that form",
            &[
                "It did not come from the page open in this browser. Go back, reload the page, and try again.",
            ],
        ),
        Outcome::NotFound => error(
            "Page not found",
            "We cannot find that page",
            &["Check the address. If you were paying, go back to the service and begin again."],
        ),
        Outcome::RequestDenied => error(
            "Request refused",
            "We could not handle that request",
            &["Wait a little and try again."],
        ),
        Outcome::Broken => error(
            "There is a problem",
            "Something went wrong on our side",
            &[
                "Try again in a few minutes. Before you pay a second time, ask the service whether the first payment arrived.",
            ],
        ),
    }
}

/// What the way to the service says.
pub(super) fn leaving(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Processing | Outcome::Paid => "See your payment summary",
        Outcome::Declined => "Start again",
        Outcome::CancelledByPayingUser | Outcome::CancelledByService => "Continue",
        Outcome::InProgress(_)
        | Outcome::CaptureFailed
        | Outcome::Failed
        | Outcome::Expired
        | Outcome::NotBegun
        | Outcome::NoSession
        | Outcome::ForeignForm
        | Outcome::NotFound
        | Outcome::RequestDenied
        | Outcome::Broken => "Go back to the service",
    }
}

const fn page(
    title: &'static str,
    heading: &'static str,
    sentences: &'static [&'static str],
    class: &'static str,
    sign: Sign,
) -> Text {
    Text {
        title,
        heading,
        sentences,
        class,
        error_message: false,
        sign,
    }
}

const fn error(
    title: &'static str,
    heading: &'static str,
    sentences: &'static [&'static str],
) -> Text {
    Text {
        error_message: true,
        ..page(title, heading, sentences, "general-error", Sign::Refused)
    }
}
