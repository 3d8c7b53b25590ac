//! Sandbox mode's outbox: every e-mail as whoever it is for would read it.
//!
//! For people who build services, in English alone, and for their test suites. As on
//! the sandbox's page there is no session: whoever reaches the sandbox reads its
//! e-mails, their links included. In production none of these addresses exists.

pub(crate) mod email;
pub(crate) mod letter;
pub(crate) mod list;
pub(crate) mod listing;
mod newest;
mod shown;
