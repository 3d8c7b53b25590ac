//! E-mails on their way out: what they say, and the ways of sending them.
//!
//! The links in e-mails to staff are secrets: whoever has one may set a password. So they
//! stand in the e-mail alone, and never in a log or on a terminal.

mod letters;
mod not_set_up;
mod notify;
mod outbox;
mod reason;
mod smtp;
#[cfg(test)]
mod specimens;

pub use letters::Letters;
pub use not_set_up::NotSetUp;
pub use notify::{Notify, NotifySettingsError};
pub use outbox::Outbox;
pub use smtp::{Smtp, SmtpSettingsError};
