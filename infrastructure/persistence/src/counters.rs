//! How much of everything an account has, so that nobody need count it.
//!
//! What a unit adds is counted with its commit, in the last statement before it, so
//! that a counter is locked for as short as can be. Each count is spread over
//! [`SLOTS`] rows, so that units of one account seldom want the same one.

use std::collections::BTreeMap;

use domain::AccountId;
use domain::ports::StoreError;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use crate::entity::counters::{Column, Entity, Model};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::count;

/// How many rows share one count.
const SLOTS: u32 = 16;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Counted {
    Payments,
    Refunds,
    Disputes,
    Agreements,
}

/// What a unit has added so far. In order, so that units that add the same things
/// lock the same counters one after the other.
#[derive(Debug, Default)]
pub(crate) struct Added(BTreeMap<(String, &'static str, u32), i64>);

impl Counted {
    fn word(self) -> &'static str {
        match self {
            Self::Payments => "payments",
            Self::Refunds => "refunds",
            Self::Disputes => "disputes",
            Self::Agreements => "agreements",
        }
    }
}

impl Added {
    /// Notes that something of this name was added.
    pub(crate) fn one(&mut self, account: &AccountId, what: Counted, id: &str) {
        let key = (account.as_str().to_owned(), what.word(), slot(id));
        *self.0.entry(key).or_default() += 1;
    }

    /// Adds everything to the counters.
    pub(crate) async fn write(self, connection: &impl ConnectionTrait) -> Result<(), StoreError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let rows = self.0.into_iter().map(|((account, what, slot), total)| {
            let row = Model {
                account,
                what: what.to_owned(),
                slot: i64::from(slot),
                total,
            };
            row.into_active_model()
        });
        let sum = Expr::col((Entity, Column::Total)).add(Expr::cust("excluded.total"));
        let adding = OnConflict::columns([Column::Account, Column::What, Column::Slot])
            .value(Column::Total, sum)
            .to_owned();
        Entity::insert_many(rows)
            .on_conflict(adding)
            .exec_without_returning(connection)
            .await
            .map_err(failed)?;
        Ok(())
    }
}

/// How much of it the account has.
pub(crate) async fn total(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    what: Counted,
) -> Result<u64, StoreError> {
    total_of_all(connection, std::slice::from_ref(account), what).await
}

/// How much of it these accounts have together.
pub(crate) async fn total_of_all(
    connection: &impl ConnectionTrait,
    accounts: &[AccountId],
    what: Counted,
) -> Result<u64, StoreError> {
    // The sum of whole numbers is no whole number to PostgreSQL.
    let sum = Expr::col(Column::Total).sum().cast_as("BIGINT");
    let total = first(
        Entity::find()
            .select_only()
            .column_as(sum, "total")
            .filter(Column::Account.is_in(accounts.iter().map(AccountId::as_str)))
            .filter(Column::What.eq(what.word()))
            .into_tuple::<Option<i64>>()
            .all(connection)
            .await,
    )?;
    Ok(count("total", total.flatten().unwrap_or_default())?)
}

fn slot(id: &str) -> u32 {
    id.bytes().map(u32::from).sum::<u32>() % SLOTS
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::PaymentId;

    use super::*;

    #[test]
    fn names_are_spread_over_every_slot() {
        let slots: BTreeSet<u32> = (0..32)
            .map(|byte| {
                let mut random = [7; 26];
                random[25] = byte;
                slot(PaymentId::from_random(random).as_str())
            })
            .collect();

        assert_eq!(slots.len(), SLOTS as usize);
    }
}
