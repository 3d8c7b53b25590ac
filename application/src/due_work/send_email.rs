//! Sends an e-mail, and tries again later when it is not taken.

use std::error::Error;

use domain::EmailId;
use domain::email::EmailState;
use domain::ports::StoreError;
use domain::ports::emails::MailError;
use domain::work::Handled;

use crate::Application;
use crate::in_flight::Receiver;

impl Application {
    pub(super) async fn perform_email(&self, id: &EmailId) -> Result<Handled, StoreError> {
        let slot = match self.in_flight.enter(Receiver::Mail) {
            Ok(slot) => slot,
            Err(pause) => return Ok(Handled::LookAgain(self.now().plus(pause))),
        };
        let email = self.ports.queries.email(id).await?;
        let Some(email) = email.filter(|email| email.state == EmailState::Waiting) else {
            return Ok(Handled::Finished);
        };
        let began = self.now();
        let sent = match self.with_open_link(&email) {
            Some(open) => self.ports.mailer.send(&open).await,
            None => Err(MailError::Never("its link cannot be opened".into())),
        };
        let now = self.now();
        slot.took(now.since(began));
        let mut unit = self.ports.store.begin().await?;
        let Some(mut email) = unit.emails().get(id).await? else {
            return Ok(Handled::Finished);
        };
        let again = match sent {
            Ok(()) => {
                email.sent(now);
                None
            }
            Err(error) => {
                let (reason, forever) = match &error {
                    MailError::NotNow(reason) => (reason, false),
                    MailError::Never(reason) => (reason, true),
                };
                let again = email.refused(&reason.to_string(), forever, now);
                let error = &error as &dyn Error;
                tracing::warn!(email.id = %id, email.given_up = again.is_none(), error, "an e-mail was not taken");
                again
            }
        };
        unit.emails().save(&email).await?;
        unit.commit().await?;
        Ok(match again {
            Some(at) => Handled::LookAgain(at),
            None => Handled::Finished,
        })
    }
}
