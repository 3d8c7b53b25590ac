//! The services somebody belongs to, and the way to everything in them.
//!
//! Whatever belongs to a service is reached through it: to others it does not exist.

use domain::account::{GatewayAccount, Mode, Service};
use domain::ports::StoreError;
use domain::staff::{Permission, Role};
use domain::{PaymentId, ServiceId};

use super::{Forbidden, Staff};
use crate::Application;

/// A service, and what somebody is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyService {
    /// The service.
    pub service: Service,
    /// What they are.
    pub role: Role,
    /// Its accounts, oldest first.
    pub accounts: Vec<GatewayAccount>,
}

/// Why somebody does not get to something.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// There is no such thing, for them.
    #[error("there is no such thing")]
    NotFound,
    /// What they are in the service does not permit it.
    #[error("the role does not permit it")]
    NotPermitted(Permission),
    /// It could not be read.
    #[error("it could not be read")]
    Store(#[from] StoreError),
}

impl From<Forbidden> for AccessError {
    fn from(forbidden: Forbidden) -> Self {
        match forbidden {
            Forbidden::NotAMember => Self::NotFound,
            Forbidden::NotPermitted(permission) => Self::NotPermitted(permission),
        }
    }
}

impl Application {
    /// The services somebody belongs to, by name.
    pub async fn my_services(&self, staff: &Staff) -> Result<Vec<MyService>, StoreError> {
        let mut mine = Vec::new();
        for membership in &staff.member.memberships {
            let queries = &self.ports.queries;
            let Some(service) = queries.service(&membership.service).await? else {
                continue;
            };
            mine.push(MyService {
                accounts: queries.accounts_of(&service.id).await?,
                role: membership.role,
                service,
            });
        }
        mine.sort_by(|a, b| a.service.name.cmp(&b.service.name));
        Ok(mine)
    }

    /// A service of theirs, whatever text names it.
    pub async fn my_service(&self, staff: &Staff, id: &str) -> Result<MyService, AccessError> {
        let id = ServiceId::parse(id).ok_or(AccessError::NotFound)?;
        let role = staff.member.role_in(&id).ok_or(AccessError::NotFound)?;
        let queries = &self.ports.queries;
        let service = queries.service(&id).await?.ok_or(AccessError::NotFound)?;
        Ok(MyService {
            accounts: queries.accounts_of(&id).await?,
            role,
            service,
        })
    }

    /// A service's account of this mode, for somebody who may do this in it.
    pub async fn account_for(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        permission: Permission,
    ) -> Result<GatewayAccount, AccessError> {
        staff.may(permission, service, mode)?;
        let accounts = self.ports.queries.accounts_of(service).await?;
        let account = accounts.into_iter().find(|account| account.mode == mode);
        account.ok_or(AccessError::NotFound)
    }
}

/// Reads a payment's id; what is none names nothing.
pub(crate) fn payment_id(text: &str) -> Result<PaymentId, AccessError> {
    PaymentId::parse(text).ok_or(AccessError::NotFound)
}
