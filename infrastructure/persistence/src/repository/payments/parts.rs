//! Saving a payment's refunds, approvals and disputes: those alone that changed.

use domain::Payment;
use domain::ports::StoreError;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, IntoActiveModel};

use crate::aggregate::{Parts, stored_parts};
use crate::counters::Counted;
use crate::entity::{approvals, disputes, refunds};
use crate::failure::failed;
use crate::mapping;
use crate::unit_of_work::Unit;

impl Unit {
    /// Writes the parts that are not as the store has them, and counts the new ones.
    pub(super) async fn save_parts(&mut self, payment: &Payment) -> Result<(), StoreError> {
        let parts = Parts::of(payment);
        if parts == Parts::default() {
            return Ok(());
        }
        let known = match self.known.remove(&payment.id) {
            Some(known) => known,
            None => stored_parts(&self.transaction, payment).await?,
        };
        self.save_refunds(payment, &known).await?;
        self.save_approvals(payment, &known).await?;
        self.save_disputes(payment, &known).await?;
        self.known.insert(payment.id.clone(), parts);
        Ok(())
    }

    async fn save_refunds(&mut self, payment: &Payment, known: &Parts) -> Result<(), StoreError> {
        let changed: Vec<_> = changed(&payment.refunds, &known.refunds)
            .map(|(place, refund)| mapping::refunds::to_row(payment, place, refund))
            .map(IntoActiveModel::into_active_model)
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        let moved_on = OnConflict::column(refunds::Column::Id)
            .update_columns([
                refunds::Column::State,
                refunds::Column::PspReference,
                refunds::Column::SettledOn,
            ])
            .to_owned();
        refunds::Entity::insert_many(changed)
            .on_conflict(moved_on)
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        for refund in payment.refunds.iter().skip(known.refunds.len()) {
            self.added
                .one(&payment.account, Counted::Refunds, refund.id.as_str());
        }
        Ok(())
    }

    async fn save_approvals(&mut self, payment: &Payment, known: &Parts) -> Result<(), StoreError> {
        let changed: Vec<_> = changed(&payment.approvals, &known.approvals)
            .map(|(place, approval)| mapping::approvals::to_row(payment, place, approval))
            .map(IntoActiveModel::into_active_model)
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        let decided = OnConflict::column(approvals::Column::Refund)
            .update_columns([
                approvals::Column::Outcome,
                approvals::Column::DecidedAt,
                approvals::Column::DecidedBy,
                approvals::Column::DecidedByEmail,
            ])
            .to_owned();
        approvals::Entity::insert_many(changed)
            .on_conflict(decided)
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn save_disputes(&mut self, payment: &Payment, known: &Parts) -> Result<(), StoreError> {
        let changed: Vec<_> = changed(&payment.disputes, &known.disputes)
            .map(|(place, dispute)| mapping::disputes::to_row(payment, place, dispute))
            .map(IntoActiveModel::into_active_model)
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        let moved_on = OnConflict::column(disputes::Column::Id)
            .update_columns([disputes::Column::Status, disputes::Column::SettledOn])
            .to_owned();
        disputes::Entity::insert_many(changed)
            .on_conflict(moved_on)
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        for dispute in payment.disputes.iter().skip(known.disputes.len()) {
            self.added
                .one(&payment.account, Counted::Disputes, dispute.id.as_str());
        }
        Ok(())
    }
}

/// The parts that differ from those known, with their places.
fn changed<'a, T: PartialEq>(
    parts: &'a [T],
    known: &'a [T],
) -> impl Iterator<Item = (usize, &'a T)> {
    parts
        .iter()
        .enumerate()
        .filter(|(place, part)| known.get(*place) != Some(part))
}
