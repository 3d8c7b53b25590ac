//! `bursar key`.

use anyhow::{Context, anyhow};
use application::Application;
use domain::{AccountId, ApiKeyId, Timestamp};
use secrecy::ExposeSecret;
use time::format_description::well_known::Rfc3339;

use super::table::table;
use crate::arguments::KeyCommand;

pub(super) async fn run(application: &Application, command: KeyCommand) -> anyhow::Result<String> {
    match command {
        KeyCommand::Create {
            account,
            description,
        } => {
            let made = application
                .make_key(&account_id(&account)?, &description)
                .await?;
            Ok(format!("{}\n", made.text.expose_secret()))
        }
        KeyCommand::List { account } => {
            let rows: Vec<_> = application
                .keys(&account_id(&account)?)
                .await?
                .into_iter()
                .map(|key| {
                    [
                        key.id.to_string(),
                        shown(Some(key.created_at)),
                        shown(key.last_used_at),
                        shown(key.revoked_at),
                        key.description,
                    ]
                })
                .collect();
            let heads = ["ID", "CREATED", "LAST USED", "REVOKED", "DESCRIPTION"];
            Ok(table(heads, &rows))
        }
        KeyCommand::Revoke { id } => {
            let id = ApiKeyId::parse(&id)
                .with_context(|| format!("{id:?} is no key id; bursar key list shows them"))?;
            application.revoke_key(&id).await?;
            Ok(format!("{id} is revoked\n"))
        }
    }
}

fn account_id(text: &str) -> anyhow::Result<AccountId> {
    AccountId::parse(text)
        .ok_or_else(|| anyhow!("{text:?} is no account id; bursar account list shows them"))
}

fn shown(instant: Option<Timestamp>) -> String {
    let Some(instant) = instant else {
        return "-".to_owned();
    };
    let to_the_second = instant.utc().replace_nanosecond(0);
    to_the_second
        .ok()
        .and_then(|instant| instant.format(&Rfc3339).ok())
        .unwrap_or_default()
}
