//! The record is searched: by platform administrators in full, by a service's people
//! where it is theirs.

use domain::ServiceId;
use domain::audit::{Chain, Link};
use domain::ports::queries::{AuditSearch, Page};
use domain::staff::Permission;

use super::PlatformError;
use crate::Application;
use crate::staff::Staff;
use crate::staff::services::AccessError;

/// How many links one page of the record has.
pub const LINKS_A_PAGE: u64 = 50;

impl Application {
    /// One page of a service's record, newest first.
    pub async fn staff_record(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mut search: AuditSearch,
    ) -> Result<Page<Link>, AccessError> {
        staff.may_in_service(Permission::SeeAudit, service)?;
        search.chain = Some(Chain::Service(service.clone()));
        self.links(search).await
    }

    /// One page of everybody's record, newest first.
    pub async fn platform_record(
        &self,
        staff: &Staff,
        search: AuditSearch,
    ) -> Result<Page<Link>, PlatformError> {
        staff.looks_after_the_platform()?;
        Ok(self.links(search).await?)
    }

    async fn links(&self, mut search: AuditSearch) -> Result<Page<Link>, AccessError> {
        search.sheet.display_size = LINKS_A_PAGE;
        Ok(self.ports.queries.search_audit(&search).await?)
    }
}
