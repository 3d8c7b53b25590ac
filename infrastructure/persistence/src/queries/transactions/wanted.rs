//! Of which payments transactions are listed.

use domain::AccountId;
use domain::ports::StoreError;
use domain::ports::queries::TransactionSearch;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::listed::of_payment;
use crate::entity::payments;
use crate::failure::failed;

/// How many payments are named one by one.
const NAMED_MAX: usize = 1_000;

/// The payments that are listed, or of which something is.
pub(super) enum Wanted {
    /// Whichever.
    All,
    /// These, which are few.
    These(Vec<String>),
    /// Those for which this holds, which are many.
    That(Condition),
}

impl Wanted {
    /// What the search asks of payments. Few payments are found once and named from then
    /// on: to look for them anew to count them and to list them, and again with their
    /// refunds and their disputes, is what takes long where no index helps.
    pub(super) async fn by(
        connection: &impl ConnectionTrait,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Self, StoreError> {
        if !search.asks_about_payments() {
            return Ok(Self::All);
        }
        let fit = of_payment(search, connection.get_database_backend());
        let here = payments::Column::Account.is_in(accounts.iter().map(AccountId::as_str));
        let one_too_many = u64::try_from(NAMED_MAX.saturating_add(1)).unwrap_or(u64::MAX);
        let names: Vec<String> = payments::Entity::find()
            .select_only()
            .column(payments::Column::Id)
            .filter(fit.clone())
            .filter(here)
            .limit(one_too_many)
            .into_tuple()
            .all(connection)
            .await
            .map_err(failed)?;
        if names.len() > NAMED_MAX {
            Ok(Self::That(fit))
        } else {
            Ok(Self::These(names))
        }
    }
}
