//! Staff give money back, above a limit with a colleague's approval.
//!
//! What they believed was left guards the refund, so that a form sent twice, or two
//! colleagues at once, give money back once. The limit is on what one payment gets back
//! without approval, so that parts do not slip beneath it.

use domain::account::{GatewayAccount, Mode};
use domain::audit::{Action, Chain};
use domain::email::StaffMessage;
use domain::money::Amount;
use domain::payment::approval::APPROVAL_WITHIN;
use domain::payment::{ApprovalError, RefundError};
use domain::ports::{StoreError, UnitOfWork};
use domain::refund::Issuer;
use domain::staff::{Permission, StaffEmail, StaffMember};
use domain::work::{Work, WorkKind};
use domain::{Payment, PaymentId, RefundId, ServiceId};

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

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffRefunded {
    /// The refund began. Its work is the caller's to perform at once.
    Begun(BegunRefund),
    /// A colleague has to approve it. Its amount is kept back until then.
    AwaitsApproval(RefundId),
}

/// What a colleague decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundDecision {
    /// To give the money back.
    Approve,
    /// Not to.
    Decline,
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
    /// Nothing was decided.
    #[error(transparent)]
    Approval(ApprovalError),
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

impl From<ApprovalError> for StaffRefundError {
    fn from(error: ApprovalError) -> Self {
        match error {
            ApprovalError::Refused(refused) => Self::Refused(refused),
            ApprovalError::NoSuchApproval => Self::Access(AccessError::NotFound),
            ApprovalError::Over | ApprovalError::OwnRefund => Self::Approval(error),
        }
    }
}

