//! Accounts and keys, and their rows.

use std::time::Duration;

use domain::account::{ApiKey, GatewayAccount, RateLimit, Surcharges};
use domain::card::Brand;
use domain::card::brand::AcceptedCards;
use domain::{AccountId, Amount, ApiKeyId, ServiceId, Timestamp};

use super::{Impossible, amount, count, hex, instant, millis, named, present, stored, word};
use crate::entity::{accounts, api_keys, services};

/// The row of an account as it will be once it is saved, one version on.
pub(crate) fn account_to_row(account: &GatewayAccount) -> accounts::Model {
    let cards: Vec<String> = account
        .cards
        .iter()
        .map(|(brand, card_type)| format!("{}:{}", brand.id(), word(card_type)))
        .collect();
    accounts::Model {
        id: account.id.as_str().to_owned(),
        service: account.service.as_str().to_owned(),
        mode: word(account.mode),
        provider: word(account.provider),
        cards: cards.join(" "),
        takes_prepaid: account.takes_prepaid,
        asks_billing_address: account.asks_billing_address,
        presumes_uk: account.presumes_uk,
        email_collection: word(account.email),
        confirms_payments: account.confirms_payments,
        confirms_refunds: account.confirms_refunds,
        email_paragraph: account.email_paragraph.clone(),
        requires_3ds: account.requires_3ds,
        masks_card_number: account.masks_card_number,
        masks_security_code: account.masks_security_code,
        approval_above: account.approval_above.map(Amount::minor),
        allows_zero: account.allows_zero,
        surcharge_credit: account.surcharges.credit.map(Amount::minor),
        surcharge_debit: account.surcharges.debit.map(Amount::minor),
        surcharge_prepaid_debit: account.surcharges.prepaid_debit.map(Amount::minor),
        allows_moto: account.allows_moto,
        allows_moto_api: account.allows_moto_api,
        allows_telephone: account.allows_telephone,
        recurring: account.recurring,
        rate_reads: account.rate_limit.map(|limit| stored(limit.reads)),
        rate_posts: account.rate_limit.map(|limit| stored(limit.posts)),
        rate_window_ms: account
            .rate_limit
            .map(|limit| stored(limit.window.as_millis())),
        disabled: account.disabled,
        created_at: account.created_at.as_millis(),
        version: stored(account.version.saturating_add(1)),
    }
}

/// The account of a row, with the name of its service, whose row it is read with.
pub(crate) fn account_from_row(
    row: accounts::Model,
    service: Option<services::Model>,
) -> Result<GatewayAccount, Impossible> {
    let id = row.id.clone();
    read_account(row, service).map_err(|e| e.in_row("account", &id))
}

fn read_account(
    row: accounts::Model,
    service: Option<services::Model>,
) -> Result<GatewayAccount, Impossible> {
    let cards = row
        .cards
        .split_whitespace()
        .map(|text| {
            let (brand, card_type) = present("cards", text.split_once(':'))?;
            Ok((
                present("cards", Brand::by_id(brand))?,
                named("cards", card_type)?,
            ))
        })
        .collect::<Result<Vec<_>, Impossible>>()?;
    let rate_limit = read_rate_limit(&row)?;
    let surcharge = |minor: Option<i64>| minor.map(amount).transpose();
    Ok(GatewayAccount {
        id: present("id", AccountId::parse(&row.id))?,
        service: present("service", ServiceId::parse(&row.service))?,
        service_name: present("service", service)?.name,
        mode: named("mode", &row.mode)?,
        provider: named("provider", &row.provider)?,
        cards: AcceptedCards::of(cards),
        takes_prepaid: row.takes_prepaid,
        asks_billing_address: row.asks_billing_address,
        presumes_uk: row.presumes_uk,
        email: named("email_collection", &row.email_collection)?,
        confirms_payments: row.confirms_payments,
        confirms_refunds: row.confirms_refunds,
        email_paragraph: row.email_paragraph,
        requires_3ds: row.requires_3ds,
        masks_card_number: row.masks_card_number,
        masks_security_code: row.masks_security_code,
        approval_above: row.approval_above.map(amount).transpose()?,
        allows_zero: row.allows_zero,
        surcharges: Surcharges {
            credit: surcharge(row.surcharge_credit)?,
            debit: surcharge(row.surcharge_debit)?,
            prepaid_debit: surcharge(row.surcharge_prepaid_debit)?,
        },
        allows_moto: row.allows_moto,
        allows_moto_api: row.allows_moto_api,
        allows_telephone: row.allows_telephone,
        recurring: row.recurring,
        rate_limit,
        disabled: row.disabled,
        created_at: Timestamp::from_millis(row.created_at),
        version: count("version", row.version)?,
    })
}

