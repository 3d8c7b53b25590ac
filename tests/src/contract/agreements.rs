//! The agreements: what is added comes back, and versions guard what is saved.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::agreement::{AgreementStatus, NewAgreement, PaymentInstrument, StoredCard};
use domain::card::CardSummary;
use domain::payment::Address;
use domain::ports::StoreError;
use domain::{AccountId, Agreement, AgreementId};
use strum::IntoEnumIterator as _;

use super::specimens::card;
use super::{Fixture, START, at_once};

async fn get(fixture: &Fixture, id: &AgreementId) -> Result<Agreement> {
    let agreement = fixture.unit().await?.agreements().get(id).await?;
    agreement.context("the agreement is missing")
}

/// A card with everything that may rest of one.
fn instrument() -> Result<PaymentInstrument> {
    let address = Address {
        line1: Some("1 Stryd Fawr".to_owned()),
        country: Some("GB".to_owned()),
        ..Address::default()
    };
    Ok(PaymentInstrument {
        created_at: START.plus(Duration::from_millis(1)),
        card: CardSummary {
            billing_address: Some(address),
            ..card()?
        },
        stored: StoredCard::given("the PSP's \"name\""),
    })
}

pub async fn an_agreement_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let mut with_user = fixture.agreement()?;
    let new = NewAgreement {
        user_identifier: None,
        ..fixture.new_agreement()?
    };
    let mut without = Agreement::create(new, START.plus(Duration::from_millis(7)));

    for agreement in [&mut with_user, &mut without] {
        fixture.add_agreement(agreement).await?;

        assert_eq!(get(fixture, &agreement.id).await?, *agreement);
    }
    Ok(())
}

pub async fn every_status_of_an_agreement_comes_back_as_it_was_saved(
    fixture: &Fixture,
) -> Result<()> {
    for status in AgreementStatus::iter() {
        let mut agreement = fixture.agreement()?;
        fixture.add_agreement(&mut agreement).await?;
        agreement.status = status;
        agreement.cancelled_at = (status == AgreementStatus::Cancelled).then_some(START);

        fixture.save_agreement(&mut agreement).await?;

        assert_eq!(get(fixture, &agreement.id).await?, agreement);
    }
    Ok(())
}

pub async fn an_agreements_card_comes_back_as_it_was_saved(fixture: &Fixture) -> Result<()> {
    let bare = PaymentInstrument {
        card: CardSummary::default(),
        ..instrument()?
    };
    let mut agreement = fixture.agreement()?;
    fixture.add_agreement(&mut agreement).await?;

    for instrument in [instrument()?, bare] {
        agreement.activate(instrument)?;
        fixture.save_agreement(&mut agreement).await?;

        assert_eq!(get(fixture, &agreement.id).await?, agreement);
    }
    Ok(())
}

pub async fn an_agreement_that_was_cancelled_long_ago_is_found_until_it_names_nobody(
    fixture: &Fixture,
) -> Result<()> {
    let before = START.plus(Duration::from_secs(60));
    let found = async |limit| -> Result<Vec<AgreementId>> {
        let mut unit = fixture.unit().await?;
        let found = unit.agreements().unredacted_before(before, limit).await?;
        Ok(found.into_iter().map(|agreement| agreement.id).collect())
    };
    let mut cancelled = Vec::new();
    // In force; with a card, cancelled; with a user, cancelled; cancelled not long ago.
    for (with_card, cancelled_at) in [
        (true, None),
        (true, Some(START)),
        (false, Some(START)),
        (true, Some(before)),
    ] {
        let mut agreement = fixture.agreement()?;
        fixture.add_agreement(&mut agreement).await?;
        agreement.activate(instrument()?)?;
        if !with_card {
            agreement.instrument = None;
        }
        if let Some(at) = cancelled_at {
            agreement.cancel(at)?;
        }
        fixture.save_agreement(&mut agreement).await?;
        if cancelled_at == Some(START) {
            cancelled.push(agreement);
        }
    }

    let ids: Vec<AgreementId> = cancelled.iter().map(|one| one.id.clone()).collect();
    let mut all = found(10).await?;
    all.retain(|id| ids.contains(id));
    assert_eq!((all.len(), found(1).await?.len()), (2, 1));
    for agreement in &mut cancelled {
        agreement.redact();
        fixture.save_agreement(agreement).await?;
        assert_eq!(get(fixture, &agreement.id).await?, *agreement);
    }
    assert!(found(10).await?.iter().all(|id| !ids.contains(id)));
    Ok(())
}

