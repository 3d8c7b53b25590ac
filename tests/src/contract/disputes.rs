//! Disputes are saved with their payment, and so is the day that money was paid out.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::dispute::{Dispute, DisputeReason, DisputeStatus};
use domain::operation::PspReference;
use domain::payment::{Event, PaymentState};
use domain::refund::RefundStep;
use domain::{Amount, Payment, Timestamp};
use strum::IntoEnumIterator as _;

use super::{Fixture, START};

impl Fixture {
    /// A payment whose money is taken, not yet added.
    pub(super) fn captured(&self) -> Result<Payment> {
        self.payment_in(PaymentState::Captured(self.authorisation(), START.date()))
    }

    /// A dispute over £10.00, opened at this instant.
    pub(super) fn dispute(&self, status: DisputeStatus, at: Timestamp) -> Result<Dispute> {
        Ok(Dispute {
            id: self.dispute_id(),
            amount: Amount::from_minor(1_000)?,
            fee: None,
            created_at: at,
            evidence_due_at: None,
            reason: DisputeReason::General,
            status,
            settled_on: None,
        })
    }
}

async fn assert_kept(fixture: &Fixture, payment: &Payment) -> Result<()> {
    let mut unit = fixture.unit().await?;
    let found = unit.payments().get(&payment.id).await?;
    assert_eq!(found.as_deref(), Some(&**payment));
    drop(unit);
    let found = fixture.queries.any_payment(&payment.id).await?;
    assert_eq!(found.as_deref(), Some(&**payment));
    Ok(())
}

pub async fn every_dispute_comes_back_as_it_was_saved(fixture: &Fixture) -> Result<()> {
    for reason in DisputeReason::iter() {
        let mut payment = fixture.captured()?;
        fixture.add(&mut payment).await?;
        let opened = Dispute {
            reason,
            fee: Some(Amount::from_minor(1_500)?),
            evidence_due_at: Some(START.plus(Duration::from_millis(1))),
            ..fixture.dispute(DisputeStatus::NeedsResponse, START)?
        };
        payment.open_dispute(opened.clone(), START)?;
        fixture.save(&mut payment).await?;
        assert_kept(fixture, &payment).await?;

        for status in [DisputeStatus::UnderReview, DisputeStatus::Won] {
            payment.move_dispute(&opened.id, status, START)?;
            fixture.save(&mut payment).await?;
            assert_kept(fixture, &payment).await?;
        }

        let again = fixture.dispute(DisputeStatus::NeedsResponse, START)?;
        payment.open_dispute(again.clone(), START)?;
        payment.move_dispute(&again.id, DisputeStatus::Lost, START)?;
        fixture.save(&mut payment).await?;
        assert_kept(fixture, &payment).await?;
    }
    Ok(())
}

pub async fn a_payment_is_added_with_its_refunds_and_disputes(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.captured()?;
    payment.request_refund(fixture.refund_id(), Amount::from_minor(1)?, None, START)?;
    payment.open_dispute(fixture.dispute(DisputeStatus::NeedsResponse, START)?, START)?;

    fixture.add(&mut payment).await?;

    assert_kept(fixture, &payment).await
}

pub async fn disputes_come_back_oldest_first(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.captured()?;
    fixture.add(&mut payment).await?;
    let mut opened = Vec::new();
    for _ in 0..20 {
        let dispute = fixture.dispute(DisputeStatus::NeedsResponse, START)?;
        opened.push(dispute.id.clone());
        payment.open_dispute(dispute.clone(), START)?;
        payment.move_dispute(&dispute.id, DisputeStatus::Won, START)?;
    }

    fixture.save(&mut payment).await?;

    let found = fixture.queries.any_payment(&payment.id).await?;
    let found = found.context("the payment is missing")?;
    let kept: Vec<_> = found.disputes.iter().map(|d| d.id.clone()).collect();
    assert_eq!(kept, opened);
    Ok(())
}

pub async fn the_day_of_paying_out_comes_back_as_it_was_saved(fixture: &Fixture) -> Result<()> {
    let refund = fixture.refund_id();
    let mut payment = fixture.captured()?;
    payment.request_refund(refund.clone(), Amount::from_minor(1)?, None, START)?;
    payment.take_refund(
        &refund,
        &RefundStep::Succeed(PspReference::given("r")),
        START,
    )?;
    let dispute = fixture.dispute(DisputeStatus::NeedsResponse, START)?;
    payment.open_dispute(dispute.clone(), START)?;
    payment.move_dispute(&dispute.id, DisputeStatus::Lost, START)?;
    fixture.add(&mut payment).await?;

    assert!(payment.settle(START.date(), START));
    fixture.save(&mut payment).await?;

    assert_kept(fixture, &payment).await?;
    let found = fixture.queries.any_payment(&payment.id).await?;
    let found = found.context("the payment is missing")?;
    let days: Vec<_> = [found.settled_on]
        .into_iter()
        .chain(found.refunds.iter().map(|refund| refund.settled_on))
        .chain(found.disputes.iter().map(|dispute| dispute.settled_on))
        .collect();
    assert_eq!(days, [Some(START.date()); 3]);
    Ok(())
}

pub async fn disputes_and_paying_out_are_published_as_they_happened(
    fixture: &Fixture,
) -> Result<()> {
    let mut payment = fixture.captured()?;
    let mut expected: Vec<Event> = payment.unpublished().to_vec();
    fixture.add(&mut payment).await?;
    let dispute = fixture.dispute(DisputeStatus::NeedsResponse, START)?;
    payment.open_dispute(dispute.clone(), START)?;
    for status in [DisputeStatus::UnderReview, DisputeStatus::Lost] {
        payment.move_dispute(&dispute.id, status, START.plus(Duration::from_secs(1)))?;
    }
    payment.settle(START.date(), START.plus(Duration::from_secs(2)));
    expected.extend_from_slice(payment.unpublished());

    fixture.save(&mut payment).await?;

    let events = fixture.queries.events(&payment.account, &payment.id);
    assert_eq!(events.await?, Some(expected.clone()));
    let mut unit = fixture.unit().await?;
    let stored = unit.events().undispatched(9).await?;
    let stored: Vec<Event> = stored.into_iter().map(|stored| stored.event).collect();
    assert_eq!(stored, expected);
    Ok(())
}
