//! Services and accounts.

use std::time::Duration;

use anyhow::Result;
use domain::account::{
    EmailCollection, GatewayAccount, Mode, Provider, RateLimit, Service, ServiceName, Surcharges,
};
use domain::card::brand::AcceptedCards;
use domain::card::{Brand, CardType};
use domain::{AccountId, Amount, ServiceId, Timestamp};

use super::keys::add_key;
use super::{Fixture, START};

pub(super) fn seconds(after_start: u64) -> Timestamp {
    START.plus(Duration::from_secs(after_start))
}

fn service(fixture: &Fixture, created_at: Timestamp) -> Service {
    let name = ServiceName::stored("Parking permits & “more” 😀");
    Service::new(ServiceId::from_random(fixture.fresh()), name, created_at)
}

/// A second service with an account.
async fn add_account(fixture: &Fixture, at: Timestamp) -> Result<(Service, GatewayAccount)> {
    let mut service = service(fixture, at);
    let id = AccountId::from_random(fixture.fresh());
    let mut account = GatewayAccount::open(id, &service, Mode::Live, Provider::Sandbox, at);
    let mut unit = fixture.unit().await?;
    unit.accounts().add_service(&mut service).await?;
    unit.accounts().add_account(&mut account).await?;
    unit.commit().await?;
    Ok((service, account))
}

pub async fn services_accounts_and_keys_come_back_as_they_were_added(
    fixture: &Fixture,
) -> Result<()> {
    let (service, account) = add_account(fixture, seconds(1)).await?;
    let key = add_key(fixture, START).await?;

    assert!(fixture.queries.services().await?.contains(&service));
    assert!(fixture.queries.accounts().await?.contains(&account));
    let found = fixture.queries.account(&account.id).await?;
    assert_eq!(found, Some(account));
    assert_eq!(fixture.queries.keys(&fixture.account.id).await?, [key]);
    Ok(())
}

pub async fn every_setting_of_an_account_comes_back_as_it_was_saved(
    fixture: &Fixture,
) -> Result<()> {
    let debit_visa = AcceptedCards::of([(Brand::Visa, CardType::Debit)]);
    let surcharges = Surcharges {
        credit: Some(Amount::from_minor(250)?),
        debit: Some(Amount::ZERO),
        prepaid_debit: Some(Amount::MAX),
    };
    let mut version = fixture.account.version;
    let most = RateLimit::of(u32::MAX, 0, Duration::from_millis(1_500));
    for (cards, email, flag, surcharges, rate_limit, provider) in [
        (
            debit_visa,
            EmailCollection::Optional,
            false,
            surcharges,
            Some(RateLimit::LOW),
            Provider::Worldpay,
        ),
        (
            AcceptedCards::of([]),
            EmailCollection::Off,
            true,
            Surcharges::default(),
            Some(most),
            Provider::Stripe,
        ),
        (
            AcceptedCards::usual(),
            EmailCollection::Mandatory,
            false,
            Surcharges {
                debit: None,
                ..surcharges
            },
            None,
            Provider::Sandbox,
        ),
    ] {
        let mut account = GatewayAccount {
            provider,
            cards,
            email,
            confirms_payments: flag,
            confirms_refunds: !flag,
            email_paragraph: flag.then(|| "Diolch 'ŵ' 😀\n\n$reference; --".to_owned()),
            takes_prepaid: flag,
            asks_billing_address: flag,
            presumes_uk: !flag,
            requires_3ds: flag,
            masks_card_number: !flag,
            masks_security_code: flag,
            approval_above: surcharges.credit,
            allows_zero: !flag,
            surcharges,
            allows_moto: flag,
            allows_moto_api: !flag,
            allows_telephone: flag,
            recurring: !flag,
            rate_limit,
            disabled: flag,
            version,
            ..fixture.account.clone()
        };

        let mut unit = fixture.unit().await?;
        unit.accounts().save_account(&mut account).await?;
        unit.commit().await?;
        version = account.version;

        let found = fixture
            .unit()
            .await?
            .accounts()
            .account(&account.id)
            .await?;
        assert_eq!(found.as_ref(), Some(&account));
        let found = fixture.queries.account(&account.id).await?;
        assert_eq!(found, Some(account));
    }
    Ok(())
}

pub async fn an_account_is_found_inside_the_unit_that_added_it(fixture: &Fixture) -> Result<()> {
    let mut service = service(fixture, START);
    let id = AccountId::from_random(fixture.fresh());
    let mut account = GatewayAccount::open(id, &service, Mode::Test, Provider::Sandbox, START);

    let mut unit = fixture.unit().await?;
    unit.accounts().add_service(&mut service).await?;
    unit.accounts().add_account(&mut account).await?;

    let found = unit.accounts().account(&account.id).await?;
    assert_eq!(found, Some(account));
    Ok(())
}

pub async fn an_account_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    let id = AccountId::from_random(fixture.fresh());

    assert_eq!(fixture.queries.account(&id).await?, None);
    assert_eq!(fixture.unit().await?.accounts().account(&id).await?, None);
    Ok(())
}

pub async fn services_accounts_and_keys_are_listed_oldest_first(fixture: &Fixture) -> Result<()> {
    let mut expected = vec![fixture.account.id.clone()];
    let (_, youngest) = add_account(fixture, seconds(9)).await?;
    let (_, middle) = add_account(fixture, seconds(5)).await?;
    expected.extend([middle.id, youngest.id]);
    let (second, first) = (
        add_key(fixture, seconds(2)).await?,
        add_key(fixture, seconds(1)).await?,
    );

    let services = fixture.queries.services().await?;
    assert_eq!(services.len(), 3);
    assert!(services.is_sorted_by_key(|service| service.created_at));
    let accounts = fixture.queries.accounts().await?;
    let accounts: Vec<_> = accounts.into_iter().map(|account| account.id).collect();
    assert_eq!(accounts, expected);
    let keys = fixture.queries.keys(&fixture.account.id).await?;
    assert_eq!(keys, [first, second]);
    Ok(())
}
