//! Platform administrators find any payment, and see what lies behind it: never who
//! pays.

use domain::account::{GatewayAccount, Service};
use domain::audit::{Action, Chain};
use domain::operation::{Exchange, Operation};
use domain::payment::Event;
use domain::ports::queries::PaymentLookup;
use domain::work::Work;
use domain::{Payment, PaymentId};

use super::PlatformError;
use crate::Application;
use crate::staff::Staff;
use crate::staff::record::Entry;
use crate::staff::services::AccessError;

/// A payment that was found, without who pays it.
#[derive(Clone, Debug)]
pub struct PlatformPayment {
    /// The payment.
    pub payment: Payment,
    /// Its account.
    pub account: GatewayAccount,
}

/// What lies behind a payment.
#[derive(Clone, Debug)]
pub struct PaymentInside {
    /// The payment, without who pays it.
    pub payment: Payment,
    /// Its account.
    pub account: GatewayAccount,
    /// Its service.
    pub service: Service,
    /// What happened to it, oldest first.
    pub events: Vec<Event>,
    /// What was asked of PSPs, oldest first.
    pub operations: Vec<Operation>,
    /// What was said between us and PSPs, oldest first.
    pub exchanges: Vec<Exchange>,
    /// What is to be done about it.
    pub work: Vec<Work>,
}

impl Application {
    /// Payments of any service. That somebody looked, and for what, is written down.
    pub async fn platform_payments(
        &self,
        staff: &Staff,
        lookup: &PaymentLookup,
    ) -> Result<Vec<PlatformPayment>, PlatformError> {
        staff.looks_after_the_platform()?;
        if lookup.name.is_none() && lookup.service.is_none() {
            return Ok(Vec::new());
        }
        let mut entry = Entry::of(staff, Chain::Platform, Action::PaymentsLookedUp);
        if let Some(name) = &lookup.name {
            entry = entry.to(name);
        }
        if let Some(service) = &lookup.service {
            entry = entry.with("service", service.as_str());
        }
        let mut unit = self.ports.store.begin().await?;
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        let mut found = Vec::new();
        for payment in self.ports.queries.find_payments(lookup).await? {
            let account = self.ports.queries.account(&payment.account).await?;
            found.push(PlatformPayment {
                account: account.ok_or(AccessError::NotFound)?,
                payment: payment.anonymous(),
            });
        }
        Ok(found)
    }

    /// What lies behind a payment, for a platform administrator who has entered its
    /// service.
    pub async fn platform_payment(
        &self,
        staff: &Staff,
        id: &str,
    ) -> Result<PaymentInside, PlatformError> {
        staff.looks_after_the_platform()?;
        let id = PaymentId::parse(id).ok_or(AccessError::NotFound)?;
        let queries = &self.ports.queries;
        let payment = queries.any_payment(&id).await?;
        let payment = payment.ok_or(AccessError::NotFound)?;
        let account = queries.account(&payment.account).await?;
        let account = account.ok_or(AccessError::NotFound)?;
        let service = queries.service(&account.service).await?;
        let service = service.ok_or(AccessError::NotFound)?;
        if staff.standing_in(&service.id).is_none() {
            return Err(PlatformError::NotEntered(Box::new(service)));
        }
        Ok(PaymentInside {
            events: queries.events(&account.id, &id).await?.unwrap_or_default(),
            operations: queries.operations(&id).await?,
            exchanges: queries.exchanges(&id).await?,
            work: queries.work_of(&id).await?,
            payment: payment.anonymous(),
            account,
            service,
        })
    }
}
