//! A cardholder's bank disputes a sandbox payment, as real banks do unasked.

use std::time::Duration;

use domain::dispute::{Dispute, DisputeError, DisputeReason, DisputeStatus};
use domain::id::ID_LENGTH;
use domain::money::Amount;
use domain::ports::StoreError;
use domain::{DisputeId, PaymentId};

use super::SandboxError;
use crate::Application;

/// How long a service has to answer.
pub const EVIDENCE_DUE_AFTER: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// What the sandbox charges for a dispute, in pence.
pub const DISPUTE_FEE_MINOR: i64 = 1_500;

/// A dispute to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDispute {
    /// The payment, as its service names it.
    pub payment: String,
    /// What the cardholder says.
    pub reason: DisputeReason,
    /// How much is disputed; all of the payment if nothing is said.
    pub amount: Option<Amount>,
}

/// Why a dispute was not opened or moved on.
#[derive(Debug, thiserror::Error)]
pub enum SandboxDisputeError {
    /// There is no such payment.
    #[error("there is no such payment")]
    NoSuchPayment,
    /// The payment does not permit it.
    #[error(transparent)]
    Refused(#[from] DisputeError),
    /// This is not sandbox mode, or it could not be stored.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
}

impl From<StoreError> for SandboxDisputeError {
    fn from(error: StoreError) -> Self {
        Self::Sandbox(error.into())
    }
}

impl Application {
    /// Opens a dispute about a captured payment.
    pub async fn open_dispute(&self, command: OpenDispute) -> Result<Dispute, SandboxDisputeError> {
        self.sandbox()?;
        let id = PaymentId::parse(&command.payment).ok_or(SandboxDisputeError::NoSuchPayment)?;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let payment = unit.payments().get(&id).await?;
        let mut payment = payment.ok_or(SandboxDisputeError::NoSuchPayment)?;
        let dispute = Dispute {
            id: DisputeId::from_random(self.random::<ID_LENGTH>()),
            amount: command.amount.unwrap_or_else(|| payment.total()),
            fee: Amount::from_minor(DISPUTE_FEE_MINOR).ok(),
            created_at: now,
            evidence_due_at: Some(now.plus(EVIDENCE_DUE_AFTER)),
            reason: command.reason,
            status: DisputeStatus::NeedsResponse,
            settled_on: None,
        };
        payment.open_dispute(dispute.clone(), now)?;
        unit.payments().save(&mut payment).await?;
        unit.commit().await?;
        Ok(dispute)
    }

    /// Moves a payment's dispute on: this one, or the one that is not decided if
    /// none is named.
    pub async fn move_dispute(
        &self,
        payment: &str,
        dispute: Option<&str>,
        status: DisputeStatus,
    ) -> Result<Dispute, SandboxDisputeError> {
        self.sandbox()?;
        let id = PaymentId::parse(payment).ok_or(SandboxDisputeError::NoSuchPayment)?;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let payment = unit.payments().get(&id).await?;
        let mut payment = payment.ok_or(SandboxDisputeError::NoSuchPayment)?;
        let undecided = |dispute: &&Dispute| {
            matches!(
                dispute.status,
                DisputeStatus::NeedsResponse | DisputeStatus::UnderReview
            )
        };
        let id = match dispute {
            Some(dispute) => DisputeId::parse(dispute),
            None => {
                let open = payment.disputes.iter().find(undecided);
                open.map(|dispute| dispute.id.clone())
            }
        };
        let id = id.ok_or(DisputeError::NoSuchDispute)?;
        payment.move_dispute(&id, status, now)?;
        let moved = payment.disputes.iter().find(|dispute| dispute.id == id);
        let moved = moved.cloned().ok_or(DisputeError::NoSuchDispute)?;
        unit.payments().save(&mut payment).await?;
        unit.commit().await?;
        Ok(moved)
    }
}
