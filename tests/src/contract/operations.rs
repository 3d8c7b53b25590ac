//! What was asked of PSPs. The ports do not read it back: it is written for the
//! people who look into a payment, so these functions test that writing works.

use anyhow::Result;
use domain::operation::{Operation, OperationKind, OperationOutcome, OrderCode};
use domain::{OperationId, PaymentId};

use super::{Fixture, START};

async fn payment(fixture: &Fixture) -> Result<PaymentId> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    Ok(payment.id.clone())
}

fn operation(id: OperationId, payment: &PaymentId, kind: OperationKind) -> Operation {
    Operation {
        order_code: OrderCode::of(&id),
        id,
        payment: payment.clone(),
        kind,
        begun_at: START,
        ended: None,
    }
}

async fn end(fixture: &Fixture, payment: &PaymentId, kind: &OperationKind) -> Result<()> {
    let mut unit = fixture.unit().await?;
    unit.operations()
        .end(payment, kind, OperationOutcome::Done, START)
        .await?;
    Ok(unit.commit().await?)
}

pub async fn ending_an_operation_that_never_began_changes_nothing(fixture: &Fixture) -> Result<()> {
    let payment = payment(fixture).await?;

    end(fixture, &payment, &OperationKind::Authorise).await?;
    end(fixture, &fixture.payment_id(), &OperationKind::Cancel).await
}

pub async fn ending_an_operation_again_changes_nothing(fixture: &Fixture) -> Result<()> {
    let payment = payment(fixture).await?;
    let kind = OperationKind::Capture;
    let mut unit = fixture.unit().await?;
    unit.operations()
        .begin(&operation(fixture.operation_id(), &payment, kind.clone()))
        .await?;
    unit.commit().await?;

    end(fixture, &payment, &kind).await?;
    end(fixture, &payment, &kind).await
}

pub async fn every_kind_of_operation_begins_and_ends(fixture: &Fixture) -> Result<()> {
    let payment = payment(fixture).await?;
    for kind in [
        OperationKind::Authorise,
        OperationKind::Capture,
        OperationKind::Cancel,
        OperationKind::Refund(fixture.refund_id()),
    ] {
        for outcome in [
            OperationOutcome::Done,
            OperationOutcome::Pending,
            OperationOutcome::Declined,
            OperationOutcome::Failed,
            OperationOutcome::NotAttempted,
        ] {
            let begun = operation(fixture.operation_id(), &payment, kind.clone());
            let mut unit = fixture.unit().await?;
            unit.operations().begin(&begun).await?;
            unit.operations()
                .end(&payment, &kind, outcome, START)
                .await?;
            unit.commit().await?;
        }
    }
    Ok(())
}
