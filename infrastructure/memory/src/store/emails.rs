//! The e-mails of a unit.

use async_trait::async_trait;
use domain::email::{EmailState, OutgoingEmail};
use domain::ports::StoreError;
use domain::ports::emails::Emails;
use domain::{EmailId, Timestamp};

use super::Unit;
use crate::shared::Row;

#[async_trait]
impl Emails for Unit {
    async fn add(&mut self, email: &OutgoingEmail) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let below = &inner.data.emails;
            if changes.emails.get(below, &email.id).is_some() {
                return Err(StoreError::Stale);
            }
            changes.emails.put(email.id.clone(), email.clone());
            Ok(())
        })
    }

    async fn get(&mut self, id: &EmailId) -> Result<Option<OutgoingEmail>, StoreError> {
        Ok(self.look(|inner, changes| changes.emails.get(&inner.data.emails, id).cloned()))
    }

    async fn save(&mut self, email: &OutgoingEmail) -> Result<(), StoreError> {
        self.hold(Row::Email(email.id.clone())).await;
        self.look(|inner, changes| {
            let present = changes.emails.get(&inner.data.emails, &email.id).cloned();
            if let Some(present) = present {
                let saved = OutgoingEmail {
                    state: email.state,
                    attempts: email.attempts,
                    last_failure: email.last_failure.clone(),
                    ..present
                };
                changes.emails.put(saved.id.clone(), saved);
            }
        });
        Ok(())
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        let unit = self.id;
        Ok(self.look(|inner, changes| {
            let mut old: Vec<(Timestamp, EmailId)> = changes
                .emails
                .rows(&inner.data.emails)
                .filter(|email| email.written_at < before && email.state != EmailState::Waiting)
                .map(|email| (email.written_at, email.id.clone()))
                .collect();
            old.sort();
            let mut removed = 0;
            for (_, id) in old {
                if removed < limit && inner.try_hold(&Row::Email(id.clone()), unit) {
                    changes.emails.remove(id);
                    removed += 1;
                }
            }
            removed
        }))
    }
}
