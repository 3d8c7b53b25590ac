//! A service asks to take real money, and a platform administrator decides.

use domain::account::{GatewayAccount, GoingLive, Mode, Provider, Service};
use domain::audit::{Action, Chain};
use domain::email::StaffMessage;
use domain::ports::StoreError;
use domain::staff::{Permission, Role};
use domain::{AccountId, ServiceId};

use super::Staff;
use super::record::{Entry, short};
use super::services::AccessError;
use crate::Application;

/// What a platform administrator decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoLiveDecision {
    /// The service gets a live account.
    Grant,
    /// It does not, for this reason.
    Refuse(String),
}

/// Why a service neither asked nor went live.
#[derive(Debug, thiserror::Error)]
pub enum GoLiveError {
    /// They do not get to it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The organisation's details come first.
    #[error("the organisation's details are missing")]
    NoOrganisation,
    /// The agreement was not accepted.
    #[error("the agreement was not accepted")]
    NotAgreed,
    /// No money moves at the sandbox.
    #[error("the sandbox takes no real money")]
    NotAtSandboxPsp,
    /// It was asked, or granted, before; or there is nothing to decide.
    #[error("there is nothing to ask or decide")]
    NotNow,
    /// A refusal says why.
    #[error("a refusal needs a reason")]
    NoReason,
    /// In sandbox mode no money may move.
    #[error("sandbox mode has no live accounts")]
    InSandbox,
}

impl From<StoreError> for GoLiveError {
    fn from(error: StoreError) -> Self {
        Self::Access(error.into())
    }
}

impl Application {
    /// Asks for a service to go live.
    pub async fn ask_to_go_live(
        &self,
        staff: &Staff,
        service: &ServiceId,
        provider: Provider,
        agreed: bool,
    ) -> Result<Service, GoLiveError> {
        staff
            .may_in_service(Permission::ChangeService, service)
            .map_err(AccessError::from)?;
        if provider == Provider::Sandbox {
            return Err(GoLiveError::NotAtSandboxPsp);
        }
        if !agreed {
            return Err(GoLiveError::NotAgreed);
        }
        let mut unit = self.ports.store.begin().await?;
        let found = unit.accounts().service(service).await?;
        let mut found = found.ok_or(AccessError::NotFound)?;
        if !found.may_ask_to_go_live() {
            return Err(match found.organisation {
                None => GoLiveError::NoOrganisation,
                Some(_) => GoLiveError::NotNow,
            });
        }
        found.going_live = GoingLive::Asked {
            by: staff.member.email.as_str().to_owned(),
            at: staff.at,
            provider,
        };
        unit.accounts().save_service(&mut found).await?;
        let chain = Chain::Service(service.clone());
        let entry = Entry::of(staff, chain, Action::GoLiveRequested)
            .with("provider", provider.word())
            .with("agreement", "accepted");
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(found)
    }

    /// Decides whether a service goes live. One that does gets a live account at the PSP
    /// it asked for, without credentials, unless the operator has opened one for it.
    pub async fn decide_going_live(
        &self,
        staff: &Staff,
        service: &ServiceId,
        decision: GoLiveDecision,
    ) -> Result<Option<GatewayAccount>, GoLiveError> {
        staff
            .looks_after_the_platform()
            .map_err(AccessError::from)?;
        let team = self.ports.queries.team(service).await?;
        let mut unit = self.ports.store.begin().await?;
        let found = unit.accounts().service(service).await?;
        let mut found = found.ok_or(AccessError::NotFound)?;
        let GoingLive::Asked { by, provider, .. } = found.going_live.clone() else {
            return Err(GoLiveError::NotNow);
        };
        let chain = Chain::Service(service.clone());
        let entry = Entry::of(staff, chain, Action::GoLiveDecided);
        let (entry, account, refused) = match decision {
            GoLiveDecision::Grant => {
                if self.ports.sandbox.is_some() {
                    return Err(GoLiveError::InSandbox);
                }
                let account = match self.live_account(service).await? {
                    Some(opened_by_the_operator) => opened_by_the_operator,
                    None => {
                        let id = AccountId::from_random(self.random());
                        let mut account =
                            GatewayAccount::open(id, &found, Mode::Live, provider, staff.at);
                        unit.accounts().add_account(&mut account).await?;
                        account
                    }
                };
                found.going_live = GoingLive::Granted { at: staff.at };
                let entry = entry.to(account.id.as_str()).with("decision", "granted");
                let provider = account.provider.word();
                (entry.with("provider", provider), Some(account), None)
            }
            GoLiveDecision::Refuse(reason) => {
                let reason = short(&reason);
                if reason.is_empty() {
                    return Err(GoLiveError::NoReason);
                }
                found.going_live = GoingLive::Refused {
                    reason: reason.clone(),
                    at: staff.at,
                };
                let entry = entry.because(&reason).with("decision", "refused");
                (entry, None, Some(reason))
            }
        };
        unit.accounts().save_service(&mut found).await?;
        self.record(unit.as_mut(), entry).await?;
        for admin in team {
            let is_admin = admin.role_in(service) == Some(Role::ServiceAdmin);
            if is_admin || admin.email.as_str() == by {
                let message = StaffMessage::GoLiveDecided {
                    service: found.name.to_string(),
                    refused: refused.clone(),
                };
                self.tell(unit.as_mut(), &admin.email, message, staff.at)
                    .await?;
            }
        }
        unit.commit().await?;
        Ok(account)
    }

    async fn live_account(
        &self,
        service: &ServiceId,
    ) -> Result<Option<GatewayAccount>, StoreError> {
        let accounts = self.ports.queries.accounts_of(service).await?;
        Ok(accounts
            .into_iter()
            .find(|account| account.mode == Mode::Live))
    }
}
