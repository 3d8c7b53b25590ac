//! Payments that were taken elsewhere and reported to us.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::card::{Brand, CardSummary};
use domain::payment::report::{ReportedCode, ReportedFailure, ReportedOutcome};
use domain::payment::{AuthorisationMode, NewPayment, Report, Step};
use domain::ports::StoreError;
use domain::{AccountId, Payment, Timestamp};

use super::specimens::card;
use super::{Fixture, START, at_once};

/// A report with nothing that may be left out.
fn report(provider_id: &str) -> Report {
    Report {
        processor_id: "processor % 'id'".to_owned(),
        provider_id: provider_id.to_owned(),
        outcome: ReportedOutcome::Success,
        created_at: None,
        authorised_at: None,
        auth_code: None,
        telephone_number: None,
    }
}

fn payment(
    fixture: &Fixture,
    report: Report,
    card: Option<CardSummary>,
    account: &AccountId,
) -> Result<Payment> {
    let request = NewPayment {
        account: account.clone(),
        mode: AuthorisationMode::External,
        return_url: None,
        ..fixture.request()?
    };
    Ok(Payment::report(request, report, card, START))
}

pub async fn a_report_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let everything = Report {
        created_at: Some(START),
        authorised_at: Some(Timestamp::from_millis(-1)),
        auth_code: Some("code; 'quoted'".to_owned()),
        telephone_number: Some("+44 20 7946 0000".to_owned()),
        ..report("everything")
    };
    let nameless = CardSummary {
        brand: Some(Brand::Mastercard),
        ..CardSummary::default()
    };
    for (report, card) in [
        (report("least"), None),
        (everything, Some(card()?)),
        (report("nameless"), Some(nameless)),
    ] {
        let mut payment = payment(fixture, report, card, &fixture.account.id)?;

        fixture.add(&mut payment).await?;

        let found = fixture.queries.any_payment(&payment.id).await?;
        assert_eq!(found.as_deref(), Some(&*payment));
    }
    Ok(())
}

pub async fn every_reported_failure_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    for (code, words) in [
        (ReportedCode::Declined, None),
        (ReportedCode::Cancelled, Some("their words")),
        (ReportedCode::Error, Some("")),
    ] {
        let failure = ReportedFailure {
            code,
            error_code: words.map(str::to_owned),
            error_message: words.map(|words| format!("{words} 😀")),
        };
        let report = Report {
            outcome: ReportedOutcome::Failed(failure),
            ..report(code.word())
        };
        let mut payment = payment(fixture, report, None, &fixture.account.id)?;

        fixture.add(&mut payment).await?;

        let found = fixture.queries.any_payment(&payment.id).await?;
        assert_eq!(found.as_deref(), Some(&*payment));
    }
    Ok(())
}

pub async fn a_report_is_found_by_its_account_and_the_providers_name(
    fixture: &Fixture,
) -> Result<()> {
    let (mine, other) = (&fixture.account.id, fixture.other_account().await?.id);
    let mut first = payment(fixture, report("same"), None, mine)?;
    let mut theirs = payment(fixture, report("same"), None, &other)?;
    let mut second = payment(fixture, report("Same"), None, mine)?;
    for payment in [&mut first, &mut theirs, &mut second] {
        fixture.add(payment).await?;
    }

    for (account, provider_id, expected) in [
        (mine, "same", Some(&first)),
        (&other, "same", Some(&theirs)),
        (mine, "Same", Some(&second)),
        (&other, "Same", None),
        (mine, "sam", None),
        (mine, "processor % 'id'", None),
        (mine, "", None),
    ] {
        let mut unit = fixture.unit().await?;
        let found = unit.payments().reported(account, provider_id).await?;
        assert_eq!(
            found.as_deref(),
            expected.map(|payment| &**payment),
            "{provider_id}"
        );
    }
    Ok(())
}

pub async fn a_report_is_found_inside_the_unit_that_added_it(fixture: &Fixture) -> Result<()> {
    let mut payment = payment(fixture, report("mine"), None, &fixture.account.id)?;

    let mut unit = fixture.unit().await?;
    unit.payments().add(&mut payment).await?;
    let found = unit.payments().reported(&payment.account, "mine").await?;

    assert_eq!(found.as_deref(), Some(&*payment));
    Ok(())
}

pub async fn of_many_who_report_one_payment_one_adds_it(fixture: &Fixture) -> Result<()> {
    let mut payments = Vec::new();
    for _ in 0..8 {
        payments.push(payment(fixture, report("one"), None, &fixture.account.id)?);
    }
    let late = payments.first().cloned();

    let added = at_once(payments.into_iter().map(|mut payment| {
        let store = fixture.store.clone();
        async move {
            let mut unit = store.begin().await?;
            match unit.payments().add(&mut payment).await {
                Ok(()) => unit.commit().await.map(|()| true),
                Err(StoreError::Stale) => Ok(false),
                Err(error) => Err(error),
            }
        }
    }))
    .await?;
    let added: Vec<bool> = added.into_iter().collect::<Result<_, _>>()?;

    assert_eq!(added.iter().filter(|added| **added).count(), 1);
    let mut late = late.context("nothing was reported")?;
    let again = fixture.add(&mut late).await;
    assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
    Ok(())
}

pub async fn a_callers_number_is_personal_data(fixture: &Fixture) -> Result<()> {
    let report = Report {
        telephone_number: Some("+44 20 7946 0000".to_owned()),
        ..report("personal")
    };
    let mut payment = payment(fixture, report, None, &fixture.account.id)?;
    payment.take(Step::FailAuthorisation, START)?;
    fixture.add(&mut payment).await?;
    let later = START.plus(Duration::from_secs(1));

    for expected in [true, false] {
        let mut unit = fixture.unit().await?;
        let found = unit.payments().unredacted_before(later, 9).await?;
        drop(unit);
        assert_eq!(!found.is_empty(), expected);
        for mut payment in found {
            payment.redact(later);
            fixture.save(&mut payment).await?;
        }
    }
    Ok(())
}
