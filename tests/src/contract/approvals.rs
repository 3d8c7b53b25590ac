//! Refunds by staff, and those that wait for a colleague's approval, are saved with their
//! payment.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::payment::Event;
use domain::payment::approval::APPROVAL_WITHIN;
use domain::ports::StoreError;
use domain::refund::Issuer;
use domain::{Amount, Payment, RefundId, Timestamp};

use super::{Fixture, START, at_once, number_first, was_first};

/// £1.00, what is asked for here.
const ASKED: Amount = match Amount::from_minor(100) {
    Ok(amount) => amount,
    Err(_) => Amount::ZERO,
};

fn seconds(after_start: u64) -> Timestamp {
    START.plus(Duration::from_secs(after_start))
}

impl Fixture {
    /// Somebody who moves money, with an address that needs care.
    pub(super) fn issuer(&self) -> Issuer {
        let staff = self.staff_id();
        Issuer {
            email: format!("o'neill+{staff}@exämple.org"),
            staff,
        }
    }

    /// Asks for approval of a refund of £1.00.
    pub(super) fn ask_approval(&self, payment: &mut Payment, at: Timestamp) -> Result<RefundId> {
        let refund = self.refund_id();
        let available = payment.amount_available().minor();
        payment.ask_approval(refund.clone(), ASKED, self.issuer(), available, at)?;
        Ok(refund)
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

pub async fn who_issued_a_refund_comes_back_as_it_was_saved(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.captured()?;
    fixture.add(&mut payment).await?;

    payment.request_refund(fixture.refund_id(), ASKED, None, START)?;
    let available = payment.amount_available().minor();
    let issuer = fixture.issuer();
    payment.issue_refund(fixture.refund_id(), ASKED, issuer.clone(), available, START)?;
    fixture.save(&mut payment).await?;

    assert_kept(fixture, &payment).await?;
    let found = fixture.queries.any_payment(&payment.id).await?;
    let found = found.context("the payment is missing")?;
    let issuers: Vec<_> = found.refunds.iter().map(|r| r.issued_by.clone()).collect();
    assert_eq!(issuers, [None, Some(issuer)]);
    Ok(())
}

pub async fn every_outcome_of_an_approval_comes_back_as_it_was_saved(
    fixture: &Fixture,
) -> Result<()> {
    let mut payment = fixture.captured()?;
    fixture.add(&mut payment).await?;
    let mut asked = Vec::new();
    for _ in 0..4 {
        asked.push(fixture.ask_approval(&mut payment, START)?);
        fixture.save(&mut payment).await?;
        assert_kept(fixture, &payment).await?;
    }
    let [approved, declined, lapsed, _] = asked.as_slice() else {
        anyhow::bail!("asked {} times", asked.len());
    };

    payment.approve_refund(approved, fixture.issuer(), seconds(1))?;
    fixture.save(&mut payment).await?;
    assert_kept(fixture, &payment).await?;

    payment.decline_refund(declined, fixture.issuer(), seconds(2))?;
    fixture.save(&mut payment).await?;
    assert_kept(fixture, &payment).await?;

    assert!(payment.lapse_refund(lapsed, START.plus(APPROVAL_WITHIN)));
    fixture.save(&mut payment).await?;
    assert_kept(fixture, &payment).await?;

    let found = fixture.queries.any_payment(&payment.id).await?;
    let found = found.context("the payment is missing")?;
    assert_eq!((found.approvals.len(), found.refunds.len()), (4, 1));
    assert_eq!(found.amount_awaiting_approval(), ASKED.minor());
    Ok(())
}

pub async fn approvals_come_back_oldest_first(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.captured()?;
    fixture.add(&mut payment).await?;
    let mut asked = Vec::new();
    for _ in 0..20 {
        asked.push(fixture.ask_approval(&mut payment, START)?);
    }

    fixture.save(&mut payment).await?;

    let found = fixture.queries.any_payment(&payment.id).await?;
    let found = found.context("the payment is missing")?;
    let kept: Vec<_> = found.approvals.iter().map(|a| a.refund.clone()).collect();
    assert_eq!(kept, asked);
    Ok(())
}

pub async fn a_payment_is_added_with_its_approvals(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.captured()?;
    let asked = fixture.ask_approval(&mut payment, START)?;
    payment.decline_refund(&asked, fixture.issuer(), START)?;
    fixture.ask_approval(&mut payment, START)?;

    fixture.add(&mut payment).await?;

    assert_kept(fixture, &payment).await
}

pub async fn approvals_are_published_as_they_happened(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.captured()?;
    let mut expected: Vec<Event> = payment.unpublished().to_vec();
    let asked = [
        fixture.ask_approval(&mut payment, START)?,
        fixture.ask_approval(&mut payment, seconds(1))?,
        fixture.ask_approval(&mut payment, seconds(2))?,
    ];
    expected.extend_from_slice(payment.unpublished());
    fixture.add(&mut payment).await?;
    let [approved, declined, lapsed] = &asked;
    payment.approve_refund(approved, fixture.issuer(), seconds(3))?;
    payment.decline_refund(declined, fixture.issuer(), seconds(4))?;
    payment.lapse_refund(lapsed, seconds(2).plus(APPROVAL_WITHIN));
    expected.extend_from_slice(payment.unpublished());

    fixture.save(&mut payment).await?;

    let events = fixture.queries.events(&payment.account, &payment.id);
    assert_eq!(events.await?, Some(expected.clone()));
    assert_eq!(expected.len(), 7);
    let mut unit = fixture.unit().await?;
    let stored = unit.events().undispatched(9).await?;
    let stored: Vec<Event> = stored.into_iter().map(|stored| stored.event).collect();
    assert_eq!(stored, expected);
    Ok(())
}

pub async fn of_many_who_decide_at_once_one_does(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.captured()?;
    let asked = fixture.ask_approval(&mut payment, START)?;
    fixture.add(&mut payment).await?;

    let decided = at_once((0..10).map(|number| {
        let (store, mut mine) = (fixture.store.clone(), payment.clone());
        let (asked, by) = (asked.clone(), fixture.issuer());
        async move {
            if number % 2 == 0 {
                mine.approve_refund(&asked, by, START)?;
            } else {
                mine.decline_refund(&asked, by, START)?;
            }
            let mut unit = store.begin().await?;
            let saved: Result<(), StoreError> = match unit.payments().save(&mut mine).await {
                Ok(()) => unit.commit().await,
                Err(error) => Err(error),
            };
            was_first(saved)
        }
    }))
    .await?;

    assert_eq!(number_first(decided)?, 1);
    let found = fixture.queries.any_payment(&payment.id).await?;
    let found = found.context("the payment is missing")?;
    let approval = found.approval(&asked).context("the approval is missing")?;
    let approved = found.refunds.len();
    let by = approval.decision.as_ref().and_then(|d| d.by.as_ref());
    assert!(by.is_some() && approved <= 1);
    Ok(())
}
