//! A second person's approval of a refund by staff.
//!
//! What waits for approval is no refund yet, but holds its amount, so that it is there
//! when somebody approves. It lives inside the payment, whose version guards the sum.

use std::time::Duration;

use strum::IntoStaticStr;

use super::Payment;
use super::event::Change;
use super::refunding::RefundError;
use crate::money::Amount;
use crate::refund::Issuer;
use crate::{RefundId, Timestamp};

/// How long a refund waits for approval.
pub const APPROVAL_WITHIN: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// A refund that somebody asked a colleague to approve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The name that the refund has once it is approved.
    pub refund: RefundId,
    /// How much.
    pub amount: Amount,
    /// Who asked.
    pub asked_by: Issuer,
    /// When.
    pub asked_at: Timestamp,
    /// What came of it, when, and by whom; nobody, where it lapsed.
    pub decision: Option<Decided>,
}

/// What came of an [`Approval`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// How it ended.
    pub outcome: ApprovalOutcome,
    /// When.
    pub at: Timestamp,
    /// By whom; nobody, where it lapsed.
    pub by: Option<Issuer>,
}

/// How an [`Approval`] ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum ApprovalOutcome {
    /// A colleague approved, and the refund began.
    Approved,
    /// A colleague did not, or who asked thought better of it.
    Declined,
    /// Nobody decided in time.
    Lapsed,
}

/// Why nothing was decided. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalError {
    /// Nothing of this name was asked.
    #[error("the payment has no such refund to approve")]
    NoSuchApproval,
    /// It was decided, or it lapsed.
    #[error("the refund no longer waits for approval")]
    Over,
    /// Nobody approves their own.
    #[error("nobody approves their own refund")]
    OwnRefund,
    /// The payment does not permit the refund any more.
    #[error(transparent)]
    Refused(#[from] RefundError),
}

impl Approval {
    /// When it lapses if nobody decides.
    pub fn lapses_at(&self) -> Timestamp {
        self.asked_at.plus(APPROVAL_WITHIN)
    }

    /// Whether it can still be decided.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.decision.is_none() && now < self.lapses_at()
    }

    /// Whether its amount is kept back from other refunds.
    pub fn holds_its_amount(&self) -> bool {
        self.decision.is_none()
    }
}

impl ApprovalOutcome {
    /// The word in records.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl Payment {
    /// Asks for a colleague's approval of a refund, guarded by what the caller believes
    /// is left.
    pub fn ask_approval(
        &mut self,
        refund: RefundId,
        amount: Amount,
        asked_by: Issuer,
        believed_available: i64,
        now: Timestamp,
    ) -> Result<(), RefundError> {
        self.permit_refund(amount, Some(believed_available))?;
        self.data.approvals.push(Approval {
            refund: refund.clone(),
            amount,
            asked_by,
            asked_at: now,
            decision: None,
        });
        self.record(Change::ApprovalAsked { refund, amount }, now);
        Ok(())
    }

    /// Approves a refund, and begins it.
    pub fn approve_refund(
        &mut self,
        refund: &RefundId,
        by: Issuer,
        now: Timestamp,
    ) -> Result<(), ApprovalError> {
        let approval = self.approval(refund).ok_or(ApprovalError::NoSuchApproval)?;
        if !approval.is_open(now) {
            return Err(ApprovalError::Over);
        }
        if approval.asked_by.staff == by.staff {
            return Err(ApprovalError::OwnRefund);
        }
        if self.is_disputed() {
            return Err(RefundError::Disputed.into());
        }
        // The amount was kept back for it, so nothing else can stand in its way.
        let (amount, asked_by) = (approval.amount, approval.asked_by.clone());
        self.decide(refund, ApprovalOutcome::Approved, Some(by), now);
        self.begin_refund(refund.clone(), amount, Some(asked_by), now);
        Ok(())
    }

    /// Turns a refund down. Who asked for it may do so too.
    pub fn decline_refund(
        &mut self,
        refund: &RefundId,
        by: Issuer,
        now: Timestamp,
    ) -> Result<(), ApprovalError> {
        let approval = self.approval(refund).ok_or(ApprovalError::NoSuchApproval)?;
        if !approval.is_open(now) {
            return Err(ApprovalError::Over);
        }
        self.decide(refund, ApprovalOutcome::Declined, Some(by), now);
        Ok(())
    }

    /// Gives up waiting for approval, if the time has come; says whether it has.
    pub fn lapse_refund(&mut self, refund: &RefundId, now: Timestamp) -> bool {
        let lapses = self
            .approval(refund)
            .is_some_and(|approval| approval.decision.is_none() && approval.lapses_at() <= now);
        if lapses {
            self.decide(refund, ApprovalOutcome::Lapsed, None, now);
        }
        lapses
    }

    /// The refund of this name that somebody asked to be approved.
    pub fn approval(&self, refund: &RefundId) -> Option<&Approval> {
        let named = |approval: &&Approval| approval.refund == *refund;
        self.data.approvals.iter().find(named)
    }

    /// What waits for approval, in pence.
    pub fn amount_awaiting_approval(&self) -> i64 {
        let waiting = self.data.approvals.iter();
        let waiting = waiting.filter(|approval| approval.holds_its_amount());
        Amount::sum(waiting.map(|approval| approval.amount))
    }

    /// What staff gave back of the payment without anybody's approval, in pence. What
    /// failed does not count.
    pub fn amount_refunded_alone(&self) -> i64 {
        let approved = |refund: &RefundId| self.approval(refund).is_some();
        let alone = self.data.refunds.iter().filter(|refund| {
            refund.issued_by.is_some() && refund.holds_its_amount() && !approved(&refund.id)
        });
        Amount::sum(alone.map(|refund| refund.amount))
    }

    fn decide(
        &mut self,
        refund: &RefundId,
        outcome: ApprovalOutcome,
        by: Option<Issuer>,
        now: Timestamp,
    ) {
        let mut approvals = self.data.approvals.iter_mut();
        let Some(approval) = approvals.find(|approval| approval.refund == *refund) else {
            return;
        };
        approval.decision = Some(Decided {
            outcome,
            at: now,
            by,
        });
        let amount = approval.amount;
        self.record(
            Change::ApprovalDecided {
                refund: refund.clone(),
                amount,
                outcome,
            },
            now,
        );
    }
}
