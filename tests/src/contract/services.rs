//! What is known of services, and versions that guard it as they guard the settings of
//! accounts.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::ServiceId;
use domain::account::{
    Branding, Colour, GatewayAccount, GoingLive, Organisation, Provider, Service, ServiceName,
};
use domain::ports::StoreError;

use super::{Fixture, START, at_once, number_first, was_first};

async fn get(fixture: &Fixture, id: &ServiceId) -> Result<Service> {
    let found = fixture.unit().await?.accounts().service(id).await?;
    found.context("the service is missing")
}

/// The service of the fixture.
async fn known(fixture: &Fixture) -> Result<Service> {
    get(fixture, fixture.service()).await
}

async fn save(fixture: &Fixture, service: &mut Service) -> Result<(), StoreError> {
    let mut unit = fixture.unit().await?;
    unit.accounts().save_service(service).await?;
    unit.commit().await
}

async fn save_account(fixture: &Fixture, account: &mut GatewayAccount) -> Result<(), StoreError> {
    let mut unit = fixture.unit().await?;
    unit.accounts().save_account(account).await?;
    unit.commit().await
}

fn organisation() -> Organisation {
    Organisation {
        name: "“Rivers” & 'Sons'".to_owned(),
        line1: "1 Water Lane; -- \"x\"".to_owned(),
        line2: Some("Ystradgynlais 😀".to_owned()),
        city: "Bristol".to_owned(),
        postcode: "BS1 5AH".to_owned(),
        country: "GB".to_owned(),
        telephone: Some("+44 117 496 0000".to_owned()),
        website: Some("https://rivers.example.org/?a=1&b='2'".to_owned()),
    }
}

pub async fn everything_about_a_service_comes_back_as_it_was_saved(
    fixture: &Fixture,
) -> Result<()> {
    let mut service = known(fixture).await?;
    let bare = service.clone();
    let at = START.plus(Duration::from_millis(1));
    let full = Service {
        name: ServiceName::parse("Parking permits & “more” 😀")?,
        welsh_name: Some(ServiceName::parse("Trwyddedau parcio 'ŵ'")?),
        organisation: Some(organisation()),
        branding: Branding {
            header: Some(Colour::parse("#0b1f2a")?),
            button: Some(Colour::parse("#000000")?),
        },
        going_live: GoingLive::Asked {
            by: "ada@example.org".to_owned(),
            at,
            provider: Provider::Worldpay,
        },
        ..bare.clone()
    };
    let refused = Service {
        organisation: Some(Organisation {
            line2: None,
            telephone: None,
            website: None,
            ..organisation()
        }),
        branding: Branding {
            button: None,
            ..full.branding
        },
        going_live: GoingLive::Refused {
            reason: "the ‘address’ is\nmissing".to_owned(),
            at,
        },
        ..full.clone()
    };
    let granted = Service {
        going_live: GoingLive::Granted { at },
        ..full.clone()
    };

    for shape in [full, refused, granted, bare] {
        service = Service {
            version: service.version,
            ..shape
        };
        save(fixture, &mut service).await?;

        assert_eq!(get(fixture, &service.id).await?, service);
        let shown = fixture.queries.service(&service.id).await?;
        assert_eq!(shown.as_ref(), Some(&service));
        assert_eq!(fixture.queries.services().await?, [service.clone()]);
    }
    Ok(())
}

pub async fn a_service_is_found_inside_the_unit_that_added_it(fixture: &Fixture) -> Result<()> {
    let id = ServiceId::from_random(fixture.fresh());
    let mut service = Service::new(id, ServiceName::parse("New")?, START);

    let mut unit = fixture.unit().await?;
    unit.accounts().add_service(&mut service).await?;

    let found = unit.accounts().service(&service.id).await?;
    assert_eq!(found, Some(service));
    Ok(())
}

pub async fn a_service_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    let id = ServiceId::from_random(fixture.fresh());

    assert_eq!(fixture.unit().await?.accounts().service(&id).await?, None);
    assert_eq!(fixture.queries.service(&id).await?, None);
    Ok(())
}

pub async fn accounts_bear_the_name_their_service_has_now(fixture: &Fixture) -> Result<()> {
    let mut service = known(fixture).await?;
    service.name = ServiceName::parse("Renamed")?;

    save(fixture, &mut service).await?;

    let (id, queries) = (&fixture.account.id, &fixture.queries);
    let account = queries.account(id).await?;
    assert_eq!(
        account.map(|found| found.service_name),
        Some("Renamed".into())
    );
    let mut unit = fixture.unit().await?;
    let account = unit.accounts().account(id).await?;
    assert_eq!(
        account.map(|found| found.service_name),
        Some("Renamed".into())
    );
    Ok(())
}

