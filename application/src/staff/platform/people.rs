//! Platform administrators find people, shut them out, and let them in again.

use domain::StaffId;
use domain::audit::{Action, Chain};
use domain::staff::StaffMember;

use super::{PlatformError, reason_of};
use crate::Application;
use crate::staff::Staff;
use crate::staff::record::Entry;
use crate::staff::services::AccessError;

/// What a platform administrator does for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonChange {
    /// Shuts them out, in every browser.
    ShutOut,
    /// Lets them in again.
    LetIn,
    /// Lets them try again after too many wrong answers.
    Unlock,
    /// Takes away their authenticator app, passkeys and recovery codes, so that they set
    /// up a second factor anew.
    ResetSecondFactor,
}

impl Application {
    /// People whose address has this part.
    pub async fn platform_people(
        &self,
        staff: &Staff,
        email: &str,
    ) -> Result<Vec<StaffMember>, PlatformError> {
        staff.looks_after_the_platform()?;
        Ok(self.ports.queries.find_members(email.trim()).await?)
    }

    /// One person.
    pub async fn platform_person(
        &self,
        staff: &Staff,
        id: &str,
    ) -> Result<StaffMember, PlatformError> {
        staff.looks_after_the_platform()?;
        let id = StaffId::parse(id).ok_or(AccessError::NotFound)?;
        let member = self.ports.queries.member(&id).await?;
        Ok(member.ok_or(AccessError::NotFound)?)
    }

    /// Does something for a person, or to them, for a reason.
    pub async fn change_person(
        &self,
        staff: &Staff,
        id: &str,
        change: PersonChange,
        reason: &str,
    ) -> Result<StaffMember, PlatformError> {
        staff.looks_after_the_platform()?;
        let id = StaffId::parse(id).ok_or(AccessError::NotFound)?;
        let reason = reason_of(reason)?;
        if id == staff.member.id {
            return Err(PlatformError::Oneself);
        }
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().get(&id).await?;
        let mut member = member.ok_or(AccessError::NotFound)?;
        let (action, word) = match change {
            PersonChange::ShutOut => {
                member.disabled = true;
                unit.sessions().end_all(&id, None).await?;
                (Action::StaffDisabled, "shut out")
            }
            PersonChange::LetIn => {
                member.disabled = false;
                (Action::StaffDisabled, "let in")
            }
            PersonChange::Unlock => {
                member.unlock();
                (Action::StaffUnlocked, "unlocked")
            }
            PersonChange::ResetSecondFactor => {
                member.authenticator = None;
                member.passkeys.clear();
                member.recovery_codes.clear();
                unit.sessions().end_all(&id, None).await?;
                (Action::SecondFactorChanged, "taken away")
            }
        };
        unit.staff().save(&mut member).await?;
        let entry = Entry::of(staff, Chain::Platform, action)
            .to(member.email.as_str())
            .because(&reason)
            .with("done", word);
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(member)
    }
}
