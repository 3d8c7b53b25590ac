//! Staff take transactions away, bit by bit, however many there are.

use std::collections::VecDeque;

use domain::account::{GatewayAccount, Mode};
use domain::audit::{Action, Chain};
use domain::ports::StoreError;
use domain::ports::queries::{FoundTransaction, TransactionCursor, TransactionSearch};
use domain::staff::Permission;
use domain::{AccountId, ServiceId};

use super::Staff;
use super::record::Entry;
use super::services::AccessError;
use super::transactions::Sight;
use crate::Application;

/// How many transactions are read at a time.
pub const EXPORTED_AT_A_TIME: u64 = 500;

/// Transactions on their way out.
#[derive(Debug)]
pub struct Export {
    /// The accounts they are of.
    pub accounts: Vec<GatewayAccount>,
    /// Every key that their metadata has.
    pub metadata_keys: Vec<String>,
    names: Vec<AccountId>,
    search: TransactionSearch,
    after: Option<TransactionCursor>,
    is_over: bool,
    sight: Vec<(AccountId, Sight)>,
}

impl Application {
    /// Begins to export the transactions of a service's account that match. That they
    /// were taken away is written down before the first leaves.
    pub async fn staff_export(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        search: TransactionSearch,
    ) -> Result<Export, AccessError> {
        let export = Permission::ExportTransactions;
        let account = self.account_for(staff, service, mode, export).await?;
        self.export_of(staff, mode, vec![account], search).await
    }

    /// The same over all services in which they may.
    pub async fn staff_export_all(
        &self,
        staff: &Staff,
        mode: Mode,
        search: TransactionSearch,
    ) -> Result<Export, AccessError> {
        let export = Permission::ExportTransactions;
        let accounts = self.my_accounts(staff, mode, export).await?;
        self.export_of(staff, mode, accounts, search).await
    }

    /// The next transactions, newest first; empty at the end.
    pub async fn export_more(
        &self,
        export: &mut Export,
    ) -> Result<VecDeque<FoundTransaction>, StoreError> {
        if export.is_over {
            return Ok(VecDeque::new());
        }
        let found = self
            .ports
            .queries
            .transactions_after(
                &export.names,
                &export.search,
                export.after.as_ref(),
                EXPORTED_AT_A_TIME,
            )
            .await?;
        export.after = found.last().map(FoundTransaction::cursor);
        export.is_over = found.is_empty();
        let seen = found.into_iter().map(|found| {
            let of = |(account, _): &&(AccountId, Sight)| *account == found.payment.account;
            match export.sight.iter().find(of) {
                Some((_, sight)) => sight.of(found),
                None => Sight::NONE.of(found),
            }
        });
        Ok(seen.collect())
    }

    async fn export_of(
        &self,
        staff: &Staff,
        mode: Mode,
        accounts: Vec<GatewayAccount>,
        mut search: TransactionSearch,
    ) -> Result<Export, AccessError> {
        let sight: Vec<(AccountId, Sight)> = accounts
            .iter()
            .map(|account| {
                (
                    account.id.clone(),
                    Sight::in_service(staff, &account.service, mode),
                )
            })
            .collect();
        Sight::least(sight.iter().map(|(_, sight)| *sight)).narrow(&mut search);
        let names: Vec<AccountId> = accounts.iter().map(|account| account.id.clone()).collect();
        let queries = &self.ports.queries;
        let metadata_keys = queries.metadata_keys(&names, &search).await?;
        let mut unit = self.ports.store.begin().await?;
        for account in &accounts {
            let chain = Chain::Service(account.service.clone());
            let entry = Entry::of(staff, chain, Action::Exported).with("mode", mode.word());
            self.record(unit.as_mut(), entry).await?;
        }
        unit.commit().await?;
        Ok(Export {
            accounts,
            metadata_keys,
            names,
            search,
            after: None,
            is_over: false,
            sight,
        })
    }
}
