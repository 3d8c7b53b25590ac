//! `bursar account change`.

use std::time::Duration;

use anyhow::{anyhow, bail};
use application::Application;
use application::accounts::change::AccountChange;
use domain::account::{EmailCollection, GatewayAccount, RateLimit, Surcharges};
use domain::card::brand::AcceptedCards;
use domain::card::{Brand, CardType};
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
        cards: settings.cards.as_deref().map(cards).transpose()?,
        allows_moto: on(settings.moto),
        allows_moto_api: on(settings.moto_api),
        allows_telephone: on(settings.telephone),
        recurring: on(settings.recurring),
        allows_zero: on(settings.zero_amount),
        takes_prepaid: on(settings.prepaid),
        asks_billing_address: on(settings.billing_address),
        presumes_uk: on(settings.presumes_uk),
        email: settings.email.map(|email| match email {
            Email::Mandatory => EmailCollection::Mandatory,
            Email::Optional => EmailCollection::Optional,
            Email::Off => EmailCollection::Off,
        }),
        confirms_payments: on(settings.confirm_payments),
        confirms_refunds: on(settings.confirm_refunds),
        email_paragraph: settings.email_paragraph.as_deref().map(paragraph),
        requires_3ds: on(settings.three_d_secure),
        masks_card_number: on(settings.mask_card_number),
        masks_security_code: on(settings.mask_security_code),
        approval_above: settings.approval_above.as_deref().map(limit).transpose()?,
        surcharges: Some(Surcharges {
            credit: surcharge(settings.surcharge_credit, surcharges.credit)?,
            debit: surcharge(settings.surcharge_debit, surcharges.debit)?,
            prepaid_debit: surcharge(settings.surcharge_prepaid_debit, surcharges.prepaid_debit)?,
        }),
        rate_limit: settings.rate_limit.as_deref().map(rate_limit).transpose()?,
        disabled: on(settings.disabled),
    })
}

/// The cards of a list of brands, each of all its types or of one.
fn cards(text: &str) -> anyhow::Result<AcceptedCards> {
    if text == "usual" {
        return Ok(AcceptedCards::usual());
    }
    let mut cards = Vec::new();
    for word in text.split(',') {
        let (id, card_type) = match word.split_once(':') {
            Some((id, card_type)) => (id, Some(card_type.parse::<CardType>())),
            None => (word, None),
        };
        let types: Vec<CardType> = match (Brand::by_id(id), card_type) {
            (Some(brand), None) => brand.types().to_vec(),
            (Some(brand), Some(Ok(one))) if brand.types().contains(&one) => vec![one],
            (Some(_) | None, Some(_) | None) => bail!(
                "{word:?} is no kind of card; --cards can be: usual, or a list such as visa,master-card:debit"
            ),
        };
        let brand = Brand::by_id(id).into_iter();
        cards.extend(brand.flat_map(|brand| types.iter().map(move |one| (brand, *one))));
    }
    Ok(AcceptedCards::of(cards))
}

/// A limit in pence, or none.
fn limit(text: &str) -> anyhow::Result<Option<Amount>> {
    if text == "off" {
        return Ok(None);
    }
    let pence = text.parse().ok();
    match pence.and_then(|pence| Amount::from_minor(pence).ok()) {
        Some(amount) => Ok(Some(amount)),
        None => bail!("{text:?} is no amount in pence; --approval-above can also be: off"),
    }
}

/// A paragraph, or none.
fn paragraph(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A paragraph may be long, and of several lines.
fn paragraph_shown(paragraph: Option<&String>) -> String {
    match paragraph {
        None => "none".to_owned(),
        Some(text) => format!("{} characters", text.chars().count()),
    }
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
        ("cards", cards_shown(&account.cards)),
        ("moto", switch(account.allows_moto)),
        ("moto-api", switch(account.allows_moto_api)),
        ("telephone", switch(account.allows_telephone)),
        ("recurring", switch(account.recurring)),
        ("zero-amount", switch(account.allows_zero)),
        ("prepaid", switch(account.takes_prepaid)),
        ("billing-address", switch(account.asks_billing_address)),
        ("presumes-uk", switch(account.presumes_uk)),
        ("email", email.to_owned()),
        ("confirm-payments", switch(account.confirms_payments)),
        ("confirm-refunds", switch(account.confirms_refunds)),
        (
            "email-paragraph",
            paragraph_shown(account.email_paragraph.as_ref()),
        ),
        ("3ds", switch(account.requires_3ds)),
        ("mask-card-number", switch(account.masks_card_number)),
        ("mask-security-code", switch(account.masks_security_code)),
        (
            "approval-above",
            account
                .approval_above
                .map_or("off".to_owned(), |limit| limit.minor().to_string()),
        ),
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

/// Brands of which every type is taken by their names, others with the type.
fn cards_shown(cards: &AcceptedCards) -> String {
    let brands = cards.brands().into_iter();
    let words = brands.flat_map(|brand| {
        let taken = brand.types().iter().filter(|one| cards.has(brand, **one));
        let taken: Vec<&str> = taken.map(|one| one.into()).collect();
        if taken.len() == brand.types().len() {
            return vec![brand.id().to_owned()];
        }
        let of = |one: &&str| format!("{}:{one}", brand.id());
        taken.iter().map(of).collect()
    });
    words.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_brands_of_all_types_or_of_one_and_read_back_as_they_are_shown() {
        for (text, shown) in [
            (
                "usual",
                Some("visa,master-card,american-express,diners-club,discover,jcb,unionpay"),
            ),
            ("visa", Some("visa")),
            ("maestro,visa:credit", Some("visa:credit,maestro")),
            ("visa:debit,visa:credit", Some("visa")),
            ("maestro:credit", None),
            ("visa:cheque", None),
            ("groat", None),
            ("", None),
        ] {
            let read = cards(text).ok().as_ref().map(cards_shown);
            assert_eq!(read.as_deref(), shown, "{text}");
            if let Some(shown) = shown {
                assert_eq!(cards_shown(&cards(shown).unwrap()), shown);
            }
        }
    }

    #[test]
    fn a_limit_is_an_amount_or_off_and_nothing_is_an_amount() {
        for (text, expected) in [
            ("off", Some(None)),
            ("0", Some(Amount::from_minor(0).ok())),
            ("5000", Some(Amount::from_minor(5000).ok())),
            ("-1", None),
            ("50.00", None),
        ] {
            assert_eq!(limit(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn a_paragraph_of_nothing_is_none() {
        for (text, expected, shown) in [
            ("", None, "none"),
            (" \n", None, "none"),
            (" Keep it.\n", Some("Keep it."), "8 characters"),
        ] {
            let read = paragraph(text);
            assert_eq!(read.as_deref(), expected);
            assert_eq!(paragraph_shown(read.as_ref()), shown);
        }
    }

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
