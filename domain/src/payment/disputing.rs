//! Disputes about a payment, and the day its money was paid out.

use time::Date;

use super::event::Change;
use super::{Payment, PaymentState};
use crate::dispute::{Dispute, DisputeError, DisputeStatus};
use crate::refund::RefundStatus;
use crate::{Amount, DisputeId, Timestamp};

impl Payment {
    /// Opens a dispute about money that was taken.
    pub fn open_dispute(&mut self, dispute: Dispute, now: Timestamp) -> Result<(), DisputeError> {
        if !matches!(self.data.state, PaymentState::Captured(..)) {
            return Err(DisputeError::NotCaptured);
        }
        if dispute.amount == Amount::ZERO || dispute.amount > self.total() {
            return Err(DisputeError::Amount);
        }
        if self.is_disputed() {
            return Err(DisputeError::DisputedAlready);
        }
        self.record_dispute(&dispute, now);
        self.data.disputes.push(dispute);
        Ok(())
    }

    /// Moves a dispute on, or refuses and changes nothing.
    pub fn move_dispute(
        &mut self,
        id: &DisputeId,
        status: DisputeStatus,
        now: Timestamp,
    ) -> Result<(), DisputeError> {
        let dispute = self
            .data
            .disputes
            .iter_mut()
            .find(|dispute| dispute.id == *id)
            .ok_or(DisputeError::NoSuchDispute)?;
        if !dispute.status.may_become(status) {
            return Err(DisputeError::WrongStatus);
        }
        dispute.status = status;
        let moved = dispute.clone();
        self.record_dispute(&moved, now);
        Ok(())
    }

    /// Whether a dispute keeps the payment from being refunded.
    pub fn is_disputed(&self) -> bool {
        self.data.disputes.iter().any(Dispute::holds_the_payment)
    }

    /// Notes that everything of the payment that has moved for good, and was not
    /// paid out before, was paid out on this day; says whether there was anything.
    pub fn settle(&mut self, on: Date, now: Timestamp) -> bool {
        let captured = matches!(self.data.state, PaymentState::Captured(..));
        let refunds = self.data.refunds.iter_mut();
        let refunds = refunds.filter(|refund| refund.status() == RefundStatus::Success);
        let disputes = self.data.disputes.iter_mut();
        let disputes = disputes.filter(|dispute| dispute.status == DisputeStatus::Lost);
        let open: Vec<&mut Option<Date>> = captured
            .then_some(&mut self.data.settled_on)
            .into_iter()
            .chain(refunds.map(|refund| &mut refund.settled_on))
            .chain(disputes.map(|dispute| &mut dispute.settled_on))
            .filter(|settled_on| settled_on.is_none())
            .collect();
        if open.is_empty() {
            return false;
        }
        for settled_on in open {
            *settled_on = Some(on);
        }
        self.record(Change::Settled(on), now);
        true
    }

    fn record_dispute(&mut self, dispute: &Dispute, now: Timestamp) {
        self.record(
            Change::Disputed {
                dispute: dispute.id.clone(),
                amount: dispute.amount,
                status: dispute.status,
            },
            now,
        );
    }
}
