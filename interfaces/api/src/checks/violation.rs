//! Why a request is refused before its use case is asked, and the sentences that say so.

use std::borrow::Cow;

/// The words of a request that the firewall would not have let through.
pub(crate) const BLOCKED: &str =
    "Request blocked by security rules. Please consult API documentation for more information.";

/// Why a request is refused before its use case is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Whether it answers 400 or 422.
    pub(crate) fault: Fault,
    /// The member or header to name, and which of the two it is.
    pub(crate) culprit: Culprit,
    /// The error code.
    pub(crate) code: &'static str,
    /// The exact words.
    pub(crate) description: Cow<'static, str>,
}

/// What kind of mistake it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The request cannot be understood: 400.
    Malformed,
    /// It can, and is not allowed: 422.
    NotAllowed,
}

/// What the answer points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Culprit {
    /// The member of this name.
    Field(&'static str),
    /// The header of this name.
    Header(&'static str),
    /// Nothing that the answer names.
    Unnamed,
}

/// A member is missing.
pub(super) fn missing(name: &str) -> String {
    format!("Missing mandatory attribute: {name}")
}

/// A member has a value that it may not have.
pub(super) fn invalid(name: &str, words: &str) -> String {
    format!("Invalid attribute value: {name}. {words}")
}

/// 400, a member does not go with others.
pub(super) fn unexpected(name: &str) -> Violation {
    Violation {
        fault: Fault::Malformed,
        culprit: Culprit::Unnamed,
        code: "P0104",
        description: format!("Unexpected attribute: {name}").into(),
    }
}

/// 400, as if a firewall had refused it.
pub(super) fn blocked() -> Violation {
    Violation {
        fault: Fault::Malformed,
        culprit: Culprit::Unnamed,
        code: "P0920",
        description: BLOCKED.into(),
    }
}

/// 422, found out where the answer can no longer name the member (as in GOV.UK Pay).
pub(super) fn unnamed(name: &str, words: &str) -> Violation {
    Violation {
        fault: Fault::NotAllowed,
        culprit: Culprit::Unnamed,
        code: "P0102",
        description: invalid(name, words).into(),
    }
}
