//! Staff look at payments, and end those that nobody has finished.

use domain::account::{GatewayAccount, Mode};
use domain::audit::{Action, Chain};
use domain::payment::Event;
use domain::payment::state::CancelledBy;
use domain::ports::StoreError;
use domain::ports::queries::{Page, PaymentSearch};
use domain::staff::Permission;
use domain::work::Work;
use domain::{Payment, ServiceId};

use super::Staff;
use super::record::Entry;
use super::services::{AccessError, payment_id};
use crate::Application;
use crate::payments::cancel::CancelPaymentError;

/// How many transactions one page of the list has.
pub const TRANSACTIONS_A_PAGE: u64 = 20;

/// A payment in full.
#[derive(Clone, Debug)]
pub struct Transaction {
    /// The account it was made in.
    pub account: GatewayAccount,
    /// The payment, without what the viewer may not see.
    pub payment: Payment,
    /// What happened to it, oldest first.
    pub events: Vec<Event>,
    /// What the viewer may do with it.
    pub permitted: Permitted,
}

/// What somebody may do with a payment, as far as their role goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permitted {
    /// See who paid.
    pub personal_data: bool,
    /// Give money back.
    pub refund: bool,
    /// End it.
    pub cancel: bool,
}

/// Why a payment was not cancelled.
#[derive(Debug, thiserror::Error)]
pub enum StaffCancelError {
    /// They do not get to it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// It is past cancelling, or changed at the same moment.
    #[error("the payment can no longer be cancelled")]
    TooLate,
}

impl From<StoreError> for StaffCancelError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::TooLate,
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::Access(error.into()),
        }
    }
}

impl Application {
    /// One page of the payments of a service's account that match, newest first.
    /// Nobody searches for people whom they may not see.
    pub async fn staff_transactions(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        mut search: PaymentSearch,
    ) -> Result<Page<Payment>, AccessError> {
        let see = Permission::SeeTransactions;
        let account = self.account_for(staff, service, mode, see).await?;
        let sees_people = staff
            .may(Permission::SeePersonalData, service, mode)
            .is_ok();
        if !sees_people {
            search.email = None;
            search.cardholder_name = None;
        }
        search.sheet.display_size = TRANSACTIONS_A_PAGE;
        let mut page = self.ports.queries.search(&account.id, &search).await?;
        if !sees_people {
            page.items = page.items.into_iter().map(Payment::anonymous).collect();
        }
        Ok(page)
    }

    /// A payment of a service's account in full. That somebody looked at the paying
    /// user's details is written down.
    pub async fn staff_transaction(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        payment: &str,
    ) -> Result<Transaction, AccessError> {
        let see = Permission::SeeTransactions;
        let account = self.account_for(staff, service, mode, see).await?;
        let id = payment_id(payment)?;
        let queries = &self.ports.queries;
        let payment = queries.payment(&account.id, &id).await?;
        let mut payment = payment.ok_or(AccessError::NotFound)?;
        let events = queries.events(&account.id, &id).await?;
        let may = |permission| staff.may(permission, service, mode).is_ok();
        let permitted = Permitted {
            personal_data: may(Permission::SeePersonalData),
            refund: may(Permission::RefundPayments),
            cancel: may(Permission::CancelPayments),
        };
        if !permitted.personal_data {
            payment = payment.anonymous();
        } else if payment.holds_personal_data() {
            let chain = Chain::Service(service.clone());
            let entry = Entry::of(staff, chain, Action::PersonalDataSeen).to(id.as_str());
            let mut unit = self.ports.store.begin().await?;
            self.record(unit.as_mut(), entry).await?;
            unit.commit().await?;
        }
        Ok(Transaction {
            account,
            payment,
            events: events.unwrap_or_default(),
            permitted,
        })
    }

    /// Cancels an unfinished payment, as its service would. The work that is answered,
    /// if any, is the caller's to perform at once.
    pub async fn staff_cancel(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        payment: &str,
    ) -> Result<Option<Work>, StaffCancelError> {
        let cancel = Permission::CancelPayments;
        let account = self.account_for(staff, service, mode, cancel).await?;
        let id = payment_id(payment)?;
        let mut unit = self.ports.store.begin().await?;
        let payment = unit.payments().get(&id).await?;
        let mut payment = payment
            .filter(|payment| payment.account == account.id)
            .ok_or(AccessError::NotFound)?;
        if payment.status().finished() {
            return Err(StaffCancelError::TooLate);
        }
        let ended = self
            .end_payment(unit.as_mut(), &mut payment, CancelledBy::Service, staff.at)
            .await;
        let work = match ended {
            Ok(work) => work,
            Err(CancelPaymentError::NotFound) => return Err(AccessError::NotFound.into()),
            Err(CancelPaymentError::TooLate | CancelPaymentError::Race) => {
                return Err(StaffCancelError::TooLate);
            }
            Err(CancelPaymentError::Store(error)) => return Err(error.into()),
        };
        let chain = Chain::Service(service.clone());
        let entry = Entry::of(staff, chain, Action::PaymentCancelled).to(id.as_str());
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(work)
    }
}
