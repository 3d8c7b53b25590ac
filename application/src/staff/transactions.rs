//! Staff look at payments, and end those that nobody has finished.

use domain::account::{GatewayAccount, Mode};
use domain::audit::{Action, Chain};
use domain::email::OutgoingEmail;
use domain::payment::Event;
use domain::payment::state::CancelledBy;
use domain::ports::StoreError;
use domain::ports::queries::{FoundTransaction, Page, TransactionSearch};
use domain::staff::Permission;
use domain::work::Work;
use domain::{AccountId, Payment, PaymentId, ServiceId};

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
    /// What its paying user was sent, oldest first, without the address where the viewer may
    /// not see it.
    pub emails: Vec<OutgoingEmail>,
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
    /// Agree to a colleague's refund.
    pub approve: bool,
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

/// What somebody sees of transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sight {
    sees_people: bool,
}

impl Sight {
    /// Nobody who pays.
    pub(crate) const NONE: Self = Self { sees_people: false };

    /// What they see in this service.
    pub(crate) fn in_service(staff: &Staff, service: &ServiceId, mode: Mode) -> Self {
        let sees_people = staff
            .may(Permission::SeePersonalData, service, mode)
            .is_ok();
        Self { sees_people }
    }

    /// What they see everywhere.
    pub(crate) fn least(sights: impl Iterator<Item = Self>) -> Self {
        let mut sights = sights;
        Self {
            sees_people: sights.all(|sight| sight.sees_people),
        }
    }

    /// Nobody searches for people whom they may not see.
    pub(crate) fn narrow(self, search: &mut TransactionSearch) {
        if !self.sees_people {
            search.email = None;
            search.cardholder_name = None;
        }
    }

    /// What they see of a transaction.
    pub(crate) fn of(self, found: FoundTransaction) -> FoundTransaction {
        if self.sees_people {
            return found;
        }
        FoundTransaction {
            payment: found.payment.anonymous(),
            part: found.part,
        }
    }
}

impl Transaction {
    fn anonymous(mut self) -> Self {
        for email in &mut self.emails {
            email.to.clear();
        }
        Self {
            payment: self.payment.anonymous(),
            ..self
        }
    }
}

impl Application {
    /// One page of the transactions of a service's account that match, newest first.
    pub async fn staff_transactions(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        search: TransactionSearch,
    ) -> Result<Page<FoundTransaction>, AccessError> {
        let see = Permission::SeeTransactions;
        let account = self.account_for(staff, service, mode, see).await?;
        let sight = Sight::in_service(staff, service, mode);
        self.seen(&[account.id], sight, search).await
    }

    /// The same over all services in which they see transactions, and the accounts of
    /// those. Paying users' details show only if they may see them everywhere.
    pub async fn staff_all_transactions(
        &self,
        staff: &Staff,
        mode: Mode,
        search: TransactionSearch,
    ) -> Result<(Page<FoundTransaction>, Vec<GatewayAccount>), AccessError> {
        let see = Permission::SeeTransactions;
        let accounts = self.my_accounts(staff, mode, see).await?;
        let of = |account: &GatewayAccount| Sight::in_service(staff, &account.service, mode);
        let sight = Sight::least(accounts.iter().map(of));
        let names: Vec<AccountId> = accounts.iter().map(|account| account.id.clone()).collect();
        Ok((self.seen(&names, sight, search).await?, accounts))
    }

    async fn seen(
        &self,
        accounts: &[AccountId],
        sight: Sight,
        mut search: TransactionSearch,
    ) -> Result<Page<FoundTransaction>, AccessError> {
        sight.narrow(&mut search);
        search.sheet.display_size = TRANSACTIONS_A_PAGE;
        let page = self.ports.queries.transactions(accounts, &search).await?;
        Ok(Page {
            items: page
                .items
                .into_iter()
                .map(|found| sight.of(found))
                .collect(),
            total: page.total,
        })
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
        let found = self.transaction(staff, service, mode, payment).await?;
        if !found.permitted.personal_data {
            return Ok(found.anonymous());
        }
        if found.payment.holds_personal_data() {
            self.note_look(staff, service, &found.payment.id).await?;
        }
        Ok(found)
    }

    /// Writes down that somebody looks at the details of who paid.
    pub(crate) async fn note_look(
        &self,
        staff: &Staff,
        service: &ServiceId,
        payment: &PaymentId,
    ) -> Result<(), StoreError> {
        let chain = Chain::Service(service.clone());
        let entry = Entry::of(staff, chain, Action::PersonalDataSeen).to(payment.as_str());
        let mut unit = self.ports.store.begin().await?;
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await
    }

    /// The same without who pays, for pages on which something is done with it.
    pub async fn staff_transaction_to_change(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        payment: &str,
    ) -> Result<Transaction, AccessError> {
        let found = self.transaction(staff, service, mode, payment).await?;
        Ok(found.anonymous())
    }

    async fn transaction(
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
        let events = queries.events(&account.id, &id).await?;
        let may = |permission| staff.may(permission, service, mode).is_ok();
        let payment = payment.ok_or(AccessError::NotFound)?;
        Ok(Transaction {
            account,
            emails: queries.emails_about(&payment.id).await?,
            payment,
            events: events.unwrap_or_default(),
            permitted: Permitted {
                personal_data: may(Permission::SeePersonalData),
                refund: may(Permission::RefundPayments),
                approve: may(Permission::ApproveRefunds),
                cancel: may(Permission::CancelPayments),
            },
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
