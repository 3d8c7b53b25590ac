//! The search of an account's payments.

use domain::AccountId;
use domain::ports::StoreError;
use domain::ports::queries::{DISPLAY_SIZE_MAX, PaymentPage, PaymentSearch};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::aggregate::with_refunds;
use crate::entity::payments::{Column, Entity};
use crate::failure::failed;
use crate::mapping::word;

/// One page of what matches, newest first, and how many match in all.
pub(super) async fn page(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    search: &PaymentSearch,
) -> Result<PaymentPage, StoreError> {
    let matching = Entity::find().filter(condition(account, search));
    let total = matching.clone().count(connection).await.map_err(failed)?;
    let size = search.display_size.min(DISPLAY_SIZE_MAX);
    let before = search.page.saturating_sub(1).saturating_mul(size);
    if before >= total {
        return Ok(PaymentPage {
            payments: Vec::new(),
            total,
        });
    }
    let rows = matching
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(size)
        .offset(before)
        .all(connection)
        .await
        .map_err(failed)?;
    Ok(PaymentPage {
        payments: with_refunds(connection, rows).await?,
        total,
    })
}

fn condition(account: &AccountId, search: &PaymentSearch) -> Condition {
    let statuses = (!search.statuses.is_empty())
        .then(|| Column::Status.is_in(search.statuses.iter().map(|status| word(*status))));
    // Folded here and not by the database: SQLite folds ASCII letters alone.
    let reference = search
        .reference
        .as_ref()
        .map(|reference| Column::ReferenceLower.eq(reference.to_lowercase()));
    Condition::all()
        .add(Column::Account.eq(account.as_str()))
        .add_option(reference)
        .add_option(statuses)
        .add_option(
            search
                .from
                .map(|from| Column::CreatedAt.gte(from.as_millis())),
        )
        .add_option(search.to.map(|to| Column::CreatedAt.lt(to.as_millis())))
}
