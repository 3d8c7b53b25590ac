//! Services, accounts and keys, and their rows.

use domain::account::api_key::KeyDigest;
use domain::account::{ApiKey, GatewayAccount, Service};
use domain::card::Brand;
use domain::card::brand::AcceptedCards;
use domain::{AccountId, ApiKeyId, ServiceId, Timestamp};

use super::{Impossible, instant, millis, named, present, word};
use crate::entity::{accounts, api_keys, services};

pub(crate) fn service_to_row(service: &Service) -> services::Model {
    services::Model {
        id: service.id.as_str().to_owned(),
        name: service.name.clone(),
        created_at: service.created_at.as_millis(),
    }
}

pub(crate) fn service_from_row(row: services::Model) -> Result<Service, Impossible> {
    let id = ServiceId::parse(&row.id);
    Ok(Service {
        id: present("id", id).map_err(|e| e.in_row("service", &row.id))?,
        name: row.name,
        created_at: Timestamp::from_millis(row.created_at),
    })
}

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
        email_collection: word(account.email),
        allows_zero: account.allows_zero,
        disabled: account.disabled,
        created_at: account.created_at.as_millis(),
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
    Ok(GatewayAccount {
        id: present("id", AccountId::parse(&row.id))?,
        service: present("service", ServiceId::parse(&row.service))?,
        service_name: present("service", service)?.name,
        mode: named("mode", &row.mode)?,
        provider: named("provider", &row.provider)?,
        cards: AcceptedCards::of(cards),
        takes_prepaid: row.takes_prepaid,
        asks_billing_address: row.asks_billing_address,
        email: named("email_collection", &row.email_collection)?,
        allows_zero: row.allows_zero,
        disabled: row.disabled,
        created_at: Timestamp::from_millis(row.created_at),
    })
}

pub(crate) fn key_to_row(key: &ApiKey) -> api_keys::Model {
    api_keys::Model {
        id: key.id.as_str().to_owned(),
        account: key.account.as_str().to_owned(),
        description: key.description.clone(),
        digest: digest_to_text(&key.digest),
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
        digest: present("digest", digest_from_text(&row.digest))?,
        created_at: Timestamp::from_millis(row.created_at),
        last_used_at: instant(row.last_used_at),
        revoked_at: instant(row.revoked_at),
    })
}

/// A digest in lower-case hexadecimal digits.
pub(crate) fn digest_to_text(digest: &KeyDigest) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(digest.len() * 2);
    for byte in digest {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn digest_from_text(text: &str) -> Option<KeyDigest> {
    let mut digest = KeyDigest::default();
    if text.len() != digest.len() * 2 {
        return None;
    }
    for (place, byte) in digest.iter_mut().enumerate() {
        let digits = text.get(place * 2..place * 2 + 2)?;
        *byte = u8::from_str_radix(digits, 16).ok()?;
    }
    Some(digest)
}

#[cfg(test)]
mod tests {
    use domain::account::{EmailCollection, Mode, Provider};
    use domain::card::CardType;

    use super::*;

    fn service() -> Service {
        Service {
            id: ServiceId::from_random([1; 26]),
            name: "Fishing licences".to_owned(),
            created_at: Timestamp::from_millis(1),
        }
    }

    #[test]
    fn accounts_read_back_with_their_service() {
        let service = service();
        let now = Timestamp::from_millis(2);
        let id = AccountId::from_random([2; 26]);
        let usual = GatewayAccount::open(id, &service, Mode::Live, Provider::Sandbox, now);
        let odd = GatewayAccount {
            cards: AcceptedCards::of([(Brand::Maestro, CardType::Debit)]),
            email: EmailCollection::Off,
            takes_prepaid: false,
            allows_zero: true,
            disabled: true,
            ..usual.clone()
        };
        let bare = GatewayAccount {
            cards: AcceptedCards::of([]),
            ..usual.clone()
        };

        for account in [usual, odd, bare] {
            let read = account_from_row(account_to_row(&account), Some(service_to_row(&service)));
            assert_eq!(read, Ok(account));
        }
    }

    #[test]
    fn keys_read_back() {
        let key = ApiKey {
            id: ApiKeyId::from_random([3; 26]),
            account: AccountId::from_random([2; 26]),
            description: "CI".to_owned(),
            digest: std::array::from_fn(|n| u8::try_from(n * 8).unwrap()),
            created_at: Timestamp::from_millis(1),
            last_used_at: None,
            revoked_at: Some(Timestamp::from_millis(9)),
        };

        assert_eq!(key_from_row(key_to_row(&key)), Ok(key));
    }

    #[test]
    fn other_texts_are_no_digests() {
        for text in ["", "00", &"0".repeat(63), &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(digest_from_text(text), None, "{text}");
        }
    }
}
