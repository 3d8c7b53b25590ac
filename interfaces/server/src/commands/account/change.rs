//! `bursar account change`.

use std::time::Duration;

use anyhow::{anyhow, bail};
use application::Application;
use application::accounts::change::AccountChange;
use domain::account::{EmailCollection, GatewayAccount, RateLimit, Surcharges};
use domain::{AccountId, Amount};

use super::super::table::table;
use crate::arguments::{AccountSettings, Email, Switch};

pub(super) async fn run(
    application: &Application,
    settings: &AccountSettings,
) -> anyhow::Result<String> {
    let unknown = || {
        let id = &settings.id;
        anyhow!("{id:?} is no account id; bursar account list shows them")
    };
    let id = AccountId::parse(&settings.id).ok_or_else(unknown)?;
    let accounts = application.accounts().await?;
    let account = accounts.into_iter().find(|account| account.id == id);
    let change = change(settings, account.ok_or_else(unknown)?.surcharges)?;
    Ok(show(&application.change_account(&id, change).await?))
}

fn change(settings: &AccountSettings, surcharges: Surcharges) -> anyhow::Result<AccountChange> {
    let on = |switch: Option<Switch>| switch.map(|switch| switch == Switch::On);
    Ok(AccountChange {
        allows_moto: on(settings.moto),
        allows_moto_api: on(settings.moto_api),
        allows_telephone: on(settings.telephone),
        recurring: on(settings.recurring),
        allows_zero: on(settings.zero_amount),
        takes_prepaid: on(settings.prepaid),
        asks_billing_address: on(settings.billing_address),
        email: settings.email.map(|email| match email {
            Email::Mandatory => EmailCollection::Mandatory,
            Email::Optional => EmailCollection::Optional,
            Email::Off => EmailCollection::Off,
        }),
        surcharges: Some(Surcharges {
            credit: surcharge(settings.surcharge_credit, surcharges.credit)?,
            debit: surcharge(settings.surcharge_debit, surcharges.debit)?,
            prepaid_debit: surcharge(settings.surcharge_prepaid_debit, surcharges.prepaid_debit)?,
        }),
        rate_limit: settings.rate_limit.as_deref().map(rate_limit).transpose()?,
        disabled: on(settings.disabled),
    })
}

fn surcharge(pence: Option<u32>, before: Option<Amount>) -> anyhow::Result<Option<Amount>> {
    match pence {
        None => Ok(before),
        Some(0) => Ok(None),
        Some(pence) => match Amount::from_minor(pence.into()) {
            Ok(amount) => Ok(Some(amount)),
            Err(_) => bail!("a surcharge is at most {} pence", Amount::MAX.minor()),
        },
    }
}

fn rate_limit(text: &str) -> anyhow::Result<Option<RateLimit>> {
    let numbers: Vec<u32> = text.split(',').flat_map(str::parse).collect();
    match (text, numbers.as_slice()) {
        ("usual", _) => Ok(None),
        ("elevated", _) => Ok(Some(RateLimit::ELEVATED)),
        ("low", _) => Ok(Some(RateLimit::LOW)),
        (_, [reads, posts, millis]) => {
            let window = Duration::from_millis(u64::from(*millis));
            Ok(Some(RateLimit::of(*reads, *posts, window)))
        }
        _ => bail!(
            "{text:?} is no rate limit; --rate-limit can be: usual, elevated, low, or READS,POSTS,MILLISECONDS such as 75,15,1000"
        ),
    }
}

fn show(account: &GatewayAccount) -> String {
    let switch = |on: bool| if on { "on" } else { "off" }.to_owned();
    let pence = |amount: Option<Amount>| amount.unwrap_or(Amount::ZERO).minor().to_string();
    let limit = account.rate_limit.unwrap_or(RateLimit::USUAL);
    let millis = limit.window.as_millis();
    let email = match account.email {
        EmailCollection::Mandatory => "mandatory",
        EmailCollection::Optional => "optional",
        EmailCollection::Off => "off",
    };
    let rows = [
        ("moto", switch(account.allows_moto)),
        ("moto-api", switch(account.allows_moto_api)),
        ("telephone", switch(account.allows_telephone)),
        ("recurring", switch(account.recurring)),
        ("zero-amount", switch(account.allows_zero)),
        ("prepaid", switch(account.takes_prepaid)),
        ("billing-address", switch(account.asks_billing_address)),
        ("email", email.to_owned()),
        ("surcharge-credit", pence(account.surcharges.credit)),
        ("surcharge-debit", pence(account.surcharges.debit)),
        (
            "surcharge-prepaid-debit",
            pence(account.surcharges.prepaid_debit),
        ),
        (
            "rate-limit",
            format!("{},{},{millis}", limit.reads, limit.posts),
        ),
        ("disabled", switch(account.disabled)),
    ];
    let rows = rows.map(|(name, value)| [name.to_owned(), value]);
    table(["SETTING", "VALUE"], &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_limits_have_names_or_numbers() {
        for (text, expected) in [
            ("usual", Some(None)),
            ("elevated", Some(Some(RateLimit::ELEVATED))),
            ("low", Some(Some(RateLimit::LOW))),
            ("75,15,1000", Some(Some(RateLimit::USUAL))),
            ("75,15", None),
            ("many", None),
        ] {
            assert_eq!(rate_limit(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn a_surcharge_of_nothing_is_none() {
        let fifty = Amount::from_minor(50).ok();
        assert_eq!(surcharge(None, fifty).unwrap(), fifty);
        assert_eq!(surcharge(Some(0), fifty).unwrap(), None);
        assert_eq!(surcharge(Some(50), None).unwrap(), fifty);
        assert!(surcharge(Some(10_000_001), None).is_err());
    }
}
