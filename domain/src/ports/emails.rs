//! Where e-mails rest inside a unit of work, and the way out for them.

use async_trait::async_trait;

use super::{Source, StoreError};
use crate::email::{Letter, OutgoingEmail};
use crate::{EmailId, Timestamp};

/// E-mails.
#[async_trait]
pub trait Emails: Send {
    /// Adds an e-mail.
    async fn add(&mut self, email: &OutgoingEmail) -> Result<(), StoreError>;

    /// The e-mail of this name.
    async fn get(&mut self, id: &EmailId) -> Result<Option<OutgoingEmail>, StoreError>;

    /// Saves how an e-mail stands: its state, its attempts and its last failure. What it says
    /// never changes.
    async fn save(&mut self, email: &OutgoingEmail) -> Result<(), StoreError>;

    /// Removes up to `limit` e-mails written before `before` that are not waiting; says how
    /// many.
    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError>;
}

/// The way out for e-mails.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// The e-mail as it is read. Its link stands in it as it is.
    fn letter(&self, email: &OutgoingEmail) -> Letter;

    /// Hands an e-mail on, its link open. May be called again with the same e-mail, which
    /// then goes out under the same name.
    async fn send(&self, email: &OutgoingEmail) -> Result<(), MailError>;
}

/// An e-mail that was not handed on. What stands in the reasons is shown to staff.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// Another time it may be.
    #[error("the e-mail was not taken this time")]
    NotNow(#[source] Source),
    /// It never will be.
    #[error("the e-mail was refused")]
    Never(#[source] Source),
}
