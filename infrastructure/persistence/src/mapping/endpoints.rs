//! Webhook endpoints and their rows. The secrets are JSON, since they are few and nobody
//! looks for one.

use std::collections::BTreeSet;

use domain::webhook::{EndpointUrl, EventType, Failing, SigningSecret, WebhookEndpoint};
use domain::{AccountId, Timestamp, WebhookId};
use serde::{Deserialize, Serialize};

use super::{
    Impossible, count, from_json, hex, instant, json, millis, named, present, sound, stored, word,
};
use crate::entity::webhook_endpoints::Model;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredSecret {
    sealed: String,
    made_at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retires_at: Option<i64>,
}

/// The row of an endpoint as it will be once it is saved, one version on.
pub(crate) fn to_row(endpoint: &WebhookEndpoint) -> Model {
    let events: Vec<&str> = endpoint.events.iter().map(|event| event.word()).collect();
    let secrets: Vec<StoredSecret> = endpoint.secrets.iter().map(StoredSecret::from).collect();
    Model {
        id: endpoint.id.as_str().to_owned(),
        account: endpoint.account.as_str().to_owned(),
        url: endpoint.url.as_str().to_owned(),
        description: endpoint.description.clone(),
        events: events.join(" "),
        secrets: json(&secrets),
        status: word(endpoint.status),
        failed_attempts: endpoint.failing.map(|failing| stored(failing.attempts)),
        failing_since: endpoint.failing.map(|failing| failing.since.as_millis()),
        created_at: endpoint.created_at.as_millis(),
        version: stored(endpoint.version.saturating_add(1)),
    }
}

pub(crate) fn from_row(row: &Model) -> Result<WebhookEndpoint, Impossible> {
    read(row).map_err(|e| e.in_row("webhook endpoint", &row.id))
}

fn read(row: &Model) -> Result<WebhookEndpoint, Impossible> {
    let secrets: Vec<StoredSecret> = from_json("secrets", &row.secrets)?;
    Ok(WebhookEndpoint {
        id: present("id", WebhookId::parse(&row.id))?,
        account: present("account", AccountId::parse(&row.account))?,
        // Whether it may be this address was asked when it was registered.
        url: sound("url", EndpointUrl::parse(&row.url, true))?,
        description: row.description.clone(),
        events: row
            .events
            .split_whitespace()
            .map(|event| named("events", event))
            .collect::<Result<BTreeSet<EventType>, _>>()?,
        secrets: secrets
            .into_iter()
            .map(read_secret)
            .collect::<Result<_, _>>()?,
        status: named("status", &row.status)?,
        failing: failing(row)?,
        created_at: Timestamp::from_millis(row.created_at),
        version: count("version", row.version)?,
    })
}

/// What an endpoint fails by: all of it, or nothing.
pub(crate) fn failing(row: &Model) -> Result<Option<Failing>, Impossible> {
    match (row.failed_attempts, row.failing_since) {
        (None, None) => Ok(None),
        (Some(attempts), Some(since)) => Ok(Some(Failing {
            attempts: count("failed_attempts", attempts)?,
            since: Timestamp::from_millis(since),
        })),
        _ => Err(Impossible::new("failed_attempts")),
    }
}

impl From<&SigningSecret> for StoredSecret {
    fn from(secret: &SigningSecret) -> Self {
        Self {
            sealed: hex::to_text(&secret.sealed),
            made_at: secret.made_at.as_millis(),
            retires_at: millis(secret.retires_at),
        }
    }
}

fn read_secret(secret: StoredSecret) -> Result<SigningSecret, Impossible> {
    Ok(SigningSecret {
        sealed: present("secrets", hex::bytes(&secret.sealed))?,
        made_at: Timestamp::from_millis(secret.made_at),
        retires_at: instant(secret.retires_at),
    })
}

#[cfg(test)]
mod tests {
    use domain::webhook::EndpointStatus;
    use strum::IntoEnumIterator;

    use super::*;

    fn bare() -> WebhookEndpoint {
        WebhookEndpoint {
            id: WebhookId::from_random([1; 26]),
            account: AccountId::from_random([2; 26]),
            url: EndpointUrl::parse("https://a.example/", false).unwrap(),
            description: "A".to_owned(),
            events: BTreeSet::new(),
            secrets: Vec::new(),
            status: EndpointStatus::Active,
            failing: None,
            created_at: Timestamp::from_millis(1),
            version: 0,
        }
    }

    fn odd(status: EndpointStatus) -> WebhookEndpoint {
        WebhookEndpoint {
            url: EndpointUrl::parse("http://[::1]:3000/é?x='1'", true).unwrap(),
            description: "Ada’s “laptop”".to_owned(),
            events: EventType::iter().collect(),
            secrets: vec![
                SigningSecret {
                    sealed: vec![0, 0xff, b'\''],
                    made_at: Timestamp::from_millis(7),
                    retires_at: None,
                },
                SigningSecret {
                    sealed: Vec::new(),
                    made_at: Timestamp::from_millis(3),
                    retires_at: Some(Timestamp::from_millis(9)),
                },
            ],
            status,
            failing: Some(Failing {
                attempts: u32::MAX,
                since: Timestamp::from_millis(5),
            }),
            version: 41,
            ..bare()
        }
    }

    #[test]
    fn endpoints_read_back_as_the_next_version() {
        for endpoint in EndpointStatus::iter().map(odd).chain([bare()]) {
            let read = from_row(&to_row(&endpoint));
            let saved = WebhookEndpoint {
                version: endpoint.version + 1,
                ..endpoint
            };
            assert_eq!(read, Ok(saved));
        }
    }

    #[test]
    fn what_no_program_of_ours_wrote_is_impossible() {
        let row = || to_row(&odd(EndpointStatus::Active));
        for (column, row) in [
            (
                "failed_attempts",
                Model {
                    failing_since: None,
                    ..row()
                },
            ),
            (
                "url",
                Model {
                    url: "ftp://a.example/".to_owned(),
                    ..row()
                },
            ),
            (
                "events",
                Model {
                    events: "card_payment_forgotten".to_owned(),
                    ..row()
                },
            ),
            (
                "secrets",
                Model {
                    secrets: r#"[{"sealed":"0g","made_at":1}]"#.to_owned(),
                    ..row()
                },
            ),
        ] {
            assert_eq!(read(&row), Err(Impossible::new(column)));
        }
    }
}
