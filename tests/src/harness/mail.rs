//! What a server's people are told, heard on its way out.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use application::Ports;
use async_trait::async_trait;
use domain::email::{EmailContent, Letter, OutgoingEmail, StaffMessage};
use domain::ports::Mailer;
use domain::ports::emails::MailError;

use super::Server;

/// How long an e-mail may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// The pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Every e-mail that a way out has taken, oldest first, links open.
#[derive(Clone, Debug, Default)]
pub(super) struct Heard(Arc<Mutex<Vec<OutgoingEmail>>>);

impl Heard {
    /// The same ports, with e-mails kept to be looked at when they are sent.
    pub(super) fn listening(&self, ports: Ports) -> Ports {
        Ports {
            mailer: Arc::new(Overheard {
                mailer: ports.mailer,
                heard: self.clone(),
            }),
            ..ports
        }
    }

    fn emails(&self) -> MutexGuard<'_, Vec<OutgoingEmail>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Overheard {
    mailer: Arc<dyn Mailer>,
    heard: Heard,
}

#[async_trait]
impl Mailer for Overheard {
    fn letter(&self, email: &OutgoingEmail) -> Letter {
        self.mailer.letter(email)
    }

    async fn send(&self, email: &OutgoingEmail) -> Result<(), MailError> {
        self.mailer.send(email).await?;
        self.heard.emails().push(email.clone());
        Ok(())
    }
}

impl Server {
    /// Every e-mail that was sent, oldest first, links open.
    pub fn emails(&self) -> Vec<OutgoingEmail> {
        self.heard.emails().clone()
    }

    /// What is wanted of the newest message to this member of staff that has it. Nobody is
    /// kept waiting for e-mails, so it may come a little later.
    ///
    /// # Panics
    ///
    /// When it does not come.
    pub async fn told<T>(&self, staff: &str, wanted: impl Fn(&StaffMessage) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let emails = self.emails();
            let messages = emails.iter().rev().filter(|email| email.to == staff);
            let mut found = messages.filter_map(|email| match &email.content {
                EmailContent::Staff(message) => wanted(message),
                EmailContent::PaymentConfirmed(_) | EmailContent::RefundIssued(_) => None,
            });
            if let Some(found) = found.next() {
                return found;
            }
            assert!(Instant::now() < deadline, "{staff} was told {emails:?}");
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}
