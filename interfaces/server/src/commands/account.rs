//! `bursar account`.

mod change;

use anyhow::anyhow;
use application::Application;
use domain::ServiceId;
use domain::account::{Mode, Provider};

use super::table::table;
use crate::arguments::{AccountCommand, AccountMode};

pub(super) async fn run(
    application: &Application,
    command: AccountCommand,
) -> anyhow::Result<String> {
    match command {
        AccountCommand::Create { service, mode, psp } => {
            let service = ServiceId::parse(&service).ok_or_else(|| {
                anyhow!("{service:?} is no service id; bursar service list shows them")
            })?;
            let provider: Provider = psp
                .parse()
                .map_err(|_| anyhow!("there is no PSP {psp:?}; --psp can be: {}", psps()))?;
            let mode = match mode {
                AccountMode::Test => Mode::Test,
                AccountMode::Live => Mode::Live,
            };
            let account = application.open_account(&service, mode, provider).await?;
            Ok(format!("{}\n", account.id))
        }
        AccountCommand::Change(settings) => change::run(application, &settings).await,
        AccountCommand::List => {
            let accounts = application.accounts().await?;
            let rows: Vec<_> = accounts
                .into_iter()
                .map(|account| {
                    [
                        account.id.to_string(),
                        account.mode.word().to_owned(),
                        account.provider.word().to_owned(),
                        account.service.to_string(),
                        if account.disabled { "stopped" } else { "open" }.to_owned(),
                        account.service_name,
                    ]
                })
                .collect();
            let heads = ["ID", "MODE", "PSP", "SERVICE", "STATE", "SERVICE NAME"];
            Ok(table(heads, &rows))
        }
    }
}

/// The words for every PSP.
fn psps() -> String {
    let words: Vec<_> = Provider::all().map(Provider::word).collect();
    words.join(", ")
}