impl Application {
    /// Begins a refund, or asks for a colleague's approval of it. `believed_available` is
    /// what the form said was left, in pence; `page` is where colleagues find the payment.
    #[expect(
        clippy::too_many_arguments,
        reason = "a form's fields, and where it stands"
    )]
    pub async fn staff_refund(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        payment: &str,
        refund: StaffRefund,
        believed_available: i64,
        page: &str,
    ) -> Result<StaffRefunded, StaffRefundError> {
        let permission = Permission::RefundPayments;
        let account = self.account_for(staff, service, mode, permission).await?;
        let id = payment_id(payment)?;
        let approvers = match account.approval_above {
            Some(_) => self.approvers(staff, &account).await?,
            None => Vec::new(),
        };
        let mut unit = self.ports.store.begin().await?;
        let mut payment = payment_of(unit.as_mut(), &account, &id).await?;
        if account.disabled {
            return Err(StaffRefundError::AccountDisabled);
        }
        let amount = match refund {
            StaffRefund::All => payment.amount_available(),
            StaffRefund::Part(amount) => amount,
        };
        let name = self.new_refund_id();
        let entry = refund_entry(staff, service, Action::RefundRequested, &id, &name, amount);
        let by = issuer(staff);
        let needs_approval = needs_approval(&account, &payment, amount);
        if needs_approval {
            payment.ask_approval(name.clone(), amount, by, believed_available, staff.at)?;
        } else {
            payment.issue_refund(name.clone(), amount, by, believed_available, staff.at)?;
        }
        if amount == Amount::ZERO {
            return Err(StaffRefundError::Nothing);
        }
        if !needs_approval {
            let begun = self
                .begin_refund(unit.as_mut(), &mut payment, name, staff.at)
                .await?;
            self.record(unit.as_mut(), entry).await?;
            unit.commit().await?;
            return Ok(StaffRefunded::Begun(begun));
        }
        unit.payments().save(&mut payment).await?;
        let lapse = WorkKind::LapseApproval(id.clone(), name.clone());
        let due_at = staff.at.plus(APPROVAL_WITHIN);
        let work = Work::due(self.new_work_id(), lapse, due_at);
        unit.work().schedule(&work).await?;
        self.record(unit.as_mut(), entry.with("approval", "asked for"))
            .await?;
        for colleague in &approvers {
            let message = StaffMessage::ApprovalAsked {
                service: account.service_name.clone(),
                by: staff.member.email.clone(),
                link: page.to_owned(),
            };
            self.tell(unit.as_mut(), colleague, message, staff.at)
                .await?;
        }
        unit.commit().await?;
        Ok(StaffRefunded::AwaitsApproval(name))
    }

    /// Decides about a refund that waits for approval. Nobody approves their own; who
    /// asked may take it back. The work that is answered, if any, is the caller's to
    /// perform at once.
    pub async fn staff_decide_refund(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        payment: &str,
        refund: &str,
        decision: RefundDecision,
    ) -> Result<Option<BegunRefund>, StaffRefundError> {
        let see = Permission::SeeTransactions;
        let account = self.account_for(staff, service, mode, see).await?;
        let id = payment_id(payment)?;
        let refund = RefundId::parse(refund).ok_or(AccessError::NotFound)?;
        let mut unit = self.ports.store.begin().await?;
        let mut payment = payment_of(unit.as_mut(), &account, &id).await?;
        let approval = payment.approval(&refund).ok_or(AccessError::NotFound)?;
        let takes_back =
            decision == RefundDecision::Decline && approval.asked_by.staff == staff.member.id;
        if !takes_back {
            staff
                .may(Permission::ApproveRefunds, service, mode)
                .map_err(AccessError::from)?;
        }
        let action = Action::RefundDecided;
        let entry = refund_entry(staff, service, action, &id, &refund, approval.amount);
        let begun = match decision {
            RefundDecision::Approve => {
                if account.disabled {
                    return Err(StaffRefundError::AccountDisabled);
                }
                payment.approve_refund(&refund, issuer(staff), staff.at)?;
                let begun = self
                    .begin_refund(unit.as_mut(), &mut payment, refund, staff.at)
                    .await?;
                self.record(unit.as_mut(), entry.with("decision", "approved"))
                    .await?;
                Some(begun)
            }
            RefundDecision::Decline => {
                payment.decline_refund(&refund, issuer(staff), staff.at)?;
                unit.payments().save(&mut payment).await?;
                let word = if takes_back { "taken back" } else { "declined" };
                self.record(unit.as_mut(), entry.with("decision", word))
                    .await?;
                None
            }
        };
        unit.commit().await?;
        Ok(begun)
    }

    /// The payments of a service's account of which a refund waits for approval, longest
    /// first.
    pub async fn staff_awaiting_approval(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
    ) -> Result<Vec<Payment>, AccessError> {
        let see = Permission::SeeTransactions;
        let account = self.account_for(staff, service, mode, see).await?;
        let waiting = self.ports.queries.awaiting_approval(&account.id).await?;
        let sees_people = staff
            .may(Permission::SeePersonalData, service, mode)
            .is_ok();
        if sees_people {
            return Ok(waiting);
        }
        Ok(waiting.into_iter().map(Payment::anonymous).collect())
    }

    /// The colleagues who may approve a refund of somebody's.
    async fn approvers(
        &self,
        staff: &Staff,
        account: &GatewayAccount,
    ) -> Result<Vec<StaffEmail>, StoreError> {
        let team = self.ports.queries.team(&account.service).await?;
        let approves = |colleague: &StaffMember| {
            let role = colleague.role_in(&account.service);
            let may = role.is_some_and(|role| role.may(Permission::ApproveRefunds, account.mode));
            may && colleague.id != staff.member.id && !colleague.disabled
        };
        let approvers = team.into_iter().filter(approves);
        Ok(approvers.map(|colleague| colleague.email).collect())
    }
}

/// Whether so much more may not be given back of the payment by one person alone.
pub fn needs_approval(account: &GatewayAccount, payment: &Payment, amount: Amount) -> bool {
    account.approval_above.is_some_and(|limit| {
        payment
            .amount_refunded_alone()
            .saturating_add(amount.minor())
            > limit.minor()
    })
}

async fn payment_of(
    unit: &mut dyn UnitOfWork,
    account: &GatewayAccount,
    id: &PaymentId,
) -> Result<Payment, StaffRefundError> {
    let payment = unit.payments().get(id).await?;
    let payment = payment.filter(|payment| payment.account == account.id);
    Ok(payment.ok_or(AccessError::NotFound)?)
}

fn issuer(staff: &Staff) -> Issuer {
    Issuer {
        staff: staff.member.id.clone(),
        email: staff.member.email.as_str().to_owned(),
    }
}

fn refund_entry(
    staff: &Staff,
    service: &ServiceId,
    action: Action,
    payment: &PaymentId,
    refund: &RefundId,
    amount: Amount,
) -> Entry {
    Entry::of(staff, Chain::Service(service.clone()), action)
        .to(payment.as_str())
        .with("refund", refund.as_str())
        .with("amount", &amount.minor().to_string())
}
