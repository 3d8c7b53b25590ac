//! The services somebody belongs to, and the way to everything in them.
//!
//! Whatever belongs to a service is reached through it: to others it does not exist.

use domain::account::service::ServiceNameError;
use domain::account::{GatewayAccount, Mode, Provider, Service, ServiceName};
use domain::audit::{Action, Chain};
use domain::ports::StoreError;
use domain::staff::{Permission, Role, Standing};
use domain::{AccountId, PaymentId, ServiceId};

use super::record::Entry;
use super::{Forbidden, Staff};
use crate::Application;

/// A service, and what somebody is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyService {
    /// The service.
    pub service: Service,
    /// What they are.
    pub standing: Standing,
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

/// Why a service was not created.
#[derive(Debug, thiserror::Error)]
pub enum CreateServiceError {
    /// The name may not be one.
    #[error("the name may not be one")]
    Name(ServiceNameError),
    /// The Welsh name may not be one.
    #[error("the Welsh name may not be one")]
    WelshName(ServiceNameError),
    /// They belong to [`SERVICES_MAX`] services.
    #[error("nobody belongs to more than {SERVICES_MAX} services")]
    TooMany,
    /// It could not be stored.
    #[error("the service could not be stored")]
    Store(#[from] StoreError),
}

/// How many services one person may belong to and still create another.
pub const SERVICES_MAX: usize = 100;

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
                standing: Standing::Member(membership.role),
                service,
            });
        }
        mine.sort_by(|a, b| a.service.name.cmp(&b.service.name));
        Ok(mine)
    }

    /// A service of theirs, whatever text names it.
    pub async fn my_service(&self, staff: &Staff, id: &str) -> Result<MyService, AccessError> {
        let id = ServiceId::parse(id).ok_or(AccessError::NotFound)?;
        let standing = staff.standing_in(&id).ok_or(AccessError::NotFound)?;
        let queries = &self.ports.queries;
        let service = queries.service(&id).await?.ok_or(AccessError::NotFound)?;
        Ok(MyService {
            accounts: queries.accounts_of(&id).await?,
            standing,
            service,
        })
    }

    /// Creates a service with a test account, and makes whoever asks its admin.
    pub async fn create_service(
        &self,
        staff: &Staff,
        name: &str,
        welsh_name: &str,
    ) -> Result<Service, CreateServiceError> {
        let name = ServiceName::parse(name).map_err(CreateServiceError::Name)?;
        let welsh_name = match welsh_name.trim() {
            "" => None,
            text => Some(ServiceName::parse(text).map_err(CreateServiceError::WelshName)?),
        };
        if staff.member.memberships.len() >= SERVICES_MAX {
            return Err(CreateServiceError::TooMany);
        }
        let mut service = Service::new(ServiceId::from_random(self.random()), name, staff.at);
        service.welsh_name = welsh_name;
        let id = AccountId::from_random(self.random());
        let mut account =
            GatewayAccount::open(id, &service, Mode::Test, Provider::Sandbox, staff.at);
        let mut unit = self.ports.store.begin().await?;
        unit.accounts().add_service(&mut service).await?;
        unit.accounts().add_account(&mut account).await?;
        let member = unit.staff().get(&staff.member.id).await?;
        if let Some(mut member) = member {
            member.join(service.id.clone(), Role::ServiceAdmin);
            unit.staff().save(&mut member).await?;
        }
        let chain = Chain::Service(service.id.clone());
        let entry = Entry::of(staff, chain, Action::ServiceCreated).to(service.name.as_str());
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(service)
    }

    /// The accounts of this mode of all services in which they may do this.
    pub(crate) async fn my_accounts(
        &self,
        staff: &Staff,
        mode: Mode,
        permission: Permission,
    ) -> Result<Vec<GatewayAccount>, StoreError> {
        let mut mine = Vec::new();
        for membership in &staff.member.memberships {
            if membership.role.may(permission, mode) {
                let accounts = self.ports.queries.accounts_of(&membership.service).await?;
                mine.extend(accounts.into_iter().filter(|account| account.mode == mode));
            }
        }
        Ok(mine)
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
