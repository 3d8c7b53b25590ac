//! The payments: what is added comes back, and versions guard what is saved.

use anyhow::{Context, Result};
use domain::money::Amount;
use domain::operation::PspReference;
use domain::payment::{
    AgreementPart, AgreementPaymentType, AuthorisationMode, Change, Event, Language, NewPayment,
    Step,
};
use domain::ports::StoreError;
use domain::refund::{RefundState, RefundStep};
use domain::{Payment, PaymentId};
use strum::IntoEnumIterator as _;

use super::{Fixture, START, at_once};

async fn get(fixture: &Fixture, id: &PaymentId) -> Result<Payment> {
    let payment = fixture.unit().await?.payments().get(id).await?;
    payment.context("the payment is missing")
}

async fn events(fixture: &Fixture, payment: &Payment) -> Result<Vec<Event>> {
    let events = fixture
        .queries
        .events(&payment.account, &payment.id)
        .await?;
    events.context("the payment is missing")
}

pub async fn a_payment_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;

    fixture.add(&mut payment).await?;

    let found = get(fixture, &payment.id).await?;
    assert_eq!(*found, *payment);
    assert_eq!(found.unpublished(), []);
    Ok(())
}

pub async fn a_payment_with_everything_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.full_payment().await?;

    fixture.add(&mut payment).await?;

    assert_eq!(*get(fixture, &payment.id).await?, *payment);
    Ok(())
}

pub async fn every_mode_and_language_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let mut agreement = fixture.agreement()?;
    fixture.add_agreement(&mut agreement).await?;
    for mode in AuthorisationMode::iter() {
        for (language, payment_type) in Language::iter().cycle().zip(AgreementPaymentType::iter()) {
            let request = NewPayment {
                mode,
                language,
                moto: mode == AuthorisationMode::MotoApi,
                return_url: None,
                agreement: Some(AgreementPart {
                    agreement: agreement.id.clone(),
                    payment_type,
                }),
                ..fixture.request()?
            };
            let mut payment = Payment::create(request, START);

            fixture.add(&mut payment).await?;

            assert_eq!(*get(fixture, &payment.id).await?, *payment);
        }
    }
    Ok(())
}

pub async fn every_state_comes_back_as_it_was_saved(fixture: &Fixture) -> Result<()> {
    for state in fixture.states() {
        let mut payment = fixture.payment_in(state)?;
        fixture.add(&mut payment).await?;
        assert_eq!(*get(fixture, &payment.id).await?, *payment);

        fixture.save(&mut payment).await?;
        assert_eq!(*get(fixture, &payment.id).await?, *payment);
    }
    Ok(())
}

pub async fn every_state_of_a_refund_comes_back_as_it_was_saved(fixture: &Fixture) -> Result<()> {
    let reference = PspReference::given("refund reference");
    let mut payment = fixture.captured()?;
    fixture.add(&mut payment).await?;

    for step in [
        None,
        Some(RefundStep::Submit(reference.clone())),
        Some(RefundStep::Succeed(reference.clone())),
        Some(RefundStep::Fail),
    ] {
        let id = fixture.refund_id();
        payment.request_refund(id.clone(), Amount::from_minor(100)?, None, START)?;
        fixture.save(&mut payment).await?;
        if let Some(step) = step {
            payment.take_refund(&id, &step, START)?;
            fixture.save(&mut payment).await?;
        }
        assert_eq!(*get(fixture, &payment.id).await?, *payment);
    }

    let found = get(fixture, &payment.id).await?;
    let states: Vec<&RefundState> = found.refunds.iter().map(|refund| &refund.state).collect();
    assert_eq!(
        states,
        [
            &RefundState::Requested,
            &RefundState::Submitted(reference.clone()),
            &RefundState::Succeeded(reference),
            &RefundState::Failed,
        ]
    );
    Ok(())
}

pub async fn refunds_come_back_oldest_first(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.captured()?;
    fixture.add(&mut payment).await?;
    let mut asked = Vec::new();
    for _ in 0..20 {
        let id = fixture.refund_id();
        payment.request_refund(id.clone(), Amount::from_minor(1)?, None, START)?;
        asked.push(id);
    }

    fixture.save(&mut payment).await?;

    let found = get(fixture, &payment.id).await?;
    let kept: Vec<_> = found
        .refunds
        .iter()
        .map(|refund| refund.id.clone())
        .collect();
    assert_eq!(kept, asked);
    Ok(())
}

pub async fn a_payment_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    let id = fixture.payment_id();

    assert!(fixture.unit().await?.payments().get(&id).await?.is_none());
    Ok(())
}

