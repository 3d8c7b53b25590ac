//! Staff say what their service is called, whose it is, and how its payment pages look.

use domain::ServiceId;
use domain::account::organisation::{OrganisationPart, PartProblem, TypedOrganisation};
use domain::account::service::ServiceNameError;
use domain::account::{Branding, Organisation, Service, ServiceName};
use domain::audit::{Action, Chain};
use domain::ports::StoreError;
use domain::staff::Permission;

use super::Staff;
use super::record::Entry;
use super::services::AccessError;
use crate::Application;

/// Why a service was not changed.
#[derive(Debug, thiserror::Error)]
pub enum DetailsError {
    /// They do not get to it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The name may not be one.
    #[error("the name may not be one")]
    Name(ServiceNameError),
    /// The Welsh name may not be one.
    #[error("the Welsh name may not be one")]
    WelshName(ServiceNameError),
    /// Parts of the organisation are wrong.
    #[error("parts of the organisation are wrong")]
    Organisation(Vec<(OrganisationPart, PartProblem)>),
}

impl From<StoreError> for DetailsError {
    fn from(error: StoreError) -> Self {
        Self::Access(error.into())
    }
}

impl Application {
    /// Renames a service. A blank Welsh name takes the Welsh name away.
    pub async fn rename_service(
        &self,
        staff: &Staff,
        service: &ServiceId,
        name: &str,
        welsh_name: &str,
    ) -> Result<Service, DetailsError> {
        staff
            .may_in_service(Permission::ChangeService, service)
            .map_err(AccessError::from)?;
        let name = ServiceName::parse(name).map_err(DetailsError::Name)?;
        let welsh_name = match welsh_name.trim() {
            "" => None,
            text => Some(ServiceName::parse(text).map_err(DetailsError::WelshName)?),
        };
        let facts = [
            ("name", name.to_string()),
            (
                "Welsh name",
                welsh_name
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            ),
        ];
        self.change_service(staff, service, &facts, |service| {
            service.name = name;
            service.welsh_name = welsh_name;
        })
        .await
    }

    /// Says whose service it is.
    pub async fn set_organisation(
        &self,
        staff: &Staff,
        service: &ServiceId,
        typed: &TypedOrganisation,
    ) -> Result<Service, DetailsError> {
        staff
            .may_in_service(Permission::ChangeService, service)
            .map_err(AccessError::from)?;
        let organisation = Organisation::parse(typed).map_err(DetailsError::Organisation)?;
        let facts = [("organisation", organisation.name.clone())];
        self.change_service(staff, service, &facts, |service| {
            service.organisation = Some(organisation);
        })
        .await
    }

    /// Says how the service's payment pages look.
    pub async fn set_branding(
        &self,
        staff: &Staff,
        service: &ServiceId,
        branding: Branding,
    ) -> Result<Service, DetailsError> {
        staff
            .may_in_service(Permission::ChangeService, service)
            .map_err(AccessError::from)?;
        let word = |colour: Option<domain::account::Colour>| match colour {
            Some(colour) => colour.to_string(),
            None => "usual".to_owned(),
        };
        let facts = [
            ("header", word(branding.header)),
            ("button", word(branding.button)),
        ];
        self.change_service(staff, service, &facts, |service| {
            service.branding = branding
        })
        .await
    }

    async fn change_service(
        &self,
        staff: &Staff,
        id: &ServiceId,
        facts: &[(&str, String)],
        change: impl FnOnce(&mut Service),
    ) -> Result<Service, DetailsError> {
        let mut unit = self.ports.store.begin().await?;
        let service = unit.accounts().service(id).await?;
        let before = service.ok_or(AccessError::NotFound)?;
        let mut service = before.clone();
        change(&mut service);
        if service == before {
            return Ok(service);
        }
        unit.accounts().save_service(&mut service).await?;
        let chain = Chain::Service(id.clone());
        let mut entry = Entry::of(staff, chain, Action::ServiceChanged);
        for (name, value) in facts {
            entry = entry.with(name, value);
        }
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(service)
    }
}
