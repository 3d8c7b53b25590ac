//! A way out for e-mails that keeps what it was handed, and can be told to refuse.

use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use domain::email::{EmailContent, Letter, OutgoingEmail, Receipt};
use domain::ports::Mailer;
use domain::ports::emails::MailError;

use crate::gate::Gate;
use crate::shared::OpenUnits;

/// E-mails, kept to be looked at.
///
/// # Panics
///
/// Sending panics when the task that sends has a unit of work open: a slow server would
/// hold the unit, and its rows, for as long as it likes.
#[derive(Debug)]
pub struct MemoryMailer {
    open_units: OpenUnits,
    post: Mutex<Post>,
    gate: Gate,
}

/// What happens to e-mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailMishap {
    /// Another time they may be taken.
    NotNow,
    /// They never will be.
    Never,
    /// They are taken, but not before [`MemoryMailer::release`].
    Stall,
}

#[derive(Debug, Default)]
struct Post {
    sent: Vec<OutgoingEmail>,
    mishap: Option<MailMishap>,
}

impl MemoryMailer {
    /// A way out that watches these units.
    pub fn new(open_units: OpenUnits) -> Self {
        Self {
            open_units,
            post: Mutex::default(),
            gate: Gate::default(),
        }
    }

    /// Every e-mail that was taken, oldest first, links open.
    pub fn sent(&self) -> Vec<OutgoingEmail> {
        self.post().sent.clone()
    }

    /// Makes this happen to every further e-mail, or nothing any more.
    pub fn fail(&self, mishap: Option<MailMishap>) {
        self.post().mishap = mishap;
    }

    /// How many e-mails [`MailMishap::Stall`] holds back.
    pub fn stalled(&self) -> usize {
        self.gate.waiting()
    }

    /// Takes all e-mails that [`MailMishap::Stall`] holds back.
    pub fn release(&self) {
        self.gate.open();
    }

    fn post(&self) -> MutexGuard<'_, Post> {
        self.post.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[expect(
        clippy::panic,
        reason = "a fake tells the test, not the code under test, that the code is wrong"
    )]
    async fn refuse_open_units(&self) {
        if self.open_units.any_of_this_task().await {
            panic!("an e-mail was sent while a unit of work is open");
        }
    }
}

#[async_trait]
impl Mailer for MemoryMailer {
    fn letter(&self, email: &OutgoingEmail) -> Letter {
        let (subject, text) = match &email.content {
            EmailContent::Staff(message) => {
                let link = message.link().unwrap_or_default();
                (format!("{message:?}"), link.to_owned())
            }
            EmailContent::PaymentConfirmed(receipt) => {
                ("PaymentConfirmed".to_owned(), plainly(receipt))
            }
            EmailContent::RefundIssued(receipt) => ("RefundIssued".to_owned(), plainly(receipt)),
        };
        Letter {
            subject,
            html: format!("<pre>{text}</pre>"),
            text,
        }
    }

    async fn send(&self, email: &OutgoingEmail) -> Result<(), MailError> {
        self.refuse_open_units().await;
        let mishap = self.post().mishap;
        match mishap {
            Some(MailMishap::NotNow) => return Err(MailError::NotNow("busy on purpose".into())),
            Some(MailMishap::Never) => return Err(MailError::Never("refused on purpose".into())),
            Some(MailMishap::Stall) => self.gate.wait().await,
            None => {}
        }
        self.post().sent.push(email.clone());
        Ok(())
    }
}

/// What a receipt says, a line for each part.
fn plainly(receipt: &Receipt) -> String {
    let parts = [
        Some(format!("{:?}", receipt.language)),
        Some(receipt.service.clone()),
        Some(receipt.reference.clone()),
        Some(receipt.description.clone()),
        Some(format!("amount {}", receipt.amount.minor())),
        receipt
            .surcharge
            .map(|surcharge| format!("surcharge {}", surcharge.minor())),
        Some(receipt.created_at.as_millis().to_string()),
        receipt.paragraph.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
