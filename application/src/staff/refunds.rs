//! Staff give money back.
//!
//! What they believed was left guards the refund, so that a form sent twice, or two
//! colleagues at once, give money back once.

use domain::ServiceId;
use domain::account::Mode;
use domain::audit::{Action, Chain};
use domain::money::Amount;
use domain::payment::RefundError;
use domain::ports::StoreError;
use domain::staff::Permission;

use super::Staff;
use super::record::Entry;
use super::services::{AccessError, payment_id};
use crate::Application;
use crate::refunds::create::BegunRefund;

/// What is to be given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffRefund {
    /// All that is left.
    All,
    /// This much.
    Part(Amount),
}

/// Why there is no refund.
#[derive(Debug, thiserror::Error)]
pub enum StaffRefundError {
    /// They do not get to it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// Payments and refunds of the account are stopped.
    #[error("the account is disabled")]
    AccountDisabled,
    /// Nothing, or less than nothing.
    #[error("the refund is over nothing")]
    Nothing,
    /// The payment does not permit it.
    #[error(transparent)]
    Refused(#[from] RefundError),
}

impl From<StoreError> for StaffRefundError {
    fn from(error: StoreError) -> Self {
        match error {
            // Somebody else changed the payment at the same moment.
            StoreError::Stale => Self::Refused(RefundError::Mismatch),
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::Access(error.into()),
        }
    }
}

impl Application {
    /// Begins a refund; `believed_available` is what the form said was left, in pence.
    /// The work that is answered is the caller's to perform at once.
    pub async fn staff_refund(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        payment: &str,
        refund: StaffRefund,
        believed_available: i64,
    ) -> Result<BegunRefund, StaffRefundError> {
        let permission = Permission::RefundPayments;
        let account = self.account_for(staff, service, mode, permission).await?;
        let id = payment_id(payment)?;
        let now = staff.at;
        let mut unit = self.ports.store.begin().await?;
        let payment = unit.payments().get(&id).await?;
        let mut payment = payment
            .filter(|payment| payment.account == account.id)
            .ok_or(AccessError::NotFound)?;
        if account.disabled {
            return Err(StaffRefundError::AccountDisabled);
        }
        let amount = match refund {
            StaffRefund::All => payment.amount_available(),
            StaffRefund::Part(amount) => amount,
        };
        let name = self.new_refund_id();
        payment.request_refund(name.clone(), amount, Some(believed_available), now)?;
        if amount == Amount::ZERO {
            return Err(StaffRefundError::Nothing);
        }
        let begun = self
            .begin_refund(unit.as_mut(), &mut payment, name.clone(), now)
            .await?;
        let chain = Chain::Service(service.clone());
        let entry = Entry::of(staff, chain, Action::RefundRequested)
            .to(id.as_str())
            .with("refund", name.as_str())
            .with("amount", &amount.minor().to_string());
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(begun)
    }
}
