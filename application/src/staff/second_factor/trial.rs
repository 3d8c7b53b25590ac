//! Somebody who has given their password is tried for their second factor, whichever it is.
//!
//! Wrong answers count, and too many are refused unread, before anybody looks whether the
//! next one is right.

use domain::audit::Action;
use domain::ports::{StoreError, UnitOfWork};
use domain::staff::session::Stage;
use domain::staff::{Admission, StaffMember};
use secrecy::SecretString;

use super::CodeError;
use crate::Application;
use crate::staff::record::Entry;
use crate::staff::session::{NewSession, SessionError};
use crate::staff::sign_in::SignInError;
use crate::staff::{Origin, Staff};

/// Somebody whose second factor is looked at, in the unit that takes it.
pub(in crate::staff) struct Trial<'a> {
    pub(in crate::staff) unit: Box<dyn UnitOfWork>,
    /// The session that waits for it.
    pub(in crate::staff) waiting: Staff,
    pub(in crate::staff) member: StaffMember,
    origin: &'a Origin,
}

impl Application {
    /// The person whose sign-in has come as far as this.
    pub(in crate::staff) async fn waiting(
        &self,
        browser: &SecretString,
        stage: Stage,
    ) -> Result<Staff, SessionError> {
        let staff = self.browser(browser).await?;
        if staff.session.stage == stage {
            Ok(staff)
        } else {
            Err(SessionError::Unfinished(staff.session.stage))
        }
    }

    /// Looks at somebody's second factor from now on, unless they have to wait or are
    /// locked out.
    pub(in crate::staff) async fn second_factor_of<'a>(
        &self,
        waiting: Staff,
        origin: &'a Origin,
    ) -> Result<Trial<'a>, CodeError> {
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().get(&waiting.member.id).await?;
        let member = member.ok_or(SessionError::Over)?;
        let refused = match member.wrong_codes.admission(waiting.at) {
            _ if member.disabled => SignInError::Locked,
            Admission::Open => {
                return Ok(Trial {
                    unit,
                    waiting,
                    member,
                    origin,
                });
            }
            Admission::Wait(until) => SignInError::Wait(until),
            Admission::Locked => SignInError::Locked,
        };
        self.record_refusal(unit.as_mut(), &member, &refused, origin)
            .await?;
        unit.commit().await?;
        Err(CodeError::Refused(refused))
    }

    /// Counts a wrong answer.
    pub(in crate::staff) async fn wrong_second_factor(
        &self,
        trial: Trial<'_>,
    ) -> Result<CodeError, StoreError> {
        let Trial {
            mut unit,
            waiting,
            mut member,
            origin,
        } = trial;
        member.wrong_codes.wrong(waiting.at);
        unit.staff().save(&mut member).await?;
        let admission = member.wrong_codes.admission(waiting.at);
        self.tell_if_locked(unit.as_mut(), &member, admission, waiting.at)
            .await?;
        self.record_refusal(unit.as_mut(), &member, &SignInError::Wrong, origin)
            .await?;
        unit.commit().await?;
        Ok(CodeError::Wrong)
    }

    /// Ends the session from before and begins the one that is signed in, so that a
    /// secret known before the second factor is worth nothing after it.
    pub(in crate::staff) async fn complete(
        &self,
        trial: &mut Trial<'_>,
        by: &str,
    ) -> Result<NewSession, StoreError> {
        let Trial {
            unit,
            waiting,
            member,
            origin,
        } = trial;
        member.wrong_codes.forget();
        member.signed_in_at = Some(waiting.at);
        unit.staff().save(member).await?;
        unit.sessions().end(&member.id, &waiting.session.id).await?;
        let entry = Entry::of_member(member, Action::SignedIn, waiting.at).from(origin);
        self.record(unit.as_mut(), entry.with("by", by)).await?;
        self.begin_session(unit.as_mut(), member, Stage::SignedIn, origin)
            .await
    }
}
