//! What opens accounts at PSPs.

use std::time::Duration;

use anyhow::Result;
use domain::account::{Credentials, CredentialsState, Provider};
use domain::{AccountId, CredentialsId, Timestamp};

use super::{Fixture, START};

fn seconds(after_start: u64) -> Timestamp {
    START.plus(Duration::from_secs(after_start))
}

impl Fixture {
    /// Credentials that were entered at this instant, not yet added.
    pub(super) fn credentials_at(&self, provider: Provider, entered_at: Timestamp) -> Credentials {
        Credentials {
            id: CredentialsId::from_random(self.fresh()),
            account: self.account.id.clone(),
            provider,
            shown: vec![
                ("username".to_owned(), "O'Neill; \"x\" 😀".to_owned()),
                ("merchant_code".to_owned(), "RIVERS".to_owned()),
            ],
            sealed: vec![0, 0xff, b'\'', b'\\', 0x80],
            state: CredentialsState::Entered,
            entered_by: "écrin@example.org".to_owned(),
            entered_at,
            activated_at: None,
            retired_at: None,
        }
    }

    /// Adds credentials in a unit of its own.
    pub(super) async fn add_credentials(&self, credentials: &Credentials) -> Result<()> {
        let mut unit = self.unit().await?;
        unit.accounts().add_credentials(credentials).await?;
        Ok(unit.commit().await?)
    }
}

async fn save(fixture: &Fixture, credentials: &Credentials) -> Result<()> {
    let mut unit = fixture.unit().await?;
    unit.accounts().save_credentials(credentials).await?;
    Ok(unit.commit().await?)
}

/// Asserts that the account has these, newest first, inside a unit and outside.
async fn assert_kept(
    fixture: &Fixture,
    account: &AccountId,
    expected: &[Credentials],
) -> Result<()> {
    let found = fixture.unit().await?.accounts().credentials(account).await;
    assert_eq!(found?, expected);
    assert_eq!(fixture.queries.credentials(account).await?, expected);
    Ok(())
}

pub async fn credentials_come_back_as_they_were_added_newest_first(
    fixture: &Fixture,
) -> Result<()> {
    let mut expected = Vec::new();
    for (provider, second) in Provider::all().zip([3, 1, 2]) {
        let credentials = fixture.credentials_at(provider, seconds(second));
        fixture.add_credentials(&credentials).await?;
        expected.push(credentials);
    }
    expected.sort_by_key(|credentials| std::cmp::Reverse(credentials.entered_at));

    assert_kept(fixture, &fixture.account.id, &expected).await
}

pub async fn credentials_are_found_inside_the_unit_that_added_them(
    fixture: &Fixture,
) -> Result<()> {
    let credentials = fixture.credentials_at(Provider::Stripe, START);
    let mut unit = fixture.unit().await?;
    unit.accounts().add_credentials(&credentials).await?;

    let found = unit.accounts().credentials(&fixture.account.id).await?;

    assert_eq!(found, [credentials]);
    Ok(())
}

pub async fn an_accounts_credentials_are_its_own(fixture: &Fixture) -> Result<()> {
    let other = fixture.other_account().await?;
    let credentials = fixture.credentials_at(Provider::Worldpay, START);
    fixture.add_credentials(&credentials).await?;

    assert_kept(fixture, &other.id, &[]).await
}

pub async fn whether_credentials_are_in_use_is_saved(fixture: &Fixture) -> Result<()> {
    let entered = fixture.credentials_at(Provider::Worldpay, START);
    let untouched = fixture.credentials_at(Provider::Worldpay, seconds(9));
    fixture.add_credentials(&entered).await?;
    fixture.add_credentials(&untouched).await?;
    let active = Credentials {
        state: CredentialsState::Active,
        activated_at: Some(seconds(1)),
        ..entered.clone()
    };
    let retired = Credentials {
        state: CredentialsState::Retired,
        retired_at: Some(seconds(2)),
        ..active.clone()
    };

    for credentials in [active, retired, entered] {
        save(fixture, &credentials).await?;

        let expected = [untouched.clone(), credentials];
        assert_kept(fixture, &fixture.account.id, &expected).await?;
    }
    Ok(())
}

pub async fn what_credentials_are_never_changes(fixture: &Fixture) -> Result<()> {
    let credentials = fixture.credentials_at(Provider::Worldpay, START);
    fixture.add_credentials(&credentials).await?;
    let other = fixture.other_account().await?;

    save(
        fixture,
        &Credentials {
            account: other.id,
            provider: Provider::Stripe,
            shown: Vec::new(),
            sealed: vec![7],
            entered_by: "somebody else".to_owned(),
            entered_at: seconds(9),
            ..credentials.clone()
        },
    )
    .await?;

    assert_kept(fixture, &fixture.account.id, &[credentials]).await
}
