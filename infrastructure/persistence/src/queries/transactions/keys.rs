//! Which keys the metadata of payments has.

use std::collections::BTreeSet;

use domain::AccountId;
use domain::ports::StoreError;
use domain::ports::queries::TransactionSearch;
use sea_orm::sea_query::{Expr, Func, FunctionCall, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend};

use super::branch::Branch;
use super::listed::can_match_nothing;
use crate::Database;
use crate::entity::payments;
use crate::failure::failed;
use crate::mapping::from_json;

/// The first of a pair, as JSON spells it, for a key can hold what no column can.
const KEY_ON_SQLITE: &str = "pair.value -> 0";
/// The same where a pair is what lies between two [`BETWEEN_PAIRS`]: PostgreSQL's own
/// reading of JSON refuses some texts and takes longer.
const KEY_ON_POSTGRES: &str = "concat('\"', split_part(pair, '\",{\"', 1), '\"')";
/// What ends one pair and begins the next. No key and no value has it, for JSON writes a
/// quotation mark in them with a backslash.
const BETWEEN_PAIRS: &str = "}],[\"";
/// Where the first pair begins that way: `[["` is before it.
const FIRST_PAIR: i32 = 4;

impl Database {
    /// The keys in the metadata of the payments of the transactions that match.
    pub(in crate::queries) async fn metadata_keys_found(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Vec<String>, StoreError> {
        if accounts.is_empty() || can_match_nothing(search) {
            return Ok(Vec::new());
        }
        let snapshot = self.snapshot().await?;
        let backend = snapshot.get_database_backend();
        let mut keys = BTreeSet::new();
        for branch in Branch::all(&snapshot, accounts, search).await? {
            let found = snapshot
                .query_all(&spelt_keys(&branch, accounts, backend))
                .await
                .map_err(failed)?;
            for row in found {
                let spelt: String = row.try_get_by_index(0).map_err(failed)?;
                keys.insert(from_json::<String>("metadata", &spelt)?);
            }
        }
        snapshot.commit().await.map_err(failed)?;
        Ok(keys.into_iter().collect())
    }
}

/// The keys of the payments of what matches, as JSON spells them.
fn spelt_keys(branch: &Branch, accounts: &[AccountId], backend: DbBackend) -> SelectStatement {
    let metadata = Expr::col(payments::Column::Metadata.as_column_ref());
    let (key, pairs) = match backend {
        DbBackend::Sqlite => (KEY_ON_SQLITE, Func::cust("json_each").arg(metadata)),
        _ => (KEY_ON_POSTGRES, split_into_pairs(metadata)),
    };
    let mut listed = branch.matching(accounts);
    listed.column(branch.payment.clone());
    Query::select()
        .distinct()
        .expr(Expr::cust(key))
        .from(payments::Entity)
        .from_function(pairs, "pair")
        .and_where(payments::Column::Id.in_subquery(listed))
        .to_owned()
}

fn split_into_pairs(metadata: Expr) -> FunctionCall {
    let pairs = Func::cust("substr").args([metadata, Expr::val(FIRST_PAIR)]);
    let pairs = Func::cust("string_to_array").args([pairs.into(), Expr::val(BETWEEN_PAIRS)]);
    Func::cust("unnest").arg(pairs)
}
