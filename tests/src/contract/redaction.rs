//! Which payments still hold personal data that has outlived its retention.

use std::time::Duration;

use anyhow::Result;
use domain::money::Amount;
use domain::payment::PaymentState;
use domain::payment::Step;
use domain::payment::state::{CancelledBy, CleanUp};
use domain::refund::RefundStep;
use domain::{Payment, PaymentId, Timestamp};

use super::specimens::email;
use super::{Fixture, START};

/// After every instant that these payments know.
const LATER: Timestamp = Timestamp::from_millis(START.as_millis() + 1_000_000);

async fn found(fixture: &Fixture, before: Timestamp) -> Result<Vec<PaymentId>> {
    let mut unit = fixture.unit().await?;
    let payments = unit.payments().unredacted_before(before, 100).await?;
    Ok(payments.iter().map(|payment| payment.id.clone()).collect())
}

/// A payment with an e-mail address that its service cancelled at this instant.
async fn cancelled(fixture: &Fixture, at: Timestamp) -> Result<Payment> {
    let mut payment = fixture.payment()?;
    payment.enter_email(email("ada@example.org")?);
    payment.take(Step::Cancel(CancelledBy::Service), at)?;
    fixture.add(&mut payment).await?;
    Ok(payment)
}

pub async fn finished_payments_are_found_once_they_are_old_enough(fixture: &Fixture) -> Result<()> {
    let at = START.plus(Duration::from_millis(500));
    let payment = cancelled(fixture, at).await?;

    assert_eq!(found(fixture, at).await?, []);
    let next = at.plus(Duration::from_millis(1));
    assert_eq!(
        found(fixture, next).await?,
        std::slice::from_ref(&payment.id)
    );
    Ok(())
}

pub async fn unfinished_payments_are_not_found_however_old(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.full_payment().await?;
    fixture.add(&mut payment).await?;
    payment.take(Step::Start, START)?;
    fixture.save(&mut payment).await?;

    assert_eq!(found(fixture, LATER).await?, []);
    Ok(())
}

pub async fn a_later_refund_does_not_keep_personal_data_longer(fixture: &Fixture) -> Result<()> {
    let attempts = PaymentState::CaptureSubmitted(fixture.authorisation());
    let mut payment = fixture.payment_in(attempts)?;
    payment.enter_email(email("ada@example.org")?);
    payment.take(Step::ConfirmCapture(START.date()), START)?;
    fixture.add(&mut payment).await?;
    let refunded_at = START.plus(Duration::from_secs(600));
    let refund = fixture.refund_id();
    payment.request_refund(refund.clone(), Amount::from_minor(1)?, None, refunded_at)?;
    payment.take_refund(&refund, &RefundStep::Fail, refunded_at)?;
    fixture.save(&mut payment).await?;

    let before = found(fixture, START.plus(Duration::from_secs(1))).await?;

    assert_eq!(before, std::slice::from_ref(&payment.id));
    Ok(())
}

pub async fn redacted_payments_are_not_found_again(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.full_payment().await?;
    payment.take(Step::Cancel(CancelledBy::Service), START)?;
    fixture.add(&mut payment).await?;
    assert_eq!(
        found(fixture, LATER).await?,
        std::slice::from_ref(&payment.id)
    );

    payment.redact(LATER);
    fixture.save(&mut payment).await?;

    assert_eq!(
        found(fixture, LATER.plus(Duration::from_secs(1))).await?,
        []
    );
    let kept = fixture.queries.any_payment(&payment.id).await?;
    assert_eq!(kept.as_deref(), Some(&*payment));
    Ok(())
}

pub async fn payments_without_personal_data_are_not_found(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    payment.take(Step::Cancel(CancelledBy::PayingUser), START)?;
    assert_eq!(
        payment.state,
        PaymentState::Cancelled(CancelledBy::PayingUser, CleanUp::NotNeeded)
    );
    fixture.add(&mut payment).await?;

    assert_eq!(found(fixture, LATER).await?, []);
    Ok(())
}

pub async fn no_more_payments_come_than_were_asked_for(fixture: &Fixture) -> Result<()> {
    for _ in 0..3 {
        cancelled(fixture, START).await?;
    }

    let mut unit = fixture.unit().await?;
    assert_eq!(unit.payments().unredacted_before(LATER, 2).await?.len(), 2);
    Ok(())
}
