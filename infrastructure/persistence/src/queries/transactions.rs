//! Payments, refunds and disputes in one list.
//!
//! Each account's payments, refunds and disputes lie in an index newest first, so the
//! list is a merge of these and never a sort of everything. Names are merged; what they
//! name is read for one page alone.

mod branch;
mod keys;
mod listed;
mod wanted;

use std::collections::{BTreeSet, HashMap};

use domain::ports::StoreError;
use domain::ports::queries::{
    DISPLAY_SIZE_MAX, FoundTransaction, Page, TransactionCursor, TransactionPart, TransactionSearch,
};
use domain::{AccountId, Payment};
use sea_orm::sea_query::{Order, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};

use self::branch::{Branch, CREATED_AT, ID, Newest};
use self::listed::can_match_nothing;
use crate::Database;
use crate::aggregate::with_parts;
use crate::entity::payments;
use crate::failure::failed;
use crate::mapping::{Impossible, present, stored};

/// A transaction's name and its payment's.
#[derive(FromQueryResult)]
struct Name {
    id: String,
    payment: String,
}

impl Database {
    /// One page of the transactions of these accounts that match.
    pub(super) async fn transactions_found(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Page<FoundTransaction>, StoreError> {
        if accounts.is_empty() || can_match_nothing(search) {
            return Ok(Page {
                items: Vec::new(),
                total: 0,
            });
        }
        let snapshot = self.snapshot().await?;
        let mut total: u64 = 0;
        let mut branches = Vec::new();
        for branch in Branch::all(&snapshot, accounts, search).await? {
            let number = branch.number(&snapshot, accounts).await?;
            total = total.saturating_add(number);
            branches.push((branch, number));
        }
        let size = Ord::min(search.sheet.display_size, DISPLAY_SIZE_MAX);
        let before = search.sheet.page.saturating_sub(1).saturating_mul(size);
        let items = if before >= total {
            Vec::new()
        } else {
            let up_to = Ord::min(before.saturating_add(size), total);
            let lists = branches.iter().filter(|(_, number)| *number > 0);
            let lists = lists.flat_map(|(branch, number)| {
                let newest = Newest {
                    of: *number,
                    limit: up_to,
                    after: None,
                };
                branch.lists(accounts, newest)
            });
            let names = merged(lists).map(|mut list| list.limit(size).offset(before).to_owned());
            read(&snapshot, names).await?
        };
        snapshot.commit().await.map_err(failed)?;
        Ok(Page { items, total })
    }

    /// The transactions of these accounts that match and come after that one.
    pub(super) async fn transactions_after_found(
        &self,
        accounts: &[AccountId],
        search: &TransactionSearch,
        after: Option<&TransactionCursor>,
        limit: u64,
    ) -> Result<Vec<FoundTransaction>, StoreError> {
        if accounts.is_empty() || can_match_nothing(search) {
            return Ok(Vec::new());
        }
        let snapshot = self.snapshot().await?;
        let limit = Ord::min(limit, stored(u64::MAX).unsigned_abs());
        let branches = Branch::all(&snapshot, accounts, search).await?;
        let lists = branches.iter().flat_map(|branch| {
            let newest = Newest {
                of: u64::MAX,
                limit,
                after,
            };
            branch.lists(accounts, newest)
        });
        let names = merged(lists).map(|mut list| list.limit(limit).to_owned());
        let found = read(&snapshot, names).await?;
        snapshot.commit().await.map_err(failed)?;
        Ok(found)
    }
}

/// One list of several, newest first.
fn merged(lists: impl IntoIterator<Item = SelectStatement>) -> Option<SelectStatement> {
    let mut lists = lists.into_iter();
    let mut merged = lists.next()?;
    for list in lists {
        merged.union(UnionType::All, list);
    }
    merged.order_by(CREATED_AT, Order::Desc);
    merged.order_by(ID, Order::Desc);
    Some(merged)
}

/// What a list names, in its order.
async fn read(
    connection: &impl ConnectionTrait,
    list: Option<SelectStatement>,
) -> Result<Vec<FoundTransaction>, StoreError> {
    let Some(list) = list else {
        return Ok(Vec::new());
    };
    let list = connection.get_database_backend().build(&list);
    let names = Name::find_by_statement(list)
        .all(connection)
        .await
        .map_err(failed)?;
    let wanted: BTreeSet<&str> = names.iter().map(|name| name.payment.as_str()).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let rows = payments::Entity::find()
        .filter(payments::Column::Id.is_in(wanted))
        .all(connection)
        .await
        .map_err(failed)?;
    let payments: HashMap<String, Payment> = with_parts(connection, rows)
        .await?
        .into_iter()
        .map(|payment| (payment.id.as_str().to_owned(), payment))
        .collect();
    names
        .iter()
        .map(|name| Ok(named(name, &payments)?))
        .collect()
}

/// What a name names.
fn named(name: &Name, payments: &HashMap<String, Payment>) -> Result<FoundTransaction, Impossible> {
    let payment = present("payment", payments.get(&name.payment).cloned())
        .map_err(|e| e.in_row("transaction", &name.id))?;
    let part = if name.id == name.payment {
        Some(TransactionPart::Payment)
    } else {
        part(&payment, &name.id)
    };
    let part = present("id", part).map_err(|e| e.in_row("transaction", &name.id))?;
    Ok(FoundTransaction { payment, part })
}

/// The payment's refund or dispute of this name.
fn part(payment: &Payment, id: &str) -> Option<TransactionPart> {
    let mut refunds = payment.refunds.iter();
    let mut disputes = payment.disputes.iter();
    let refund = refunds.find(|refund| refund.id.as_str() == id);
    let dispute = disputes.find(|dispute| dispute.id.as_str() == id);
    let refund = refund.cloned().map(TransactionPart::Refund);
    refund.or_else(|| dispute.cloned().map(TransactionPart::Dispute))
}