pub async fn a_payment_is_looked_at_as_it_is_found(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.full_payment().await?;
    fixture.add(&mut payment).await?;
    let nobodys = fixture.payment_id();

    let mut unit = fixture.unit().await?;
    let seen = unit.payments().look_at(&payment.id).await?;
    assert_eq!(*seen.context("the payment is missing")?, *payment);
    assert!(unit.payments().look_at(&nobodys).await?.is_none());

    payment.take(Step::Start, START)?;
    unit.payments().save(&mut payment).await?;
    let seen = unit.payments().look_at(&payment.id).await?;
    assert_eq!(*seen.context("the payment is missing")?, *payment);
    Ok(())
}

pub async fn each_save_makes_the_next_version(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;

    fixture.add(&mut payment).await?;
    let first = payment.version;
    fixture.save(&mut payment).await?;

    assert_eq!(payment.version, first + 1);
    assert_eq!(get(fixture, &payment.id).await?.version, first + 1);
    Ok(())
}

pub async fn saving_publishes_the_events(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    let mut expected = payment.unpublished().to_vec();
    fixture.add(&mut payment).await?;
    payment.take(Step::Start, START)?;
    payment.redact(START);
    expected.extend_from_slice(payment.unpublished());

    fixture.save(&mut payment).await?;

    assert_eq!(payment.unpublished(), []);
    assert_eq!(expected.len(), 3);
    assert_eq!(events(fixture, &payment).await?, expected);
    Ok(())
}

pub async fn every_step_is_published_as_it_was_taken(fixture: &Fixture) -> Result<()> {
    let mut taken = Vec::new();
    for state in fixture.states() {
        for step in fixture.steps() {
            let mut payment = fixture.payment_in(state.clone())?;
            if payment.take(step.clone(), START).is_err() {
                continue;
            }
            // One payment for each step is enough: the states have a test of their own.
            if taken.contains(&step.name()) && !carries_a_choice(&step) {
                continue;
            }
            taken.push(step.name());
            let expected = payment.unpublished().to_vec();

            fixture.add(&mut payment).await?;

            assert_eq!(events(fixture, &payment).await?, expected);
        }
    }
    for step in fixture.steps() {
        assert!(taken.contains(&step.name()), "{step:?} was never taken");
    }
    Ok(())
}

/// Whether steps of this name differ by more than identifiers.
fn carries_a_choice(step: &Step) -> bool {
    matches!(
        step,
        Step::Decline(_)
            | Step::Cancel(_)
            | Step::BeginCancel(_)
            | Step::FinishCancel(_)
            | Step::CleanUp(_)
            | Step::SubmitCapture(_)
    )
}

pub async fn saving_what_another_has_saved_is_stale(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let mut behind = payment.clone();
    fixture.save(&mut payment).await?;

    let saved = fixture.save(&mut behind).await;

    assert!(matches!(saved, Err(StoreError::Stale)), "{saved:?}");
    Ok(())
}

pub async fn a_stale_save_changes_and_publishes_nothing(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let mut behind = payment.clone();
    fixture.save(&mut payment).await?;
    let before = events(fixture, &payment).await?;

    behind.take(Step::Start, START)?;
    let saved = fixture.save(&mut behind).await;

    assert!(saved.is_err());
    assert_eq!(*get(fixture, &payment.id).await?, *payment);
    assert_eq!(events(fixture, &payment).await?, before);
    Ok(())
}

pub async fn of_many_who_save_one_version_one_succeeds(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;

    let saves = at_once((0..20).map(|_| {
        let store = fixture.store.clone();
        let mut mine = payment.clone();
        async move {
            mine.take(Step::Start, START)?;
            let mut unit = store.begin().await?;
            let saved = match unit.payments().save(&mut mine).await {
                Ok(()) => unit.commit().await,
                Err(error) => Err(error),
            };
            match saved {
                Ok(()) => Ok(true),
                Err(StoreError::Stale) => Ok(false),
                Err(error) => Err(anyhow::Error::from(error)),
            }
        }
    }))
    .await?;
    let saves: Vec<bool> = saves.into_iter().collect::<Result<_>>()?;

    assert_eq!(saves.iter().filter(|saved| **saved).count(), 1);
    let changes: Vec<Change> = events(fixture, &payment)
        .await?
        .into_iter()
        .map(|event| event.change)
        .collect();
    assert!(
        matches!(
            changes.as_slice(),
            [Change::Created, Change::Stepped(Step::Start, _)]
        ),
        "{changes:?}"
    );
    Ok(())
}

pub async fn a_payment_can_be_saved_twice_in_one_unit(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;

    let mut unit = fixture.unit().await?;
    unit.payments().add(&mut payment).await?;
    payment.take(Step::Start, START)?;
    unit.payments().save(&mut payment).await?;
    unit.commit().await?;

    assert_eq!(*get(fixture, &payment.id).await?, *payment);
    assert_eq!(events(fixture, &payment).await?.len(), 2);
    Ok(())
}

pub async fn saving_what_was_never_added_is_stale(fixture: &Fixture) -> Result<()> {
    let saved = fixture.save(&mut fixture.payment()?).await;

    assert!(matches!(saved, Err(StoreError::Stale)), "{saved:?}");
    Ok(())
}
