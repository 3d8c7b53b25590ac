//! Sandbox mode's outbox: every e-mail as whoever it is for would read it. None is sent.

use domain::EmailId;
use domain::email::{Letter, OutgoingEmail};
use domain::ports::queries::{EmailSearch, Page, Sheet};

use super::SandboxError;
use crate::Application;

/// How many e-mails one page of the outbox has.
pub const OUTBOX_PAGE: u64 = 20;

/// An e-mail in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InOutbox {
    /// The e-mail.
    pub email: OutgoingEmail,
    /// How it reads, its link open.
    pub letter: Letter,
}

impl Application {
    /// One page of the outbox, newest first; pages count from 1.
    pub async fn outbox(&self, page: u64) -> Result<Page<InOutbox>, SandboxError> {
        self.sandbox()?;
        let search = EmailSearch {
            state: None,
            sheet: Sheet {
                page,
                display_size: OUTBOX_PAGE,
            },
        };
        let found = self.ports.queries.emails(&search).await?;
        Ok(Page {
            items: found.items.into_iter().map(|e| self.in_outbox(e)).collect(),
            total: found.total,
        })
    }

    /// One e-mail of the outbox; `None` where there is none of this name.
    pub async fn outbox_email(&self, id: &str) -> Result<Option<InOutbox>, SandboxError> {
        self.sandbox()?;
        let Some(id) = EmailId::parse(id) else {
            return Ok(None);
        };
        let found = self.ports.queries.email(&id).await?;
        Ok(found.map(|email| self.in_outbox(email)))
    }

    /// One whose link cannot be opened any more is shown with the link as it rests.
    fn in_outbox(&self, email: OutgoingEmail) -> InOutbox {
        let open = self.with_open_link(&email);
        let letter = self.ports.mailer.letter(open.as_ref().unwrap_or(&email));
        InOutbox { email, letter }
    }
}