/// An account's own limit: all of it, or none.
fn read_rate_limit(row: &accounts::Model) -> Result<Option<RateLimit>, Impossible> {
    let (reads, posts, window) = match (row.rate_reads, row.rate_posts, row.rate_window_ms) {
        (None, None, None) => return Ok(None),
        (Some(reads), Some(posts), Some(window)) => (reads, posts, window),
        _ => return Err(Impossible::new("rate_reads")),
    };
    Ok(Some(RateLimit {
        reads: count("rate_reads", reads)?,
        posts: count("rate_posts", posts)?,
        window: Duration::from_millis(count("rate_window_ms", window)?),
    }))
}

pub(crate) fn key_to_row(key: &ApiKey) -> api_keys::Model {
    api_keys::Model {
        id: key.id.as_str().to_owned(),
        account: key.account.as_str().to_owned(),
        description: key.description.clone(),
        digest: hex::to_text(key.digest),
        created_by: key.created_by.clone(),
        created_at: key.created_at.as_millis(),
        last_used_at: millis(key.last_used_at),
        revoked_at: millis(key.revoked_at),
    }
}

pub(crate) fn key_from_row(row: api_keys::Model) -> Result<ApiKey, Impossible> {
    let id = row.id.clone();
    read_key(row).map_err(|e| e.in_row("api key", &id))
}

fn read_key(row: api_keys::Model) -> Result<ApiKey, Impossible> {
    Ok(ApiKey {
        id: present("id", ApiKeyId::parse(&row.id))?,
        account: present("account", AccountId::parse(&row.account))?,
        description: row.description,
        digest: present("digest", hex::digest(&row.digest))?,
        created_by: row.created_by,
        created_at: Timestamp::from_millis(row.created_at),
        last_used_at: instant(row.last_used_at),
        revoked_at: instant(row.revoked_at),
    })
}

#[cfg(test)]
mod tests {
    use domain::account::{EmailCollection, Mode, Provider, Service, ServiceName};
    use domain::card::CardType;

    use super::*;
    use crate::mapping::services;

    fn service() -> Service {
        let id = ServiceId::from_random([1; 26]);
        let name = ServiceName::parse("Fishing licences").unwrap();
        Service::new(id, name, Timestamp::from_millis(1))
    }

    #[test]
    fn accounts_read_back_with_their_service_as_the_next_version() {
        let service = service();
        let now = Timestamp::from_millis(2);
        let id = AccountId::from_random([2; 26]);
        let usual = GatewayAccount::open(id, &service, Mode::Live, Provider::Sandbox, now);
        let odd = GatewayAccount {
            cards: AcceptedCards::of([(Brand::Maestro, CardType::Debit)]),
            email: EmailCollection::Off,
            confirms_payments: false,
            confirms_refunds: true,
            email_paragraph: Some("Diolch “$reference”\n\n<b>".to_owned()),
            takes_prepaid: false,
            allows_zero: true,
            presumes_uk: false,
            requires_3ds: false,
            masks_card_number: true,
            masks_security_code: true,
            approval_above: Some(Amount::ZERO),
            surcharges: Surcharges {
                credit: Some(Amount::MAX),
                debit: None,
                prepaid_debit: Some(Amount::ZERO),
            },
            allows_moto: true,
            allows_moto_api: true,
            allows_telephone: true,
            recurring: true,
            rate_limit: Some(RateLimit::LOW),
            disabled: true,
            version: 41,
            ..usual.clone()
        };
        let bare = GatewayAccount {
            cards: AcceptedCards::of([]),
            ..usual.clone()
        };

        for account in [usual, odd, bare] {
            let service = Some(services::to_row(&service));
            let read = account_from_row(account_to_row(&account), service);
            let saved = GatewayAccount {
                version: account.version + 1,
                ..account
            };
            assert_eq!(read, Ok(saved));
        }
    }

    #[test]
    fn half_a_rate_limit_is_impossible() {
        let now = Timestamp::from_millis(2);
        let id = AccountId::from_random([2; 26]);
        let account = GatewayAccount::open(id, &service(), Mode::Live, Provider::Sandbox, now);
        let row = accounts::Model {
            rate_posts: Some(1),
            ..account_to_row(&account)
        };
        let error = account_from_row(row, Some(services::to_row(&service()))).unwrap_err();
        let expected = Impossible::new("rate_reads").in_row("account", account.id.as_str());
        assert_eq!(error, expected);
    }

    #[test]
    fn keys_read_back() {
        let key = ApiKey {
            id: ApiKeyId::from_random([3; 26]),
            account: AccountId::from_random([2; 26]),
            description: "CI".to_owned(),
            digest: std::array::from_fn(|n| u8::try_from(n * 8).unwrap()),
            created_by: Some("ada@example.org".to_owned()),
            created_at: Timestamp::from_millis(1),
            last_used_at: None,
            revoked_at: Some(Timestamp::from_millis(9)),
        };

        assert_eq!(key_from_row(key_to_row(&key)), Ok(key));
    }
}
