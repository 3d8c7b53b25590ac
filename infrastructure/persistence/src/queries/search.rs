//! The searches of an account's things: what they have in common.
//!
//! A search reads as of one moment, so that its total fits its page. It asks twice at
//! most for rows of the thing searched for: how many match, and which are on the page.

mod agreements;
mod disputes;
mod payments;
mod refunds;

use domain::AccountId;
use domain::ports::StoreError;
use domain::ports::queries::{DISPLAY_SIZE_MAX, Page, Sheet};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

use crate::counters::{self, Counted};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::count;

/// Of how many matches all are gathered before the newest are chosen. See [`order`].
const GATHERED_MAX: u64 = 5_000;

/// A table that can be searched: rows of accounts, the newest first.
pub(super) trait Searched: EntityTrait {
    /// What counts its rows.
    const COUNTED: Counted;
    /// Whose they are.
    const ACCOUNT: Self::Column;
    /// How old they are.
    const CREATED_AT: Self::Column;
    /// What tells those of one age apart.
    const ID: Self::Column;
}

/// What to look for.
struct Question {
    /// What must hold beside the account; `None` where everything matches.
    condition: Option<Condition>,
    sheet: Sheet,
}

/// The rows on one sheet of what matches, newest first, and how many match in all.
async fn rows<E: Searched>(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    question: Question,
) -> Result<Page<E::Model>, StoreError> {
    let of_account = Condition::all().add(E::ACCOUNT.eq(account.as_str()));
    let (total, condition) = match question.condition {
        None => (
            counters::total(connection, account, E::COUNTED).await?,
            of_account,
        ),
        Some(narrower) => {
            let condition = of_account.add(narrower);
            (number::<E>(connection, condition.clone()).await?, condition)
        }
    };
    let size = Ord::min(question.sheet.display_size, DISPLAY_SIZE_MAX);
    let before = question.sheet.page.saturating_sub(1).saturating_mul(size);
    if before >= total {
        return Ok(Page {
            items: Vec::new(),
            total,
        });
    }
    // Names first: they can be had from an index alone, so that what lies before the
    // page is passed over without being read.
    let names = E::find()
        .select_only()
        .column(E::ID)
        .filter(condition)
        .order_by(order::<E>(total), Order::Desc)
        .order_by_desc(E::ID)
        .limit(size)
        .offset(before)
        .into_query();
    let items = E::find()
        .filter(E::ID.in_subquery(names))
        .order_by_desc(E::CREATED_AT)
        .order_by_desc(E::ID)
        .all(connection)
        .await
        .map_err(failed)?;
    Ok(Page { items, total })
}

/// By what the newest are found. Where much matches, walking from the newest soon
/// meets enough. Where little does, a database that believes otherwise would walk
/// through everything the account has; a sum is no index's order, so it can only find
/// all that matches and sort.
pub(super) fn order<E: Searched>(total: u64) -> Expr {
    let created_at = Expr::col(E::CREATED_AT.as_column_ref());
    if total > GATHERED_MAX {
        created_at
    } else {
        created_at.add(Expr::cust("0"))
    }
}

async fn number<E: Searched>(
    connection: &impl ConnectionTrait,
    condition: Condition,
) -> Result<u64, StoreError> {
    let number = first(
        E::find()
            .select_only()
            .column_as(E::ID.count(), "number")
            .filter(condition)
            .into_tuple::<i64>()
            .all(connection)
            .await,
    )?;
    Ok(count("number", number.unwrap_or_default())?)
}