pub async fn each_save_makes_the_next_version_of_a_service(fixture: &Fixture) -> Result<()> {
    let mut service = known(fixture).await?;
    let first = service.version;

    save(fixture, &mut service).await?;

    assert_eq!(service.version, first + 1);
    assert_eq!(known(fixture).await?, service);
    Ok(())
}

pub async fn saving_a_service_that_another_has_saved_is_stale(fixture: &Fixture) -> Result<()> {
    let mut service = known(fixture).await?;
    let mut behind = service.clone();
    service.organisation = Some(organisation());
    save(fixture, &mut service).await?;

    behind.name = ServiceName::parse("Too late")?;
    let saved = save(fixture, &mut behind).await;

    assert!(matches!(saved, Err(StoreError::Stale)), "{saved:?}");
    assert_eq!(known(fixture).await?, service);
    Ok(())
}

pub async fn saving_a_service_nobody_added_is_stale(fixture: &Fixture) -> Result<()> {
    let id = ServiceId::from_random(fixture.fresh());
    let mut unknown = Service::new(id, ServiceName::parse("Unknown")?, START);

    let saved = save(fixture, &mut unknown).await;

    assert!(matches!(saved, Err(StoreError::Stale)), "{saved:?}");
    assert_eq!(fixture.queries.service(&unknown.id).await?, None);
    Ok(())
}

pub async fn of_many_who_save_one_version_of_a_service_one_succeeds(
    fixture: &Fixture,
) -> Result<()> {
    let service = known(fixture).await?;

    let saved = at_once((0..20).map(|number| {
        let (store, mut mine) = (fixture.store.clone(), service.clone());
        async move {
            mine.name = ServiceName::parse(&format!("Name {number}"))?;
            let mut unit = store.begin().await?;
            let saved = match unit.accounts().save_service(&mut mine).await {
                Ok(()) => unit.commit().await,
                Err(error) => Err(error),
            };
            was_first(saved)
        }
    }))
    .await?;

    assert_eq!(number_first(saved)?, 1);
    assert_eq!(known(fixture).await?.version, service.version + 1);
    Ok(())
}

pub async fn each_save_makes_the_next_version_of_an_account(fixture: &Fixture) -> Result<()> {
    let mut account = fixture.account.clone();
    let first = account.version;

    save_account(fixture, &mut account).await?;

    assert_eq!(account.version, first + 1);
    let found = fixture.queries.account(&account.id).await?;
    assert_eq!(found, Some(account));
    Ok(())
}

pub async fn saving_an_account_that_another_has_saved_is_stale(fixture: &Fixture) -> Result<()> {
    let mut account = fixture.account.clone();
    let mut behind = account.clone();
    account.takes_prepaid = false;
    save_account(fixture, &mut account).await?;

    behind.disabled = true;
    let saved = save_account(fixture, &mut behind).await;

    assert!(matches!(saved, Err(StoreError::Stale)), "{saved:?}");
    let found = fixture.queries.account(&account.id).await?;
    assert_eq!(found, Some(account));
    Ok(())
}

pub async fn saving_an_account_nobody_added_is_stale(fixture: &Fixture) -> Result<()> {
    let mut unknown = GatewayAccount {
        id: domain::AccountId::from_random(fixture.fresh()),
        ..fixture.account.clone()
    };

    let saved = save_account(fixture, &mut unknown).await;

    assert!(matches!(saved, Err(StoreError::Stale)), "{saved:?}");
    assert_eq!(fixture.queries.account(&unknown.id).await?, None);
    Ok(())
}

pub async fn of_many_who_save_one_version_of_an_account_one_succeeds(
    fixture: &Fixture,
) -> Result<()> {
    let account = fixture.account.clone();

    let saved = at_once((0..20).map(|_| {
        let (store, mut mine) = (fixture.store.clone(), account.clone());
        async move {
            let mut unit = store.begin().await?;
            let saved = match unit.accounts().save_account(&mut mine).await {
                Ok(()) => unit.commit().await,
                Err(error) => Err(error),
            };
            was_first(saved)
        }
    }))
    .await?;

    assert_eq!(number_first(saved)?, 1);
    let found = fixture.queries.account(&account.id).await?;
    assert_eq!(found.map(|found| found.version), Some(account.version + 1));
    Ok(())
}
