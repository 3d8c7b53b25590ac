//! What was asked of PSPs, and what was said: written for the people who look into a
//! payment.

use std::time::Duration;

use anyhow::Result;
use domain::operation::{
    EXCHANGE_MAX, Exchange, Operation, OperationKind, OperationOutcome, OrderCode,
};
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

async fn begin(fixture: &Fixture, payment: &PaymentId, kind: &OperationKind) -> Result<Operation> {
    let begun = operation(fixture.operation_id(), payment, kind.clone());
    let mut unit = fixture.unit().await?;
    unit.operations().begin(&begun).await?;
    unit.commit().await?;
    Ok(begun)
}

pub async fn ending_an_operation_that_never_began_changes_nothing(fixture: &Fixture) -> Result<()> {
    let payment = payment(fixture).await?;
    let open = begin(fixture, &payment, &OperationKind::Capture).await?;

    end(fixture, &payment, &OperationKind::Authorise).await?;
    end(fixture, &fixture.payment_id(), &OperationKind::Capture).await?;

    assert_eq!(fixture.queries.operations(&payment).await?, [open]);
    Ok(())
}

pub async fn ending_an_operation_again_changes_nothing(fixture: &Fixture) -> Result<()> {
    let payment = payment(fixture).await?;
    let kind = OperationKind::Capture;
    begin(fixture, &payment, &kind).await?;
    end(fixture, &payment, &kind).await?;
    let before = fixture.queries.operations(&payment).await?;

    let mut unit = fixture.unit().await?;
    let later = START.plus(Duration::from_secs(9));
    unit.operations()
        .end(&payment, &kind, OperationOutcome::Failed, later)
        .await?;
    unit.commit().await?;

    assert_eq!(fixture.queries.operations(&payment).await?, before);
    Ok(())
}

pub async fn every_kind_of_operation_begins_and_ends(fixture: &Fixture) -> Result<()> {
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
            let payment = payment(fixture).await?;
            let begun = operation(fixture.operation_id(), &payment, kind.clone());
            let mut unit = fixture.unit().await?;
            unit.operations().begin(&begun).await?;
            unit.operations()
                .end(&payment, &kind, outcome, START)
                .await?;
            unit.commit().await?;

            let ended = Operation {
                ended: Some((START, outcome)),
                ..begun
            };
            assert_eq!(fixture.queries.operations(&payment).await?, [ended]);
        }
    }
    Ok(())
}

pub async fn what_was_said_comes_back_as_it_was_heard(fixture: &Fixture) -> Result<()> {
    let (one, other) = (payment(fixture).await?, payment(fixture).await?);
    let mut expected = Vec::new();
    for (asked, answered) in [
        (
            "capture 250 pence".to_owned(),
            "‘no’; -- \"x\" 😀\n".to_owned(),
        ),
        ("é".repeat(EXCHANGE_MAX), "é".repeat(EXCHANGE_MAX)),
        (String::new(), String::new()),
        // The same may be said twice.
        (String::new(), String::new()),
    ] {
        let exchange = Exchange {
            payment: one.clone(),
            at: START,
            order_code: OrderCode::of(&fixture.operation_id()),
            asked,
            answered,
        };
        let mut unit = fixture.unit().await?;
        unit.operations().heard(&exchange).await?;
        unit.commit().await?;
        expected.push(exchange);
    }

    assert_eq!(fixture.queries.exchanges(&one).await?, expected);
    assert_eq!(fixture.queries.exchanges(&other).await?, []);
    Ok(())
}

pub async fn what_was_heard_in_a_unit_that_is_dropped_was_not_said(
    fixture: &Fixture,
) -> Result<()> {
    let payment = payment(fixture).await?;
    let exchange = Exchange {
        payment: payment.clone(),
        at: START,
        order_code: OrderCode::of(&fixture.operation_id()),
        asked: "asked".to_owned(),
        answered: "answered".to_owned(),
    };
    let mut unit = fixture.unit().await?;
    unit.operations().heard(&exchange).await?;
    drop(unit);

    assert_eq!(fixture.queries.exchanges(&payment).await?, []);
    Ok(())
}
