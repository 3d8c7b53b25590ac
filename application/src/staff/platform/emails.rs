//! Platform administrators see which e-mails were given up, and why.

use domain::email::{EmailStateName, OutgoingEmail};
use domain::ports::queries::{EmailSearch, Page, Sheet};

use super::PlatformError;
use crate::Application;
use crate::staff::Staff;

/// How many e-mails one page of the list has.
pub const FAILED_EMAILS_A_PAGE: u64 = 50;

impl Application {
    /// One page of the e-mails that were given up, newest first. Paying users' addresses
    /// are left out.
    pub async fn failed_emails(
        &self,
        staff: &Staff,
        page: u64,
    ) -> Result<Page<OutgoingEmail>, PlatformError> {
        staff.looks_after_the_platform()?;
        let search = EmailSearch {
            state: Some(EmailStateName::Failed),
            sheet: Sheet {
                page,
                display_size: FAILED_EMAILS_A_PAGE,
            },
        };
        let mut found = self.ports.queries.emails(&search).await?;
        for email in &mut found.items {
            if email.about.is_some() {
                email.to.clear();
            }
        }
        Ok(found)
    }
}
