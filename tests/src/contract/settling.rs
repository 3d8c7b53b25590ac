//! Which payments have money that was not paid out.

use anyhow::Result;
use domain::dispute::DisputeStatus;
use domain::operation::PspReference;
use domain::payment::PaymentState;
use domain::refund::RefundStep;
use domain::{Amount, Payment, PaymentId};

use super::{Fixture, START};

async fn unsettled(fixture: &Fixture, limit: u64) -> Result<Vec<PaymentId>> {
    let mut unit = fixture.unit().await?;
    let payments = unit.payments().unsettled(limit).await?;
    Ok(payments.iter().map(|payment| payment.id.clone()).collect())
}

/// Saves the payment, and says whether it is found then.
async fn is_found(fixture: &Fixture, payment: &mut Payment) -> Result<bool> {
    fixture.save(payment).await?;
    Ok(unsettled(fixture, 100).await?.contains(&payment.id))
}

/// A payment that was captured and paid out, and is in the store.
async fn settled(fixture: &Fixture) -> Result<Payment> {
    let mut payment = fixture.captured()?;
    payment.settle(START.date(), START);
    fixture.add(&mut payment).await?;
    Ok(payment)
}

pub async fn a_captured_payment_is_found_until_it_is_paid_out(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.captured()?;
    fixture.add(&mut payment).await?;
    let mut unit = fixture.unit().await?;
    let found = unit.payments().unsettled(9).await?;
    drop(unit);
    let [found] = found.as_slice() else {
        anyhow::bail!("{found:?}");
    };
    assert_eq!(**found, *payment);

    payment.settle(START.date(), START);

    assert!(!is_found(fixture, &mut payment).await?);
    Ok(())
}

pub async fn a_payment_that_is_not_captured_is_not_found(fixture: &Fixture) -> Result<()> {
    for state in fixture.states() {
        let captured = matches!(state, PaymentState::Captured(..));
        let mut payment = fixture.payment_in(state.clone())?;
        fixture.add(&mut payment).await?;

        let found = unsettled(fixture, 100).await?;
        assert_eq!(found.contains(&payment.id), captured, "{state:?}");
    }
    Ok(())
}

pub async fn a_refund_is_found_once_it_is_given_back_until_it_is_paid_out(
    fixture: &Fixture,
) -> Result<()> {
    let mut payment = settled(fixture).await?;
    let amount = Amount::from_minor(1)?;
    let (given_back, failed) = (fixture.refund_id(), fixture.refund_id());
    for refund in [&given_back, &failed] {
        payment.request_refund(refund.clone(), amount, None, START)?;
    }
    assert!(!is_found(fixture, &mut payment).await?);
    let reference = PspReference::given("reference");
    payment.take_refund(&given_back, &RefundStep::Submit(reference.clone()), START)?;
    payment.take_refund(&failed, &RefundStep::Fail, START)?;
    assert!(!is_found(fixture, &mut payment).await?);

    payment.take_refund(&given_back, &RefundStep::Succeed(reference), START)?;
    assert!(is_found(fixture, &mut payment).await?);

    payment.settle(START.date(), START);
    assert!(!is_found(fixture, &mut payment).await?);
    Ok(())
}

pub async fn a_dispute_is_found_once_it_is_lost_until_it_is_paid_out(
    fixture: &Fixture,
) -> Result<()> {
    let mut payment = settled(fixture).await?;
    for end in [DisputeStatus::Won, DisputeStatus::Lost] {
        let dispute = fixture.dispute(DisputeStatus::NeedsResponse, START)?;
        payment.open_dispute(dispute.clone(), START)?;
        assert!(!is_found(fixture, &mut payment).await?);

        payment.move_dispute(&dispute.id, DisputeStatus::UnderReview, START)?;
        assert!(!is_found(fixture, &mut payment).await?);

        payment.move_dispute(&dispute.id, end, START)?;
        let lost = end == DisputeStatus::Lost;
        assert_eq!(is_found(fixture, &mut payment).await?, lost);
    }

    payment.settle(START.date(), START);
    assert!(!is_found(fixture, &mut payment).await?);
    Ok(())
}

pub async fn no_more_unsettled_payments_come_than_were_asked_for(fixture: &Fixture) -> Result<()> {
    for _ in 0..3 {
        fixture.add(&mut fixture.captured()?).await?;
    }

    assert_eq!(unsettled(fixture, 2).await?.len(), 2);
    assert_eq!(unsettled(fixture, 9).await?.len(), 3);
    Ok(())
}
