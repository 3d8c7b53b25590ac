//! Hands events on to those who want to know.
//!
//! Nothing subscribes yet, so an event is handed on by marking it.

use domain::ports::StoreError;
use domain::work::{DISPATCH_EVERY, Handled};

use crate::Application;

/// How many events one unit hands on.
pub const DISPATCH_BATCH_MAX: u64 = 500;

impl Application {
    pub(super) async fn dispatch_events(&self) -> Result<Handled, StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let events = unit.events().undispatched(DISPATCH_BATCH_MAX).await?;
        if events.is_empty() {
            return Ok(Handled::LookAgain(now.plus(DISPATCH_EVERY)));
        }
        unit.events().dispatched(&events, now).await?;
        unit.commit().await?;
        let full = u64::try_from(events.len()).unwrap_or(u64::MAX) >= DISPATCH_BATCH_MAX;
        Ok(Handled::LookAgain(if full {
            now
        } else {
            now.plus(DISPATCH_EVERY)
        }))
    }
}
