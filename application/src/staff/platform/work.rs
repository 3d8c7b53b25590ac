//! Platform administrators see work that is stuck, and have it run again.

use std::time::Duration;

use domain::audit::{Action, Chain};
use domain::ports::queries::FOUND_MAX;
use domain::work::Work;

use super::{PlatformError, reason_of};
use crate::Application;
use crate::staff::Staff;
use crate::staff::record::Entry;
use crate::staff::services::AccessError;

/// Work that is due for so long is stuck.
pub const STUCK_AFTER: Duration = Duration::from_secs(5 * 60);

impl Application {
    /// Work that is stuck, longest due first.
    pub async fn stuck_work(&self, staff: &Staff) -> Result<Vec<Work>, PlatformError> {
        staff.looks_after_the_platform()?;
        let before = staff.at.minus(STUCK_AFTER);
        Ok(self.ports.queries.stuck_work(before, FOUND_MAX).await?)
    }

    /// One piece of work.
    pub async fn platform_work(&self, staff: &Staff, work: &str) -> Result<Work, PlatformError> {
        staff.looks_after_the_platform()?;
        let id = domain::WorkId::parse(work).ok_or(AccessError::NotFound)?;
        let found = self.ports.queries.work(&id).await?;
        Ok(found.ok_or(AccessError::NotFound)?)
    }

    /// Makes a piece of work due now, for the next worker. One in a worker's hands stays
    /// there until its lease ends.
    pub async fn rerun_work(
        &self,
        staff: &Staff,
        work: &str,
        reason: &str,
    ) -> Result<Work, PlatformError> {
        staff.looks_after_the_platform()?;
        let reason = reason_of(reason)?;
        let found = self.platform_work(staff, work).await?;
        let mut unit = self.ports.store.begin().await?;
        let again = Work::due(self.new_work_id(), found.kind.clone(), staff.at);
        unit.work().schedule(&again).await?;
        let kind: &str = found.kind.name().into();
        let entry = Entry::of(staff, Chain::Platform, Action::WorkRerun)
            .because(&reason)
            .to(found
                .kind
                .payment()
                .map_or(found.id.as_str(), |payment| payment.as_str()))
            .with("work", kind);
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(found)
    }
}