pub async fn an_agreement_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    let id = fixture.agreement_id();

    let found = fixture.unit().await?.agreements().get(&id).await?;

    assert_eq!(found, None);
    Ok(())
}

pub async fn an_agreement_is_found_by_its_account_alone(fixture: &Fixture) -> Result<()> {
    let mut agreement = fixture.agreement()?;
    agreement.activate(instrument()?)?;
    fixture.add_agreement(&mut agreement).await?;
    let stranger = AccountId::from_random(fixture.fresh());

    for (account, id, expected) in [
        (&agreement.account, &agreement.id, Some(&agreement)),
        (&stranger, &agreement.id, None),
        (&agreement.account, &fixture.agreement_id(), None),
    ] {
        let found = fixture.queries.agreement(account, id).await?;
        assert_eq!(found.as_ref(), expected);
    }
    Ok(())
}

pub async fn each_save_makes_the_next_version_of_an_agreement(fixture: &Fixture) -> Result<()> {
    let mut agreement = fixture.agreement()?;

    fixture.add_agreement(&mut agreement).await?;
    let first = agreement.version;
    fixture.save_agreement(&mut agreement).await?;

    assert_eq!(agreement.version, first + 1);
    assert_eq!(get(fixture, &agreement.id).await?.version, first + 1);
    Ok(())
}

pub async fn saving_an_agreement_that_another_has_saved_is_stale(fixture: &Fixture) -> Result<()> {
    let mut agreement = fixture.agreement()?;
    fixture.add_agreement(&mut agreement).await?;
    let mut behind = agreement.clone();
    agreement.activate(instrument()?)?;
    fixture.save_agreement(&mut agreement).await?;

    let saved = fixture.save_agreement(&mut behind).await;

    assert!(matches!(saved, Err(StoreError::Stale)), "{saved:?}");
    assert_eq!(get(fixture, &agreement.id).await?, agreement);
    Ok(())
}

pub async fn saving_an_agreement_that_was_never_added_is_stale(fixture: &Fixture) -> Result<()> {
    let saved = fixture.save_agreement(&mut fixture.agreement()?).await;

    assert!(matches!(saved, Err(StoreError::Stale)), "{saved:?}");
    Ok(())
}

pub async fn of_many_who_save_one_version_of_an_agreement_one_succeeds(
    fixture: &Fixture,
) -> Result<()> {
    let mut agreement = fixture.agreement()?;
    agreement.activate(instrument()?)?;
    fixture.add_agreement(&mut agreement).await?;

    let saves = at_once((0..20).map(|_| {
        let store = fixture.store.clone();
        let mut mine = agreement.clone();
        async move {
            mine.cancel(START)?;
            let mut unit = store.begin().await?;
            let saved = match unit.agreements().save(&mut mine).await {
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
    let found = get(fixture, &agreement.id).await?;
    assert_eq!(found.version, agreement.version + 1);
    Ok(())
}

pub async fn a_dropped_unit_leaves_no_agreement_behind(fixture: &Fixture) -> Result<()> {
    let mut added = fixture.agreement()?;
    fixture.add_agreement(&mut added).await?;
    let (mut saved, mut new) = (added.clone(), fixture.agreement()?);
    saved.activate(instrument()?)?;

    let mut unit = fixture.unit().await?;
    unit.agreements().save(&mut saved).await?;
    unit.agreements().add(&mut new).await?;
    drop(unit);

    assert_eq!(get(fixture, &added.id).await?, added);
    let found = fixture.queries.agreement(&new.account, &new.id).await?;
    assert_eq!(found, None);
    Ok(())
}
