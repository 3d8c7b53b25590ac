//! The events of a unit that are to be handed on.

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::StoreError;
use domain::ports::repositories::{Events, StoredEvent};

use super::Unit;
use crate::data::EventRow;
use crate::shared::Row;

#[async_trait]
impl Events for Unit {
    async fn undispatched(&mut self, limit: u64) -> Result<Vec<StoredEvent>, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        self.hold(Row::Undispatched).await;
        Ok(self.look(|inner, changes| {
            let mut waiting: Vec<StoredEvent> = changes
                .events
                .rows(&inner.data.events)
                .filter(|row| row.dispatched_at.is_none())
                .map(|row| row.stored.clone())
                .collect();
            waiting.sort_by_key(|stored| stored.sequence);
            waiting.truncate(limit);
            waiting
        }))
    }

    async fn dispatched(
        &mut self,
        events: &[StoredEvent],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for stored in events {
            let row = EventRow {
                stored: stored.clone(),
                dispatched_at: Some(now),
            };
            self.changes.events.put(stored.sequence, row);
        }
        Ok(())
    }
}
