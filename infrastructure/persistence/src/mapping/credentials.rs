//! What opens accounts at PSPs, and its rows.

use domain::account::Credentials;
use domain::{AccountId, CredentialsId, Timestamp};

use super::{Impossible, from_json, hex, instant, json, millis, named, present, word};
use crate::entity::credentials::Model;

pub(crate) fn to_row(credentials: &Credentials) -> Model {
    Model {
        id: credentials.id.as_str().to_owned(),
        account: credentials.account.as_str().to_owned(),
        provider: word(credentials.provider),
        shown: json(&credentials.shown),
        sealed: hex::to_text(&credentials.sealed),
        state: word(credentials.state),
        entered_by: credentials.entered_by.clone(),
        entered_at: credentials.entered_at.as_millis(),
        activated_at: millis(credentials.activated_at),
        retired_at: millis(credentials.retired_at),
    }
}

pub(crate) fn from_row(row: Model) -> Result<Credentials, Impossible> {
    let id = row.id.clone();
    read(row).map_err(|e| e.in_row("credentials", &id))
}

fn read(row: Model) -> Result<Credentials, Impossible> {
    Ok(Credentials {
        id: present("id", CredentialsId::parse(&row.id))?,
        account: present("account", AccountId::parse(&row.account))?,
        provider: named("provider", &row.provider)?,
        shown: from_json("shown", &row.shown)?,
        sealed: present("sealed", hex::bytes(&row.sealed))?,
        state: named("state", &row.state)?,
        entered_by: row.entered_by,
        entered_at: Timestamp::from_millis(row.entered_at),
        activated_at: instant(row.activated_at),
        retired_at: instant(row.retired_at),
    })
}

#[cfg(test)]
mod tests {
    use domain::account::{CredentialsState, Provider};

    use super::*;

    fn entered(provider: Provider) -> Credentials {
        Credentials {
            id: CredentialsId::from_random([1; 26]),
            account: AccountId::from_random([2; 26]),
            provider,
            shown: vec![
                ("username".to_owned(), "O'Neill \"x\"".to_owned()),
                ("merchant_code".to_owned(), "RIVERS".to_owned()),
            ],
            sealed: vec![0, 0xff, b'\'', 0x80],
            state: CredentialsState::Entered,
            entered_by: "ada@example.org".to_owned(),
            entered_at: Timestamp::from_millis(1),
            activated_at: None,
            retired_at: None,
        }
    }

    #[test]
    fn credentials_read_back() {
        for provider in Provider::all() {
            let entered = entered(provider);
            let active = Credentials {
                shown: Vec::new(),
                state: CredentialsState::Active,
                activated_at: Some(Timestamp::from_millis(2)),
                ..entered.clone()
            };
            let retired = Credentials {
                state: CredentialsState::Retired,
                retired_at: Some(Timestamp::from_millis(3)),
                ..active.clone()
            };
            for credentials in [entered, active, retired] {
                assert_eq!(from_row(to_row(&credentials)), Ok(credentials));
            }
        }
    }

    #[test]
    fn what_was_sealed_is_digits_or_impossible() {
        let row = Model {
            sealed: "secret".to_owned(),
            ..to_row(&entered(Provider::Stripe))
        };
        assert_eq!(read(row), Err(Impossible::new("sealed")));
    }
}
